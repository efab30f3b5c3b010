"""``beds report``: the figures of a quarter, and rows for returns, as files."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import click

from beds.cli.params import DAY, F, as_option, day_or_today
from beds.domain.messages import _

if TYPE_CHECKING:
    from beds.data.store.store import Store
    from beds.domain.access import Actor
    from beds.services.quarter.period import Period


def period_options(function: F) -> F:
    """--from and --to, both days belonging to the time that is told of."""
    first = click.option(
        "--from", "first", type=DAY, metavar=_("DATE"),
        help=_("The first day. Default: of the last quarter of the year that is over."),
    )  # fmt: skip
    last = click.option(
        "--to", "last", type=DAY, metavar=_("DATE"),
        help=_("The last day, which belongs to it. Default: the last of that quarter."),
    )  # fmt: skip
    return first(last(function))


@click.group(
    short_help=_("Write the figures of a quarter; rows for returns."),
    help=_("Write the figures of a time, small counts hidden; or the rows of people that a return asks for."),
)
def command() -> None:
    """Everything happens in the commands beneath."""


@command.command(
    short_help=_("Write the figures of a quarter."),
    help=_(
        "Write what happened from one day to another into --out: a workbook, and the data behind it as CSV. Counts of "
        "1 to 4 people are hidden (BEDS_HIDE_UNDER=10: of 1 to 9), and whatever would give them away. Whoever may not "
        "see people is told of whole quarters that are over. docs/reports.md says what each figure counts."
    ),
)
@period_options
@click.option("--out", required=True, metavar=_("DIR"), help=_("The folder for the files; made where it is not there."))
@click.option(
    "--every-count", is_flag=True, help=_("Hide nothing: for the service’s own eyes. It is logged who asked for it.")
)
@as_option
def quarter(first: date | None, last: date | None, out: str, every_count: bool, user: str) -> None:
    from beds.cli.database import opened
    from beds.domain.messages import ngettext
    from beds.services.opening import Settings
    from beds.services.quarter.files import write_report
    from beds.services.quarter.period import between
    from beds.services.quarter.report import quarter_report

    today, largest = day_or_today(None), Settings().hide_under - 1
    period = between(first, last, today)
    with opened(user) as (store, actor):
        report = quarter_report(store, actor, period, today, largest=largest, every_count=every_count)
    names = write_report(report, out)
    told = {"first": period.first.isoformat(), "last": period.last.isoformat()}
    click.echo(_("Report on %(first)s to %(last)s.", **told))
    click.echo(_("Written to %(out)s: %(files)s.", out=out, files=", ".join(names)))
    shut = len(report.hidden)
    if shut:
        click.echo(ngettext("%(count)d count is hidden.", "%(count)d counts are hidden.", shut))


@command.command(
    short_help=_("Write CORE rows for each new letting."),
    help=_(
        "Write a row of CORE’s bulk upload for each stay that began from one day to another into FILE: what the record "
        "knows; other fields are blank for you to fill in (docs/core.md). The rows are about people, by pseudonym; it "
        "is logged who took them."
    ),
)
@click.argument("file", metavar="FILE")
@period_options
@as_option
def lettings(file: str, first: date | None, last: date | None, user: str) -> None:
    from beds.services.quarter.lettings import lettings_csv

    _write_rows(file, first, last, user, lettings_csv)


@command.command(
    name="h-clic",
    short_help=_("Write people’s cases in H-CLIC’s order; no return."),
    help=_(
        "Write everybody’s case from one day to another into FILE, in the order in which H-CLIC asks. This is no "
        "statutory return, and every row says so: those are made by the council’s housing team. The rows are about "
        "people, by pseudonym; it is logged who took them."
    ),
)
@click.argument("file", metavar="FILE")
@period_options
@as_option
def h_clic(file: str, first: date | None, last: date | None, user: str) -> None:
    from beds.services.quarter.h_clic import h_clic_csv

    _write_rows(file, first, last, user, h_clic_csv)


def _write_rows(
    file: str,
    first: date | None,
    last: date | None,
    user: str,
    rows: "Callable[[Store, Actor, Period], bytes]",
) -> None:
    from pathlib import Path

    from beds.cli.database import opened
    from beds.data.all_or_nothing import replace_file
    from beds.services.quarter.period import between

    with opened(user) as (store, actor):
        content = rows(store, actor, between(first, last, day_or_today(None)))

    def write(aside: Path) -> None:
        aside.write_bytes(content)

    replace_file(Path(file), write)
    click.echo(_("Written to %(out)s.", out=file))
