"""A pin that cannot be kept stops the run and names what stands against it."""

import pytest

from beds.domain.decisions import Pin
from beds.domain.errors import PinContradiction
from beds.domain.snapshot import Snapshot
from beds.optimizer import allocate
from tests.builders import MONDAY as ON
from tests.builders import a_bed, a_person, a_scheme, a_stay, a_week


def the_occupant_may_move_to(*forbidden: Pin) -> Snapshot:
    """Ann is pinned to the bed that Moll lives in; Moll seeks the only other bed."""
    return a_week(
        a_scheme("hostel", phase=1),
        a_scheme("semi", phase=2),
        a_bed("h1", "hostel"),
        a_bed("s1", "semi"),
        a_person("ann", seeks=(1,), band="B", waiting_since=ON),
        a_person("moll", seeks=(2,), band="B", waiting_since=ON),
        a_stay("moll", "h1"),
        Pin("ann", "h1", "pin", "agreed", "C. Ordinator"),
        *forbidden,
        rules_off=("key_worker",),
    ).snapshot


def test_a_pin_moves_the_person_who_lives_in_the_bed() -> None:
    rows = {row.person_id: row.bed_id for row in allocate(the_occupant_may_move_to(), ON).rows}
    assert rows == {"ann": "h1", "moll": "s1"}


def test_a_forbidden_way_out_is_named() -> None:
    with pytest.raises(PinContradiction, match=r"pin ann to h1: rule forbidden"):
        allocate(the_occupant_may_move_to(Pin("moll", "s1", "forbid", "no", "C. Ordinator")), ON)
