"""A run of the database is stored whole: facts, policy version, answer, proposal and the events that tell of it."""

import time
from pathlib import Path

import pytest

from beds.data.exchange import read_exchange
from beds.data.store.store import Store
from beds.data.store.tables.people import PersonRow
from beds.data.store.tables.proposals import ProposalRow
from beds.domain.errors import NotPermitted, PinContradiction
from beds.domain.steps import NotNow
from beds.optimizer import allocate
from beds.services.import_facts import carry_out, preview_import
from beds.services.policies import save_policy
from beds.services.record_words import SENTENCES, sentence
from beds.services.run_week import run_week
from beds.services.runs import list_runs, show_run
from beds.services.unit_of_work import changing
from tests.builders import MONDAY, a_bed, a_forbid, a_person, a_pin, a_policy, a_scheme, a_stay, days
from tests.data.store.sample import COMMISSIONER, COORDINATOR, PLANNER, fill
from tests.services.store.weeks import alike, an_offer, filled, given, ran, rows_of


def test_a_run_gives_the_same_answer_as_the_folder_and_is_stored_whole(store: Store, root: Path) -> None:
    source = root / "scenarios" / "chrysalis"
    carry_out(store, COORDINATOR, preview_import(store, COORDINATOR, source, MONDAY))
    run = ran(store, explain=False)
    folder = allocate(read_exchange(source, MONDAY)[0], MONDAY, explain=False)
    assert (run.allocation.rows, run.allocation.inputs_sha256) == (folder.rows, folder.inputs_sha256)
    stored = show_run(store, PLANNER, run.run_id)
    assert stored.allocation.rows == run.allocation.rows
    assert stored.allocation.explanations == run.allocation.explanations
    assert stored.allocation.skipped == run.allocation.skipped
    assert stored.allocation.tiers == run.allocation.tiers
    assert stored.run.week.snapshot == run.week.snapshot
    assert {who: (row.outcome, row.bed_id or "", row.reason) for who, row in rows_of(store, run.run_id).items()} == {
        row.person_id: (row.outcome, row.bed_id, row.reason) for row in run.allocation.rows
    }
    with store.read() as books:
        assert books.record.verify().broken is None


def test_every_person_has_an_event_of_her_own(store: Store) -> None:
    run = ran(filled(store, alike("ann", "bea")))
    placed = next(iter(given(run)))
    with store.read() as books:
        told = [(event.kind, event.people) for event in books.record.events() if event.kind in SENTENCES]
        said = [sentence(event) for event in books.record.events(kind="run_stored")]
    other = next(iter({"ann", "bea"} - {placed}))
    assert [kind for kind, _people in told] == ["run_stored", *sorted_kinds(told[1:])]
    assert (("row_proposed", (placed,)) in told, ("row_without_bed", (other,)) in told) == (True, True)
    assert said == [
        f"cora ran the week of 2026-11-23 (run {run.run_id}, policy version 1): 1 placed, 0 moved, 1 without a bed."
    ]


def sorted_kinds(told: list[tuple[str, tuple[str, ...]]]) -> list[str]:
    return [kind for kind, _people in told]


def test_nobody_but_a_coordinator_runs_and_commissioners_see_numbers_only(store: Store) -> None:
    run = ran(filled(store, alike("ann")))
    with pytest.raises(NotPermitted):
        run_week(store, PLANNER, MONDAY)
    with pytest.raises(NotPermitted):
        show_run(store, COMMISSIONER, run.run_id)
    (listed,) = list_runs(store, COMMISSIONER)
    assert (listed.run_id, listed.placed, listed.status, listed.proven) == (run.run_id, 1, "open", True)


def test_a_run_that_cannot_be_made_stores_nothing(store: Store) -> None:
    facts = alike("ann")
    fill(store, type(facts)(**{**vars(facts), "pins": (a_pin("ann", "b1"), a_forbid("ann", "b1"))}))
    with pytest.raises(PinContradiction):
        ran(store)
    assert list_runs(store, COORDINATOR) == []


def test_a_run_names_the_version_that_holds_on_its_day(store: Store) -> None:
    fill(store, alike("ann"))
    later = save_policy(store, COORDINATOR, a_policy(rules_off=("key_worker",), lottery_seed=9), days(7))
    now, then = ran(store), run_week(store, COORDINATOR, days(7))
    assert (now.policy_version, then.policy_version) == (1, later)
    assert then.week.policy.lottery_seed == 9
    assert [run.policy_version for run in list_runs(store, COORDINATOR)] == [1, later]


def test_a_run_again_keeps_what_was_proposed_and_takes_the_place_of_it(store: Store) -> None:
    first = ran(filled(store, alike("ann", "bea", "cat", beds=2)))
    with changing(store, COORDINATOR, "change_people") as work:
        work.books.facts.add("people", [a_person(f"dot{n}") for n in range(6)])
        work.tell_each(lambda change: "person_added")
    second = ran(store)
    assert given(second) == given(first)
    assert second.after_run == first.run_id
    assert {row.status for row in rows_of(store, first.run_id).values() if row.bed_id} == {"superseded"}
    assert [(run.status, run.superseded_by) for run in list_runs(store, COORDINATOR)] == [
        ("superseded", second.run_id), ("open", None),
    ]  # fmt: skip


