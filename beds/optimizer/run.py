"""The pipeline of a run: eligible pairs, choices, constraints, tiers, solve, allocation, explanation, audit."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from beds.domain.allocation import Allocation, Kept, Lottery, Outcome, Row, Tier
from beds.domain.errors import NoAllocationInTime
from beds.domain.frozen import FrozenMap
from beds.domain.messages import _
from beds.domain.people import Person
from beds.domain.snapshot import Snapshot
from beds.domain.week import Week
from beds.optimizer import pins
from beds.optimizer.answer import Answer
from beds.optimizer.assemble import assemble
from beds.optimizer.audit import assert_sound
from beds.optimizer.build import choices_of, model_of
from beds.optimizer.dates import Moves
from beds.optimizer.explain import Explanations, explain_run
from beds.optimizer.greedy import greedy
from beds.optimizer.lexicographic import Infeasible, Proof, solve
from beds.optimizer.lottery import Draw, as_tickets, mix
from beds.optimizer.model import Model
from beds.optimizer.programme import Deadline, Floats, TimeIsUp, engine
from beds.optimizer.tiers import SENSE, Gains
from beds.rules.refusals import Refusals, judge

Report = Callable[[str, int, int], None]
"""Told of progress: what is being done, steps done, steps in all."""

NOTHING: Mapping[str, str] = FrozenMap()


def allocate(
    snapshot: Snapshot,
    on: date,
    *,
    explain: bool = True,
    time_limit: float | None = None,
    progress: Report | None = None,
    keep: Mapping[str, str] = NOTHING,
) -> Allocation:
    """The best allocation of this week, proven, explained and audited.

    ``explain=False`` leaves out causes and ``alone_rules`` (sentences then say less). ``time_limit`` is in seconds.
    ``keep`` names the bed that an earlier proposal gave a person: among allocations equal in every tier, one that keeps
    as many of these as can be is chosen, before the lottery; people and beds that are not of this week mean nothing.
    Raises :class:`~beds.domain.errors.PinContradiction` (exit 4), :class:`~beds.domain.errors.NoAllocationInTime`
    (exit 3) and :class:`~beds.domain.errors.AuditFailure`.
    """
    started = time.monotonic()
    report: Report = progress or (lambda stage, done, total: None)
    week = Week(snapshot, on)
    draw = Draw.of(snapshot.policy.lottery_seed, on)
    report(_("Judging the rules"), 0, 1)
    refusals = judge(week)
    answer = solve_week(week, refusals, draw, deadline=Deadline.after(time_limit), report=report, keep=keep)
    explanations = explain_run(answer, explain=explain, report=report)
    allocation = _allocation(answer, explanations, time.monotonic() - started)
    report(_("Auditing"), 0, 1)
    assert_sound(week, allocation)
    return allocation


def solve_week(
    week: Week,
    refusals: Refusals,
    draw: Draw,
    *,
    deadline: Deadline,
    report: Report,
    keep: Mapping[str, str] = NOTHING,
) -> Answer:
    """Solve every tier, then keep what was proposed before, and hand out beds and workers."""
    keep = {who: bed for who, bed in sorted(keep.items()) if who in refusals.row and bed in week.beds}
    choices = choices_of(week, refusals, frozenset(keep.values()))
    pins.check_each(choices)
    model = model_of(week, choices)
    gains = Gains(model.choices)
    rows = _padded(model, gains.all(model.placements))
    if keep:
        rows = np.vstack([rows, _padded(model, keeping(model, keep)[None, :])])
    stages = [_("Solving %(tier)s", tier=tier) for tier in gains.tiers] + [_("Keeping what was proposed before")]

    def on_tier(done: int, total: int) -> None:
        report(stages[done], done, total)

    try:
        solved = solve(
            model.programme,
            rows,
            _lots(model, draw),
            instead=lambda: greedy(model, rows),
            deadline=deadline,
            progress=on_tier,
        )
    except Infeasible:
        raise pins.explain_conflict(week) from None
    except TimeIsUp:
        raise NoAllocationInTime(
            _("The time limit passed before there was an allocation. Nothing was written. Allow more time.")
        ) from None
    assignments = assemble(model, solved.x, draw)
    moves = Moves(week, {person_id: given.bed_id for person_id, given in assignments.items()})
    return Answer(week, model, gains, rows, solved, assignments, moves, keep)


def keeping(model: Model, keep: Mapping[str, str]) -> Floats:
    """1 for each placement that keeps a row of the earlier proposal, shape (columns,)."""
    # Each of these beds is a class of its own, so that a class names the very bed.
    classes = model.choices.classes
    wanted = {
        (classes.refusals.row[who], classes.class_of_bed[bed])
        for who, bed in keep.items()
        if bed in classes.class_of_bed
    }
    cells = zip(model.placements.person.tolist(), model.placements.bed_class.tolist(), strict=True)
    return np.array([cell in wanted for cell in cells], dtype=np.float64)


def _padded(model: Model, gains: Floats) -> Floats:
    padded = np.zeros((len(gains), model.column_count))
    padded[:, : model.first_share] = gains
    return padded


def _lots(model: Model, draw: Draw) -> Floats:
    """The lottery: first who, then which bed and which worker, shape (2, columns)."""
    placements, choices = model.placements, model.choices
    people = draw.words(person.person_id for person in choices.week.candidates)
    beds = draw.words(f"bed {min(member.beds)}" for member in choices.classes.members)
    holds = draw.words(f"hold {hold}" for hold in range(3))
    who, where = np.zeros(model.column_count), np.zeros(model.column_count)
    who[: model.first_share] = as_tickets(people)[placements.person]
    spot = mix(people[placements.person], beds[placements.bed_class])
    where[: model.first_share] = as_tickets(mix(spot, holds[placements.hold]))
    workers = draw.words(f"worker {worker.worker_id}" for worker in choices.caseload.workers)
    pools = draw.words(f"pool {pool}" for pool in range(len(choices.pools) if choices.held else 0))
    pool, worker = model.shares[:, 0], model.shares[:, 1]
    where[model.first_share : model.first_gender] = as_tickets(mix(pools[pool], workers[worker]))
    return np.array([who, where])


def _allocation(answer: Answer, explanations: Explanations, seconds: float) -> Allocation:
    week = answer.week
    return Allocation(
        on=week.on,
        policy=week.policy.name,
        inputs_sha256=week.snapshot.sha256(),
        rows=tuple(_row(person, answer, explanations) for person in week.candidates),
        tiers=tiers_of(answer.tier_names, answer.solved.proofs),
        unplaced=explanations.unplaced,
        skipped=explanations.skipped,
        explanations=explanations.schemes,
        lottery=Lottery(week.policy.lottery_seed, explanations.by_lot),
        engine=engine(),
        seconds=seconds,
        kept=_kept(answer),
    )


def tiers_of(names: Sequence[str], proofs: Sequence[Proof]) -> tuple[Tier, ...]:
    """The tiers as they are told. One is proven only where all before it are: it is the best that they leave."""
    tiers: list[Tier] = []
    # A last proof, beyond the tiers, is of the rows that were kept.
    for name, proof in zip(names, proofs, strict=False):
        sign = 1 if SENSE[name] == "max" else -1
        proven = proof.proven and all(tier.proven for tier in tiers)
        tiers.append(Tier(name, SENSE[name], sign * proof.value, sign * proof.bound, proven))
    return tuple(tiers)


def _kept(answer: Answer) -> Kept | None:
    if not answer.keep:
        return None
    proof = answer.solved.proofs[-1]
    return Kept(tuple(answer.keep.items()), proof.value, proof.bound)


def _row(person: Person, answer: Answer, explanations: Explanations) -> Row:
    week, who = answer.week, person.person_id
    given = answer.assignments.get(who)
    home = week.home.get(who)
    outcome: Outcome = "stays" if week.is_mover(who) else "waits"
    row = Row(
        person_id=who,
        outcome=outcome,
        band=week.band(person),
        waiting_days=week.waiting_days(person),
        from_bed=home.bed_id if home else "",
        reason=explanations.reasons[who],
    )
    if given is None:
        return row
    scheme = week.scheme_of(given.bed_id)
    return replace(
        row,
        outcome="moved" if home else "placed",
        bed_id=given.bed_id,
        scheme_id=scheme.scheme_id,
        phase=scheme.phase,
        start_on=answer.moves.starts[who],
        planned_end=answer.moves.planned_end(person),
        worker_id=given.worker_id,
        worker_changed=bool(given.worker_id and person.worker_id and given.worker_id != person.worker_id),
        chain=answer.moves.chains.get(who),
    )
