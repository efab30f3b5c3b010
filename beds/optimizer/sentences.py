"""The sentences of a run: why this bed and this worker, and why none. They can be read out to the person concerned.

They speak of beds, schemes, bands and waiting, and never of another person by id.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from beds.domain.allocation import Cause
from beds.domain.messages import N_, _, ngettext
from beds.domain.people import BANDS, Person
from beds.domain.week import Week
from beds.optimizer.answer import Answer
from beds.optimizer.assemble import Assignment
from beds.rules.catalogue import CATALOGUE, UNARY
from beds.rules.refusals import BIT, Refusals

_CAUSES = {
    "kept_apart": N_(
        "There is a bed that would be right, but somebody who must be kept apart, or a room shared with "
        "another gender, stands in the way this week."
    ),
    "no_key_worker": N_(
        "There is a bed that would be right, but no key worker has room in the caseload, covers the scheme "
        "and shares a language."
    ),
    "no_vacancy": N_("Every bed that would be right is kept by the person who lives in it; none is free this week."),
    None: N_("No bed was found this week. Why was not asked in this run."),
}

_TIERS = {
    "overdue": N_("Somebody who has outstayed a limit was moved on, so that her bed comes free."),
    "continuity": N_("Otherwise somebody would have lost her key worker."),
    "waiting": N_("Together, the people placed have waited longer this way."),
    "first_choice": N_("More people get the phase they sought first this way."),
    "prefers": N_("More of what people prefer is met this way."),
    "moves": N_("Fewer people have to move house this way."),
    "lottery": N_("Both were equal in everything that counts; the recorded lottery decided."),
    "earlier_proposal": N_("Both were equal in everything that counts; what was proposed before was kept."),
    "pin": N_("A coordinator's own decision (a pin) decided."),
    "keep_apart": N_("Somebody who must be kept apart would have lived there."),
    "room_gender": N_("The room would have been shared with somebody of another gender."),
    "key_worker": N_("No key worker could have taken this person there."),
    "time_limit": N_("The time limit passed before the order of things could be settled."),
    "in_service": N_("The bed would not have come free: it depends on another move."),
}


def placed(answer: Answer, person_id: str, given: Assignment) -> str:
    """Why this bed and this worker."""
    week = answer.week
    person = week.people[person_id]
    parts = [_rank(week, person), *_bed(week, person, given.bed_id), *_worker(week, person, given.worker_id)]
    starts, ends = answer.moves.starts[person_id], answer.moves.planned_end(person)
    if ends is not None and ends <= starts:
        parts.append(
            _(
                "Look at the dates: the bed could be moved into on %(start)s, but the stay must end by %(end)s.",
                start=starts.isoformat(),
                end=ends.isoformat(),
            )
        )
    pinned = [pin for pin in week.snapshot.pins if pin.action == "pin" and pin.person_id == person_id]
    if pinned:
        promised = [pin.reason for pin in pinned if pin.reason and not pin.decided_by]
        because = _("Pinned: %(reason)s.", reason=promised[-1]) if promised else _("A coordinator decided on this bed.")
        parts.insert(0, because)
    waived = [rule.title for rule in UNARY if rule.waivable and week.is_waived(person_id, rule.id)]
    if waived:
        parts.append(_("Waived by decision: %(rules)s.", rules=", ".join(_(title) for title in waived)))
    return " ".join(parts)


def _rank(week: Week, person: Person) -> str:
    days = week.waiting_days(person)
    overdue = week.overdue_weeks(person.person_id)
    waited = ngettext("%(count)d day waiting", "%(count)d days waiting", days)
    rank = _("Band %(band)s, %(waited)s.", band=week.band(person), waited=waited)
    if overdue:
        rank += " " + ngettext(
            "%(count)d week past the limit of the present stay.",
            "%(count)d weeks past the limit of the present stay.",
            overdue,
        )
    return rank


def _bed(week: Week, person: Person, bed_id: str) -> Iterable[str]:
    scheme = week.scheme_of(bed_id)
    phase = week.policy.phase_name(scheme.phase)
    if scheme.phase == person.seeks[0]:
        yield _("%(scheme)s (%(phase)s) is the first choice of phase.", scheme=scheme.title, phase=phase)
    elif scheme.phase in person.seeks:
        yield _("%(scheme)s (%(phase)s) is a phase sought.", scheme=scheme.title, phase=phase)
    else:
        yield _("%(scheme)s (%(phase)s).", scheme=scheme.title, phase=phase)
    tags = week.features_of(bed_id) | {scheme.scheme_id, scheme.area}
    met = sorted(wish for wish in set(person.prefers) if wish in tags)
    if met:
        yield _("It has what is preferred: %(wishes)s.", wishes=", ".join(met))
    stay = week.occupant.get(bed_id)
    if stay is not None and week.is_mover(stay.person_id):
        yield _("The bed comes free because the person who lives there moves on in this run.")
    elif stay is not None:
        yield _("The bed comes free because the person who lives there leaves this week.")


def _worker(week: Week, person: Person, worker_id: str) -> Iterable[str]:
    if not worker_id:
        return
    if worker_id == person.worker_id:
        yield _("The key worker stays the same: %(worker)s.", worker=worker_id)
    elif not person.worker_id:
        yield _("Key worker: %(worker)s, who has room and covers the scheme.", worker=worker_id)
    elif person.worker_id in week.workers and week.workers[person.worker_id].is_out(week.on):
        yield _(
            "New key worker: %(worker)s, because %(own)s is away or leaving.", worker=worker_id, own=person.worker_id
        )
    else:
        yield _(
            "New key worker: %(worker)s, because %(own)s could not keep everybody in this run.",
            worker=worker_id,
            own=person.worker_id,
        )


def no_eligible_bed(refusals: Refusals, i: int, alone_rules: Sequence[str]) -> str:
    """Which rules stand before the beds of the phases she seeks, most beds first."""
    person = refusals.people[i]
    sought = np.array([place.scheme.phase in person.seeks for place in refusals.places], dtype=bool)
    total = int(refusals.sizes[sought].sum())
    if not total:
        return _("There is no bed at all in the phases sought.")
    if total == 1 and refusals.own_place[i] >= 0 and sought[refusals.own_place[i]]:
        return _("The only bed in the phases sought is the present one.")
    parts = [
        ngettext(
            "The only bed in the phases sought is ruled out.",
            "None of the %(count)d beds in the phases sought can be offered.",
            total,
        )
    ]
    counts = [(int(refusals.sizes[sought & ((refusals.masks[i] & BIT[rule.id]) != 0)].sum()), rule) for rule in UNARY]
    for count, rule in sorted(counts, key=lambda pair: -pair[0]):
        if count:
            parts.append(ngettext("%(rule)s: %(count)d bed.", "%(rule)s: %(count)d beds.", count, rule=_(rule.title)))
    return " ".join([*parts, *_waivers(alone_rules)])


def because(cause: Cause | None, week: Week, person: Person, alone_rules: Sequence[str]) -> str:
    """A cause that needs no figures."""
    return " ".join([_(_CAUSES[cause]), *_stay(week, person), *_waivers(alone_rules)])


def outranked(
    answer: Answer, person: Person, takers: Sequence[str], by_lot: bool, free: bool, alone_rules: Sequence[str]
) -> str:
    """By whom, in bands and waiting days; or by lot; or because several causes bind only together."""
    week = answer.week
    if by_lot:
        text = _("Others were equal in everything that counts, and the recorded lottery decided.")
    elif takers and not free:
        text = _who(week, takers)
    elif takers:
        text = _who(week, takers) + " " + _("Another bed stays free, but several causes together rule it out.")
    else:
        text = _("No single cause stands in the way: several bind only together.")
    return " ".join([text, _rank(week, person), *_stay(week, person), *_waivers(alone_rules)])


def kept_before(answer: Answer, person: Person, alone_rules: Sequence[str]) -> str:
    """Equal in every tier, but not what was proposed before."""
    text = _("Others were equal in everything that counts, and what was proposed to them before was kept.")
    return " ".join([text, _rank(answer.week, person), *_stay(answer.week, person), *_waivers(alone_rules)])


def _who(week: Week, takers: Sequence[str]) -> str:
    people = [week.people[taker] for taker in takers]
    bands = Counter(week.band(person) for person in people)
    days = sorted(week.waiting_days(person) for person in people)
    listed = ", ".join(_("%(count)d in band %(band)s", count=bands[band], band=band) for band in BANDS if bands[band])
    if days[0] == days[-1]:
        waited = ngettext("%(count)d day", "%(count)d days", days[0])
    else:
        waited = _("%(least)d to %(most)d days", least=days[0], most=days[-1])
    return _(
        "The beds that would be right went to others: %(listed)s; waited: %(waited)s.", listed=listed, waited=waited
    )


def _stay(week: Week, person: Person) -> Iterable[str]:
    if week.is_mover(person.person_id):
        yield _("The present bed is kept.")


def _waivers(alone_rules: Sequence[str]) -> Iterable[str]:
    if alone_rules:
        titles = _(" or ").join(_(CATALOGUE[rule].title) for rule in alone_rules)
        yield _("A bed could be found if one rule were waived: %(rules)s.", rules=titles)


def skipped(decided_by: str) -> str:
    """What decided that somebody in front was passed over."""
    if decided_by.startswith("placed_"):
        return _("Otherwise fewer people of band %(band)s would have a bed.", band=decided_by.removeprefix("placed_"))
    return _(_TIERS[decided_by])
