"""What was promised to people binds runs: whoever has accepted a bed, and has not moved in yet, is pinned to it."""

from collections.abc import Iterable
from dataclasses import replace

from beds.domain.decisions import Pin
from beds.domain.messages import _
from beds.domain.snapshot import Snapshot


def with_accepted(snapshot: Snapshot, accepted: Iterable[tuple[str, str]]) -> Snapshot:
    """The facts with a pin for everybody who has accepted an offer and still seeks; a pin of her own comes first.

    ``accepted``: person and bed of each open offer that was accepted.
    """
    pinned = {pin.person_id for pin in snapshot.pins if pin.action == "pin"}
    seeking = {person.person_id for person in snapshot.people if person.is_candidate}
    living = {(stay.person_id, stay.bed_id) for stay in snapshot.stays if stay.is_open}
    pins = [
        Pin(who, bed, "pin", _("she has accepted the offer of this bed"), "")
        for who, bed in accepted
        if who in seeking - pinned and (who, bed) not in living
    ]
    return replace(snapshot, pins=(*snapshot.pins, *pins))
