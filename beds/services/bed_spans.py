"""The days of one bed as spans: who lives there, who is to come, when it is out of use, being made ready, or vacant."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal

from beds.data.store.tables.offers import OfferRow
from beds.data.store.tables.voids import VoidRow
from beds.domain.calendar import after_working_days
from beds.domain.people import Stay
from beds.domain.places import Scheme
from beds.domain.week import Week

Kind = Literal["lived_in", "over", "promised", "accepted", "made", "void", "closed", "turnaround", "vacant"]
KINDS: tuple[Kind, ...] = (
    "lived_in", "over", "promised", "accepted", "made", "void", "closed", "turnaround", "vacant",
)  # fmt: skip
"""Where two meet on a day, the first is shown."""


@dataclass(frozen=True, slots=True)
class Span:
    """One state of a bed over ``[first, end)``; ``end`` is None where none is known."""

    kind: Kind
    first: date
    end: date | None
    person_id: str = ""
    text: str = ""
    """Of a void, its reason."""

    def touches(self, first: date, end: date) -> bool:
        return self.first < end and (self.end is None or self.end > first)


@dataclass(frozen=True, slots=True)
class BedFacts:
    """What is known of one bed from all sides."""

    scheme: Scheme
    open_from: date | None
    open_to: date | None
    stays: Sequence[Stay] = ()
    voids: Sequence[VoidRow] = ()
    offers: Sequence[OfferRow] = ()


def spans(bed: BedFacts, week: Week, first: date, end: date) -> tuple[Span, ...]:
    """The spans that cover ``[first, end)`` without a gap, in their order, never two of a day.

    A span that reaches beyond keeps its true days. Stays that go on have no end; a limit is shown, and ends nothing.
    """
    found = [
        *(span for stay in bed.stays for span in _of_stay(stay, bed.scheme, week)),
        *(Span(_offered(offer), offer.start_on, offer.planned_end, offer.person_id) for offer in bed.offers),
        *(Span("void", void.started_on, void.ended_on, text=void.reason_text) for void in bed.voids),
    ]
    if bed.open_from:
        found.append(Span("closed", date.min, bed.open_from))
    if bed.open_to:
        found.append(Span("closed", bed.open_to, None))
    return tuple(_laid(found, first, end))


def at(day: date, laid: Iterable[Span]) -> Span:
    """The span of a day, among those that cover it."""
    return next(span for span in laid if span.first <= day and (span.end is None or day < span.end))


def _of_stay(stay: Stay, scheme: Scheme, week: Week) -> Iterator[Span]:
    if stay.ended_on is not None:
        yield Span("lived_in", stay.started_on, stay.ended_on, stay.person_id)
        yield from _made_ready(stay.ended_on, scheme)
        return
    # Whoever planned to leave before today and has not is still there: nobody knows until when.
    leaving = stay.leaving_on if stay.leaving_on and stay.leaving_on >= week.on else None
    if stay.started_on > week.on:
        yield Span("promised", stay.started_on, leaving, stay.person_id)
    else:
        limit = week.limit_date(stay)
        if limit is not None and (leaving is None or limit < leaving):
            yield Span("lived_in", stay.started_on, limit, stay.person_id)
            yield Span("over", limit, leaving, stay.person_id)
        else:
            yield Span("lived_in", stay.started_on, leaving, stay.person_id)
    if leaving is not None:
        yield from _made_ready(leaving, scheme)


def _made_ready(left: date, scheme: Scheme) -> Iterator[Span]:
    ready = after_working_days(left, scheme.turnaround_days)
    if ready > left:
        yield Span("turnaround", left, ready)


def _offered(offer: OfferRow) -> Kind:
    return "accepted" if offer.status == "accepted" else "made"


def _laid(found: Sequence[Span], first: date, end: date) -> Iterator[Span]:
    """The weightiest span of each day, vacant where there is none; neighbours of one kind and person joined."""
    touching = [span for span in found if span.touches(first, end)]
    cuts = {first, end}
    for span in touching:
        cuts.update(day for day in (span.first, span.end) if day is not None and first < day < end)
    days = sorted(cuts)
    last: Span | None = None
    for start, stop in pairwise(days):
        here = [span for span in touching if span.touches(start, stop)]
        span = min(here, key=lambda one: KINDS.index(one.kind)) if here else Span("vacant", start, stop)
        if last is not None and span.kind == last.kind == "vacant":
            last = replace(last, end=stop)
        elif last != span:
            if last is not None:
                yield last
            last = span
    if last is not None:
        yield last
