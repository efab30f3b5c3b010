"""``beds backup``: a copy of the database in one file, taken while it is in use."""

import click

from beds.cli.params import as_option
from beds.domain.messages import _


@click.command(
    short_help=_("Copy the database, in use or not."),
    help=_(
        "Copy the database into FILE as it is at one moment, while others work with it, and look through the copy. "
        "Personal text in it is sealed; the key is not in it: keep a copy of that in another place. A database on "
        "PostgreSQL is copied by pg_dump, which comes with it."
    ),
)
@click.argument("file")
@click.option("--yes", is_flag=True, help=_("Replace FILE where it is there."))
@as_option
def command(file: str, yes: bool, user: str) -> None:
    from beds.cli.database import opened
    from beds.data.settings import Settings
    from beds.services.backups import back_up

    with opened(user) as (store, actor):
        verdict = back_up(store, actor, Settings(), file, replace=yes)
    click.echo(_("Copied to %(file)s: %(count)d events; every link holds.", file=file, count=verdict.links))
    click.echo(_("Head: %(head)s", head=f"{verdict.links}:{verdict.head}"))
    click.echo(_("The key is not in it. Without the key it is of no use; keep the two in different places."))
