"""Users: who is at the keyboard, and who may add whom."""

import pytest

from beds.data.store.store import Store
from beds.domain.access import ROLES
from beds.domain.errors import BadInput, NotPermitted
from beds.services.users import AlreadyThere, add_user, all_users
from beds.services.who import who
from tests.data.store.sample import ADMINISTRATOR, COORDINATOR


def test_before_there_are_users_whoever_opens_the_database_may_do_everything(store: Store) -> None:
    assert who(store, "ada").roles == ROLES
    assert who(store).user_id


def test_once_there_are_users_one_of_them_must_be_named(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    add_user(store, who(store, "ada"), "ada", ("administrator",))
    add_user(store, ADMINISTRATOR, "cora", ("planner", "coordinator"))
    assert who(store, "cora").roles == ("coordinator", "planner")
    with pytest.raises(NotPermitted, match="Who are you"):
        who(store)
    with pytest.raises(NotPermitted, match="no user"):
        who(store, "nobody")
    monkeypatch.setenv("BEDS_USER", "ada")
    assert who(store).user_id == "ada"


def test_the_first_user_must_be_an_administrator(store: Store) -> None:
    with pytest.raises(BadInput, match="first user"):
        add_user(store, who(store, "cora"), "cora", ("coordinator",))
    assert all_users(store, ADMINISTRATOR) == []


def test_a_user_is_added_once_by_an_administrator(store: Store) -> None:
    add_user(store, who(store, "ada"), "ada", ("administrator",))
    with pytest.raises(AlreadyThere):
        add_user(store, ADMINISTRATOR, "ada", ("planner",))
    with pytest.raises(NotPermitted):
        add_user(store, COORDINATOR, "pia", ("planner",))


@pytest.mark.parametrize(("user_id", "roles"), [("", ("planner",)), (" x", ("planner",)), ("x", ())])
def test_a_user_has_an_id_and_a_role(store: Store, user_id: str, roles: tuple[()]) -> None:
    with pytest.raises(BadInput):
        add_user(store, ADMINISTRATOR, user_id, roles)
