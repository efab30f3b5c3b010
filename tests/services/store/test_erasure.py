"""Erasing a person: nothing speaks of her any more, counts stay, the record verifies and still replays."""

import json
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, text

from beds.cli.week_page import stored_week_page
from beds.data.settings import Settings
from beds.data.store.base import Base
from beds.data.store.columns import keyring_of
from beds.data.store.facts import NotFound
from beds.data.store.replay import differences, present_state, replayed_state
from beds.data.store.snapshots import packed
from beds.data.store.store import Store
from beds.data.store.tables.access import AccessRow
from beds.data.store.tables.decisions import KeepApartRow, WaiverRow
from beds.data.store.tables.runs import RunFileRow, RunRow, SnapshotRow
from beds.data.store.tables.stays import StayRow
from beds.domain.errors import BadInput, BedsError, NotPermitted, StoreTrouble
from beds.services.erasure import NotYet, erase, held_on
from beds.services.export_facts import export_facts
from beds.services.import_facts import preview_import
from beds.services.run_difference import diff_runs
from beds.services.run_week import run_week
from beds.services.runs import replay, show_run
from beds.services.trail import Filter, trail, trail_cut
from beds.services.unit_of_work import changing
from beds.services.waiting.refer import refer
from tests.builders import MONDAY, a_person, a_pin, a_stay, a_waiver, apart, days, somebody
from tests.data.store.sample import ADMINISTRATOR, COORDINATOR, NOW, PLANNER, a_service, fill
from tests.services.store.weeks import alike

WHO = "P-77"


@pytest.fixture
def served(store: Store) -> Store:
    """A service that knows P-77 well: an ended stay, decisions, events in which others stand too, and a run."""
    her = a_person(WHO, worker_id="kit", groups=("exiting",), connection_exempt="violence", avoid_areas=("northmoor",))
    facts = a_service(
        people=(her, somebody("bea", worker_id="kit"), somebody("cat", avoid_schemes=("flats",))),
        stays=(a_stay("bea", "b1"), a_stay(WHO, "b2", ended_on=days(-20), outcome="moved_on")),
        keep_apart=(apart(WHO, "bea"),),
        waivers=(a_waiver("connection", WHO, reason="P-77 fled"),),
        pins=(),
    )
    fill(store, facts)
    with changing(store, COORDINATOR, "decide", now=NOW) as work:
        work.books.facts.get(StayRow, "stay of bea").leaving_on = days(9)
        work.tell("stay_changed", subject="stay of bea", why="so that P-77 need not meet her")
        sha = work.books.snapshots.put(facts, NOW)
        work.books.session.add(
            RunRow(
                run_id=1, kind="allocation", status="done", run_on=MONDAY, snapshot_sha256=sha, asked_by="cora",
                asked_at=NOW, summary={"lottery": {WHO: 3}, "note": "P-77 waits"},
            )
        )  # fmt: skip
        work.books.session.flush()
        rows = "person_id,outcome,start_on,reason\r\nP-77,waits,,she is fleeing\r\nbea,stays,2026-11-23,before P-77\r\n"
        sealed = keyring_of(store.engine.dialect).seal(zlib.compress(rows.encode()))
        work.books.session.add(RunFileRow(run_id=1, name="allocation.csv", sha256="x", content=sealed.encode()))
    return store


def everything(store: Store) -> str:
    """All that the database says, opened."""
    with store.read() as books:
        said = [str(value) for value in present_state(books.session).items()]
        said += [str(event) for event in books.record.events()]
        for run in books.session.query(RunRow):
            said.append(str(run.summary))
        for file in books.session.query(RunFileRow):
            said.append(zlib.decompress(keyring_of(store.engine.dialect).open(file.content.decode())).decode())
        for sha in books.session.execute(text("SELECT sha256 FROM snapshots")).scalars().all():
            said.append(str(books.snapshots.get(sha)))
        for table in Base.metadata.sorted_tables:
            said += [str(row) for row in books.session.execute(text(f"SELECT * FROM {table.name}"))]
    return "\n".join(said)


