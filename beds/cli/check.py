"""``beds check``: everything wrong or odd about a folder or workbook, in one go."""

from datetime import date

import click

from beds.cli.params import DAY, ON_HELP, day_or_today, json_option, source_argument
from beds.domain.messages import _


@click.command(
    short_help=_("Find every fault and warning of a folder or workbook."),
    help=_(
        "Check an exchange folder or workbook: every fault and every warning at once, with file, row, column, what "
        "stands there and what would be accepted. Nothing is changed. Exit code 2 where there are faults."
    ),
)
@source_argument
@click.option("--on", type=DAY, metavar=_("DATE"), help=ON_HELP + " " + _("Default: today."))
@json_option(_("Print faults and warnings for programs."))
def command(folder: str, on: date | None, as_json: bool) -> None:
    from beds.cli.check_page import check_page, checked_values
    from beds.cli.show import show, show_json
    from beds.services.check import check

    day = day_or_today(on)
    checked = check(folder, day)
    if as_json:
        show_json(checked_values(checked, day))
    else:
        show(check_page(checked, folder, day))
    if checked.faults:
        raise click.exceptions.Exit(2)
