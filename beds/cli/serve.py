"""``beds serve``: the web pages, on this machine or for a network behind a proxy."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from signal import SIGTERM, signal
from typing import TYPE_CHECKING

import click

from beds.domain.messages import _

if TYPE_CHECKING:
    from beds.web.settings import WebSettings

    Serving = tuple[WebSettings, Mapping[str, str]]
    """What is served, and the environment variables of a worker on the same database."""

HERE = ("127.0.0.1", "localhost", "::1")


@click.command(
    short_help=_("Serve the web pages."),
    help=_(
        "Serve the web pages over the database that BEDS_DATABASE_URL names (beds.db here), until Ctrl+C. Users sign "
        "in with the password given with: beds user add. Long work is done by a worker beside it, unless one is at "
        "work already (see beds work). With --demo, over a fresh database with an invented borough, "
        "which is thrown away at the end."
    ),
)
@click.option("--host", default=HERE[0], show_default=True, help=_("The address to listen on."))
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help=_("0: any free port."))
@click.option("--https", is_flag=True, help=_("Readers come by https, through one proxy in front."))
@click.option("--demo", is_flag=True, help=_("Show the sample borough, with a user for each role."))
def command(host: str, port: int, https: bool, demo: bool) -> None:
    with ExitStack() as stack:
        settings, surroundings = stack.enter_context(_demo() if demo else _own(https))
        from beds.cli.worker_beside import worker_beside
        from beds.web.app import create_app
        from beds.web.server import listen

        try:
            server = listen(create_app(settings), host, port)
        except OSError as error:
            raise click.ClickException(
                _("%(host)s:%(port)d cannot be listened on: %(reason)s.", host=host, port=port, reason=error.strerror)
            ) from None
        if host not in HERE and not https:
            click.echo(
                _("Passwords and people travel unprotected over the network: put a proxy with https in front, and "
                  "say --https."),
                err=True,
            )  # fmt: skip
        shown = f"[{host}]" if ":" in host else host
        click.echo(_("Open http://%(host)s:%(port)s/ (Ctrl+C ends it)", host=shown, port=server.effective_port))
        # Whoever stops a service asks so: then everything is closed as by Ctrl+C.
        signal(SIGTERM, lambda _number, _frame: sys.exit(0))
        stack.enter_context(worker_beside(settings.store, surroundings))
        try:
            server.run()
        finally:
            server.close()


@contextmanager
def _own(https: bool) -> "Iterator[Serving]":
    from beds.services.opening import Settings, open_for_web
    from beds.web.settings import WebSettings

    settings = Settings()
    store, key = open_for_web(settings)
    try:
        yield WebSettings(store, key, https=https, largest=settings.hide_under - 1), {}
    finally:
        store.close()


@contextmanager
def _demo() -> "Iterator[Serving]":
    from tempfile import TemporaryDirectory

    from beds.domain.access import role_name
    from beds.services.demo import DEMO_DAY, make_demo
    from beds.services.opening import open_for_web, settings_in
    from beds.web.settings import WebSettings

    with TemporaryDirectory(prefix="beds-demo-") as name:
        click.echo(_("Making a database with an invented borough…"))
        demo = make_demo(Path(name), history=True)
        click.echo(_("Sign in as one of these; each is the user of one role:"))
        for user in demo.users:
            click.echo(f"  {user:<14} {role_name(user)}")
        click.echo(_("Password of all: %(password)s", password=demo.password))
        own = settings_in(Path(name), DEMO_DAY)
        store, key = open_for_web(own)
        surroundings = {"BEDS_DATABASE_URL": own.database_url, "BEDS_KEY_FILE": own.key_file, "BEDS_KEYS": ""}
        try:
            yield WebSettings(store, key, demo=True), surroundings
        finally:
            store.close()
