"""A policy on trial: what it would do to this week is told before anything is saved."""

from pathlib import Path

import pytest

from beds.data.policy_file import policy_to_yaml
from beds.data.store.facts import NotFound
from beds.data.store.store import Store
from beds.domain.errors import BadInput, NotPermitted
from beds.domain.snapshot import Snapshot
from beds.services.policies import save_policy
from beds.services.policy_history import policy_in_force, policy_version, policy_versions
from beds.services.policy_trial import read_policy_file, try_policy
from beds.services.runs import list_runs
from tests.builders import MONDAY, a_bed, a_person, a_policy, a_scheme, days
from tests.data.store.sample import COMMISSIONER, COORDINATOR, PLANNER, fill

OFF = ("key_worker",)
FIRST = a_policy(rules_off=OFF)
EXEMPT = a_policy(rules_off=OFF, connection_exempt=("other",))


def one_bed() -> Snapshot:
    """Ann is exempt as somebody else's policy has it; Bea has a connection and is less urgent."""
    return Snapshot(
        schemes=(a_scheme(needs_connection=True),),
        beds=(a_bed("b1"),),
        people=(a_person("ann", band="A", connection=False, connection_exempt="other"),
                a_person("bea", band="B", connection=True)),
        policy=FIRST,
    )  # fmt: skip


def test_who_would_be_given_a_bed_and_who_no_longer_is_told_with_the_tiers(store: Store) -> None:
    fill(store, one_bed())
    trial = try_policy(store, PLANNER, EXEMPT, MONDAY)
    found = trial.comparison
    assert found.policy == ("connection_exempt: [violence, care_leaver, armed_forces] → [other]",)
    assert [(change.person_id, change.kind) for change in found.people] == [("ann", "given"), ("bea", "without")]
    assert any(why.startswith("Before: b1: ") for why in found.of("given")[0].why)
    assert found.of("without")[0].why[0] == "b1 goes to ann."
    tiers = {tier.name: (tier.before, tier.after) for tier in found.tiers}
    assert (tiers["placed_A"], tiers["placed_B"]) == ((0, 1), (1, 0))


def test_a_trial_stores_nothing(store: Store) -> None:
    fill(store, one_bed())
    try_policy(store, COORDINATOR, EXEMPT, MONDAY)
    assert list_runs(store, COORDINATOR) == []
    assert len(policy_versions(store, COORDINATOR)) == 1


def test_the_same_policy_would_change_nothing(store: Store) -> None:
    fill(store, one_bed())
    trial = try_policy(store, COORDINATOR, FIRST, MONDAY)
    assert trial.comparison.nothing
    assert trial.same_policy


def test_commissioners_may_see_versions_but_try_none(store: Store) -> None:
    fill(store, one_bed())
    later = save_policy(store, COORDINATOR, EXEMPT, days(7), source="Cabinet")
    with pytest.raises(NotPermitted):
        try_policy(store, COMMISSIONER, EXEMPT, MONDAY)
    assert [one.source for one in policy_versions(store, COMMISSIONER)] == ["", "Cabinet"]
    assert policy_in_force(store, COMMISSIONER, days(7)).policy_version == later
    assert policy_version(store, COMMISSIONER, 1).policy == FIRST
    with pytest.raises(NotFound, match="no version 9"):
        policy_version(store, COMMISSIONER, 9)


def test_a_policy_file_is_read_and_every_fault_of_it_told(tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text(policy_to_yaml(EXEMPT), "utf-8")
    assert read_policy_file(tmp_path / "policy.yaml") == EXEMPT
    (tmp_path / "wrong.yaml").write_text("continuity: often\nfolow_on_weeks: 2\n", "utf-8")
    with pytest.raises(BadInput) as caught:
        read_policy_file(tmp_path / "wrong.yaml")
    assert len(caught.value.faults) == 2
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00\xd8")
    for name in ("missing.yaml", "binary.yaml"):
        with pytest.raises(BadInput, match=name):
            read_policy_file(tmp_path / name)
