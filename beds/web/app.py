"""The application factory: joins the frame (access, security, words, errors) and the pages."""

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

from beds.web import access, accounts, errors, limits, logs, security, watching, words
from beds.web.pages import PAGES
from beds.web.settings import WebSettings
from beds.web.templating import add_to_templates

MOST = 2**31 - 1
"""The greatest number that a database gives to what it keeps."""


def create_app(settings: WebSettings) -> Flask:
    """A new application over an open database. Nothing is shared between two of them."""
    app = Flask("beds.web", static_folder="static", static_url_path="/static")
    app.config.update(
        BEDS=settings,
        SECRET_KEY=settings.cookie_key,
        SESSION_COOKIE_NAME="beds",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        MAX_CONTENT_LENGTH=20 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        SEND_FILE_MAX_AGE_DEFAULT=3600,
        WTF_CSRF_TIME_LIMIT=None,  # a form may be filled in all day: it is as good as the session it belongs to
    )
    # The order matters: whatever goes wrong later is told in the reader's language and under the headers.
    logs.join(app)
    security.join(app)
    errors.join(app)
    accounts.join(app)
    words.join(app)
    limits.join(app)
    access.join(app)
    watching.join(app)
    add_to_templates(app)
    app.url_map.converters["int"] = Number
    for page in PAGES:
        app.register_blueprint(page)
    return app


class Number(IntegerConverter):
    """The number of something that is kept, in an address: one that no database could hold is nobody's."""

    def __init__(self, rules: Map) -> None:
        super().__init__(rules, max=MOST)
