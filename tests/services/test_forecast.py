"""The use case of a forecast, on the sample service."""

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from beds.data.exchange import read_exchange, write_exchange
from beds.domain.errors import BadInput
from beds.services.forecast import Forecast, forecast_folder
from beds.services.forecast_words import sentence
from tools.backtest import a_service

ON = date(2026, 11, 23)


def forecast(out: Path | None, runs: int = 19, weeks: int = 12) -> Forecast:
    return forecast_folder("scenarios/chrysalis", ON, out, a_service(), weeks=weeks, runs=runs, jobs=1)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Forecast, Path]:
    out = tmp_path_factory.mktemp("forecast") / "out"
    return forecast(out), out


def test_everybody_who_seeks_a_bed_is_told_of_once(told: tuple[Forecast, Path]) -> None:
    people = [one.person.person_id for one in told[0].people]
    assert sorted(people) == [person.person_id for person in told[0].week.candidates]


def test_whoever_has_no_bed_open_to_her_hears_which_rule_stands_in_the_way(told: tuple[Forecast, Path]) -> None:
    p098 = next(one for one in told[0].people if one.person.person_id == "P098")
    assert p098.wait.low is None
    assert sentence(p098, 12).startswith("No bed is expected within 12 weeks. No bed of the phases that she seeks")
    assert "(18 of 18 beds)" in sentence(p098, 12)


def test_whoever_shares_a_language_with_no_key_worker_hears_that_this_stands_in_the_way(tmp_path: Path) -> None:
    snapshot, _warnings = read_exchange(Path("scenarios/chrysalis"), ON)
    first = next(one for one in forecast(None, runs=1, weeks=4).people if one.open_beds and not one.person.worker_id)
    alone = replace(first.person, languages=("cy",))
    people = tuple(alone if one.person_id == alone.person_id else one for one in snapshot.people)
    write_exchange(replace(snapshot, people=people), tmp_path / "service")
    told = forecast_folder(tmp_path / "service", ON, None, a_service(), weeks=4, runs=3, jobs=1)
    hers = next(one for one in told.people if one.person.person_id == alone.person_id)
    assert hers.open_beds
    assert not hers.may_be_held
    assert "shares a language with her" in sentence(hers, 4)


def test_where_there_is_no_key_worker_that_is_what_stands_in_the_way(tmp_path: Path) -> None:
    snapshot, _warnings = read_exchange(Path("scenarios/chrysalis"), ON)
    people = tuple(replace(one, worker_id="") for one in snapshot.people)
    write_exchange(replace(snapshot, people=people, workers=()), tmp_path / "service")
    told = forecast_folder(tmp_path / "service", ON, None, a_service(), weeks=4, runs=3, jobs=1)
    hers = next(one for one in told.people if one.open_beds)
    assert "no key worker is there" in sentence(hers, 4)
    assert "language" not in sentence(hers, 4)


def test_chances_never_fall_as_the_weeks_go_on(told: tuple[Forecast, Path]) -> None:
    for one in told[0].people:
        shares = [share for _weeks, share in one.chances]
        assert shares == sorted(shares)


def test_no_sentence_names_a_day(told: tuple[Forecast, Path]) -> None:
    assert not any("202" in sentence(one, 12) for one in told[0].people)


def test_the_files_hold_what_was_told(told: tuple[Forecast, Path]) -> None:
    found, out = told
    with (out / "forecast.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert [row["person_id"] for row in rows] == [one.person.person_id for one in found.people]
    values = json.loads((out / "forecast.json").read_text("utf-8"))
    assert len(values["vacancies"]) == 12 * 4
    assert values["people"][0]["sentence"] == rows[0]["sentence"]


def test_the_same_seed_gives_the_same_forecast(told: tuple[Forecast, Path]) -> None:
    assert forecast(None).people == told[0].people


def test_a_forecast_is_not_written_among_the_facts_it_comes_from() -> None:
    with pytest.raises(BadInput):
        forecast_folder("scenarios/chrysalis", ON, "scenarios/chrysalis", a_service(), runs=19)
