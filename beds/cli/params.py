"""What commands take from the command line: days, folders, seconds; each said once."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from beds.domain.messages import _

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A date as 2026-11-23."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from beds.data.cells import EARLIEST, LATEST

        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fail(_("“%(value)s” is no date; a date is written as 2026-11-23.", value=value), param, ctx)
        if not EARLIEST <= day <= LATEST:
            limits = {"first": EARLIEST.isoformat(), "last": LATEST.isoformat()}
            self.fail(_("The date must lie between %(first)s and %(last)s.", **limits), param, ctx)
        return day


DAY = Day()
ON_HELP = _("The run date: the first day of the week that is decided, as 2026-11-23.")


def source_argument(function: F) -> F:
    """FOLDER: an exchange folder or workbook."""
    return click.argument("folder")(function)


def on_option(function: F) -> F:
    """--on, without which there is no run."""
    return click.option("--on", type=DAY, required=True, metavar=_("DATE"), help=ON_HELP)(function)


def run_argument(name: str) -> Callable[[F], F]:
    """The number of a stored run."""
    return click.argument(name, type=click.IntRange(min=1))


def json_option(what: str) -> Callable[[F], F]:
    """--json, with its help."""
    return click.option("--json", "as_json", is_flag=True, help=what)


def solving_options(function: F) -> F:
    """--explain and --time-limit: how far a week is solved and explained."""
    explain = click.option(
        "--explain/--no-explain",
        default=True,
        show_default=True,
        help=_("Find for everybody without a bed the cause and what would place her. Takes longer on large weeks."),
    )
    time_limit = click.option(
        "--time-limit",
        type=click.FloatRange(min=0, min_open=True),
        metavar=_("SECONDS"),
        help=_("Stop improving after so many seconds. What is not proven by then is told with its bound."),
    )
    return explain(time_limit(function))


def until_option(function: F) -> F:
    """--until, the last day on which a decision about a person holds."""
    return click.option(
        "--until", type=DAY, metavar=_("DATE"), help=_("The last day it holds; otherwise until it is taken back.")
    )(function)


def decided_by_option(function: F) -> F:
    """--by, where somebody else decided than who records it."""
    return click.option("--by", default="", metavar=_("NAME"), help=_("Who decided it; otherwise you."))(function)


def as_option(function: F) -> F:
    """--as, for every command that works with the database."""
    return click.option(
        "--as", "user", default="", metavar=_("USER"), help=_("Who you are; BEDS_USER says it for every command.")
    )(function)


def today_option(help_: str) -> Callable[[F], F]:
    """--on, for what usually happens today."""
    return click.option("--on", type=DAY, metavar=_("DATE"), help=help_ + " " + _("Default: today."))


def day_or_today(on: date | None) -> date:
    """The day asked for, or today, on this machine's calendar or as BEDS_TODAY says."""
    from beds.data.settings import Settings

    return on or Settings().day()


def done_on_option(function: F) -> F:
    """--on, the day on which something happened or was decided."""
    return today_option(_("The day on which it happened."))(function)


def reply_by_option(function: F) -> F:
    """--reply-by, of what is offered."""
    return click.option("--reply-by", type=DAY, metavar=_("DATE"), help=_("The last day for an answer to the offers."))(
        function
    )


def note_option(function: F) -> F:
    """--note, words that are added to a reason or to what is recorded."""
    return click.option("--note", default="", metavar=_("TEXT"), help=_("What else there is to say."))(function)


def reason_option(help_: str, *, required: bool = True) -> Callable[[F], F]:
    """--reason: a code of a list, or somebody's own words, as the help says."""
    return click.option("--reason", default="", required=required, metavar=_("REASON"), help=help_)