def test_another_week_draws_anew_but_takes_the_place_of_what_nobody_decided(store: Store) -> None:
    ran(filled(store, alike("ann", "bea")))
    later = run_week(store, COORDINATOR, days(7))
    assert (later.after_run, later.allocation.kept) == (None, None)
    assert [run.status for run in list_runs(store, COORDINATOR)] == ["superseded", "open"]


def test_an_offer_that_was_accepted_is_a_pin_of_every_later_run(store: Store) -> None:
    first = ran(filled(store, alike("ann", "bea")))
    (placed,) = given(first)
    an_offer(store, first, placed, "b1", "accepted")
    with changing(store, COORDINATOR, "change_people") as work:
        # Somebody more urgent would have the bed otherwise.
        work.books.facts.add("people", [a_person("eve", band="A")])
        work.tell_each(lambda change: "person_added")
    second = run_week(store, COORDINATOR, days(7))
    assert given(second) == {placed: "b1"}
    assert [(pin.person_id, pin.bed_id) for pin in second.week.snapshot.pins] == [(placed, "b1")]
    assert rows_of(store, first.run_id)[placed].status == "accepted"


def test_an_offer_without_an_answer_is_kept_only_where_it_costs_nobody_more_urgent(store: Store) -> None:
    first = ran(filled(store, alike("ann", "bea")))
    (placed,) = given(first)
    an_offer(store, first, placed, "b1", "made")
    second = run_week(store, COORDINATOR, days(7))
    assert given(second) == {placed: "b1"}
    with changing(store, COORDINATOR, "change_people") as work:
        other = work.books.facts.get(PersonRow, next(iter({"ann", "bea"} - {placed})))
        other.band = "A"
        work.tell("person_changed", subject=other.person_id)
    assert given(run_week(store, COORDINATOR, days(14))) == {other.person_id: "b1"}


def test_an_offer_whose_bed_a_new_run_gives_to_somebody_else_is_named(store: Store) -> None:
    first = ran(filled(store, alike("ann", "bea")))
    (placed,) = given(first)
    assert first.contested == ()
    an_offer(store, first, placed, "b1", "made")
    assert run_week(store, COORDINATOR, days(7)).contested == ()
    (other,) = {"ann", "bea"} - {placed}
    with changing(store, COORDINATOR, "change_people") as work:
        work.books.facts.get(PersonRow, other).band = "A"
        work.tell("person_changed", subject=other)
    (found,) = run_week(store, COORDINATOR, days(14)).contested
    assert (found.bed_id, found.person_id, found.given_to) == ("b1", placed, other)


def test_a_database_without_a_bed_is_not_run(store: Store) -> None:
    with pytest.raises(NotNow, match="no bed in the database yet"):
        ran(store)
    with store.read() as books:
        assert books.runs.all() == []


def test_each_row_names_the_row_whose_move_frees_its_bed(store: Store) -> None:
    facts = alike("ann")
    chain = type(facts)(
        schemes=(a_scheme(), a_scheme("flats", 3)),
        beds=(a_bed("b1"), a_bed("f1", "flats"), a_bed("f2", "flats")),
        people=(a_person("ann"), a_person("bea", seeks=(3,)), a_person("cat", seeks=(3,), prefers=("x",)),
                a_person("dot", seeks=(3,), prefers=("y",))),
        stays=(a_stay("bea", "b1"),),
        policy=facts.policy,
    )  # fmt: skip
    run = ran(filled(store, chain))
    rows = rows_of(store, run.run_id)
    assert rows["ann"].bed_id == "b1"
    assert rows["ann"].depends_on == rows["bea"].row_id
    assert rows["bea"].depends_on is None


def test_in_a_closed_swap_each_depends_on_the_other(store: Store) -> None:
    facts = alike()
    swap = type(facts)(
        schemes=(a_scheme(), a_scheme("flats", 3)),
        beds=(a_bed("b1"), a_bed("f1", "flats")),
        people=(a_person("ann", seeks=(1,)), a_person("bea", seeks=(3,))),
        stays=(a_stay("ann", "f1"), a_stay("bea", "b1")),
        policy=facts.policy,
    )
    run = ran(filled(store, swap))
    rows = rows_of(store, run.run_id)
    assert given(run) == {"ann": "b1", "bea": "f1"}
    assert rows["ann"].depends_on == rows["bea"].row_id
    assert rows["bea"].depends_on == rows["ann"].row_id


def test_nothing_of_a_run_is_left_when_storing_it_goes_wrong(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store, alike("ann"))

    class Broken(Exception):
        pass

    def breaks(*_anything: object) -> None:
        raise Broken

    monkeypatch.setattr("beds.data.store.runs.Runs.pass_over", breaks)
    with pytest.raises(Broken):
        ran(store)
    with store.read() as books:
        assert books.runs.all() == []
        assert books.session.query(ProposalRow).count() == 0
        assert books.record.events(kind="run_stored") == []


def test_a_run_of_150_beds_is_stored_in_under_a_second(store: Store, root: Path) -> None:
    carry_out(store, COORDINATOR, preview_import(store, COORDINATOR, root / "scenarios" / "borough", MONDAY))
    seconds: list[float] = []
    began = 0.0

    def watched(stage: str, _done: int, _total: int) -> None:
        nonlocal began
        if stage == "Storing the run":
            began = time.process_time()

    for _again in range(2):
        # The second also takes the place of the first.
        ran(store, explain=False, progress=watched)
        seconds.append(time.process_time() - began)
    # Processor time: what else the machine does at the moment is not the program's fault.
    assert max(seconds) < 1
