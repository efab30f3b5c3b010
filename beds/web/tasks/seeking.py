"""What a referral asks: phases in the order of her choice, band, and since when; of somebody known or new."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from beds.domain.messages import N_
from beds.domain.people import BANDS, ROUTES, Band
from beds.domain.week import Week
from beds.domain.words import route_name
from beds.web.tasks.task import Answers, Ask, Options

_CHOICES = (
    ("first", N_("First choice")),
    ("second", N_("Second choice (not required)")),
    ("third", N_("Third choice (not required)")),
)
NEXT_REVIEW = Ask("review_by", N_("Next review by (not required)"), "day", N_("Blank: in four weeks"))


def ask_seeking(week: Week, seeks: Sequence[int], band: Band | None, since: date, route: str) -> Iterator[Ask]:
    """The questions, with what is recorded at first."""
    phases = phase_options(week)
    for place, (name, label) in enumerate(_CHOICES):
        first = str(seeks[place]) if place < len(seeks) else ""
        needed = "" if place else N_("Choose the phase she seeks first")
        yield Ask(name, label, "one", needed=needed, options=[*([("", "–")] if place else []), *phases], first=first)
    yield Ask(
        "band", N_("Band"), "one", N_("How urgent her need is: A the most, D the least."), N_("Choose her band"),
        [(one, one) for one in BANDS], band,
    )  # fmt: skip
    yield Ask("since", N_("She waits since"), "day", first=since)
    yield Ask("route", N_("How the referral came"), "one", options=[(one, route_name(one)) for one in ("", *ROUTES)],
              first=route)  # fmt: skip
    yield NEXT_REVIEW


def phase_options(week: Week) -> Options:
    """The phases that this service has."""
    return [(str(phase), week.policy.phase_name(phase)) for phase in sorted({s.phase for s in week.snapshot.schemes})]


def phases_of(told: Answers[Any]) -> list[int]:
    """The phases that were chosen, first choice first."""
    return [int(told.text(name)) for name, _label in _CHOICES if told.text(name).isdecimal()]
