"""Signing in: what a password opens, for how long, and who is kept out."""

from datetime import UTC, datetime, timedelta

import pytest

from beds.data.store.store import Store
from beds.domain.access import ROLES, Actor
from beds.services import sign_in as use_case
from beds.services.sign_in import SignInLocked, SignInRefused, sign_in, sign_out, sign_out_everywhere, signed_in
from beds.services.users import add_user

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ADA = Actor("ada", ROLES)


@pytest.fixture
def service(store: Store) -> Store:
    """A database with two administrators; only the first has a password."""
    add_user(store, ADA, "ada", ("administrator",), name="Ada", password="right")
    add_user(store, ADA, "ben", ("administrator",))
    return store


def test_a_password_opens_a_session_until_it_is_ended(service: Store) -> None:
    token = sign_in(service, "ada", "right", now=NOW)
    found = signed_in(service, token, now=NOW)
    assert found is not None
    assert (found.name, found.actor) == ("Ada", Actor("ada", ("administrator",)))
    sign_out(service, token, now=NOW)
    assert signed_in(service, token, now=NOW) is None


def test_the_database_does_not_hold_the_token(service: Store) -> None:
    token = sign_in(service, "ada", "right", now=NOW)
    with service.read() as books:
        assert books.sign_ins.open(token) is None


def test_every_session_of_a_user_can_be_ended_at_once(service: Store) -> None:
    tokens = [sign_in(service, "ada", "right", now=NOW) for _browser in range(2)]
    sign_out_everywhere(service, "ada", now=NOW)
    assert [signed_in(service, token, now=NOW) for token in tokens] == [None, None]


def test_a_session_ends_by_itself_when_idle_and_after_a_working_day(service: Store) -> None:
    token = sign_in(service, "ada", "right", now=NOW)
    assert signed_in(service, token, now=NOW + use_case.IDLE + timedelta(minutes=1)) is None
    moment = NOW
    while moment < NOW + use_case.LONGEST:
        assert signed_in(service, token, now=moment), "whoever works stays signed in"
        moment += timedelta(minutes=50)
    assert signed_in(service, token, now=moment) is None


@pytest.mark.parametrize(("user", "password"), [("ada", "wrong"), ("ada", ""), ("ben", ""), ("nobody", "right")])
def test_whoever_does_not_fit_is_refused_in_the_same_words(service: Store, user: str, password: str) -> None:
    with pytest.raises(SignInRefused, match="User name or password is not right"):
        sign_in(service, user, password, now=NOW)


def test_a_user_is_locked_after_many_failures_and_for_a_time_only(
    service: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(use_case, "FAILURES", 2)
    for _failure in range(2):
        with pytest.raises(SignInRefused):
            sign_in(service, "ada", "wrong", now=NOW)
    with pytest.raises(SignInLocked):
        sign_in(service, "ada", "right", now=NOW + timedelta(minutes=1))
    assert sign_in(service, "ada", "right", now=NOW + use_case.WITHIN + timedelta(minutes=1))
