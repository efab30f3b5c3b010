"""What every answer says to the browser: what may run, what may be asked of whom, what may be kept."""

import secrets

from flask import Flask, Response, g, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from beds.web.accounts import settings

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}
YEAR = 365 * 24 * 3600


def join(app: Flask) -> None:
    CSRFProtect(app)
    app.before_request(_new_nonce)
    app.after_request(_add_headers)
    if app.config["BEDS"].https:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]


def nonce() -> str:
    """What marks this answer's own scripts; another one in every answer."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    found: str = g.nonce
    return found


def policy() -> str:
    """The content security policy of this answer: nothing but what is named."""
    allowed = {
        "default-src": "'none'",
        "script-src": f"'nonce-{nonce()}'",
        "style-src": "'self'",
        "img-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in allowed.items())


def _new_nonce() -> None:
    nonce()


def _add_headers(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = policy()
    for name, value in HEADERS.items():
        response.headers[name] = value
    if settings().https:
        response.headers["Strict-Transport-Security"] = f"max-age={YEAR}"
    if request.endpoint != "static":
        # Pages show people: neither a shared computer nor a proxy keeps them.
        response.headers["Cache-Control"] = "no-store"
    return response
