"""The use case behind ``beds report quarter`` and the page Reports: the figures of a time, small counts hidden."""

from dataclasses import dataclass
from datetime import date

from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.domain.errors import BadInput, Finding, NotPermitted
from beds.domain.messages import _
from beds.domain.small_numbers import LARGEST
from beds.services.access_log import looked
from beds.services.permit import permit
from beds.services.quarter import equality, offers, places, residents, stays, unmet, waiting
from beds.services.quarter.facts import Facts, lives, nothing, read_facts, waits
from beds.services.quarter.figures import Ledger, Report
from beds.services.quarter.period import DAY, Period, last_quarter, quarter_of, quarters
from beds.services.unit_of_work import reading


@dataclass(frozen=True)
class Choice:
    """The quarters of which somebody may see a report, newest first. One that is not over yet is first, if any is."""

    quarters: tuple[Period, ...]
    running: Period | None


def quarters_to_choose(store: Store, actor: Actor, today: date) -> Choice:
    """The quarters since anybody lived here; the one that runs for those alone who may see people."""
    running = quarter_of(today) if actor.may("see_people") else None
    with reading(store, actor, "see_figures") as books:
        begun = books.activity.begun()
    return Choice(quarters(begun, running or last_quarter(today)), running)


def quarter_report(
    store: Store, actor: Actor, period: Period, today: date, *, largest: int = LARGEST, every_count: bool = False
) -> Report:
    """The report of a time. ``every_count``: nothing is hidden, for those who may see people; it is logged.

    Whoever may not see people sees whole quarters that are over and nothing between. Raises
    :class:`~beds.domain.errors.NotPermitted` and :class:`~beds.domain.errors.BadInput`.
    """
    if every_count:
        permit(actor, "see_people")
    if not actor.may("see_people") and not (period.is_quarter and period.end <= today):
        raise NotPermitted(
            _("Figures alone are told of whole quarters that are over: of other times small counts could be reckoned.")
        )
    if period.end > today + DAY or period.end <= period.first:
        message = _("a report is about days that were, the last not before the first")
        raise BadInput([Finding(_("report"), 0, "", period.last.isoformat(), message, today.isoformat())])
    with reading(store, actor, "see_figures") as books:
        facts = read_facts(books, period)
    if every_count:
        looked(store, actor, "report with every count")
    return report_of(facts, 0 if every_count else largest)


def report_of(facts: Facts, largest: int = LARGEST) -> Report:
    """The report that facts amount to."""
    ledger = Ledger()
    lived = lives(facts, facts.period.end)
    waited = waits(facts)
    sections = (
        waiting.section(facts, lived, waited, ledger),
        offers.section(facts, ledger),
        residents.section(facts, lived, waited, ledger),
        stays.section(facts, lived, ledger),
        places.section(facts, lived, ledger),
        unmet.section(facts, ledger),
        equality.section(facts, waited, ledger, largest),
    )
    return Report(facts.period, sections, ledger, largest, (_as_recorded(),))


def _as_recorded() -> str:
    return _(
        "Computed from the record as it stands today: what is recorded late, or corrected, changes the figures of an "
        "earlier time."
    )


def blank_report(period: Period) -> Report:
    """A report in which nothing was counted: its tables and what they say, for the documentation."""
    return report_of(nothing(period))
