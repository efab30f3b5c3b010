"""Audit of the rows: one a candidate and no other, each telling one story and the facts as they are recorded."""

from collections import Counter
from collections.abc import Iterator

from beds.domain.allocation import Outcome, Row
from beds.domain.messages import _
from beds.domain.people import Person
from beds.domain.week import Week
from beds.optimizer.audit.answer import Answer
from beds.optimizer.audit.wording import differs

ONLY_WITH_A_BED = ("bed_id", "scheme_id", "phase", "start_on", "planned_end", "worker_id", "worker_changed", "chain")


def faults(answer: Answer) -> Iterator[str]:
    yield from _of_another_run(answer)
    yield from _one_row_each(answer)
    for row in answer.allocation.rows:
        if row.person_id in answer.candidates:
            yield from _row(answer.week, answer.candidates[row.person_id], row)


def _of_another_run(answer: Answer) -> Iterator[str]:
    week, allocation = answer.week, answer.allocation
    if allocation.on != week.on:
        yield _("The allocation is for %(said)s, the run for %(expected)s.", said=allocation.on, expected=week.on)
    if allocation.policy != week.policy.name:
        yield _(
            "The allocation names the policy %(said)s, the run %(expected)s.",
            said=allocation.policy,
            expected=week.policy.name,
        )
    if allocation.lottery.seed != week.policy.lottery_seed:
        yield _(
            "The allocation names the lottery seed %(said)d, the run %(expected)d.",
            said=allocation.lottery.seed,
            expected=week.policy.lottery_seed,
        )


def _one_row_each(answer: Answer) -> Iterator[str]:
    ids = [row.person_id for row in answer.allocation.rows]
    for person_id, count in Counter(ids).items():
        if person_id not in answer.candidates:
            yield _("%(person)s has a row and is no candidate.", person=person_id)
        if count > 1:
            yield _("%(person)s has %(count)d rows.", person=person_id, count=count)
    for person_id in answer.candidates.keys() - set(ids):
        yield _("%(person)s is a candidate and has no row.", person=person_id)
    if ids != sorted(ids):
        yield _("The rows do not stand in the order of person_id.")


def _row(week: Week, person: Person, row: Row) -> Iterator[str]:
    yield from differs(row, "outcome", _outcome(week, row))
    yield from differs(row, "band", week.band(person))
    yield from differs(row, "waiting_days", week.waiting_days(person))
    home = week.home.get(row.person_id)
    yield from differs(row, "from_bed", home.bed_id if home else "")
    if row.has_bed:
        yield from _worker_changed(week, person, row)
        if row.bed_id in week.beds:
            scheme = week.scheme_of(row.bed_id)
            yield from differs(row, "scheme_id", scheme.scheme_id)
            yield from differs(row, "phase", scheme.phase)
    else:
        for column in ONLY_WITH_A_BED:
            said = getattr(row, column)
            if said not in ("", None) and said is not False:
                yield _(
                    "%(person)s gets no bed from this run, yet her %(column)s is %(said)s.",
                    person=row.person_id,
                    column=column,
                    said=said,
                )


def _outcome(week: Week, row: Row) -> Outcome:
    if row.has_bed:
        return "moved" if week.is_resident(row.person_id) else "placed"
    return "stays" if week.is_mover(row.person_id) else "waits"


def _worker_changed(week: Week, person: Person, row: Row) -> Iterator[str]:
    """A change needs a worker before and one after; a first worker is none."""
    if person.worker_id and not week.is_off("key_worker"):
        yield from differs(row, "worker_changed", row.worker_id != person.worker_id)
    elif row.worker_changed:
        yield from differs(row, "worker_changed", False)
