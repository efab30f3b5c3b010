"""The use case behind ``beds run``: the week of the database, decided and stored in one go with its proposal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from beds import __version__
from beds.data.results.stored import answer_files, answer_sha256
from beds.data.results.summary import summary
from beds.data.store.store import Books, Store
from beds.data.store.tables.runs import RunRow
from beds.domain.access import Actor
from beds.domain.allocation import Allocation
from beds.domain.errors import Finding, PinContradiction
from beds.domain.messages import _, language
from beds.domain.snapshot import Snapshot
from beds.domain.steps import NotNow
from beds.domain.week import Week
from beds.optimizer import allocate
from beds.optimizer.pins import pin_name
from beds.services.oddities import find_oddities
from beds.services.progress import Report, nobody
from beds.services.promised import with_accepted
from beds.services.unit_of_work import Work, changing, reading

DATABASE = Path("database")


@dataclass(frozen=True)
class Contested:
    """An offer without an answer whose bed the run gives to somebody else."""

    offer_id: int
    bed_id: str
    person_id: str
    given_to: str


@dataclass(frozen=True)
class WeekRun:
    """A run that is stored: its number, the week as it was found, and what was decided for it."""

    run_id: int
    week: Week
    allocation: Allocation
    warnings: tuple[Finding, ...]
    policy_version: int
    """0: nobody has decided a policy yet."""
    after_run: int | None
    """The run of the same day that this one takes the place of."""
    contested: tuple[Contested, ...] = ()
    """Told when a run is made: its proposal cannot be approved there before the offer is withdrawn."""

    source = DATABASE


@dataclass(frozen=True)
class Asked:
    """What a run reads of the database."""

    snapshot: Snapshot
    policy_version: int
    after_run: int | None
    keep: Mapping[str, str]
    unanswered: tuple[tuple[int, str, str], ...]
    """Offer, person and bed of each offer without an answer."""
    accepted: tuple[tuple[int, str, str], ...]
    """The same of each that was accepted."""


@dataclass(frozen=True)
class Decided:
    """A week that is decided and not stored yet."""

    asked: Asked
    week: Week
    allocation: Allocation
    warnings: tuple[Finding, ...]
    begun: datetime
    options: Mapping[str, Any]


def run_week(
    store: Store,
    actor: Actor,
    on: date,
    *,
    explain: bool = True,
    time_limit: float | None = None,
    progress: Report = nobody,
    now: datetime | None = None,
) -> WeekRun:
    """Allocates the week from ``on`` and stores facts, policy version, answer and proposal: all of it or nothing.

    Offers that were accepted are pins of the run; what an earlier run of the same day proposed, and offers without an
    answer, are kept as far as it costs no tier anything. The new proposal takes the place of those that wait for a
    decision. Raises what :func:`beds.optimizer.allocate` raises; then nothing is stored.
    """
    decided = decide_week(store, actor, on, explain=explain, time_limit=time_limit, progress=progress, now=now)
    with changing(store, actor, "run", now=now) as work:
        return store_week(work, decided)


def decide_week(
    store: Store, actor: Actor, on: date, *, explain: bool = True, time_limit: float | None = None,
    progress: Report = nobody, now: datetime | None = None,
) -> Decided:  # fmt: skip
    """The first half of :func:`run_week`, which may take long: nothing is stored, and nobody waits for the database."""
    begun = now or datetime.now(UTC)
    with reading(store, actor, "run") as books:
        progress(_("Reading the database"), 0, 1)
        asked = read_week(books, on)
    if not asked.snapshot.beds:
        raise NotNow(_("There is no bed in the database yet. Upload or import the facts first."))
    week = Week(asked.snapshot, on)
    warnings = find_oddities(week, DATABASE)
    try:
        allocation = allocate(
            asked.snapshot, on, explain=explain, time_limit=time_limit, progress=progress, keep=asked.keep
        )  # fmt: skip
    except PinContradiction as against:
        raise PinContradiction("\n".join([str(against), *_which_are_offers(asked, str(against))])) from None
    progress(_("Storing the run"), 0, 1)
    options: dict[str, Any] = {
        "explain": explain,
        "time_limit": time_limit,
        "warnings": len(warnings),
        "language": language(),
        "keep": dict(allocation.kept.wanted) if allocation.kept else {},
    }
    return Decided(asked, week, allocation, warnings, begun, options)


def store_week(work: Work, decided: Decided, row: RunRow | None = None) -> WeekRun:
    """The second half: all of it in this unit of work. ``row``: the run that was asked for before it was worked out."""
    asked = decided.asked
    run_id = _store(work, decided, row)
    given = {row.bed_id: row.person_id for row in decided.allocation.rows if row.has_bed}
    contested = tuple(
        Contested(offer_id, bed_id, person_id, given[bed_id])
        for offer_id, person_id, bed_id in asked.unanswered
        if given.get(bed_id, person_id) != person_id
    )
    return WeekRun(
        run_id, decided.week, decided.allocation, decided.warnings, asked.policy_version, asked.after_run, contested
    )  # fmt: skip


def _which_are_offers(asked: Asked, against: str) -> list[str]:
    """Which of the pins that contradict were made of offers that were accepted: those are withdrawn, not taken back."""
    return [
        _(
            "Bed %(bed)s is pinned because %(person)s has accepted it: withdraw offer %(offer)s to free it.",
            bed=bed_id, person=person_id, offer=offer_id,
        )
        for offer_id, person_id, bed_id in asked.accepted
        if pin_name(person_id, bed_id) in against
    ]  # fmt: skip


def read_week(books: Books, on: date) -> Asked:
    """The facts of a day with what was accepted as pins, and what a run of that day keeps if it can."""
    snapshot = books.facts.snapshot(on)
    after = books.runs.latest(on)
    pinned = with_accepted(snapshot, books.runs.accepted(), on)
    offers = books.proposals.offers(only_open=True)
    made, accepted = (
        tuple((offer.offer_id, offer.person_id, offer.bed_id) for offer in offers if offer.status == status)
        for status in ("made", "accepted")
    )
    version = books.policies.in_force(on).policy_version
    return Asked(pinned, version, after, books.runs.to_keep(after), made, accepted)


def _store(work: Work, decided: Decided, row: RunRow | None) -> int:
    books, asked, allocation = work.books, decided.asked, decided.allocation
    on, warnings = allocation.on, len(decided.warnings)
    files = answer_files(allocation, warnings)
    told = {key: value for key, value in summary(allocation, warnings).items() if key != "lottery"}
    who_asked = {} if row else {"asked_by": work.actor.user_id, "asked_at": decided.begun, "begun_at": decided.begun}
    run = books.runs.add(
        files, row, run_on=on, snapshot_sha256=books.snapshots.put(asked.snapshot, work.now),
        policy_version=asked.policy_version or None, after_run=asked.after_run, options=dict(decided.options),
        answer_sha256=answer_sha256(files), summary=told, engine=allocation.engine, program=__version__,
        ended_at=work.now, lease_until=None, **who_asked,
    )  # fmt: skip
    number = str(run.run_id)
    work.tell(
        "run_stored", subject=number, run=run.run_id, on=on.isoformat(), policy_version=asked.policy_version,
        placed=allocation.count("placed"), moved=allocation.count("moved"),
        without=allocation.count("stays") + allocation.count("waits"), answer=run.answer_sha256,
    )  # fmt: skip
    for proposal, rows in books.runs.supersede(run.run_id, on):
        work.tell("proposal_superseded", subject=str(proposal.run_id), run=proposal.run_id, by=number)
        for bed in rows:
            bed.status = "superseded"
            work.tell("row_superseded", subject=bed.person_id, bed=bed.bed_id, run=proposal.run_id, by=number)
    for proposed in books.runs.propose(run.run_id, allocation):
        kind = "row_proposed" if proposed.bed_id else "row_without_bed"
        work.tell(kind, subject=proposed.person_id, run=run.run_id, bed=proposed.bed_id or "")
    for passed in books.runs.pass_over(run.run_id, allocation.skipped):
        work.tell("passed_over", subject=passed.passed_person_id, run=run.run_id, bed=passed.bed_id)
    return run.run_id
