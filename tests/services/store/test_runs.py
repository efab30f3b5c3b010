"""Stored runs: recomputed to the byte, compared in sentences, refused where what was stored was changed."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from beds.data.store.facts import NotFound
from beds.data.store.store import Store
from beds.data.store.tables.people import PersonRow
from beds.data.store.tables.places import BedRow
from beds.domain.errors import BedsError, NotPermitted, StoreTrouble
from beds.services.import_facts import carry_out, preview_import
from beds.services.policies import save_policy
from beds.services.run_difference import diff_runs
from beds.services.runs import replay, show_run, write_run
from beds.services.unit_of_work import changing
from beds.services.week_comparison import Comparison
from tests.builders import MONDAY, a_bed, a_person, a_policy, days
from tests.data.store.sample import COMMISSIONER, COORDINATOR, PLANNER, fill
from tests.services.store.weeks import alike, filled, given, ran


def test_a_run_comes_out_the_same_again_to_the_byte(store: Store, root: Path) -> None:
    carry_out(store, COORDINATOR, preview_import(store, COORDINATOR, root / "scenarios" / "chrysalis", MONDAY))
    first, again = ran(store), ran(store, explain=False)
    for run in (first, again):
        assert replay(store, PLANNER, run.run_id).deviations == ()


def test_a_run_comes_out_the_same_though_the_facts_have_changed_since(store: Store) -> None:
    run = ran(filled(store, alike("ann", "bea")))
    change_person(store, "ann", band="A")
    assert replay(store, COORDINATOR, run.run_id).same


def test_a_run_that_comes_out_otherwise_shows_each_cell(store: Store) -> None:
    first = ran(filled(store, alike("ann", "bea")))
    (drawn,) = given(first)
    with store.write() as books:
        # As if it had been asked to keep what the other had.
        row = books.runs.get(first.run_id)
        row.options = {**row.options, "keep": {next(iter({"ann", "bea"} - {drawn})): "b1"}}
    found = replay(store, COORDINATOR, first.run_id)
    assert not found.same
    cells = {(one.file, one.row, one.column): (one.stored, one.replayed) for one in found.deviations}
    assert cells["allocation.csv", drawn, "outcome"] == ("placed", "waits")
    assert cells["unplaced.csv", drawn, ""] == ("not there", "there")
    assert ("summary.json", "", "kept") in cells
    assert not any(column == "seconds" for _file, _row, column in cells)


def test_a_stored_file_that_was_changed_is_refused(store: Store) -> None:
    run = ran(filled(store, alike("ann", "bea")))
    show_run(store, COORDINATOR, run.run_id)
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE run_files SET sha256 = 'x' WHERE name = 'allocation.csv'"))
    with pytest.raises(StoreTrouble, match=r"allocation\.csv of run 1"):
        show_run(store, COORDINATOR, run.run_id)


def test_what_was_stored_is_opened_once_and_again_when_it_has_changed(store: Store) -> None:
    run = ran(filled(store, alike("ann", "bea"))).run_id
    shown = show_run(store, COORDINATOR, run)
    assert show_run(store, COORDINATOR, run) is shown
    with store.engine.begin() as connection:
        content = connection.execute(text("SELECT content FROM run_files WHERE name = 'skipped.csv'")).scalar_one()
        changed = {"content": content.swapcase() if isinstance(content, str) else bytes(content).swapcase()}
        connection.execute(text("UPDATE run_files SET content = :content WHERE name = 'allocation.csv'"), changed)
    with pytest.raises(StoreTrouble):
        show_run(store, COORDINATOR, run)


def test_an_answer_under_another_fingerprint_is_refused(store: Store) -> None:
    run = ran(filled(store, alike("ann")))
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE runs SET answer_sha256 = 'x'"))
    with pytest.raises(StoreTrouble, match="not what was stored"):
        replay(store, COORDINATOR, run.run_id)


def test_a_run_in_another_language_says_how_to_replay_it(store: Store) -> None:
    run = ran(filled(store, alike("ann")))
    with store.write() as books:
        row = books.runs.get(run.run_id)
        row.options = {**row.options, "language": "cy"}
    with pytest.raises(BedsError, match="BEDS_LANGUAGE=cy"):
        replay(store, COORDINATOR, run.run_id)


def test_there_is_no_run_of_a_number_that_was_not_given(store: Store) -> None:
    with pytest.raises(NotFound, match="no weekly run 7"):
        show_run(store, COORDINATOR, 7)


def test_the_files_come_out_byte_for_byte_with_a_workbook(store: Store, tmp_path: Path) -> None:
    run = ran(filled(store, alike("ann", "bea")))
    stored = show_run(store, COORDINATOR, run.run_id)
    write_run(stored, tmp_path / "out")
    assert {name: (tmp_path / "out" / name).read_bytes() for name in stored.files} == dict(stored.files)
    assert (tmp_path / "out" / "allocation.xlsx").is_file()


def test_it_is_logged_who_looked_at_a_run(store: Store) -> None:
    run = ran(filled(store, alike("ann")))
    show_run(store, PLANNER, run.run_id)
    with store.engine.connect() as connection:
        assert connection.execute(text("SELECT user_id, what FROM access_log")).all() == [("pia", "run 1")]


# Differences


def change_person(store: Store, person_id: str, **columns: Any) -> None:
    with changing(store, COORDINATOR, "change_people") as work:
        work.books.facts.change("people", work.books.facts.get(PersonRow, person_id), columns)
        work.tell("person_changed", subject=person_id)


def differing(store: Store) -> Comparison:
    """Run again, against the first."""
    second = ran(store)
    return diff_runs(store, COORDINATOR, 1, second.run_id).comparison


def told(found: Comparison) -> dict[str, str]:
    return {change.person_id: " ".join([change.sentence, *change.why]) for change in found.people}


def test_two_equal_runs_do_not_differ(store: Store) -> None:
    ran(filled(store, alike("ann", "bea")))
    assert differing(store).nothing


def test_a_fact_that_changed_explains_who_is_now_given_the_bed(store: Store) -> None:
    first = ran(filled(store, alike("ann", "bea")))
    (drawn,) = given(first)
    other = next(iter({"ann", "bea"} - {drawn}))
    change_person(store, other, band="A")
    found = differing(store)
    assert [fact.sentence for fact in found.facts] == [f"{other}: Band: B → A."]
    assert told(found)[other].startswith(f"{other} is given b1. {other}: Band: B → A.")
    assert told(found)[drawn].startswith(f"{drawn} is no longer given b1 and waits. b1 goes to {other}.")
    assert {(tier.name, tier.before, tier.after) for tier in found.tiers} >= {("placed_A", 0, 1), ("placed_B", 1, 0)}


def test_a_rule_that_now_refuses_is_read_out(store: Store) -> None:
    ran(filled(store, alike("ann")))
    change_person(store, "ann", step_free_needed=True)
    assert "b1: " in told(differing(store))["ann"]
    assert "Step-free access is needed" in told(differing(store))["ann"]


def test_a_rule_that_no_longer_refuses_is_read_out(store: Store) -> None:
    facts = alike()
    fill(store, replace(facts, people=(a_person("ann", step_free_needed=True),)))
    ran(store)
    change_person(store, "ann", step_free_needed=None)
    assert "Before: b1: " in told(differing(store))["ann"]


def test_people_who_come_and_beds_that_open_and_close_are_told(store: Store) -> None:
    ran(filled(store, alike("ann", beds=1)))
    with changing(store, COORDINATOR, "change_people") as work:
        work.books.facts.add("people", [a_person("bea")])
        work.books.facts.add("beds", [a_bed("b2")])
        work.books.facts.get(BedRow, "b1").open_to = days(0)
        work.tell("imported", source="x", added=2, changed=1, ended=0)
    found = differing(store)
    assert [fact.sentence for fact in found.facts] == [
        "The bed b1: Open to: blank → 2026-11-23.",
        "The bed b2 of hostel is new.",
        "bea is new.",
        "The bed b1 is out of service now.",
    ]
    assert any("b2 was not there before." in why for why in told(found).values())


def test_a_policy_that_changed_is_told_as_its_file_writes_it(store: Store) -> None:
    ran(filled(store, alike("ann", lottery_seed=1)))
    save_policy(store, COORDINATOR, a_policy(rules_off=("key_worker",), lottery_seed=2, follow_on_weeks=20), MONDAY)
    assert differing(store).policy == ("follow_on_weeks: 26 → 20", "lottery_seed: 1 → 2")


def test_whoever_seeks_no_bed_any_more_is_told(store: Store) -> None:
    ran(filled(store, alike("ann")))
    change_person(store, "ann", seeks=())
    assert told(differing(store)) == {"ann": "ann is no longer given b1: she seeks no bed now. ann seeks no bed now."}


def test_whoever_may_not_see_restricted_facts_is_told_that_they_differ_and_no_more(store: Store) -> None:
    ran(filled(store, alike("ann")))
    change_person(store, "ann", needs=("methadone_safe",))
    second = ran(store).run_id
    seen, whole = (diff_runs(store, reader, 1, second).comparison for reader in (PLANNER, COORDINATOR))
    assert "methadone_safe" in str(whole)
    assert "methadone_safe" not in str(seen)
    assert [fact.sentence for fact in seen.facts] == ["ann: restricted facts."]
    assert "b1: A restricted fact." in told(seen)["ann"]


def test_commissioners_see_no_difference_between_people(store: Store) -> None:
    ran(filled(store, alike("ann")))
    ran(store)
    with pytest.raises(NotPermitted):
        diff_runs(store, COMMISSIONER, 1, 2)
