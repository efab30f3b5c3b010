"""How long people stayed, set against the limits of the policy; extensions; and whether they kept their key worker."""

from collections import Counter
from collections.abc import Sequence

from beds.domain.messages import _
from beds.domain.people import Stay
from beds.services.quarter.facts import Facts, Lived, at_the_end
from beds.services.quarter.figures import Column, Count, Ledger, Line, Section, Table, across, down, quartiles

_PLACES = ("within", "past", "none")


def section(facts: Facts, lived: Sequence[Lived], ledger: Ledger) -> Section:
    """Stays that ended and stays that go on, by phase; then extensions and key workers."""
    phases = sorted({scheme.phase for scheme in facts.week.schemes.values()})
    ended = [stay for one in lived for stay in one.stays if facts.period.holds(stay.ended_on)]
    going_on = [one.stays[-1] for one in at_the_end(facts, lived)]
    return Section(
        _("Lengths of stay"),
        (
            _ended(facts, ended, phases, ledger),
            _going_on(facts, going_on, phases, ledger),
            _extended(facts, ledger),
            _continuity(facts, lived, ledger),
        ),
    )


def _ended(facts: Facts, stays: Sequence[Stay], phases: Sequence[int], ledger: Ledger) -> Table:
    rows, lines = [], []
    for phase in phases:
        of_phase = [stay for stay in stays if facts.week.scheme_of(stay.bed_id).phase == phase]
        counts = _by_limit(facts, of_phase, f"ended.{phase}", ledger)
        rows.append(counts)
        days = [(stay.ended_on - stay.started_on).days for stay in of_phase if stay.ended_on]
        lines.append(Line(facts.week.policy.phase_name(phase), (*counts, quartiles(days, counts[-1].key)[1])))
    sums = _sums(rows, "ended.all", ledger)
    # Every stay that ended was followed by another or by none.
    ledger.tie_if_equal(sums[-1], (ledger.known("residents.left"), ledger.known("came.within")))
    days = [(stay.ended_on - stay.started_on).days for stay in stays if stay.ended_on]
    return Table(
        "stays_ended",
        _("Stays that ended"),
        _(
            "Every stay that ended in the time, moves to another bed included, by whether it lasted beyond its limit: "
            "the weeks that the policy sets for the phase, or the day to which it was extended. Nobody is made to "
            "leave by a limit."
        ),
        _("Phase"),
        (*_limit_columns(), Column(_("Median"), "weeks", _("Half of these stays were no longer than this."))),
        (*lines, Line(_("All"), (*sums, quartiles(days, sums[-1].key)[1]), "sum")),
    )


def _going_on(facts: Facts, stays: Sequence[Stay], phases: Sequence[int], ledger: Ledger) -> Table:
    rows = {
        phase: _by_limit(
            facts, [stay for stay in stays if facts.week.scheme_of(stay.bed_id).phase == phase], f"open.{phase}", ledger
        )
        for phase in phases
    }
    sums = _sums(list(rows.values()), "open.all", ledger, "residents.end")
    return Table(
        "stays_open",
        _("Residents at the end and their limits"),
        _("Everybody who lived here when the time ended, by whether her stay was past its limit by then."),
        _("Phase"),
        _limit_columns(),
        (
            *(Line(facts.week.policy.phase_name(phase), row) for phase, row in rows.items()),
            Line(_("All"), sums, "sum"),
        ),
    )


def _limit_columns() -> tuple[Column, ...]:
    return (Column(_("Within the limit")), Column(_("Past the limit")), Column(_("No limit")), Column(_("All")))


def _by_limit(facts: Facts, stays: Sequence[Stay], key: str, ledger: Ledger) -> tuple[Count, ...]:
    places = Counter(_place(facts, stay) for stay in stays)
    return across(ledger, key, {place: places[place] for place in _PLACES}, "sum")


def _place(facts: Facts, stay: Stay) -> str:
    limit = facts.week.limit_date(stay)
    if limit is None:
        return "none"
    until = min(stay.ended_on or facts.period.end, facts.period.end)
    return "past" if until > limit else "within"


def _sums(rows: Sequence[Sequence[Count]], key: str, ledger: Ledger, whole: str = "") -> tuple[Count, ...]:
    values = [sum(column) for column in zip(*([count.value for count in row] for row in rows), strict=True)] or [0] * 4
    sums = [
        *(ledger.count(f"{key}.{place}", value) for place, value in zip(_PLACES, values[:3], strict=True)),
        ledger.count(whole or f"{key}.sum", values[3]),
    ]
    ledger.tie(sums[-1], sums[:-1])
    if rows:
        down(ledger, sums, rows)
    return tuple(sums)


def _extended(facts: Facts, ledger: Ledger) -> Table:
    given = Counter(facts.extensions)
    listed = [one.text for one in facts.reasons.get("extension", ())]
    unknown = given.total() - sum(given[text] for text in listed)
    counts = [
        *(ledger.count(f"extended.{n}", given[text]) for n, text in enumerate(listed)),
        ledger.count("extended.unknown", unknown),
    ]
    whole = ledger.count("extended.all", given.total())
    ledger.tie(whole, counts)
    labels = [*listed, _("No reason recorded")]
    return Table(
        "extensions",
        _("Extensions"),
        _("Extensions of a stay that were agreed in the time, by reason. A stay that was extended twice counts twice."),
        _("Reason"),
        (Column(_("Extensions")),),
        (
            *(Line(label, (count,)) for label, count in zip(labels, counts, strict=True)),
            Line(_("All"), (whole,), "sum"),
        ),
    )


def _continuity(facts: Facts, lived: Sequence[Lived], ledger: Ledger) -> Table:
    here = {one.person_id for one in lived if one.touches(facts.period)}
    changed = here & facts.passed_on
    kept = {person_id for person_id in here - changed if facts.person(person_id).worker_id}
    counts = across(
        ledger, "workers", {"kept": len(kept), "changed": len(changed), "none": len(here - changed - kept)}
    )  # fmt: skip
    ledger.tie_if_equal(counts[-1], (ledger.known("residents.start"), ledger.known("residents.came")))
    labels = (_("Kept the same key worker"), _("Passed to another key worker"), _("No key worker recorded"))
    return Table(
        "continuity",
        _("Key workers"),
        _(
            "Everybody who lived here on some night of the time, once. Passed: a handover to another key worker was "
            "recorded as done in the time; a first key worker is no change."
        ),
        _("Who"),
        (Column(_("People")), Column(_("Share"), "share")),
        (
            *(
                Line(label, (count, ledger.share(count, counts[-1])))
                for label, count in zip(labels, counts[:-1], strict=True)
            ),
            Line(_("All"), (counts[-1], None), "sum"),
        ),
    )
