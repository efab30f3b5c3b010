"""Rules and policy as pages: the catalogue, every version beside the one before, trying and saving a change."""

import re
from collections.abc import Callable

from flask.testing import FlaskClient

from beds.domain.access import ROLES
from beds.rules.catalogue import CATALOGUE
from beds.services.policy_history import keys_of, policy_in_force
from beds.web.settings import WebSettings
from tests.web.server import an_app, signed_in
from tests.web.test_laws import COORDINATOR

Clients = Callable[[str], FlaskClient]


def filled(web: WebSettings, **changes: str) -> dict[str, str]:
    """The form as it comes, with some keys changed."""
    keys = keys_of(policy_in_force(web.store, COORDINATOR, web.today()).policy)
    values = {f"key-{key.name}": key.value for key in keys} | {f"source-{key.name}": key.source for key in keys}
    return values | {f"key-{name}": value for name, value in changes.items()}


def test_everybody_sees_every_rule_with_its_source_and_the_policy_in_force(client_of: Clients) -> None:
    for user in ROLES:
        page = client_of(user).get("/policy").text
        for rule in CATALOGUE.values():
            assert f'id="rule-{rule.id}"' in page
        assert "The policy in force" in page
        assert "Version 1" in page
    sources = [source.url for rule in CATALOGUE.values() for source in rule.sources if source.url]
    assert [url for url in sources if url.replace("&", "&amp;") not in page] == []


def test_a_change_that_is_tried_shows_what_it_would_do_and_stores_nothing(own_web: WebSettings) -> None:
    web = own_web
    before = policy_in_force(web.store, COORDINATOR, web.today())
    client = signed_in(an_app(web), "planner")
    answer = client.post("/policy/change", data=filled(web, programme_limit_weeks="104", action="try"))
    assert answer.status_code == 200
    assert "What differs from the policy in force" in answer.text
    assert "104" in answer.text
    assert "What it would do to the week of 23 November 2026" in answer.text
    assert "Aims of the policy, in its order" in answer.text
    assert policy_in_force(web.store, COORDINATOR, web.today()) == before


def test_a_value_that_will_not_do_is_told_beside_its_key(client_of: Clients, web: WebSettings) -> None:
    answer = client_of("planner").post("/policy/change", data=filled(web, continuity="sometimes", objective="[]"))
    assert answer.status_code == 422
    assert 'href="#key-continuity"' in answer.text
    assert 'id="key-continuity-error"' in answer.text
    assert 'href="#key-objective"' in answer.text


def test_a_change_that_is_saved_is_a_version_beside_the_one_before(own_web: WebSettings) -> None:
    client = signed_in(an_app(own_web), "coordinator")
    data = {**filled(own_web, follow_on_weeks="30"), "source-follow_on_weeks": "Cabinet paper", "action": "save",
            "valid_from": "2026-12-01", "source": "Cabinet, 3 March", "reason": "more time"}  # fmt: skip
    answer = client.post("/policy/change", data=data)
    assert answer.headers["Location"] == "/policy/2"
    page = client.get("/policy/2").text
    assert "1 key differs from version 1" in page
    assert "Cabinet, 3 March" in page
    assert "more time" in page
    assert "Cabinet paper" in page
    assert policy_in_force(own_web.store, COORDINATOR, own_web.today()).policy_version == 1


def test_a_change_does_not_undo_what_somebody_saved_meanwhile(own_web: WebSettings) -> None:
    mine, hers = (signed_in(an_app(own_web), user) for user in ("coordinator", "administrator"))
    seen = re.search(r'name="seen" value="(\d+)"', mine.get("/policy/change").text)
    assert seen
    data = {"action": "save", "valid_from": "2026-12-01", "seen": seen[1]}
    assert hers.post("/policy/change", data=filled(own_web, follow_on_weeks="30") | data).status_code == 303
    refused = mine.post("/policy/change", data=filled(own_web, programme_limit_weeks="120") | data)
    assert refused.status_code == 409
    assert "version 2 of the policy was saved meanwhile" in refused.text
    assert mine.get("/policy/3").status_code == 404


def test_a_planner_may_try_but_not_save(client_of: Clients, web: WebSettings) -> None:
    client = client_of("planner")
    assert "Save as a new version" not in client.get("/policy/change").text
    data = {**filled(web, follow_on_weeks="30"), "action": "save", "valid_from": "2026-12-01"}
    assert client.post("/policy/change", data=data).status_code == 403
    assert client.get("/policy/2").status_code == 404


def test_a_commissioner_may_look_but_not_try(client_of: Clients) -> None:
    client = client_of("commissioner")
    assert "Try a change" not in client.get("/policy").text
    assert client.get("/policy/change").status_code == 403
    assert client.post("/policy/change").status_code == 403
