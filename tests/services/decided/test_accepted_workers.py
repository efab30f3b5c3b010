"""The key worker with whom a bed was accepted is part of what was accepted: kept, or its change is told."""

from pathlib import Path

import pytest

from beds.data.exchange import read_exchange
from beds.data.store.store import Store
from beds.domain.snapshot import Snapshot
from beds.optimizer import allocate
from beds.services.change_facts import change_facts
from beds.services.decision.pin import pin
from beds.services.export_facts import export_facts
from beds.services.import_facts import preview_import
from beds.services.offer.accept import accept
from beds.services.policy_trial import try_policy
from beds.services.proposal.approve import approve
from beds.services.run_difference import diff_runs
from beds.services.run_week import WeekRun, run_week
from beds.services.runs import replay
from beds.services.stay.begin import begin
from tests.builders import MONDAY, a_bed, a_person, a_policy, a_scheme, a_worker
from tests.data.store.sample import COORDINATOR, fill
from tests.services.decided.chain import offer_of, person


def one_worker_each(second: int = 1) -> Snapshot:
    """Two beds, and two workers of whom each can take one person: of two women one has each."""
    return Snapshot(
        schemes=(a_scheme(),),
        beds=(a_bed("b1"), a_bed("b2")),
        workers=(a_worker("kit", 1), a_worker("mo", second)),
        people=(a_person("ann"), a_person("bea", languages=("fa",))),
        policy=a_policy(continuity="preferred"),
    )


@pytest.fixture
def accepted(store: Store) -> WeekRun:
    """Ann has accepted a bed with one of the workers, whom bea, who was not there at first, could need."""
    facts = one_worker_each()
    fill(store, facts)
    run = run_week(store, COORDINATOR, MONDAY)
    approve(store, COORDINATOR, run.run_id, MONDAY, only=["ann"])
    accept(store, COORDINATOR, offer_of(store, "ann").offer_id, MONDAY)
    return run


def workers(run: WeekRun) -> dict[str, str]:
    return {row.person_id: row.worker_id for row in run.allocation.rows}


def needs_the_worker_of_ann(store: Store) -> str:
    """Bea could be placed with the worker alone whom ann accepted; that worker."""
    worker = offer_of(store, "ann").worker_id
    assert worker is not None
    change_facts(store, COORDINATOR, "workers", worker, {"languages": "en;fa"}, MONDAY, "her file")
    return worker


def test_a_re_run_keeps_the_worker_whom_she_accepted_even_where_another_person_needs_him(
    store: Store, accepted: WeekRun, tmp_path: Path
) -> None:
    """Before, ann was given the other worker without a word, so that bea could have hers."""
    worker = needs_the_worker_of_ann(store)
    again = run_week(store, COORDINATOR, MONDAY)
    assert workers(again) == {"ann": worker, "bea": ""}
    assert f"with key worker {worker}" in next(r.reason for r in again.allocation.rows if r.person_id == "ann")
    assert replay(store, COORDINATOR, again.run_id).same
    export_facts(store, COORDINATOR, tmp_path / "out", MONDAY)
    facts, _warnings = read_exchange(tmp_path / "out", MONDAY)
    from_files = allocate(facts, MONDAY)
    assert from_files.inputs_sha256 == again.allocation.inputs_sha256
    assert from_files.rows == again.allocation.rows
    assert preview_import(store, COORDINATOR, tmp_path / "out", MONDAY).changes_nothing


def test_where_he_cannot_take_her_any_more_the_change_is_told_at_every_step(store: Store, accepted: WeekRun) -> None:
    worker = offer_of(store, "ann").worker_id
    assert worker is not None
    other = {"kit": "mo", "mo": "kit"}[worker]
    change_facts(store, COORDINATOR, "workers", worker, {"leaving_on": "2026-11-25"}, MONDAY, "his note")
    again = run_week(store, COORDINATOR, MONDAY)
    row = next(row for row in again.allocation.rows if row.person_id == "ann")
    assert (row.bed_id, row.worker_id) == (offer_of(store, "ann").bed_id, other)
    assert f"key worker {worker}, who was offered with it, cannot take her any more" in row.reason
    changes = diff_runs(store, COORDINATOR, accepted.run_id, again.run_id).comparison.people
    assert any(f"the key worker is {other}, not {worker}" in one.sentence for one in changes)
    done = approve(store, COORDINATOR, again.run_id, MONDAY, only=["ann"])
    assert any(f"with key worker {other} instead of {worker}" in said for said in done.said)
    assert f"not {worker}" in done.follows[0]
    begin(store, COORDINATOR, offer_of(store, "ann").offer_id, MONDAY)
    assert person(store, "ann").worker_id == other


def test_a_pin_of_a_coordinator_does_not_loosen_what_she_accepted(store: Store, accepted: WeekRun) -> None:
    worker = needs_the_worker_of_ann(store)
    pin(store, COORDINATOR, "ann", offer_of(store, "ann").bed_id, MONDAY, "agreed")
    again = run_week(store, COORDINATOR, MONDAY)
    assert workers(again)["ann"] == worker
    approve(store, COORDINATOR, again.run_id, MONDAY, only=["ann"])


def test_a_policy_under_which_he_could_not_take_her_can_still_be_tried(store: Store, accepted: WeekRun) -> None:
    worker = offer_of(store, "ann").worker_id
    other = {"kit": "mo", "mo": "kit"}[worker or ""]
    change_facts(store, COORDINATOR, "people", "ann", {"worker_id": other}, MONDAY, "her file")
    tried = try_policy(store, COORDINATOR, a_policy(continuity="required"), MONDAY)
    assert tried.before.rows["ann"].worker_id == worker
    assert tried.after.rows["ann"].worker_id == other
