"""Facts come from folders and go back into them: shown first, all or nothing, nothing lost, nothing twice."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from beds.data.exchange import read_exchange, write_exchange
from beds.data.kept_file import KEPT, read_kept
from beds.data.store.store import Store
from beds.data.store.tables.people import PersonRow
from beds.data.store.tables.waiting import WaitingRow
from beds.domain.errors import BadInput, NotPermitted, StaleEdit
from beds.domain.snapshot import Snapshot
from beds.optimizer import allocate
from beds.services.export_facts import export_facts
from beds.services.import_facts import Preview, carry_out, preview_import
from beds.services.import_words import kept_aside
from beds.services.record_words import SENTENCES, sentence
from beds.services.run_week import run_week
from beds.services.stay.leave import leave
from beds.services.unit_of_work import changing
from tests.builders import MONDAY, a_bed, a_person, a_policy, a_scheme, a_stay, days, somebody
from tests.data.store.sample import COMMISSIONER, COORDINATOR, PLANNER, a_service, fill, without
from tests.services.decided.chain import CAT, EVE, a_chain, housed
from tests.services.decided.proposed import propose
from tests.services.store.weeks import alike, an_offer, given


def taken_in(store: Store, folder: Path, facts: Snapshot, **options: Any) -> Preview:
    """Imports the facts through a folder."""
    write_exchange(facts, folder)
    preview = preview_import(store, COORDINATOR, folder, MONDAY, **options)
    carry_out(store, COORDINATOR, preview)
    return preview


def held(store: Store) -> Snapshot:
    with store.read() as books:
        return books.facts.snapshot(MONDAY)


def state(store: Store) -> tuple[int, str, str]:
    with store.read() as books:
        return (*books.record.head(), books.facts.snapshot(MONDAY).sha256())


@pytest.mark.parametrize("name", ["chrysalis", "borough"])
def test_a_sample_comes_back_as_a_folder_of_the_same_fingerprint(
    store: Store, root: Path, tmp_path: Path, name: str
) -> None:
    facts, _warnings = read_exchange(root / "scenarios" / name, MONDAY)
    carry_out(store, COORDINATOR, preview_import(store, COORDINATOR, root / "scenarios" / name, MONDAY))
    for target in ("folder", "book.xlsx"):
        export_facts(store, PLANNER, tmp_path / target, MONDAY)
        again, _warnings = read_exchange(tmp_path / target, MONDAY)
        assert again.sha256() == facts.sha256()


def test_an_export_in_mid_week_allocates_as_the_next_run_of_the_database(store: Store, tmp_path: Path) -> None:
    fill(store, alike("ann", "bea", "cat", "dot", beds=3))
    run = run_week(store, COORDINATOR, MONDAY)
    first, second, third = sorted(given(run))
    an_offer(store, run, first, given(run)[first], "accepted")
    an_offer(store, run, second, given(run)[second], "made")
    written = export_facts(store, COORDINATOR, tmp_path / "out", MONDAY)
    assert written.kept == {who: given(run)[who] for who in (second, third)}
    again = run_week(store, COORDINATOR, MONDAY)
    facts, _warnings = read_exchange(tmp_path / "out", MONDAY)
    assert [(pin.person_id, pin.bed_id) for pin in facts.pins] == [(first, given(run)[first])]
    from_files = allocate(facts, MONDAY, keep=read_kept(tmp_path / "out" / KEPT))
    assert from_files.inputs_sha256 == again.allocation.inputs_sha256
    assert (from_files.rows, from_files.skipped) == (again.allocation.rows, again.allocation.skipped)
    # What stands for an acceptance is nobody's decision, and comes back as none; what is kept is no stranger.
    preview = preview_import(store, COORDINATOR, tmp_path / "out", MONDAY)
    assert preview.changes_nothing
    assert not any(KEPT in warning.file for warning in preview.facts.warnings)
    assert "beds allocate --keep" in kept_aside(preview)[0]


def test_what_was_kept_is_gone_from_an_export_when_there_is_nothing_to_keep(store: Store, tmp_path: Path) -> None:
    facts = fill(store, alike("ann"))
    write_exchange(facts, tmp_path / "out", kept={"ann": "b1"})
    assert (tmp_path / "out" / KEPT).exists()
    export_facts(store, COORDINATOR, tmp_path / "out", MONDAY)
    assert not (tmp_path / "out" / KEPT).exists()


def test_who_has_left_since_is_still_to_leave_in_an_export_for_an_earlier_day(store: Store, tmp_path: Path) -> None:
    """A run again for Monday on Wednesday reads a bed left on Tuesday as to be left then; its facts hold no fault."""
    facts = alike("ann", beds=2)
    people = (*facts.people, somebody("bea"), somebody("cat"))
    fill(store, replace(facts, stays=(a_stay("bea", "b1"), a_stay("cat", "b2")), people=people))
    leave(store, COORDINATOR, "cat", days(1), "abandoned")
    export_facts(store, COORDINATOR, tmp_path / "out", MONDAY)
    again, _warnings = read_exchange(tmp_path / "out", MONDAY)
    assert {stay.person_id: (stay.ended_on, stay.leaving_on) for stay in again.stays} == {
        "bea": (None, None), "cat": (None, days(1)),
    }  # fmt: skip
    assert given(run_week(store, COORDINATOR, MONDAY))["ann"] == "b2"
    assert preview_import(store, COORDINATOR, tmp_path / "out", MONDAY).changes_nothing
    with store.read() as books:
        ended = {stay.person_id: stay.ended_on for stay in books.facts.snapshot(days(1)).stays}
    assert ended["cat"] == days(1)


def test_who_has_moved_since_has_one_bed_in_an_export_for_an_earlier_day(store: Store, tmp_path: Path) -> None:
    fill(store, a_chain())
    housed(store, propose(store), EVE, CAT)
    leave(store, COORDINATOR, EVE, days(1), "abandoned")
    for on in (days(-7), MONDAY, days(1)):
        export_facts(store, COORDINATOR, tmp_path / "out", on)
        read_exchange(tmp_path / "out", on)


def test_what_is_exported_allocates_identically(store: Store, root: Path, tmp_path: Path) -> None:
    source = root / "scenarios" / "chrysalis"
    carry_out(store, COORDINATOR, preview_import(store, COORDINATOR, source, MONDAY))
    export_facts(store, COORDINATOR, tmp_path / "out", MONDAY)
    first, again = (
        allocate(read_exchange(path, MONDAY)[0], MONDAY, explain=False) for path in (source, tmp_path / "out")
    )
    assert (first.rows, first.inputs_sha256) == (again.rows, again.inputs_sha256)


def test_the_same_folder_twice_changes_nothing(store: Store, tmp_path: Path) -> None:
    taken_in(store, tmp_path / "in", a_service())
    before = state(store)
    preview = taken_in(store, tmp_path / "in", a_service())
    assert preview.changes_nothing
    assert state(store) == before


def test_a_preview_stores_nothing(store: Store, tmp_path: Path) -> None:
    write_exchange(a_service(), tmp_path / "in")
    preview = preview_import(store, COORDINATOR, tmp_path / "in", MONDAY)
    assert len(preview.difference.added) == 12
    assert held(store).people == ()


def test_what_is_added_changed_and_ended_is_shown_and_done(store: Store, tmp_path: Path) -> None:
    taken_in(store, tmp_path / "in", a_service())
    after = a_service(
        people=(a_person("ann", band="A", worker_id="kit", groups=("exiting",), connection_exempt="violence"),
                somebody("bea", worker_id="kit", ethnicity="x"), a_person("cat")),
        stays=(a_stay("bea", "b1", ended_on=days(0), outcome="moved_on"), a_stay("cat", "b1", started_on=days(0))),
    )  # fmt: skip
    found = taken_in(store, tmp_path / "in", after).difference
    assert {(added.table, added.key) for added in found.added} == {("people", "cat"), ("stays", "stay of cat")}
    assert [(change.table, change.key, [cell.column for cell in change.cells]) for change in found.changed] == [
        ("people", "ann", ["band"]),
        ("stays", "stay of bea", ["ended_on", "outcome"]),
    ]
    assert [change.key for change in found.ended] == ["stay of bea"]
    assert held(store).sha256() == after.sha256()
    with store.read() as books:
        kinds = [event.kind for event in books.record.events()]
    assert kinds[-6:] == ["imported", "person_changed", "person_added", "stay_ended", "stay_added", "imported"]


def test_what_the_folder_leaves_out_stays_and_is_listed(store: Store, tmp_path: Path) -> None:
    facts = a_service()
    taken_in(store, tmp_path / "in", facts)
    fewer = without(facts, people=(a_person("cat"),), stays=(), keep_apart=(), waivers=(), pins=())
    found = taken_in(store, tmp_path / "in", fewer).difference
    assert {missing.table for missing in found.missing} == {"people", "stays", "keep_apart", "waivers", "pins"}
    assert {person.person_id for person in held(store).people} == {"ann", "bea", "cat"}
    assert (len(held(store).stays), len(held(store).pins)) == (1, 1)


def test_decisions_are_taken_back_only_when_that_is_asked_for(store: Store, tmp_path: Path) -> None:
    facts = a_service()
    taken_in(store, tmp_path / "in", facts)
    fewer = without(facts, pins=(), waivers=())
    taken_in(store, tmp_path / "in", fewer, withdraw_missing=True)
    assert held(store).sha256() == fewer.sha256()
    with store.read() as books:
        assert [event.kind for event in books.record.events()][-3:] == ["pin_withdrawn", "waiver_withdrawn", "imported"]


def test_two_equal_decisions_are_two(store: Store, tmp_path: Path) -> None:
    facts = a_service(keep_apart=2 * a_service().keep_apart, waivers=2 * a_service().waivers)
    taken_in(store, tmp_path / "in", facts)
    assert held(store).sha256() == facts.sha256()
    assert taken_in(store, tmp_path / "in", facts).changes_nothing


def test_the_order_of_a_list_that_is_a_set_is_no_change(store: Store, tmp_path: Path) -> None:
    taken_in(store, tmp_path / "in", a_service(schemes=(a_scheme(features=("a", "b")), a_scheme("flats", 3))))
    other = a_service(schemes=(a_scheme(features=("b", "a")), a_scheme("flats", 3)))
    assert taken_in(store, tmp_path / "in", other).changes_nothing


def test_a_changed_policy_is_a_new_version_and_the_old_one_stays(store: Store, tmp_path: Path) -> None:
    taken_in(store, tmp_path / "in", a_service())
    found = taken_in(store, tmp_path / "in", a_service(policy=a_policy(lottery_seed=8))).difference
    assert found.policy == ("lottery_seed",)
    with store.read() as books:
        assert [version.policy.lottery_seed for version in books.policies.versions()] == [7, 8]


def test_a_folder_without_a_policy_changes_none(store: Store, tmp_path: Path) -> None:
    taken_in(store, tmp_path / "in", a_service())
    (tmp_path / "in" / "policy.yaml").unlink()
    preview = preview_import(store, COORDINATOR, tmp_path / "in", MONDAY)
    assert preview.changes_nothing


def test_faults_store_nothing_and_are_all_told(store: Store, tmp_path: Path) -> None:
    write_exchange(a_service(), tmp_path / "in")
    file = tmp_path / "in" / "people.csv"
    file.write_text(file.read_text("utf-8-sig").replace("woman", "womann"), "utf-8")
    with pytest.raises(BadInput) as bad:
        preview_import(store, COORDINATOR, tmp_path / "in", MONDAY)
    assert len(bad.value.faults) == 2
    assert held(store).people == ()


@pytest.mark.parametrize(
    ("stays", "column"),
    [
        ((a_stay("ann", "b1"),), "bed_id"),
        ((replace(a_stay("bea", "b2", ended_on=days(-1)), stay_id="another"),), "person_id"),
    ],
)
def test_a_stay_that_meets_one_in_the_database_is_a_fault(
    store: Store, tmp_path: Path, stays: tuple[Any, ...], column: str
) -> None:
    taken_in(store, tmp_path / "in", a_service())
    write_exchange(a_service(stays=stays), tmp_path / "in")
    with pytest.raises(BadInput, match="in the database") as bad:
        preview_import(store, COORDINATOR, tmp_path / "in", MONDAY)
    assert [fault.column for fault in bad.value.faults] == [column]


def test_what_was_changed_between_preview_and_storing_is_noticed(store: Store, tmp_path: Path) -> None:
    taken_in(store, tmp_path / "in", a_service())
    write_exchange(a_service(beds=(a_bed("b1"), a_bed("b2", step_free=True), a_bed("f1", "flats"))), tmp_path / "in")
    preview = preview_import(store, COORDINATOR, tmp_path / "in", MONDAY)
    with changing(store, COORDINATOR, "change_people") as work:
        work.books.facts.get(PersonRow, "ann").band = "A"
        work.tell("person_changed", subject="ann")
    with pytest.raises(StaleEdit):
        carry_out(store, COORDINATOR, preview)
    assert not any(bed.step_free for bed in held(store).beds)


def test_an_export_of_somebody_who_is_paused_can_be_imported_again_without_a_change(
    store: Store, tmp_path: Path
) -> None:
    taken_in(store, tmp_path / "in", without(a_service(), pins=()))
    with changing(store, COORDINATOR, "change_people") as work:
        work.books.session.add(WaitingRow(person_id="ann", paused_until=days(9)))
        work.tell("paused", subject="ann")
    export_facts(store, COORDINATOR, tmp_path / "out", MONDAY)
    for folder in ("in", "out"):
        assert preview_import(store, COORDINATOR, tmp_path / folder, MONDAY).changes_nothing


def test_commissioners_neither_import_nor_export_and_planners_only_export(store: Store, tmp_path: Path) -> None:
    write_exchange(a_service(), tmp_path / "in")
    for actor in (COMMISSIONER, PLANNER):
        with pytest.raises(NotPermitted):
            preview_import(store, actor, tmp_path / "in", MONDAY)
    with pytest.raises(NotPermitted):
        export_facts(store, COMMISSIONER, tmp_path / "out", MONDAY)
    assert not (tmp_path / "out").exists()


def test_every_event_of_an_import_has_its_sentence(store: Store, tmp_path: Path) -> None:
    taken_in(store, tmp_path / "in", a_service())
    with store.read() as books:
        events = books.record.events()
    assert {event.kind for event in events} <= SENTENCES.keys()
    assert sentence(events[-1]) == "cora imported in: 12 added, 0 changed, 0 ended."
