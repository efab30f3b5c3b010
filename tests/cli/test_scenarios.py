"""``beds scenarios`` as it is typed: what it lists, and how faults are told."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from beds.cli.main import main


def beds(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def test_shipped_scenarios_are_listed_with_question_and_changes() -> None:
    shown = beds("scenarios")
    assert shown.exit_code == 0
    for part in ("SHORTENED-TIMEFRAMES", "Changes against baseline:", "Stay limit of Hostel: 39 → 26 weeks", "39 beds"):
        assert part in shown.output, part


def test_scenarios_are_listed_for_programs() -> None:
    listed = {one["name"]: one for one in json.loads(beds("scenarios", "scenarios", "--json").output)}
    assert listed["more-flats"]["extends"] == "baseline"
    assert listed["more-flats"]["changes"] == [
        {"key": "stock.flats.beds", "label": "Beds of Flats", "before": "7", "after": "10", "unit": ""}
    ]


def test_three_mistakes_in_a_scenario_end_with_2_and_their_lines(tmp_path: Path) -> None:
    text = "extends: baseline\nwekes: 260\nbehaviour:\n  refuse_offer: 8\nstock: {flats: {beds: many}}\n"
    (tmp_path / "wrong.yaml").write_text(text, encoding="utf-8")
    shown = beds("scenarios", tmp_path)
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert "3 FAULTS. NOTHING WAS WRITTEN." in shown.stderr
    for part in (
        "wrong.yaml, row 2, column wekes: this key is not known; probably meant: weeks",
        "wrong.yaml, row 4, column behaviour.refuse_offer: out of range (found: '8')",
        "wrong.yaml, row 5, column stock.flats.beds: not a whole number (found: 'many')",
    ):
        assert part in shown.stderr, part