def test_nothing_speaks_of_her_any_more_and_the_record_holds(served: Store) -> None:
    assert WHO in everything(served)
    done = erase(served, ADMINISTRATOR, WHO, "her own request", MONDAY, now=NOW)
    left = everything(served)
    assert WHO not in left
    assert "fleeing" not in left
    assert "northmoor" not in left
    assert "exiting" not in left
    assert done.pseudonym in left
    assert (done.snapshots, done.files) == (1, 1)
    with served.read() as books:
        verdict = books.record.verify()
        assert (verdict.broken, verdict.erased) == (None, done.events)
        assert differences(replayed_state(books.record.events()), present_state(books.session)) == []
        assert not [check for check in books.health.checks() if check.faults]


def test_her_stays_go_on_being_counted(served: Store) -> None:
    with served.read() as books:
        before = books.facts.snapshot(MONDAY)
    erase(served, ADMINISTRATOR, WHO, "her own request", MONDAY, now=NOW)
    with served.read() as books:
        after = books.facts.snapshot(MONDAY)
    assert len(after.people) == len(before.people)
    assert sorted((s.bed_id, s.started_on, str(s.ended_on)) for s in after.stays) == sorted(
        (s.bed_id, s.started_on, str(s.ended_on)) for s in before.stays
    )


def test_what_others_were_told_stays(served: Store) -> None:
    erase(served, ADMINISTRATOR, WHO, "her own request", MONDAY, now=NOW)
    with served.read() as books:
        assert books.facts.get(StayRow, "stay of bea").leaving_on == days(9)
        (pair,) = books.session.query(KeepApartRow)
        assert "bea" in (pair.person_a, pair.person_b)
        assert [waiver.reason for waiver in books.session.query(WaiverRow)] == [""]
        told = [event for event in books.record.events(person_id="bea") if event.kind == "restated"]
        assert {change.key for event in told for change in event.changes} >= {"stay of bea"}


def test_one_after_the_other_can_be_erased(served: Store) -> None:
    erase(served, ADMINISTRATOR, WHO, "her own request", MONDAY, now=NOW)
    erase(served, ADMINISTRATOR, "cat", "her own request", MONDAY, now=NOW)
    with served.read() as books:
        assert books.record.verify().broken is None
        assert differences(replayed_state(books.record.events()), present_state(books.session)) == []


def test_whoever_lives_here_is_not_erased_yet(served: Store) -> None:
    before = everything(served)
    with pytest.raises(NotYet, match="stay of bea is open"):
        erase(served, ADMINISTRATOR, "bea", "her own request", MONDAY)
    assert everything(served) == before


@pytest.mark.parametrize("why", ["", "  ", "P-77 asked"])
def test_an_erasure_has_a_reason_that_does_not_name_her(served: Store, why: str) -> None:
    with pytest.raises(BadInput, match="does not name her"):
        erase(served, ADMINISTRATOR, WHO, why, MONDAY)


def test_only_an_administrator_erases_and_nobody_is_not_erased(served: Store) -> None:
    with pytest.raises(NotPermitted):
        erase(served, COORDINATOR, WHO, "her own request", MONDAY)
    with pytest.raises(NotFound):
        erase(served, ADMINISTRATOR, "nobody", "her own request", MONDAY)


def test_no_page_of_the_file_keeps_what_was_erased(served: Store, made: Settings) -> None:
    if served.engine.dialect.name != "sqlite":
        return  # a server's own files are its own; its dead rows are vacuumed
    erase(served, ADMINISTRATOR, WHO, "her own request", MONDAY, now=NOW)
    assert all(WHO.encode() not in file.read_bytes() for file in Path(made.database_url).parent.glob("beds.db*"))


def test_a_request_of_access_shows_everything_and_is_logged(served: Store) -> None:
    held = held_on(served, PLANNER, WHO)
    values = json.loads(json.dumps(held.values()))
    assert values["people"][0]["restricted"]["groups"] == ["exiting"]
    assert {*values} >= {"people", "stays", "keep_apart", "waivers", "snapshots", "events", "access_log"}
    assert values["snapshots"][0]["runs"] == [1]
    assert [row["user_id"] for row in values["access_log"]] == ["pia"]
    with pytest.raises(NotFound):
        held_on(served, PLANNER, "nobody")


