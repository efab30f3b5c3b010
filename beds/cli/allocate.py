"""``beds allocate``: the week, decided and written, and shown at a glance."""

from datetime import date

import click

from beds.cli.params import json_option, on_option, solving_options, source_argument
from beds.domain.messages import _


@click.command(
    short_help=_("Allocate this week's beds, explain and write the answer."),
    help=_(
        "Allocate this week's beds. FOLDER is an exchange folder or workbook; it is read and never changed. "
        "Into --out go allocation.csv, explanations.csv, unplaced.csv, skipped.csv, summary.json and allocation.xlsx. "
        "Exit codes: 0 done, 2 faults in the input, 3 no allocation within the time limit, 4 a pin contradicts a rule."
    ),
)
@source_argument
@on_option
@click.option(
    "--out", required=True, metavar=_("DIR"), help=_("The folder for the answer; made where it is not there.")
)
@click.option(
    "--keep",
    default="",
    metavar=_("FILE"),
    help=_(
        "An earlier allocation.csv, or the kept.csv of an export: who was proposed which bed. As many as cost no aim "
        "of the policy anything are kept, before the lottery."
    ),
)
@solving_options
@json_option(_("Print summary.json instead of the week."))
@click.option("--quiet", is_flag=True, help=_("Print nothing but errors."))
def command(
    folder: str, on: date, out: str, keep: str, explain: bool, time_limit: float | None, as_json: bool, quiet: bool
) -> None:
    from beds.cli.errors import told_as_json
    from beds.cli.progress import progress_shown
    from beds.services.allocate import allocate_folder

    with told_as_json(as_json), progress_shown(quiet=quiet) as progress:
        run = allocate_folder(folder, on, out, keep=keep, explain=explain, time_limit=time_limit, progress=progress)
    if as_json:
        from beds.cli.show import show_json
        from beds.services.allocate import summary_of

        show_json(summary_of(run))
    elif not quiet:
        from beds.cli.show import show
        from beds.cli.week_page import week_page

        show(week_page(run))
