"""``beds sample``: an invented service of any size."""

from datetime import date

import click

from beds.cli.params import DAY
from beds.domain.messages import _

FIRST_MONDAY = date(2026, 11, 23)
"""The default must not be today: the same command gives the same folder on any day."""


@click.command(
    short_help=_("Write an invented folder of any size."),
    help=_(
        "Write an invented exchange folder (or workbook, where DIR ends in .xlsx) of any size: people to be placed, "
        "vacant beds, residents, key workers and decisions, all made up. The same numbers give the same folder."
    ),
)
@click.argument("directory", metavar="DIR")
@click.option("--candidates", type=click.IntRange(0), required=True, help=_("How many people seek a bed."))
@click.option("--beds", type=click.IntRange(0), required=True, help=_("How many beds are vacant."))
@click.option("--seed", type=int, default=1, show_default=True, help=_("Another seed gives other people."))
@click.option(
    "--on",
    type=DAY,
    default=FIRST_MONDAY.isoformat(),
    show_default=True,
    metavar=_("DATE"),
    help=_("The run date that the folder is made for."),
)
def command(directory: str, candidates: int, beds: int, seed: int, on: date) -> None:
    from beds.cli.progress import progress_shown
    from beds.services.sample import make_sample

    with progress_shown() as progress:
        progress(_("Inventing people and places"), 0, 1)
        snapshot = make_sample(directory, candidates, beds, seed, on)
    click.echo(
        _(
            "Written to %(target)s: %(schemes)d schemes, %(beds)d beds, %(people)d people, of whom %(candidates)d seek "
            "a bed, %(workers)d key workers. Everybody is invented.",
            target=directory,
            schemes=len(snapshot.schemes),
            beds=len(snapshot.beds),
            people=len(snapshot.people),
            candidates=sum(person.is_candidate for person in snapshot.people),
            workers=len(snapshot.workers),
        )
    )
    click.echo(_("Next: %(command)s", command=f"beds allocate {directory} --on {on.isoformat()} --out out"))
