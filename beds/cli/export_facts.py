"""``beds export``: the database as an exchange folder or workbook."""

from datetime import date

import click

from beds.cli.params import as_option, day_or_today, today_option
from beds.domain.messages import _


@click.command(
    short_help=_("Write the database as a folder or workbook."),
    help=_(
        "Write the facts of the database into DIR, or into a workbook where DIR ends in .xlsx. It allocates "
        "identically; in a week that has a proposal already, with what is written to kept.csv. An exchange folder or "
        "workbook that stands there is replaced."
    ),
)
@click.argument("target", metavar="DIR")
@today_option(_("The day for which the facts are written: decisions that have run out by then are left out."))
@as_option
def command(target: str, on: date | None, user: str) -> None:
    from beds.cli.database import opened
    from beds.services.export_facts import export_facts

    with opened(user) as (store, actor):
        written = export_facts(store, actor, target, day_or_today(on))
    snapshot = written.snapshot
    click.echo(
        _(
            "Written to %(target)s: %(schemes)d schemes, %(beds)d beds, %(people)d people, %(stays)d stays.",
            target=target,
            schemes=len(snapshot.schemes),
            beds=len(snapshot.beds),
            people=len(snapshot.people),
            stays=len(snapshot.stays),
        )
    )
    if written.kept and not target.lower().endswith(".xlsx"):
        click.echo(
            _(
                "What was proposed or offered before, and is kept where that costs no aim anything, is in kept.csv: "
                "beds allocate %(target)s --keep %(target)s/kept.csv",
                target=target,
            )
        )
