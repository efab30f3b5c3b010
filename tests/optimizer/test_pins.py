"""A pin that cannot be kept stops the run and names what stands against it."""

from dataclasses import replace

import pytest

from beds.domain.decisions import Pin
from beds.domain.errors import PinContradiction
from beds.domain.snapshot import Snapshot
from beds.optimizer import allocate
from tests.builders import MONDAY as ON
from tests.builders import a_bed, a_person, a_policy, a_scheme, a_stay, a_week, a_worker


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


def two_workers(*pins: Pin, **ann: object) -> Snapshot:
    """Ann's own worker is kit; mo could take her too."""
    return a_week(
        a_bed("h1"), a_person("ann", worker_id="kit", **ann), a_worker("kit"), a_worker("mo"), *pins,
        continuity="preferred",
    ).snapshot  # fmt: skip


def pinned_with(worker_id: str) -> Pin:
    return Pin("ann", "h1", "pin", "agreed", "C. Ordinator", worker_id)


@pytest.mark.parametrize(("worker_id", "given"), [("", "kit"), ("kit", "kit"), ("mo", "mo")])
def test_a_pin_may_name_the_key_worker_too(worker_id: str, given: str) -> None:
    (row,) = allocate(two_workers(pinned_with(worker_id)), ON).rows
    assert (row.worker_id, row.worker_changed) == (given, given != "kit")


def test_a_worker_who_may_not_take_her_is_named_as_what_stands_against_the_pin() -> None:
    with pytest.raises(PinContradiction, match=r"pin ann to h1: rule key_worker"):
        allocate(replace(two_workers(pinned_with("mo")), policy=a_policy(continuity="required")), ON)
    with pytest.raises(PinContradiction, match=r"with one key worker and with another \(kit, mo\)"):
        allocate(two_workers(pinned_with("kit"), pinned_with("mo")), ON)
