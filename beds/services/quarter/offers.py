"""The offers of the quarter: how they were answered, and why they were declined, by her or by the provider."""

from collections import Counter

from beds.domain.messages import N_, _
from beds.services.quarter.facts import ROUTES, Facts
from beds.services.quarter.figures import Column, Count, Ledger, Line, Section, Table, across, down
from beds.services.quarter.waiting import route_columns

_ANSWERS = (
    ("begun", N_("Accepted, and she moved in")),
    ("accepted", N_("Accepted; she has not moved in yet")),
    ("hers", N_("Declined by her")),
    ("provider", N_("Declined by the provider")),
    ("did_not_arrive", N_("Accepted, and she did not arrive")),
    ("withdrawn", N_("Withdrawn by the service")),
    ("expired", N_("No answer by the last day")),
    ("made", N_("No answer yet")),
)


def section(facts: Facts, ledger: Ledger) -> Section:
    """Offers by answer and route; declines by reason."""
    answers = Counter((one.side or one.status, facts.route(one.person_id)) for one in facts.offers)
    rows = {
        answer: across(ledger, f"offers.{answer}", {route: answers[answer, route] for route in ROUTES})
        for answer, _label in _ANSWERS
    }
    made = Counter(facts.route(one.person_id) for one in facts.offers)
    sums = across(ledger, "offers.all", {route: made[route] for route in ROUTES})
    down(ledger, sums, list(rows.values()))
    answered = Table(
        "offers",
        _("Offers and their answers"),
        _(
            "Offers of a bed made in the time, with the answer as it stands now; an answer may have come later. "
            "Somebody who was offered two beds counts twice. To decline lowers nobody’s place."
        ),
        _("Answer"),
        route_columns(),
        (*(Line(_(label), rows[answer]) for answer, label in _ANSWERS), Line(_("Offers made"), sums, "sum")),
    )
    return Section(_("Offers"), (answered, _declines(facts, rows, ledger)))


def _declines(facts: Facts, rows: dict[str, tuple[Count, ...]], ledger: Ledger) -> Table:
    given = Counter((one.side, one.reason) for one in facts.offers)
    lines = []
    for side, label in (("hers", _("Declined by her")), ("provider", _("Declined by the provider"))):
        lines.append(Line(label, (rows[side][-1],)))
        listed = [one.text for one in facts.reasons.get("decline", ()) if one.side == side]
        counts = [ledger.count(f"declined.{side}.{n}", given[side, text]) for n, text in enumerate(listed)]
        if counts:
            ledger.tie(rows[side][-1], counts)
        lines += [Line(text, (count,), "part") for text, count in zip(listed, counts, strict=True)]
    return Table(
        "declines", _("Why offers were declined"),
        _("The same offers, by the reason that was recorded. What was written beside it is never reported."),
        _("Reason"), (Column(_("Offers")),), tuple(lines),
    )  # fmt: skip
