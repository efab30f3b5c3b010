"""Laws of the pages: who may see them is declared, looking changes nothing, and every answer is guarded."""

import json
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import MetaData, select

from beds.domain.access import ROLES, Actor
from beds.domain.policy import Policy
from beds.services import log
from beds.services.policies import save_policy
from beds.web import access
from beds.web.accounts import store
from beds.web.app import create_app
from beds.web.looking import ChangedByLooking
from beds.web.settings import WebSettings
from tests.web.server import PASSWORD, an_app, signed_in

NO_SERVICE_DATA = {"access_log", "sessions", "sign_ins"}
COORDINATOR = Actor("coordinator", ("coordinator",))


def pages(app: Flask) -> list[str]:
    """Addresses of every page that needs nothing to be named in it."""
    rules = (rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments)
    return sorted(rule.rule for rule in rules)


def content(web: WebSettings) -> dict[str, list[str]]:
    """Every row of every table of service data."""
    tables = MetaData()
    tables.reflect(web.store.engine)
    with web.store.engine.connect() as connection:
        return {
            name: sorted(map(str, connection.execute(select(table))))
            for name, table in tables.tables.items()
            if name not in NO_SERVICE_DATA
        }


def test_every_route_declares_who_may_see_it(app: Flask) -> None:
    assert [name for name, view in app.view_functions.items() if access.declared(view) is None] == []


def test_a_route_that_declares_nothing_is_shown_to_nobody(web: WebSettings) -> None:
    app = an_app(web)
    app.add_url_rule("/open", "open", lambda: "everything")
    with pytest.raises(access.Undeclared):
        signed_in(app, "administrator").get("/open")


def test_whoever_is_not_signed_in_is_asked_to_and_comes_back(app: Flask) -> None:
    client = app.test_client()
    for page in pages(app):
        answer = client.get(page)
        assert answer.status_code == 200 or "/sign-in" in answer.headers["Location"], page
    answer = client.post("/sign-in?next=/help?page=2", data={"user": "planner", "password": PASSWORD})
    assert answer.headers["Location"] == "/help?page=2"


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"])
def test_signing_in_leads_to_no_other_site(app: Flask, elsewhere: str) -> None:
    answer = app.test_client().post(
        "/sign-in", query_string={"next": elsewhere}, data={"user": "planner", "password": PASSWORD}
    )
    assert answer.headers["Location"] == "/"


def test_a_get_changes_no_service_data(app: Flask, web: WebSettings) -> None:
    before = content(web)
    for user in ROLES:
        client = signed_in(app, user)
        for page in pages(app):
            assert client.get(page).status_code in (200, 302, 403), page
    assert content(web) == before


def test_a_page_that_changes_something_when_it_is_looked_at_is_stopped(web: WebSettings) -> None:
    app = an_app(web)

    @access.everybody
    def view() -> str:
        save_policy(store(), COORDINATOR, Policy(name="other"), web.today())
        return "changed"

    app.add_url_rule("/looks-harmless", "harmless", view)
    with pytest.raises(ChangedByLooking):
        app.test_client().get("/looks-harmless")


def test_a_commissioner_sees_figures_and_nobody(client_of: Callable[[str], FlaskClient], web: WebSettings) -> None:
    shown = client_of("commissioner").get("/").text
    with web.store.read() as books:
        people = [person.person_id for person in books.facts.snapshot(web.today()).people]
    assert "Vacancies now and coming" in shown
    assert [person for person in people if person in shown] == []
    assert people[7] in client_of("coordinator").get("/").text


def test_every_answer_is_guarded(app: Flask) -> None:
    client = signed_in(app, "coordinator")
    for page in ("/", "/sign-in", "/no-such-page", "/static/beds.css"):
        with client.get(page) as answer:
            headers = answer.headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'"), page
        assert "unsafe" not in headers["Content-Security-Policy"], page
        assert headers["X-Content-Type-Options"] == "nosniff", page
    assert client.get("/").headers["Cache-Control"] == "no-store"
    scripts = {client.get("/").headers["Content-Security-Policy"] for _time in range(2)}
    assert len(scripts) == 2, "every answer has another nonce"


def test_a_form_without_its_token_is_refused_with_a_page(web: WebSettings) -> None:
    answer = create_app(web).test_client().post("/sign-in", data={"user": "coordinator", "password": PASSWORD})
    assert answer.status_code == 400
    assert "open for too long" in answer.text


def test_an_error_page_repeats_nothing_of_what_was_asked(app: Flask) -> None:
    answer = app.test_client().get("/no-such-page/MARY-SMITH")
    assert answer.status_code == 404
    assert "MARY-SMITH" not in answer.text


def test_a_fault_is_told_without_what_it_was_about(web: WebSettings, capsys: pytest.CaptureFixture[str]) -> None:
    app = create_app(web)

    @access.everybody
    def view(person_id: str) -> str:
        raise ValueError(f"{person_id} cannot be shown")

    app.add_url_rule("/faulty/<person_id>", "faulty", view)
    answer = app.test_client().get("/faulty/P001")
    assert answer.status_code == 500
    assert "P001" not in answer.text
    said = capsys.readouterr().err
    assert "P001" not in said
    assert {"fault": "ValueError", "route": "/faulty/<person_id>"}.items() <= json.loads(said.splitlines()[0]).items()


def test_only_what_is_harmless_stays_in_a_line_of_the_log() -> None:
    line = log.strike_out(None, "info", {"event": "request", "status": 200, "person_id": "P001", "password": "x"})
    assert line == {"event": "request", "status": 200, "person_id": log.STRUCK, "password": log.STRUCK}


def test_trying_too_often_is_refused_with_a_page(web: WebSettings) -> None:
    from dataclasses import replace

    client = an_app(replace(web, sign_in_limit="2 per minute")).test_client()
    tries = [client.post("/sign-in", data={"user": "nobody", "password": "x"}) for _time in range(3)]
    assert [answer.status_code for answer in tries] == [422, 422, 429]
    assert "Too many attempts" in tries[-1].text
