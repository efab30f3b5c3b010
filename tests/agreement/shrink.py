"""Makes a failing world smaller: leaves out whatever the failure does not need."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any

from beds.domain.policy import Policy
from beds.domain.snapshot import Snapshot

from .worlds import World


def shrink(world: World, fails: Callable[[World], bool]) -> World:
    """The smallest world found that still fails, by leaving out rows one by one; valid input at every step."""
    for smaller in _smaller(world.snapshot):
        candidate = replace(world, snapshot=smaller)
        if fails(candidate):
            return shrink(candidate, fails)
    return world


def _smaller(snapshot: Snapshot) -> Iterator[Snapshot]:
    for person in snapshot.people:
        yield without_person(snapshot, person.person_id)
    for bed in snapshot.beds:
        yield without_bed(snapshot, bed.bed_id)
    for scheme in snapshot.schemes:
        if not any(bed.scheme_id == scheme.scheme_id for bed in snapshot.beds):
            yield replace(snapshot, schemes=tuple(s for s in snapshot.schemes if s != scheme))
    for worker in snapshot.workers:
        if not any(person.worker_id == worker.worker_id for person in snapshot.people):
            yield replace(snapshot, workers=tuple(w for w in snapshot.workers if w != worker))
    for table in ("stays", "keep_apart", "waivers", "pins"):
        rows = getattr(snapshot, table)
        for row in rows:
            fewer: dict[str, Any] = {table: tuple(other for other in rows if other is not row)}
            yield replace(snapshot, **fewer)
    default = Policy()
    for key in fields(Policy):
        if getattr(snapshot.policy, key.name) != getattr(default, key.name):
            yield replace(snapshot, policy=replace(snapshot.policy, **{key.name: getattr(default, key.name)}))


def without_person(snapshot: Snapshot, person_id: str) -> Snapshot:
    return replace(
        snapshot,
        people=tuple(p for p in snapshot.people if p.person_id != person_id),
        stays=tuple(s for s in snapshot.stays if s.person_id != person_id),
        keep_apart=tuple(k for k in snapshot.keep_apart if person_id not in (k.person_a, k.person_b)),
        waivers=tuple(w for w in snapshot.waivers if w.person_id != person_id),
        pins=tuple(p for p in snapshot.pins if p.person_id != person_id),
    )


def without_bed(snapshot: Snapshot, bed_id: str) -> Snapshot:
    return replace(
        snapshot,
        beds=tuple(b for b in snapshot.beds if b.bed_id != bed_id),
        stays=tuple(s for s in snapshot.stays if s.bed_id != bed_id),
        pins=tuple(p for p in snapshot.pins if p.bed_id != bed_id),
    )
