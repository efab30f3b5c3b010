"""``beds from-hmis``: an HMIS CSV export as an exchange folder."""

from datetime import date

import click

from beds.cli.params import on_option
from beds.domain.messages import _


@click.command(
    short_help=_("Turn an HMIS CSV export into a folder."),
    help=_(
        "Turn an HMIS CSV export, as it stood on a date, into an exchange folder (or workbook, where --out ends in "
        ".xlsx): projects become schemes, inventory beds, enrolments stays and candidates. docs/hmis.md says how each "
        "field is read. Prints how full each project is, and what is odd about the export."
    ),
)
@click.argument("export", metavar="DIR")
@on_option
@click.option("--out", required=True, metavar=_("FOLDER"), help=_("Where to write the exchange folder or workbook."))
def command(export: str, on: date, out: str) -> None:
    from beds.cli.hmis_page import hmis_page
    from beds.cli.progress import progress_shown
    from beds.cli.show import show
    from beds.services.from_hmis import from_hmis

    with progress_shown() as progress:
        progress(_("Reading the export"), 0, 1)
        report = from_hmis(export, on, out)
    show(hmis_page(report))
