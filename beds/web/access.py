"""Who may see a page: each route declares it once, and a route that declares nothing is shown to nobody."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from beds.domain.access import Permission
from beds.web.accounts import who
from beds.web.looking import LOOKING

View = TypeVar("View", bound=Callable[..., Any])
_DECLARED = "beds_access"


@dataclass(frozen=True)
class Access:
    """Who may see a page. No permissions: everybody who is signed in, or everybody at all."""

    signed_in: bool = True
    permissions: tuple[Permission, ...] = ()
    """Any one of these is enough."""


class Undeclared(AssertionError):
    """A route without a declaration: a defect of the program."""


def everybody(view: View) -> View:
    """The page is for everybody, signed in or not: it must show nothing of the service."""
    return _declare(view, Access(signed_in=False))


def signed_in(view: View) -> View:
    """The page is for everybody who is signed in."""
    return _declare(view, Access())


def needs(*permissions: Permission) -> Callable[[View], View]:
    """The page is for whoever holds any one of the permissions. The use cases behind it ask again."""
    assert permissions, "name a permission, or say signed_in or everybody"

    def declared(view: View) -> View:
        return _declare(view, Access(permissions=permissions))

    return declared


def declared(view: Callable[..., Any]) -> Access | None:
    """What a view function declares; None where it declares nothing."""
    return getattr(view, _DECLARED, None)


def may_open(endpoint: str) -> bool:
    """Whether there is such a page and whoever is here may open it: for links that should lead somewhere."""
    view = current_app.view_functions.get(endpoint)
    access = declared(view) if view else None
    return access is not None and _allowed(access)


def join(app: Flask) -> None:
    everybody(app.view_functions["static"])
    app.before_request(_ask)


def _declare(view: View, access: Access) -> View:
    assert declared(view) is None, f"{view.__name__} declares its access twice"
    setattr(view, _DECLARED, access)
    return view


def _allowed(access: Access) -> bool:
    somebody = who()
    if somebody is None:
        return not access.signed_in
    return not access.permissions or any(somebody.actor.may(one) for one in access.permissions)


def _ask() -> Response | None:
    if request.endpoint is None:
        return None  # there is no such page; its error page is for everybody
    access = declared(current_app.view_functions[request.endpoint])
    if access is None:
        raise Undeclared(request.endpoint)
    if _allowed(access):
        return None
    if who() is None:
        return _to_sign_in()
    abort(403)


def _to_sign_in() -> Response:
    # What was sent is not sent again after signing in: only where she looked does she come back to.
    back = request.full_path.rstrip("?") if request.method in LOOKING else None
    address = url_for("sign_in.show", next=None if back == "/" else back)
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": url_for("sign_in.show")})
    return redirect(address, code=303)
