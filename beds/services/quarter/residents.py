"""Who came, moved and left in the quarter: placements by phase, endings planned or not, returns within a year."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from beds.domain.messages import N_, _
from beds.domain.words import stay_outcome_name
from beds.services.quarter.facts import Facts, Lived, Wait, at_the_end, came, left
from beds.services.quarter.figures import Amount, Column, Count, Ledger, Line, Section, Table, across, down
from beds.services.quarter.period import YEAR

_ENDINGS = (
    ("planned", N_("Planned"), ("moved_on",)),
    ("unplanned", N_("Unplanned"), ("abandoned", "evicted", "custody")),
    ("else", N_("Neither"), ("returned", "hospital", "died", "other", "moved_phase", "")),
)


def section(facts: Facts, lived: Sequence[Lived], waits: Sequence[Wait], ledger: Ledger) -> Section:
    """The residents: how many, where they came to, how they left, and who of those a year ago came back."""
    tables = (_moved(facts, lived, ledger), _came(facts, lived, ledger), _left(facts, lived, ledger))
    return Section(_("Residents"), (*tables, _returned(facts, lived, waits, ledger)))


def _moved(facts: Facts, lived: Sequence[Lived], ledger: Ledger) -> Table:
    period = facts.period
    start = sum(one.started_on < period.first <= (one.ended_on or period.end) for one in lived)
    steps = (
        ("start", _("Living here at the start"), start),
        ("came", _("Came from outside"), len(came(facts, lived))),
        ("left", _("Left the service"), len(left(facts, lived))),
        ("end", _("Living here at the end"), len(at_the_end(facts, lived))),
    )
    counts = {step: ledger.count(f"residents.{step}", value) for step, _label, value in steps}
    ledger.ties.append({counts[step].key: sign for step, sign in zip(counts, (1, 1, -1, -1), strict=True)})
    ledger.elsewhere.update(counts[step].key for step in ("start", "end"))
    return Table(
        "residents",
        _("How many lived here"),
        _(
            "People with a bed of the service. Whoever leaves one bed and has another by the next day goes on living "
            "here."
        ),
        _("Who"),
        (Column(_("People")),),
        tuple(Line(label, (counts[step],)) for step, label, _value in steps),
    )


def _came(facts: Facts, lived: Sequence[Lived], ledger: Ledger) -> Table:
    phases = {scheme.phase for scheme in facts.week.schemes.values()}
    into = Counter(facts.week.scheme_of(one.stays[0].bed_id).phase for one in came(facts, lived))
    within = Counter(
        facts.week.scheme_of(stay.bed_id).phase
        for one in lived
        for stay in one.stays[1:]
        if facts.period.holds(stay.started_on)
    )
    rows = {
        phase: across(ledger, f"came.{phase}", {"outside": into[phase], "within": within[phase]})
        for phase in sorted(phases)
    }
    sums = (
        ledger.count("residents.came", into.total()),
        ledger.count("came.within", within.total()),
        ledger.count("came.all", into.total() + within.total()),
    )
    ledger.tie(sums[2], sums[:2])
    ledger.tie_if_equal(sums[2], [ledger.known("offers.begun.all")])
    if rows:
        down(ledger, sums, list(rows.values()))
    return Table(
        "placements",
        _("Placements"),
        _("Stays that began in the time, by the phase of the bed: from outside, or from another bed of the service."),
        _("Phase"),
        (Column(_("From outside")), Column(_("From another bed")), Column(_("All"))),
        (
            *(Line(facts.week.policy.phase_name(phase), row) for phase, row in rows.items()),
            Line(_("All"), sums, "sum"),
        ),
    )


def _left(facts: Facts, lived: Sequence[Lived], ledger: Ledger) -> Table:
    outcomes = Counter(one.outcome for one in left(facts, lived))
    whole = ledger.count("residents.left", outcomes.total())
    lines, groups = [], []
    for group, label, members in _ENDINGS:
        counts = [ledger.count(f"left.{group}.{one or 'unknown'}", outcomes[one]) for one in members]
        of_group = ledger.count(f"left.{group}", sum(count.value for count in counts))
        ledger.tie(of_group, counts)
        groups.append(of_group)
        lines.append(Line(_(label), (of_group, ledger.share(of_group, whole))))
        lines += [
            Line(_ending_name(one), (count, None), "part") for one, count in zip(members, counts, strict=True)
        ]  # fmt: skip
    ledger.tie(whole, groups)
    return Table(
        "endings",
        _("How people left"),
        _("People who left the service in the time, by how their last stay ended. Planned: moved on to a home."),
        _("Ending"),
        (Column(_("People")), Column(_("Share"), "share")),
        (*lines, Line(_("Left the service"), (whole, None), "sum")),
    )


def _ending_name(outcome: str) -> str:
    return _("to another phase, and no stay followed") if outcome == "moved_phase" else stay_outcome_name(outcome)


def _returned(facts: Facts, lived: Sequence[Lived], waits: Sequence[Wait], ledger: Ledger) -> Table:
    before = [one for one in lived if facts.period.a_year_before.holds(one.ended_on)]
    again: defaultdict[str, set[date]] = defaultdict(set)
    for wait in waits:
        again[wait.person_id].add(wait.since)
    for one in lived:
        again[one.person_id].add(one.started_on)
    back = sum(_came_back(one, again[one.person_id]) for one in before)
    counts: tuple[Count, ...] = across(ledger, "returns", {"back": back, "away": len(before) - back})
    shares: tuple[Amount, ...] = (ledger.share(counts[0], counts[2]), ledger.share(counts[1], counts[2]))
    labels = (_("Referred again, or back, within 52 weeks"), _("Not back"))
    return Table(
        "returns",
        _("Returns within a year"),
        _("People who left in the same weeks a year before: a whole year is known of them."),
        _("Who"),
        (Column(_("People")), Column(_("Share"), "share")),
        (
            *(Line(label, (count, share)) for label, count, share in zip(labels, counts[:2], shares, strict=True)),
            Line(_("Left a year before"), (counts[2], None), "sum"),
        ),
    )


def _came_back(one: Lived, days: Iterable[date]) -> bool:
    ended = one.ended_on
    return ended is not None and any(ended <= day <= ended + YEAR for day in days)
