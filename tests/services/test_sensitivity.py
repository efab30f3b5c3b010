"""One input at a time: a point a value, the same luck on both sides, and where the verdict changes."""

from pathlib import Path

import pytest

from beds.domain.errors import BadInput
from beds.services.running import Effect, Running
from beds.services.sensitivity import Point, Sensitivity, Vary, sensitivity
from beds.simulation.compare import Difference, Verdict
from beds.simulation.workforce import Workforce
from tests.services.laboratory import a_file, two_files
from tests.simulation.stand_in import a_scenario

ALONE = Running(workforce=Workforce(jobs=1))
LEAVING = Vary("behaviour.leave_per_week.1", ("0", "0.3"))


def test_a_scenario_is_compared_with_itself_as_it_is(tmp_path: Path) -> None:
    asked = [LEAVING, Vary("demand.referrals_per_week", ("0.8",))]
    found = sensitivity(a_file(tmp_path), asked, "left_unplanned", ALONE, tmp_path / "out")
    assert [(point.key, point.value) for point in found.points] == [
        ("behaviour.leave_per_week.1", "0"),
        ("behaviour.leave_per_week.1", "0.3"),
        ("demand.referrals_per_week", "0.8"),
    ]  # fmt: skip
    never, often, unchanged = (point.effect.difference for point in found.points)
    assert never is not None
    assert often is not None
    assert unchanged is not None
    assert never.mean < 0 < often.mean
    assert (unchanged.mean, unchanged.verdict) == (0, "no clear difference")


def test_files_hold_a_row_a_point_and_a_picture(tmp_path: Path) -> None:
    sensitivity(a_file(tmp_path), [LEAVING], "left_unplanned", ALONE, tmp_path / "out")
    lines = (tmp_path / "out" / "sensitivity.csv").read_text("utf-8-sig").splitlines()
    assert [line.split(",")[:4] for line in lines[1:]] == [
        ["behaviour.leave_per_week.1", value, "left_unplanned", "all"] for value in ("0", "0.3")
    ]
    assert {file.name for file in (tmp_path / "out").iterdir()} == {
        "sensitivity.csv", "sensitivity.svg", "sensitivity.png",
    }  # fmt: skip


def test_both_sides_are_varied_alike_where_another_is_named(tmp_path: Path) -> None:
    longer, shorter = two_files(tmp_path)
    found = sensitivity(shorter, [LEAVING], "admitted", ALONE, tmp_path / "out", against=longer)
    effect = found.points[1].effect
    assert effect.without is not None
    assert effect.having is not None
    assert effect.without.scenario == "longer, behaviour.leave_per_week.1=0.3"
    assert effect.having.scenario == "shorter, behaviour.leave_per_week.1=0.3"


@pytest.mark.parametrize(
    ("vary", "measure", "said"),
    [
        (Vary("behaviour.leave_per_weak.1", ("0",)), "admitted", "leave_per_week"),
        (Vary("behaviour.leave_per_week.1", ("often",)), "admitted", "often"),
        (LEAVING, "admited", "admitted"),
    ],
)
def test_slips_are_told_with_what_was_probably_meant(tmp_path: Path, vary: Vary, measure: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        sensitivity(a_file(tmp_path), [vary], measure, ALONE, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def a_point(value: str, verdict: Verdict, key: str = "weeks") -> Point:
    difference = Difference("s", "admitted", "all", 1, 0, 2, verdict, 3, 0, None, 0.5, False)
    return Point(key, value, Effect("admitted", "all", None, None, difference))


def test_the_verdict_changes_between_neighbours_of_one_input() -> None:
    points = (a_point("1", "more"), a_point("2", "more"), a_point("3", "fewer"), a_point("1", "more", "rate"))
    found = Sensitivity(a_scenario(), None, "admitted", "all", Path("out"), points)
    assert [(flip.before.value, flip.after.value) for flip in found.flips] == [("2", "3")]
