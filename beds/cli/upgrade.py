"""``beds upgrade``: an older database, brought to the schema of the program."""

import click

from beds.domain.messages import _


@click.command(
    short_help=_("Bring an older database up to this program."),
    help=_(
        "Bring the database of an older program up to this one, without loss: the whole way or not at all. Make a "
        "copy of it first."
    ),
)
def command() -> None:
    from beds.data.store.store import upgrade_store

    before, now = upgrade_store()
    if before == now:
        click.echo(_("The database is of the newest schema (%(now)s) already.", now=now))
    else:
        click.echo(_("The schema was %(before)s and is %(now)s.", before=before, now=now))
