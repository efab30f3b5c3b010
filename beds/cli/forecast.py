"""``beds forecast``: what is to come, for everybody who seeks a bed and for every phase."""

from datetime import date

import click

from beds.cli.params import json_option, on_option, source_argument
from beds.domain.messages import _


@click.command(
    short_help=_("Tell everybody's chances of a bed, and the vacancies to come."),
    help=_(
        "Run the service forward from its present state, many times, and tell for everybody who seeks a bed the chance "
        "of one within 4, 8, 12 and 26 weeks and the range of her wait, and for every phase the vacancies to come. "
        "FOLDER is an exchange folder or workbook; it is read and never changed. Ranges, never dates. "
        "Into --out go forecast.csv, vacancies.csv and forecast.json."
    ),
)
@source_argument
@on_option
@click.option(
    "--out", required=True, metavar=_("DIR"), help=_("The folder for the answer; made where it is not there.")
)
@click.option("--weeks", type=click.IntRange(1, 260), default=26, show_default=True, help=_("How far to look."))
@click.option(
    "--behaviour",
    metavar=_("SCENARIO"),
    help=_(
        "The scenario whose behaviour and demand to go by: a file, as `beds fit` writes it, or the name of a shipped "
        "one. Without it those of the shipped baseline, which are illustrative."
    ),
)
@click.option(
    "--referrals",
    type=click.FloatRange(min=0),
    metavar=_("NUMBER"),
    help=_("Referrals a week, in place of the scenario's."),
)
@click.option("--replications", type=click.IntRange(min=19), default=500, show_default=True, help=_("How many runs."))
@click.option("--seed", type=int, default=1, show_default=True, help=_("The same seed gives the same forecast."))
@click.option("--jobs", type=int, default=-1, help=_("How many processes; one for each core without it."))
@json_option(_("Print forecast.json instead of the page."))
@click.option("--quiet", is_flag=True, help=_("Print nothing but errors."))
def command(
    folder: str,
    on: date,
    out: str,
    weeks: int,
    behaviour: str | None,
    referrals: float | None,
    replications: int,
    seed: int,
    jobs: int,
    as_json: bool,
    quiet: bool,
) -> None:
    from beds.cli.errors import told_as_json
    from beds.cli.progress import progress_shown
    from beds.services.forecast import ASSUMED, forecast_folder, values
    from beds.services.scenarios import read_scenario

    with told_as_json(as_json), progress_shown(quiet=quiet) as progress:
        forecast = forecast_folder(
            folder, on, out, read_scenario(behaviour or ASSUMED), illustrative=behaviour is None, weeks=weeks,
            runs=replications, seed=seed, referrals=referrals, jobs=jobs, progress=progress,
        )  # fmt: skip
    if as_json:
        from beds.cli.show import show_json

        show_json(values(forecast))
    elif not quiet:
        from beds.cli.forecast_page import forecast_page
        from beds.cli.show import show

        show(forecast_page(forecast, out))
