"""Simulations that workers do: asked for, frozen, worked out, and the same as if somebody had run them herself."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from beds.data.frozen_scenario import freeze
from beds.data.store.facts import NotFound
from beds.data.store.store import Store
from beds.data.store.tables.scenarios import ScenarioRow
from beds.domain.access import Actor
from beds.domain.errors import BadInput, NotPermitted
from beds.services.laboratory.share import share_scenario, unshare_scenario
from beds.services.laboratory.sure import ask_how_sure
from beds.services.long_work.ask import ask_simulation
from beds.services.long_work.cancel import cancel
from beds.services.long_work.result import run_file, run_file_names, simulated
from beds.services.long_work.state import runs_of, state_of
from beds.services.record_words import sentence
from beds.services.running import Running
from beds.services.shipped import shipped_scenarios
from beds.services.simulate import ask, simulate
from beds.services.unit_of_work import changing
from tests.builders import a_person
from tests.data.store.sample import ADMINISTRATOR, PLANNER, a_service, fill
from tests.services.laboratory import SMALL, two_files
from tests.services.long_work.laboratory import ALONE, COMMISSIONER, a_worker, keep, keep_two, stored, undisturbed


@pytest.fixture(scope="module")
def undisturbed_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return undisturbed(tmp_path_factory.mktemp("undisturbed"))


def test_a_worker_stores_the_files_that_a_run_at_the_keyboard_writes(
    store: Store, undisturbed_files: dict[str, bytes]
) -> None:
    run = ask_simulation(store, COMMISSIONER, keep_two(store))
    waiting = state_of(store, COMMISSIONER, run)
    assert (waiting.status, waiting.done, waiting.total, waiting.about) == ("queued", 0, 6, "longer, shorter")
    with changing(store, COMMISSIONER, "keep_scenarios") as work:
        for row in work.books.session.query(ScenarioRow):
            row.content = SMALL.format(name=row.name, limit=3)  # an edit after asking changes nothing
        work.tell("decided")
    assert a_worker(store).work_once()
    done = state_of(store, COMMISSIONER, run)
    assert (done.status, done.error, done.over, done.seconds_left) == ("done", "", True, None)
    assert stored(store, run) == undisturbed_files
    assert not a_worker(store).work_once()
    with store.read() as books:
        assert books.run_files.names(run, "part/") == []
        said = [sentence(event) for event in books.record.events() if event.subject == str(run)]
        assert books.record.verify().broken is None
    assert said == [
        f"comm asked for a simulation of longer, shorter (run {run}).",
        f"Run {run} simulated longer, shorter: 6 replications.",
    ]


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_its_report_is_made_again_exactly(store: Store, tmp_path: Path) -> None:
    run = ask_simulation(store, COMMISSIONER, keep_two(store), replications=2)
    a_worker(store).work_once()
    running = Running(replications=2, workforce=ALONE)
    made = simulate(ask(two_files(tmp_path), running), running, tmp_path / "out").report
    again = simulated(store, COMMISSIONER, run)
    assert again.scenarios == made.scenarios
    assert [repr(one) for one in again.estimates] == [repr(one) for one in made.estimates]
    assert [repr(one) for one in again.differences] == [repr(one) for one in made.differences]
    assert (again.changes, again.version, again.doubts) == (made.changes, made.version, made.doubts)
    weeks = [again.gathered.weeks("shorter", "waiting"), made.gathered.weeks("shorter", "waiting")]
    assert (weeks[0] == weeks[1]).all()
    assert again.gathered.phases("shorter") == made.gathered.phases("shorter")


def test_who_asks_the_same_again_is_led_to_the_run_that_there_is(store: Store) -> None:
    kept = keep_two(store, shared=True)
    run = ask_simulation(store, COMMISSIONER, kept, replications=1)
    assert ask_simulation(store, COMMISSIONER, kept, replications=1) == run, "while it waits"
    with store.write(alone=False) as books:
        books.queue.take("one", timedelta(seconds=-1))
    assert ask_simulation(store, COMMISSIONER, kept, replications=1) == run, "while it is at work"
    a_worker(store).work_once()
    assert ask_simulation(store, COMMISSIONER, kept, replications=1) == run, "once it is done"
    others = {
        ask_simulation(store, COMMISSIONER, kept, replications=2),
        ask_simulation(store, COMMISSIONER, kept[::-1], replications=1),
        ask_simulation(store, PLANNER, kept, replications=1),
    }
    assert len({run, *others}) == 4
    with store.read() as books:
        assert books.record.count(kind="simulation_asked") == 4


def test_what_was_changed_or_cancelled_since_is_asked_anew(store: Store) -> None:
    kept = keep_two(store)
    run = ask_simulation(store, COMMISSIONER, kept, replications=1)
    cancel(store, COMMISSIONER, run)
    again = ask_simulation(store, COMMISSIONER, kept, replications=1)
    with changing(store, COMMISSIONER, "keep_scenarios") as work:
        row = work.books.scenarios.get(kept[1])
        assert row is not None
        work.books.scenarios.change(row, "shorter", SMALL.format(name="shorter", limit=5), work.now)
        work.tell("decided")
    assert len({run, again, ask_simulation(store, COMMISSIONER, kept, replications=1)}) == 3


def test_what_a_scenario_extends_is_frozen_with_it() -> None:
    frozen = freeze("mine", "extends: baseline\nweeks: 60\n", shipped_scenarios())
    assert frozen.files["baseline.yaml"] == (shipped_scenarios() / "baseline.yaml").read_text("utf-8")


@pytest.mark.parametrize("text", ["extends: ../secret\n", "extends: /etc/secret\n", "from_folder: /etc\n"])
def test_a_kept_scenario_reads_no_file_of_the_machine(store: Store, text: str) -> None:
    kept = keep(store, "curious", "start: 2026-11-23\n" + text)
    with pytest.raises(BadInput, match=text.partition(":")[0]):
        ask_simulation(store, COMMISSIONER, [kept])


def test_a_run_from_the_present_keeps_the_facts_and_shows_nobody(store: Store) -> None:
    from tests.services.store.weeks import alike

    fill(store, alike("ann", "bea"))
    text = (
        "start: 2026-11-23\nweeks: 8\nwarm_up_weeks: 2\nreplications: 2\nfrom_folder: present\n"
        "behaviour: {weeks_to_ready: {1: {mean: 4, cv: 0.5}}, next_phase: {1: move_on}}\n"
    )
    run = ask_simulation(store, COMMISSIONER, [keep(store, "now", text)])
    a_worker(store).work_once()
    assert state_of(store, COMMISSIONER, run).status == "done"
    assert "people.csv" not in run_file_names(store, COMMISSIONER, run)
    report = simulated(store, COMMISSIONER, run)
    assert report.suppress
    with store.read() as books:
        snapshot = books.snapshots.get(books.queue.get(run).snapshot_sha256 or "")
    assert report.scenarios[0].present == snapshot
    assert len(snapshot.people) == 2


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_what_few_people_say_of_themselves_is_no_row_of_a_table(store: Store) -> None:
    said = ["rare"] * 4 + ["usual"] * 5
    people = tuple(a_person(f"p{number}", ethnicity=word) for number, word in enumerate(said))
    fill(store, a_service(people=people, stays=(), keep_apart=(), waivers=(), pins=()))
    text = "start: 2026-11-23\nweeks: 6\nwarm_up_weeks: 2\nreplications: 1\nfrom_folder: present\n"
    run = ask_simulation(store, COMMISSIONER, [keep(store, "now", text)])
    a_worker(store).work_once()
    tables = b"".join(stored(store, run).values()).decode("utf-8", errors="replace")
    assert "ethnicity=usual" in tables
    assert "rare" not in tables


def test_faults_are_told_when_it_is_asked_for(store: Store) -> None:
    with pytest.raises(BadInput, match="weeks"):
        ask_simulation(store, COMMISSIONER, [keep(store, "faulty", "weeks: many\n")])
    for unknown in (99, keep(store, "hers", SMALL.format(name="hers", limit=6), PLANNER)):
        with pytest.raises(NotFound):
            ask_simulation(store, COMMISSIONER, [unknown])
    assert runs_of(store, COMMISSIONER) == []


def test_who_may_ask_and_who_may_see(store: Store) -> None:
    kept = keep_two(store, shared=True)
    with pytest.raises(NotPermitted):
        ask_simulation(store, Actor("admin", ("administrator",)), kept)
    run = ask_simulation(store, COMMISSIONER, kept)
    assert state_of(store, PLANNER, run).asked_by == "comm"
    with pytest.raises(NotFound):
        simulated(store, PLANNER, run)
    with pytest.raises(NotFound):
        run_file(store, PLANNER, run, "measures.csv")


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_what_comes_of_a_scenario_is_its_authors_alone_until_it_is_shared(store: Store) -> None:
    kept = keep_two(store)
    run = ask_simulation(store, COMMISSIONER, kept, replications=2)
    a_worker(store).work_once()
    test = ask_how_sure(store, COMMISSIONER, run, "shorter")
    looks: list[Callable[[Actor], object]] = [
        lambda actor: state_of(store, actor, run),
        lambda actor: state_of(store, actor, test),
        lambda actor: simulated(store, actor, run),
        lambda actor: run_file_names(store, actor, run),
        lambda actor: run_file(store, actor, run, "measures.csv"),
    ]
    changes: list[Callable[[Actor], object]] = [
        lambda actor: ask_how_sure(store, actor, run, "shorter"),
        lambda actor: cancel(store, actor, test),
    ]

    def refuse(actor: Actor) -> None:
        assert runs_of(store, actor) == []
        for look in [*looks, *changes]:
            with pytest.raises(NotFound):
                look(actor)

    refuse(PLANNER)
    share_scenario(store, COMMISSIONER, kept[0])
    refuse(PLANNER)
    assert state_of(store, COMMISSIONER, run).not_shared == ("shorter",)
    share_scenario(store, COMMISSIONER, kept[1])
    assert state_of(store, COMMISSIONER, run).not_shared == ()
    for actor in (PLANNER, ADMINISTRATOR):
        assert [one.run_id for one in runs_of(store, actor)] == [test, run]
        for look in looks:
            assert look(actor)
    unshare_scenario(store, COMMISSIONER, kept[0])
    refuse(PLANNER)
    for look in looks:
        assert look(COMMISSIONER)
