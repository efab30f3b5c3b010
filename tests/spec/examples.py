"""For every rule on person and bed the smallest facts under which it refuses, and no other rule does."""

from dataclasses import dataclass, field
from typing import Any

from beds.domain.week import Week
from tests.builders import a_bed, a_forbid, a_person, a_scheme, a_week, days
from tests.spec.judging import NOTHING, Facts


@dataclass(frozen=True)
class Example:
    """Facts of Ann, of the hostel and of its bed; what stands beside them."""

    person: Facts = field(default_factory=dict)
    scheme: Facts = field(default_factory=dict)
    bed: Facts = field(default_factory=dict)
    rows: tuple[Any, ...] = ()

    def week(self, *rows: Any, **policy: Any) -> Week:
        hostel, bed = a_scheme("hostel", **self.scheme), a_bed("bed", **self.bed)
        return a_week(a_person("ann", **self.person), hostel, bed, *self.rows, *rows, **policy)


EXAMPLES: dict[str, Example] = {
    "in_service": Example(bed={"open_to": days(6)}),
    "phase": Example({"seeks": (2,)}),
    "route": Example({"route": "self"}, {"routes": ("SNAP",)}),
    "recourse": Example({"recourse": False}, {"needs_recourse": True}),
    "intentional": Example({"intentional": True}, {"takes_intentional": False}),
    "connection": Example({"connection": False}, {"needs_connection": True}),
    "reserved": Example(NOTHING, {"reserved_for": ("exiting",)}),
    "women_only": Example({"gender": "man"}, {"women_only": True}),
    "age": Example({"birth_date": days(-17 * 365)}, {"min_age": 18}),
    "substance": Example({"substance": "active"}, {"substance_policy": "in_treatment"}),
    "step_free": Example({"step_free_needed": True}),
    "needs": Example({"needs": ("cot",)}),
    "household": Example({"pets": True}, {"takes_pets": False}),
    "area": Example({"avoid_areas": ("north",)}, {"area": "north"}),
    "scheme": Example({"avoid_schemes": ("hostel",)}),
    "consent": Example({"withhold_from": ("alder",)}, {"provider": "alder"}),
    "shared_room": Example({"shares_room": False}, NOTHING, {"room_id": "one"}, (a_bed("other", room_id="one"),)),
    "programme_limit": Example({"programme_start": days(-900)}),
    "forbidden": Example(rows=(a_forbid("ann", "bed"),)),
}
