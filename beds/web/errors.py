"""Error pages: each says what happened and what to do next, and nothing of what was asked for."""

from dataclasses import dataclass

from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from beds.domain.errors import BadInput, BedsError, DoubleBooking, NotPermitted, StaleEdit, StoreTrouble
from beds.domain.messages import N_, _
from beds.services.opening import NotFound
from beds.web.logs import write_fault


@dataclass(frozen=True)
class Telling:
    """The words of an error page."""

    title: str
    text: str
    next: str


_GONE = Telling(
    N_("Page not found"),
    N_("There is no page at this address, or what it showed is not there any more."),
    N_("If you typed the address, check it. If you followed a link, tell the person who looks after this service."),
)
_TELLINGS = {
    400: Telling(
        N_("This could not be understood"),
        N_("What the browser sent is not complete. Nothing was stored."),
        N_("Go back, load the page again, and try once more."),
    ),
    403: Telling(
        N_("You cannot see this page"),
        N_("Your role does not allow it. Nothing was shown or stored."),
        N_("If you need it for your work, ask an administrator of this service for the role."),
    ),
    404: _GONE,
    405: Telling(
        N_("This cannot be done here"),
        N_("The page exists but was asked for in a way it does not know. Nothing was stored."),
        N_("Go back and use the buttons of the page."),
    ),
    409: Telling(
        N_("Somebody else has changed this"),
        N_("What you saw is not how it stands now, so nothing of yours was stored."),
        N_("Go back, load the page again, look at it as it is now, then decide."),
    ),
    413: Telling(
        N_("The file is too large"),
        N_("Files of up to 20 MB are taken. Nothing was stored."),
        N_("Leave out what is not needed, and try again."),
    ),
    429: Telling(
        N_("Too many attempts"),
        N_("This was tried very often in a short time."),
        N_("Wait a minute, then try again."),
    ),
    500: Telling(
        N_("Something went wrong"),
        N_("This is a fault of the program, not of yours. What you were doing was not stored."),
        N_("Try again. If it happens again, tell the person who looks after this service when it happened and on "
           "which page."),
    ),
    503: Telling(
        N_("The database cannot be used just now"),
        N_("Nothing was stored."),
        N_("Try again in a minute. If it happens again, tell the person who looks after this service."),
    ),
}  # fmt: skip
_EXPIRED = Telling(
    N_("This page was open for too long"),
    N_("You have been signed out since, or signed in anew. Nothing was stored."),
    N_("Go back, load the page again, and send it once more."),
)
_CODES: dict[type[BedsError], int] = {
    StaleEdit: 409, DoubleBooking: 409, NotPermitted: 403, NotFound: 404, StoreTrouble: 503, BadInput: 400,
}  # fmt: skip


def join(app: Flask) -> None:
    app.register_error_handler(CSRFError, lambda _error: _page(400, _EXPIRED))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(BedsError, _told)
    app.register_error_handler(Exception, _fault)


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error.get_response()
    return _page(error.code, _TELLINGS.get(error.code, _TELLINGS[500 if error.code >= 500 else 400]))


def _told(error: BedsError) -> ResponseReturnValue:
    """An error of the house: the page of its kind, with its own sentence, which was written for readers."""
    code = next((code for kind, code in _CODES.items() if isinstance(error, kind)), 400)
    said = "" if isinstance(error, NotFound | StaleEdit) else str(error)
    return _page(code, _TELLINGS[code], said)


def _fault(error: Exception) -> ResponseReturnValue:
    write_fault(current_app, error)
    if current_app.testing:
        raise error
    return _page(500, _TELLINGS[500])


def _page(code: int, telling: Telling, said: str = "") -> tuple[str, int]:
    title, text, following = _(telling.title), _(telling.text), _(telling.next)
    part = bool(request.headers.get("HX-Request"))
    template = "errors/part.html" if part else "errors/page.html"
    return render_template(template, title=title, text=said or text, next=following, code=code), code
