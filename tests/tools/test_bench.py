"""The benchmark measures what it says, on a size that takes no time, and fails where a rival reaches other tiers."""

import argparse
import json
from pathlib import Path

import pytest

from tools.bench import __main__ as bench
from tools.bench.figures import OURS, Reached, SideBySide, WholeRun
from tools.bench.laboratory import Laboratory
from tools.bench.rounds import Laps, rounds
from tools.bench.sizes import STANDARD, Size, sizes
from tools.bench.table import PARTS, Measured, side_by_side_table

TIERS = ("placed_A", "waiting")
PROVEN = Reached(0.5, (3, 40), True, (0.2, 0.3))


def side(rival: Reached, *, ours: Reached = PROVEN) -> SideBySide:
    return SideBySide(TIERS, {OURS: [ours], "a rival": [rival]})


def measured(rival: Reached) -> Measured:
    whole = WholeRun({part: [0.1] for part in PARTS}, 99.0, 4, 6, 12)
    return Measured(Size(20, 5), True, whole, side(rival))


def test_the_benchmark_runs_and_everybody_reaches_the_same_tiers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = tmp_path / "out" / "bench.json"
    code = bench.main(["--sizes", "20/5", "--repeats", "1", "--replications", "1", "--out", str(written)])
    told = json.loads(written.read_text("utf-8"))
    assert (code, told["failures"]) == (0, [])
    said = capsys.readouterr().out
    assert "yes, 10 of 10" in said
    assert "10 scenarios x 200 replications x 5 years on 2 cores" in said
    lived = Laboratory(**told["laboratory"])
    assert len(lived.seconds) == 4
    assert all(0 < lived.weeks_a_second(name) < 1e6 for name in lived.seconds)
    assert 0 <= lived.by_full_engine < lived.decisions
    assert lived.megabytes_after_last < 1.2 * lived.megabytes_after_first
    (size,) = told["sizes"]
    assert set(size["whole"]["seconds"]) == set(PARTS)
    assert all(0 < seconds < 10 for measures in size["whole"]["seconds"].values() for seconds in measures)
    assert size["whole"]["peak_megabytes"] > 1
    tiers = size["side"]["tiers"]
    assert len(size["side"]["attempts"]) == 3
    ours, *rivals = (attempts[0] for attempts in size["side"]["attempts"].values())
    assert ours["finished"]
    assert len(ours["values"]) == len(ours["tier_seconds"]) == len(tiers)
    assert 0 < sum(ours["tier_seconds"]) < ours["seconds"]
    assert sum(ours["values"][: tiers.index("overdue")]) > 0
    assert [rival["values"] for rival in rivals] == [ours["values"]] * 2


def test_another_value_in_any_tier_fails_the_benchmark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "_measure", lambda size, options: measured(Reached(2.0, (3, 41), True)))
    monkeypatch.setattr(bench, "HELP_ROUNDS", 1)
    assert bench.main(["--sizes", "20/5", "--replications", "0", "--out", str(tmp_path / "bench.json")]) == 1
    said = capsys.readouterr().out
    assert "FAILED: 20/5: waiting: this solver proves 40, a rival 41" in said
    assert "NO" in said


def test_a_run_that_fails_fails_the_benchmark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "HELP_ROUNDS", 1)
    options = ["--sizes", "20/5", "--on", "yesterday", "--replications", "0", "--out", str(tmp_path / "bench.json")]
    assert bench.main(options) == 1
    assert "FAILED: 20/5: -m beds ended with exit code 2" in capsys.readouterr().out


def test_a_rival_that_was_stopped_is_shown_as_a_bound_and_compared_as_far_as_it_came() -> None:
    stopped = measured(Reached(20.0, (3,), False))
    table = side_by_side_table([stopped])
    assert ">= 40 x" in table
    assert ">= 20.0 (1 x)" in table
    assert "yes, 1 of 2" in table
    assert list(side(Reached(20.0, (4,), False)).differences()) == ["placed_A: this solver proves 3, a rival 4"]


def test_a_ratio_is_one_of_medians() -> None:
    attempts = {
        OURS: [Reached(seconds, (3, 40), True) for seconds in (0.5, 9.0, 0.4)],
        "a rival": [Reached(seconds, (3, 40), True) for seconds in (2.0, 1.0)],
    }
    assert SideBySide(TIERS, attempts).times_as_long("a rival") == 3.0


def test_a_tier_of_ours_that_is_not_proven_fails_the_benchmark() -> None:
    unproven = side(Reached(1.0, (3, 40), True), ours=Reached(0.5, (3, 40), False))
    assert list(unproven.differences()) == ["this solver has not proven every tier"]


@pytest.mark.parametrize(
    ("text", "read"),
    [("50,500", STANDARD[:2]), ("2000/400", STANDARD[2:3]), ("30/7, 500", (Size(30, 7), STANDARD[1]))],
)
def test_sizes_are_read_as_they_are_written(text: str, read: tuple[Size, ...]) -> None:
    assert sizes(text) == read


@pytest.mark.parametrize("text", ["", "60", "50/", "50x15", "-5/1"])
def test_other_sizes_are_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="CANDIDATES/BEDS"):
        sizes(text)


def test_what_takes_long_is_not_measured_again(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(rounds(3)) == [0, 1, 2]
    monkeypatch.setattr("tools.bench.rounds.ENOUGH", -1.0)
    assert list(rounds(3)) == [0]


def test_a_step_that_is_begun_anew_adds_to_its_own() -> None:
    laps = Laps()
    for step in (0, 1, 0):
        laps(step, 2)
    laps.end()
    laps.end()
    assert set(laps.seconds) == {0, 1}
    assert all(seconds > 0 for seconds in laps.seconds.values())
