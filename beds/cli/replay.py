"""``beds replay``: a stored run computed again from what it read; the same, or the difference."""

import click

from beds.cli.params import as_option, run_argument
from beds.domain.messages import _


@click.command(
    short_help=_("Compute a stored run again; it must come out the same."),
    help=_(
        "Compute the run RUN again from the facts that were stored with it, and compare every file, byte for byte, and "
        "the summary but for how long it took. Exit code 1 where anything differs; each difference is shown."
    ),
)
@run_argument("run")
@click.option("--quiet", is_flag=True, help=_("Print nothing but differences and errors."))
@as_option
def command(run: int, quiet: bool, user: str) -> None:
    from beds import __version__
    from beds.cli.database import opened
    from beds.cli.progress import progress_shown
    from beds.cli.runs_page import replay_page
    from beds.cli.show import show
    from beds.services.runs import replay

    with opened(user) as (store, actor), progress_shown(quiet=quiet) as progress:
        found = replay(store, actor, run, progress=progress)
    if not (found.same and quiet):
        show(replay_page(found, __version__))
    if not found.same:
        raise click.exceptions.Exit(1)
