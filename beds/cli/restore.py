"""``beds restore``: a backup in the place of the database, looked through before and after."""

import click

from beds.cli.params import as_option
from beds.domain.messages import _


@click.command(
    short_help=_("Put a backup in the place of the database."),
    help=_(
        "Look through the backup FILE, put it in the place of the database, and look through that: all of it or "
        "nothing. What was in place is copied aside first. The backup of an older program is brought up."
    ),
)
@click.argument("file")
@click.option("--yes", is_flag=True, help=_("Replace the database that is there."))
@as_option
def command(file: str, yes: bool, user: str) -> None:
    from beds.data.settings import Settings
    from beds.services.backups import restore

    done = restore(Settings(), user, file, replace=yes)
    click.echo(_("Put back: %(count)d events; every link holds.", count=done.verdict.links))
    if done.before:
        click.echo(
            _("What was there before is in %(file)s. Destroy it when it is needed no more.", file=done.before.name)
        )
    click.echo(_("Whoever was erased after this backup was made is there again: erase her again."))
