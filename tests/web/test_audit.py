"""The record as a page: searched, cut into pages, verified; for whoever may see it."""

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import text

from beds.services.restricted import RESTRICTED
from beds.web.settings import WebSettings
from tests.web.server import an_app, signed_in

Clients = Callable[[str], FlaskClient]


def test_the_record_is_told_in_sentences_newest_first(client_of: Clients) -> None:
    page = client_of("planner").get("/audit").text
    assert "demo added the user coordinator as coordinator." in page
    assert page.index("demo added the user commissioner") < page.index("demo added the user administrator")


def test_the_record_comes_page_by_page(client_of: Clients) -> None:
    client = client_of("coordinator")
    first, second = client.get("/audit").text, client.get("/audit?page=2").text
    assert "demo added the user administrator" in first
    assert "demo added the user administrator" not in second
    assert "51 to 100 of" in second
    assert "not so many pages" in client.get("/audit?page=99999").text


def test_the_record_is_searched_by_person_user_kind_subject_and_days(client_of: Clients, web: WebSettings) -> None:
    client = client_of("coordinator")
    with web.store.read() as books:
        person = books.facts.snapshot(web.today()).people[0].person_id
        day = books.record.events(limit=1)[0].at[:10]
    found = client.get("/audit", query_string={"person": person}).text
    assert f"demo added the person {person}." in found
    assert "demo added the user" not in found
    assert "demo added the person" not in client.get("/audit?kind=user_added").text
    assert "Nothing like this has happened" in client.get("/audit?by=nobody").text
    assert "1 event, newest first" in client.get("/audit?subject=planner").text
    assert "demo added the user" in client.get("/audit", query_string={"since": day, "until": day}).text
    assert "Nothing like this has happened" in client.get("/audit?until=2001-01-01").text


def test_the_last_day_that_a_calendar_has_is_no_fault(client_of: Clients) -> None:
    assert client_of("planner").get("/audit?until=9999-12-31&since=0001-01-01").status_code == 200


def test_a_planner_reads_the_record_without_restricted_facts(client_of: Clients) -> None:
    seen, whole = (client_of(user).get("/audit?kind=person_added").text for user in ("planner", "coordinator"))
    for name in RESTRICTED:
        assert f"<li>{name}: " in whole
        assert f"<li>{name}: " not in seen
    assert "Your role does not show them" in seen
    assert "Your role does not show them" not in whole


def test_whom_one_searches_for_is_written_in_the_log_of_access(client_of: Clients, web: WebSettings) -> None:
    client_of("planner").get("/audit?person=P001")
    with web.store.engine.connect() as connection:
        found = connection.execute(text("select user_id from access_log where what = 'audit' and person_id = 'P001'"))
        assert ("planner",) in [tuple(row) for row in found]


def test_a_commissioner_may_verify_but_not_read(client_of: Clients) -> None:
    client = client_of("commissioner")
    page = client.get("/audit").text
    assert "added the" not in page
    checked = client.post("/audit").text
    assert "every link holds" in checked
    assert "added the" not in checked


def test_a_head_that_was_kept_is_found_again_and_another_is_not(client_of: Clients, web: WebSettings) -> None:
    with web.store.read() as books:
        number, hashed = books.record.head()
    client = client_of("planner")
    assert "is in the record" in client.post("/audit", data={"head": f"{number}:{hashed}"}).text
    assert "is not in the record" in client.post("/audit", data={"head": f"{number}:{'0' * 64}"}).text


def test_a_link_that_was_changed_is_named(own_web: WebSettings) -> None:
    with own_web.store.engine.begin() as connection:
        triggers = connection.execute(text("select name from sqlite_master where type = 'trigger'")).scalars().all()
        for name in triggers:
            connection.execute(text(f'drop trigger "{name}"'))
        connection.execute(text("update events set actor = 'somebody' where seq = 3"))
    page = signed_in(an_app(own_web), "coordinator").post("/audit").text
    assert "Broken at event 3" in page
