"""The beds in the quarter: nights lived in, out of use and why, being made ready, vacant; and what they cost."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

import numpy as np
import numpy.typing as npt

from beds.domain.calendar import after_working_days
from beds.domain.messages import _, ngettext
from beds.domain.places import Scheme
from beds.services.quarter.facts import Facts, Lived
from beds.services.quarter.figures import Amount, Column, Count, Ledger, Line, Section, Table
from beds.services.quarter.period import Period

State = Literal["lived_in", "void", "ready", "vacant"]
STATES: tuple[State, ...] = ("lived_in", "void", "ready", "vacant")
"""Where two meet in a night, the first counts."""
_SHUT = -1
_VACANT = STATES.index("vacant")


@dataclass
class Nights:
    """The nights of some beds in service, by state."""

    by_state: Counter[State] = field(default_factory=Counter)
    voids: Counter[str] = field(default_factory=Counter)
    """Those out of use, by reason."""

    @property
    def in_service(self) -> int:
        return self.by_state.total()

    def add(self, other: "Nights") -> None:
        self.by_state.update(other.by_state)
        self.voids.update(other.voids)


def section(facts: Facts, lived: Sequence[Lived], ledger: Ledger) -> Section:
    """Nights by scheme, nights out of use by reason, cost by scheme."""
    nights = nights_by_scheme(facts)
    schemes = sorted((facts.week.schemes[one] for one in nights), key=lambda scheme: (scheme.phase, scheme.title))
    people = _people(facts, schemes, lived, ledger)
    every = Nights()
    for one in nights.values():
        every.add(one)
    tables = (
        _occupancy(schemes, nights, every, people),
        _voids(facts, every),
        _cost(schemes, nights, people, ledger),
    )
    return Section(_("Beds"), tables)


def nights_by_scheme(facts: Facts) -> dict[str, Nights]:
    """The nights of each scheme that has beds."""
    stays, voids = defaultdict(list), defaultdict(list)
    for stay in facts.week.snapshot.stays:
        stays[stay.bed_id].append(stay)
    for void in facts.voids:
        voids[void.bed_id].append(void)
    found: defaultdict[str, Nights] = defaultdict(Nights)
    period = facts.period
    for bed_id, (first, last) in facts.open_days.items():
        scheme = facts.week.scheme_of(bed_id)
        states = np.full(period.nights, _SHUT, dtype=np.int8)
        _mark(states, period, first, last, "vacant")
        shut = states == _SHUT
        for stay in stays[bed_id]:
            if stay.ended_on is not None:
                _mark(states, period, stay.ended_on, after_working_days(stay.ended_on, scheme.turnaround_days), "ready")
        for void in voids[bed_id]:
            _mark(states, period, void.started_on, void.ended_on, "void")
        states[shut] = _SHUT
        for stay in stays[bed_id]:
            # Whoever lives in a bed that is not open any more still does.
            _mark(states, period, stay.started_on, stay.ended_on, "lived_in")
        nights = found[scheme.scheme_id]
        nights.by_state.update({state: int((states == n).sum()) for n, state in enumerate(STATES)})
        for void in voids[bed_id]:
            cut = _cut(period, void.started_on, void.ended_on)
            nights.voids[void.reason_text] += int((states[cut] == STATES.index("void")).sum())
    return dict(found)


def _mark(states: npt.NDArray[np.int8], period: Period, first: date | None, end: date | None, state: State) -> None:
    states[_cut(period, first, end)] = STATES.index(state)


def _cut(period: Period, first: date | None, end: date | None) -> slice:
    begin, stop = max(period.first, first or period.first), min(period.end, end or period.end)
    return slice((begin - period.first).days, max(0, (stop - period.first).days))


def _people(facts: Facts, schemes: Sequence[Scheme], lived: Sequence[Lived], ledger: Ledger) -> dict[str, Count]:
    """Everybody who lived in each scheme, once in each; "" for the sum."""
    period = facts.period
    pairs = {
        (facts.week.beds[stay.bed_id].scheme_id, one.person_id)
        for one in lived
        for stay in one.stays
        if period.overlap(stay.started_on, stay.ended_on)
    }
    there = Counter(scheme_id for scheme_id, _person in pairs)
    found = {scheme.scheme_id: ledger.count(f"lived.{scheme.scheme_id}", there[scheme.scheme_id]) for scheme in schemes}
    whole = ledger.count("lived.all schemes", len(pairs))
    if found:
        ledger.tie(whole, list(found.values()))
    return {**found, "": whole}


def _occupancy(
    schemes: Sequence[Scheme], nights: dict[str, Nights], every: Nights, people: dict[str, Count]
) -> Table:  # fmt: skip
    lines = [Line(one.title, _nights(nights[one.scheme_id], people[one.scheme_id])) for one in schemes]
    return Table(
        "occupancy",
        _("Occupancy"),
        _(
            "Nights of beds in service. Lived in: somebody had the bed, also where it was held for her while she was "
            "away. Made ready: the working days that the scheme needs between two people. Occupancy: the share of "
            "nights in service that were lived in."
        ),
        _("Scheme"),
        (
            Column(_("People"), "people", _("Everybody who lived in the scheme, once in each scheme.")),
            Column(_("Nights in service"), "nights"), Column(_("Lived in"), "nights"),
            Column(_("Out of use"), "nights"), Column(_("Made ready"), "nights"), Column(_("Vacant"), "nights"),
            Column(_("Occupancy"), "share"),
        ),
        (*lines, Line(_("All"), _nights(every, people[""]), "sum")),
    )  # fmt: skip


def _nights(nights: Nights, people: Count) -> tuple[Count | Amount, ...]:
    """What people's own nights could be reckoned from rests on how many they are."""
    states = nights.by_state
    used = states["lived_in"] / nights.in_service if nights.in_service else None
    return (
        people,
        Amount(nights.in_service, "nights"),
        Amount(states["lived_in"], "nights", (people.key,)),
        Amount(states["void"], "nights"),
        Amount(states["ready"], "nights", (people.key,)),
        Amount(states["vacant"], "nights", (people.key,)),
        Amount(used, "share", (people.key,)),
    )


