"""``beds import``: a folder into the database, shown first, all of it or nothing."""

import sys
from datetime import date

import click

from beds.cli.params import as_option, day_or_today, source_argument, today_option
from beds.domain.messages import _


@click.command(
    short_help=_("Take a folder or workbook into the database."),
    help=_(
        "Take an exchange folder or workbook into the database (beds.db here, or what BEDS_DATABASE_URL names; made "
        "where there is none). What would be added, changed and ended is shown first; then all of it is stored, or "
        "nothing. Nothing is deleted: what FOLDER leaves out stays as it is and is listed. The same folder twice "
        "changes nothing."
    ),
)
@source_argument
@today_option(_("The day for which the folder holds; a changed policy holds from then."))
@click.option("--yes", is_flag=True, help=_("Go on without asking."))
@click.option(
    "--withdraw-missing",
    is_flag=True,
    help=_("Take back decisions (keep apart, waivers, pins) that FOLDER leaves out."),
)
@as_option
def command(folder: str, on: date | None, yes: bool, withdraw_missing: bool, user: str) -> None:
    from beds.cli.database import opened
    from beds.cli.import_page import import_page
    from beds.cli.show import show
    from beds.services.import_facts import carry_out, preview_import

    with opened(user, create=True) as (store, actor):
        preview = preview_import(store, actor, folder, day_or_today(on), withdraw_missing=withdraw_missing)
        show(import_page(preview))
        if preview.changes_nothing:
            return
        if not yes:
            if not sys.stdin.isatty():
                click.echo(_("Nothing was stored. Go on with: --yes"), err=True)
                raise click.exceptions.Exit(1)
            if not click.confirm(_("Store all of it?")):
                click.echo(_("Nothing was stored."))
                return
        carry_out(store, actor, preview)
        click.echo(_("Stored."))
