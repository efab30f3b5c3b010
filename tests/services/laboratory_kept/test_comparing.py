"""Scenarios compared: asked for as one run, and its answer tested against the assumptions."""

import re

import pytest

from beds.data.store.facts import NotFound
from beds.data.store.store import Store
from beds.domain.errors import BadInput
from beds.services.laboratory.assumptions import variations
from beds.services.laboratory.compare import ask_comparison
from beds.services.laboratory.look import kept_scenarios, shipped_scenario
from beds.services.laboratory.sure import ask_how_sure, how_sure
from beds.services.long_work.result import simulated
from beds.services.long_work.state import state_of
from beds.services.report.charts import charts
from beds.services.report.page import render_body
from tests.data.store.sample import PLANNER
from tests.services.long_work.laboratory import COMMISSIONER, a_worker, keep_two

on_sqlite = pytest.mark.parametrize("engine_name", ["sqlite"])


@on_sqlite
def test_a_shipped_scenario_is_kept_when_it_is_compared(store: Store) -> None:
    ask_comparison(store, COMMISSIONER, ["shipped:baseline", "shipped:more-flats"], 20)
    ask_comparison(store, COMMISSIONER, ["shipped:baseline", "shipped:longer-flats"], 20)
    assert sorted(one.name for one in kept_scenarios(store, COMMISSIONER)) == ["baseline", "longer-flats", "more-flats"]


@on_sqlite
def test_two_to_six_are_compared_and_none_that_she_cannot_see(store: Store) -> None:
    longer, shorter = map(str, keep_two(store))
    for picks in ([longer], [longer, longer], [longer, *(f"shipped:{n}" for n in "abcdef")], [longer, "nothing"]):
        with pytest.raises(BadInput):
            ask_comparison(store, COMMISSIONER, picks, 20)
    with pytest.raises(NotFound):
        ask_comparison(store, PLANNER, [longer, shorter], 20)


@on_sqlite
def test_the_answer_is_tested_one_assumption_at_a_time(store: Store) -> None:
    run = ask_comparison(store, COMMISSIONER, list(map(str, keep_two(store))), 3)
    worker = a_worker(store)
    worker.work_once()
    with pytest.raises(NotFound):
        ask_how_sure(store, COMMISSIONER, run, "longer")
    test = ask_how_sure(store, COMMISSIONER, run, "shorter")
    assert ask_how_sure(store, COMMISSIONER, run, "shorter") == test, "the same is not asked twice"
    report = simulated(store, COMMISSIONER, run)
    (waiting,) = how_sure(store, COMMISSIONER, run, report)
    assert (waiting.scenario, waiting.state.status, waiting.rows) == ("shorter", "queued", ())
    worker.work_once()
    assert state_of(store, COMMISSIONER, test).tests == run
    (found,) = how_sure(store, COMMISSIONER, run, report)
    varied = variations(report.scenarios[1])
    assert len(found.rows) == 1 + len(varied) == 10
    assert not any(cell.turned or cell.lost or cell.found for cell in found.rows[0].cells)
    assert len({row.cells for row in found.rows}) > 5, "what is varied changes something"
    assert any("variations" in sentence or "depends" in sentence for sentence in found.sentences)


def test_what_is_measured_or_published_is_not_doubted() -> None:
    names = [one.id for one in variations(shipped_scenario("baseline").scenario)]
    assert names[:3] == ["demand.referrals_per_week lower", "demand.referrals_per_week higher",
                         "behaviour.weeks_to_ready lower"]  # fmt: skip
    assert "behaviour.move_at_limit turned" in names


@on_sqlite
def test_the_page_says_everything_without_scripts_and_styles(store: Store) -> None:
    run = ask_comparison(store, COMMISSIONER, list(map(str, keep_two(store))), 2)
    a_worker(store).work_once()
    report = simulated(store, COMMISSIONER, run)
    specs = charts(report)
    body = render_body(report, specs)
    assert " style=" not in body
    assert "<style" not in body
    pictures = body.count("<svg")
    assert pictures == body.count("<figure") == body.count("The numbers of this picture") == len(specs)
    together = re.findall(r'<div class="together">\s*<h2.*?(?=<div class="together">|<section)', body, re.DOTALL)
    assert len(together) == 5
    assert all(part.count("<figure") >= 1 for part in together if "is not known" not in part), "on one sheet of paper"
    for row_measure in ("admitted", "overdue"):
        assert f'href="#measure-{row_measure}"' in body
        assert f'id="measure-{row_measure}"' in body
