"""Who is at the screen: the one place where the pages meet users, sessions and the database."""

from flask import Flask, current_app, g, session

from beds.domain.access import Actor
from beds.services import sign_in as use_case
from beds.services.opening import Store
from beds.web.looking import store_for
from beds.web.settings import WebSettings

TOKEN = "token"  # noqa: S105 - the name of it in the cookie


def join(app: Flask) -> None:
    app.before_request(_recognise)


def settings() -> WebSettings:
    """What the application was started with."""
    found: WebSettings = current_app.config["BEDS"]
    return found


def store() -> Store:
    """The database of this request. Where only something is looked at (GET), it refuses to change service data."""
    return store_for(settings().store)


def who() -> use_case.SignedIn | None:
    """Whoever is signed in; None where nobody is, also before it was asked."""
    found: use_case.SignedIn | None = g.get("signed_in")
    return found


def actor() -> Actor:
    """Whoever is signed in, as the use cases know her. For pages that need somebody to be."""
    found = who()
    assert found is not None, "a page that is open to everybody asks who() instead"
    return found.actor


def session_token() -> str:
    """What this browser's session is known by; blank where nobody is signed in."""
    found: str = session.get(TOKEN, "")
    return found


def sign_in(user_id: str, password: str) -> None:
    """Begins a session. Raises :class:`SignInRefused` and :class:`SignInLocked` of the use case."""
    token = use_case.sign_in(settings().store, user_id, password)
    # A new cookie for a new session: nothing that stood in the browser before is carried into it.
    session.clear()
    session[TOKEN] = token


def sign_out() -> None:
    """Ends the session here and in the database."""
    token = session.get(TOKEN)
    session.clear()
    if token:
        use_case.sign_out(settings().store, token)
    g.signed_in = None


def _recognise() -> None:
    g.signed_in = None
    token = session.get(TOKEN)
    if token:
        g.signed_in = use_case.signed_in(settings().store, token)
