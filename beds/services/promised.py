"""What was promised to people binds runs: whoever has accepted a bed, and has not moved in yet, is pinned to it.

The key worker that she was offered with it is part of what she accepted, as long as that worker can take her.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from beds.domain.decisions import Pin
from beds.domain.messages import _
from beds.domain.snapshot import Snapshot
from beds.optimizer.pins import can_keep


def with_accepted(snapshot: Snapshot, accepted: Iterable[tuple[str, str, str]], on: date) -> Snapshot:
    """The facts with a pin for everybody who has accepted an offer and still seeks.

    ``accepted``: person, bed and key worker (blank: none) of each open offer that was accepted. A coordinator's own pin
    to another bed comes first; one to the same bed does not change the worker.
    """
    pinned = {(pin.person_id, pin.bed_id) for pin in snapshot.pins if pin.action == "pin"}
    decided = {person_id for person_id, _bed in pinned}
    seeking = {person.person_id for person in snapshot.people if person.is_candidate}
    living = {(stay.person_id, stay.bed_id) for stay in snapshot.stays if stay.is_open}
    pins = []
    for who, bed, worker in accepted:
        says_more = who not in decided or (worker and (who, bed) in pinned)
        if says_more and who in seeking and (who, bed) not in living:
            pins.append(Pin(who, bed, "pin", _said(worker), "", worker))
    return as_far_as_can_be(replace(snapshot, pins=(*snapshot.pins, *pins)), on)


def as_far_as_can_be(snapshot: Snapshot, on: date) -> Snapshot:
    """The facts with each promised key worker who can still take her; the reason of the pin tells of any other.

    Beds are not touched: where they cannot be kept whoever holds her, the run says so.
    """
    promised = [pin for pin in snapshot.pins if _is_promised_with_a_worker(pin)]
    if not promised or _can_keep(snapshot, on):
        return snapshot
    left = replace(snapshot, pins=tuple(pin for pin in snapshot.pins if pin not in promised))
    loose = {pin: replace(pin, worker_id="", reason=_gone(pin.worker_id)) for pin in promised}
    kept = dict(loose)
    if not _can_keep(replace(left, pins=(*left.pins, *kept.values())), on):
        return snapshot
    for pin in promised:
        trial = {**kept, pin: pin}
        if _can_keep(replace(left, pins=(*left.pins, *trial.values())), on):
            kept = trial
    return replace(left, pins=(*left.pins, *kept.values()))


def _is_promised_with_a_worker(pin: Pin) -> bool:
    return bool(pin.action == "pin" and pin.worker_id and not pin.decided_by)


def _said(worker: str) -> str:
    if not worker:
        return _("she has accepted the offer of this bed")
    return _("she has accepted the offer of this bed, with key worker %(worker)s", worker=worker)


def _gone(worker: str) -> str:
    return _(
        "she has accepted the offer of this bed; key worker %(worker)s, who was offered with it, cannot take her any "
        "more: tell her of the change",
        worker=worker,
    )


def _can_keep(snapshot: Snapshot, on: date) -> bool:
    """Whether all pins can be kept. Whoever waits and is not pinned is left aside: she can always go without."""
    matters = {pin.person_id for pin in snapshot.pins if pin.action == "pin"}
    matters |= {stay.person_id for stay in snapshot.stays if stay.is_open}
    people = tuple(
        one if one.person_id in matters or not one.is_candidate else replace(one, seeks=(), worker_id="")
        for one in snapshot.people
    )
    return can_keep(replace(snapshot, people=people), on)
