"""Users as pages: added, changed, given passwords, retired; and what each may do to her own account."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from beds.web.settings import WebSettings
from tests.web.server import PASSWORD, an_app, signed_in

Clients = Callable[[str], FlaskClient]
NEW = "another-four-small-words"


@pytest.mark.parametrize("user", ["coordinator", "planner", "commissioner"])
def test_only_an_administrator_comes_to_the_users(client_of: Clients, user: str) -> None:
    client = client_of(user)
    assert client.get("/users").status_code == 403
    assert client.get("/users/planner").status_code == 403
    assert client.post("/users/planner", data={"action": "retire"}).status_code == 403
    assert client.post("/users/add").status_code == 403


def test_somebody_who_is_added_can_sign_in(own_web: WebSettings) -> None:
    app = an_app(own_web)
    data = {"user": "nora", "name": "Nora", "roles": ["planner", "commissioner"], "password": NEW}
    assert signed_in(app, "administrator").post("/users/add", data=data).status_code == 303
    answer = app.test_client().post("/sign-in", data={"user": "nora", "password": NEW})
    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"user": "planner"}, "already"),
        ({"password": "short"}, "12 letters"),
        ({"password": "aaaaaaaaaaaaaaa"}, "too easy"),
        ({"roles": []}, "Choose at least one role"),
        ({"user": ""}, "Enter a user name"),
        ({"user": ".."}, "This id can have no page of its own"),
        ({"user": "add"}, "This id can have no page of its own"),
    ],
)
def test_a_user_who_will_not_do_is_told_why(client_of: Clients, changed: dict[str, str], said: str) -> None:
    data = {"user": "nora", "roles": ["planner"], "password": NEW, **changed}
    answer = client_of("administrator").post("/users/add", data=data)
    assert answer.status_code == 422
    assert said in answer.text


def test_new_roles_hold_from_her_next_click_on(own_web: WebSettings) -> None:
    app = an_app(own_web)
    hers = signed_in(app, "planner")
    assert hers.get("/import").status_code == 403
    data = {"action": "change", "name": "Priya", "roles": ["coordinator"]}
    assert signed_in(app, "administrator").post("/users/planner", data=data).status_code == 303
    assert hers.get("/import").status_code == 200


@pytest.mark.parametrize("action", ["sign-out", "retire", "password"])
def test_signing_out_retiring_and_a_new_password_end_her_sessions(own_web: WebSettings, action: str) -> None:
    app = an_app(own_web)
    hers, administrator = signed_in(app, "planner"), signed_in(app, "administrator")
    assert hers.get("/account").status_code == 200
    answer = administrator.post("/users/planner", data={"action": action, "password": NEW})
    assert answer.status_code == 303
    assert "/sign-in" in hers.get("/account").headers["Location"]
    tried = app.test_client().post("/sign-in", data={"user": "planner", "password": PASSWORD})
    assert (tried.status_code == 303) == (action == "sign-out")


def test_a_retired_user_comes_back_with_her_password(own_web: WebSettings) -> None:
    app = an_app(own_web)
    administrator = signed_in(app, "administrator")
    administrator.post("/users/planner", data={"action": "retire"})
    assert "retired" in administrator.get("/users/planner").text
    administrator.post("/users/planner", data={"action": "return"})
    assert signed_in(app, "planner").get("/account").status_code == 200


@pytest.mark.parametrize("data", [{"action": "retire"}, {"action": "change", "roles": ["planner"]}])
def test_the_only_administrator_stays_one(own_web: WebSettings, data: dict[str, str]) -> None:
    client = signed_in(an_app(own_web), "administrator")
    answer = client.post("/users/administrator", data=data)
    assert answer.status_code == 422
    assert "only administrator" in answer.text
    assert client.get("/users").status_code == 200


def test_she_changes_her_own_password_and_stays_signed_in_here_alone(own_web: WebSettings) -> None:
    app = an_app(own_web)
    here, elsewhere = signed_in(app, "planner"), signed_in(app, "planner")
    answer = here.post("/account/password", data={"old": PASSWORD, "new": NEW, "again": NEW})
    assert answer.status_code == 303
    assert "Your password is changed" in here.get("/account").text
    assert elsewhere.get("/account").status_code == 302 or elsewhere.get("/account").status_code == 303


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"old": "wrong", "new": NEW, "again": NEW}, "present password is not right"),
        ({"old": PASSWORD, "new": NEW, "again": NEW + "!"}, "typed in two ways"),
        ({"old": PASSWORD, "new": "short", "again": "short"}, "12 letters"),
        ({}, "Enter your present password"),
    ],
)
def test_a_password_that_is_not_changed_says_why(client_of: Clients, data: dict[str, str], said: str) -> None:
    answer = client_of("planner").post("/account/password", data=data)
    assert answer.status_code == 422
    assert said in answer.text


def test_she_chooses_the_language_of_her_pages(own_web: WebSettings) -> None:
    client = signed_in(an_app(own_web), "planner")
    client.post("/account/language", data={"language": "ar-XB"})
    assert 'dir="rtl"' in client.get("/account").text
    client.post("/account/language", data={"language": "no-such"})
    assert 'dir="rtl"' in client.get("/account").text


def test_no_password_stands_in_the_record(own_web: WebSettings) -> None:
    app = an_app(own_web)
    administrator = signed_in(app, "administrator")
    administrator.post("/users/planner", data={"action": "password", "password": NEW})
    page = administrator.get("/audit?subject=planner").text
    assert "gave the user planner a new password" in page
    assert "argon2" not in page
    assert NEW not in page


def test_an_administrator_is_told_which_user_she_is(client_of: Clients) -> None:
    client = client_of("administrator")
    assert "This is you" in client.get("/users/administrator").text
    assert "This is you" not in client.get("/users/planner").text
