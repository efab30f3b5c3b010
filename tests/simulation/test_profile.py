"""Who comes: what a profile says of nobody restricts nobody."""

from datetime import date

from beds.domain.frozen import FrozenMap
from beds.simulation.luck import Luck
from beds.simulation.profile import drawn
from beds.simulation.scenario import Group, Profile


def test_a_fact_that_only_another_group_has_restricts_nobody() -> None:
    told = Group(0.5, FrozenMap({"connection": FrozenMap({"no": 1.0}), "age": FrozenMap({"30": 1.0})}))
    profile = Profile(groups_of=FrozenMap({"ethnicity": FrozenMap({"x": told, "y": Group(0.5)})}))
    ids, start = [f"p{n}" for n in range(40)], date(2026, 11, 23)
    people = drawn(profile, Luck(1, 0), 0, ids, [start] * len(ids), {"connection": True})
    found = {(one.ethnicity, one.connection, one.birth_date is None) for one in people}
    assert found == {("x", False, False), ("y", True, True)}
