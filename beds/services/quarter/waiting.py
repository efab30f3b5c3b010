"""The waiting list in the quarter: who came to it, who left it how, and how long people waited."""

from collections import Counter
from collections.abc import Callable, Sequence

from beds.domain.messages import N_, _
from beds.services.quarter.facts import ROUTES, Facts, Lived, Wait, came
from beds.services.quarter.figures import Amount, Column, Count, Ledger, Line, Section, Table, across, quartiles

ROUTE_NAMES = {"SNAP": N_("SNAP"), "direct": N_("Direct"), "other": N_("Internal or not known")}
_STEPS = (
    ("start", N_("Waiting at the start")),
    ("referred", N_("Referred")),
    ("placed", N_("Given a bed, and moved in")),
    ("closed", N_("Left the list without a bed")),
    ("gone", N_("Left the list, and the day is not known")),
    ("end", N_("Waiting at the end")),
)


def section(facts: Facts, lived: Sequence[Lived], waits: Sequence[Wait], ledger: Ledger) -> Section:
    """How the list moved, by route; then how long people waited."""
    rows = {step: _row(facts, waits, step, ledger) for step, _label in _STEPS}
    for column in range(len(ROUTES) + 1):
        signs = {"start": 1, "referred": 1, "placed": -1, "closed": -1, "gone": -1, "end": -1}
        ledger.ties.append({rows[step][column].key: sign for step, sign in signs.items()})
    ledger.elsewhere.update(count.key for step in ("start", "end") for count in rows[step])
    arrived = ledger.count("residents.came", len(came(facts, lived)))
    unknown = ledger.count("waiting.unknown", arrived.value - rows["placed"][-1].value)
    ledger.tie(arrived, (rows["placed"][-1], unknown))
    return Section(_("The waiting list"), (_moved(rows), _waited(facts, waits, rows, unknown)))


def at(facts: Facts, step: str) -> Callable[[Wait], bool]:
    """Which waits belong to a step of the list."""
    period = facts.period
    begun: dict[str, Callable[[Wait], bool]] = {
        "start": lambda one: one.how != "gone" and one.since < period.first <= (one.until or period.end),
        "referred": lambda one: period.holds(one.since),
        "placed": lambda one: one.how == "placed" and period.holds(one.until),
        "closed": lambda one: one.how == "closed" and period.holds(one.until),
        "gone": lambda one: one.how == "gone" and period.holds(one.since),
        "end": lambda one: one.how != "gone" and (one.until is None or one.until >= period.end),
    }
    return begun[step]


def _row(facts: Facts, waits: Sequence[Wait], step: str, ledger: Ledger) -> tuple[Count, ...]:
    routes = Counter(facts.route(one.person_id) for one in waits if at(facts, step)(one))
    return across(ledger, f"waiting.{step}", {route: routes[route] for route in ROUTES})


def route_columns() -> tuple[Column, ...]:
    return (*(Column(_(ROUTE_NAMES[route])) for route in ROUTES), Column(_("All")))


def _moved(rows: dict[str, tuple[Count, ...]]) -> Table:
    return Table(
        "waiting_list",
        _("Referrals and the waiting list"),
        _(
            "People from outside who seek a bed. Referred: the day from which somebody waits lies in the time; "
            "somebody who comes back counts again. Residents who seek another bed are not counted. SNAP: through the "
            "council’s central team. Direct: specialist services, outreach, by herself."
        ),
        _("People"),
        route_columns(),
        tuple(Line(_(label), rows[step]) for step, label in _STEPS),
    )


def _waited(
    facts: Facts, waits: Sequence[Wait], rows: dict[str, tuple[Count, ...]], unknown: Count
) -> Table:  # fmt: skip
    lines = []
    for step, label in (("placed", _("Given a bed")), ("end", _("Still waiting at the end"))):
        there = [one for one in waits if at(facts, step)(one)]
        cells = dict(zip(("", *ROUTES), (rows[step][-1], *rows[step][:-1]), strict=True))
        for route, count in cells.items():
            days = [_days(one, facts) for one in there if not route or facts.route(one.person_id) == route]
            amounts: tuple[Amount, ...] = quartiles(days, count.key)
            lines.append(Line(_(ROUTE_NAMES[route]) if route else label, (count, *amounts), "part" if route else ""))
    return Table(
        "waits",
        _("How long people waited"),
        _(
            "Whole weeks from the day from which she waited: of those given a bed until they moved in, of those still "
            "waiting until the end of the time. A quarter of them waited no longer than the lower quartile, half "
            "no longer than the median, three quarters no longer than the upper quartile. Not told of fewer than 10 "
            "people."
        ),
        _("Who"),
        (
            Column(_("People")), Column(_("Lower quartile"), "weeks"), Column(_("Median"), "weeks"),
            Column(_("Upper quartile"), "weeks"),
        ),
        (*lines, Line(_("Came from outside, and the wait is not known"), (unknown, None, None, None))),
    )  # fmt: skip


def _days(one: Wait, facts: Facts) -> int:
    until = one.until if one.until and one.until < facts.period.end else facts.period.end
    return (until - one.since).days
