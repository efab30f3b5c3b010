"""``beds fit``: a service's own stays as the behaviour of a scenario."""

from datetime import date

import click

from beds.cli.params import DAY, on_option, source_argument
from beds.domain.messages import _


@click.command(
    short_help=_("Estimate behaviour from a folder's stays."),
    help=_(
        "Estimate lengths of stay, unplanned leaving and returns, phase by phase, from the stays of FOLDER up to --on, "
        "and write them as part of a scenario. People who still live there count for as long as they have (censored). "
        "Every estimate has its 95 % interval; those from fewer than 20 ends are marked. Exit code 2 where there are "
        "faults."
    ),
)
@source_argument
@on_option
@click.option("--out", required=True, metavar=_("FILE"), help=_("The scenario file to write, as behaviour.yaml."))
@click.option(
    "--since",
    type=DAY,
    metavar=_("DATE"),
    help=_("Leave out what began before this day: for records that are complete only from then on."),
)
@click.option(
    "--extends",
    default="baseline",
    show_default=True,
    metavar=_("SCENARIO"),
    help=_("The scenario that the file extends: it says what no record tells."),
)
def command(folder: str, on: date, out: str, since: date | None, extends: str) -> None:
    from beds.cli.fit_page import fit_page
    from beds.cli.progress import progress_shown
    from beds.cli.show import show
    from beds.services.fit import fit_folder

    with progress_shown() as progress:
        fitted = fit_folder(folder, on, out, since=since, extends=extends, progress=progress)
    show(fit_page(fitted))