@pytest.mark.parametrize("target", ["old", "old.xlsx"])
def test_no_old_folder_brings_her_back(served: Store, tmp_path: Path, target: str) -> None:
    export_facts(served, PLANNER, tmp_path / target, MONDAY)
    erase(served, ADMINISTRATOR, WHO, "her own request", MONDAY, now=NOW)
    with pytest.raises(BadInput) as refused:
        preview_import(served, COORDINATOR, tmp_path / target, MONDAY)
    faults = refused.value.faults
    assert {(fault.column, fault.value) for fault in faults} == {("person_id", WHO), ("person_a", WHO)}
    assert len(faults) == 4  # as a person, of her stay, of her waiver, and kept apart
    assert all(fault.row > 1 and "was erased here on 2026-11-23" in fault.message for fault in faults)
    # Whoever has come back is known again; her stay of then goes on being counted as nobody's.
    refer(served, COORDINATOR, WHO, MONDAY, [1], "B", new=True)
    with pytest.raises(BadInput) as refused:
        preview_import(served, COORDINATOR, tmp_path / target, MONDAY)
    assert [(fault.file, fault.column, fault.value) for fault in refused.value.faults] == [
        ("stays.csv", "bed_id", "stay of P-77")
    ]


def test_a_change_of_the_key_forgets_nobody_who_was_erased(served: Store, made: Settings, tmp_path: Path) -> None:
    export_facts(served, PLANNER, tmp_path / "old", MONDAY)
    erase(served, ADMINISTRATOR, WHO, "her own request", MONDAY, now=NOW)
    with changing(served, ADMINISTRATOR, "operate") as work:
        work.books.reseal()
    with pytest.raises(BadInput, match="was erased here"):
        preview_import(served, COORDINATOR, tmp_path / "old", MONDAY)


def test_asking_for_her_afterwards_does_not_write_her_id_down(served: Store) -> None:
    erase(served, ADMINISTRATOR, WHO, "her own request", MONDAY, now=NOW)
    assert trail(served, PLANNER, Filter(person_id=WHO)) == []
    assert not trail_cut(served, PLANNER, Filter(person_id=WHO), first=0, many=10).total
    with pytest.raises(NotFound):
        held_on(served, PLANNER, WHO)
    with served.read() as books:
        looks = books.session.scalars(select(AccessRow)).all()
    assert [(look.what, look.person_id) for look in looks[-3:]] == [("audit", ""), ("audit", ""), ("person", "")]


def test_runs_in_which_she_stood_can_still_be_shown_and_compared(store: Store) -> None:
    """Her row stays as somebody's without a name; nothing that was written of her does."""
    people = (a_person("ann"), a_person("bea", band="A"), a_person(WHO, band="A", waiting_since=days(-50)))
    fill(store, replace(alike(), people=people, stays=(), workers=(), pins=(a_pin("ann", "b1"),)))
    first, second = run_week(store, COORDINATOR, MONDAY), run_week(store, COORDINATOR, MONDAY)
    for name in ("ann", WHO):
        erase(store, ADMINISTRATOR, name, "retention", MONDAY)
        shown = show_run(store, COORDINATOR, first.run_id)
        assert shown.is_redacted
        assert sum(row.person_id.startswith("erased-") for row in shown.allocation.rows) == (1 if name == "ann" else 2)
        assert [row.reason for row in shown.allocation.rows if row.person_id.startswith("erased-")] in ([""], ["", ""])
        assert f"'{name}'" not in str(shown)
        assert len(shown.allocation.skipped) == 2
        assert stored_week_page(shown.run, "").sections
        diff_runs(store, COORDINATOR, first.run_id, second.run_id)
        with pytest.raises(BedsError, match="was erased since"):
            replay(store, COORDINATOR, first.run_id)
    assert not show_run(store, COORDINATOR, run_week(store, COORDINATOR, MONDAY).run_id).is_redacted


def test_what_is_changed_in_a_run_after_an_erasure_is_noticed(store: Store) -> None:
    fill(store, alike("ann", "bea", WHO))
    run = run_week(store, COORDINATOR, MONDAY)
    erase(store, ADMINISTRATOR, WHO, "retention", MONDAY)
    with changing(store, COORDINATOR, "run") as work:
        row = work.books.session.get(SnapshotRow, run.allocation.inputs_sha256)
        assert row is not None
        assert row.content
        row.content = keyring_of(store.engine.dialect).seal(packed(alike("bea", beds=2))).encode()
    with pytest.raises(StoreTrouble, match="is not what was stored"):
        show_run(store, COORDINATOR, run.run_id)