def _voids(facts: Facts, every: Nights) -> Table:
    listed = list(dict.fromkeys([*(one.text for one in facts.reasons.get("void", ())), *sorted(every.voids)]))
    return Table(
        "voids",
        _("Beds out of use, and why"),
        _("Nights on which a bed in service could be given to nobody, by the reason that was recorded."),
        _("Reason"),
        (Column(_("Out of use"), "nights"),),
        (
            *(Line(text, (Amount(every.voids[text], "nights"),)) for text in listed),
            Line(_("All"), (Amount(every.voids.total(), "nights"),), "sum"),
        ),
    )


def _cost(schemes: Sequence[Scheme], nights: dict[str, Nights], people: dict[str, Count], ledger: Ledger) -> Table:
    costs = {one.scheme_id: _cost_of(one, nights[one.scheme_id]) for one in schemes}
    known = [one.scheme_id for one in schemes if costs[one.scheme_id] is not None]
    unknown = len(schemes) - len(known)
    lines = [
        Line(one.title, (*_costs(costs[one.scheme_id], nights[one.scheme_id], people[one.scheme_id]), None))
        for one in schemes
    ]
    of_known = Nights()
    for scheme_id in known:
        of_known.add(nights[scheme_id])
    whole = sum((costs[scheme_id] or Decimal() for scheme_id in known), Decimal()) if known else None
    # Where some are left out, theirs is what is missing from all nights: so it rests on each of the others.
    rests_on = [people[scheme_id] for scheme_id in known] if unknown else [people[""]]
    came = ledger.known("residents.came")
    a_person = Amount(float(whole) / came.value if whole and came.value else None, "gbp", (came.key,))
    total = (*_costs(whole, of_known, *rests_on), a_person)
    missing = ngettext(
        "Of %(count)d scheme the cost is not known; it is left out of the sum.",
        "Of %(count)d schemes the cost is not known; they are left out of the sum.",
        unknown,
    )
    return Table(
        "cost",
        _("Cost"),
        _("The weekly cost that is recorded for the scheme, for each night of a bed in service, lived in or not."),
        _("Scheme"),
        (
            Column(_("Cost"), "gbp"),
            Column(_("For each week lived in"), "gbp", _("The cost by the weeks for which beds were lived in.")),
            Column(_("For each person who came"), "gbp", _("The cost by the people who came from outside.")),
        ),
        (*lines, Line(_("All"), total, "sum")),
        missing if unknown else "",
    )


def _cost_of(scheme: Scheme, nights: Nights) -> Decimal | None:
    return None if scheme.weekly_cost is None else scheme.weekly_cost * nights.in_service / 7


def _costs(cost: Decimal | None, nights: Nights, *people: Count) -> tuple[Amount, Amount]:
    """The cost, and what it is for each week lived in."""
    lived_in = nights.by_state["lived_in"]
    a_week = None if cost is None or not lived_in else round(float(cost) / lived_in * 7, 2)
    return (
        Amount(None if cost is None else round(float(cost), 2), "gbp"),
        Amount(a_week, "gbp", tuple(count.key for count in people)),
    )
