"""``beds rekey``: a new key for everything that is sealed."""

import click

from beds.cli.params import as_option
from beds.domain.messages import _


@click.command(
    short_help=_("Change the key of the database."),
    help=_(
        "Make a new key, seal every sealed text again under it, and put the old key aside for the backups that need "
        "it. Where BEDS_KEYS holds the keys, put the new one before the old one first; everything is then sealed under "
        "the first. Other programs that have the database open must be started again."
    ),
)
@as_option
def command(user: str) -> None:
    from beds.data.settings import Settings
    from beds.services.rekey import rekey

    done = rekey(Settings(), user)
    click.echo(_("Sealed again: %(count)d texts. Keep a copy of the new key in another place.", count=done.texts))
    if done.old_keys:
        click.echo(
            _("Backups made before need the old key, in %(file)s; destroy it with them.", file=done.old_keys.name)
        )
    else:
        click.echo(_("The keys after the first in BEDS_KEYS are needed for older backups only."))
