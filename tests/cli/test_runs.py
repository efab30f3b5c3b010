"""Runs and policies from the command line."""

import json
from pathlib import Path

import pytest

from beds.data.settings import Settings
from beds.data.store.store import open_store
from tests.cli.test_database import CHRYSALIS, beds
from tests.cli.test_database import here as here

ON = ("--on", "2026-11-23")


@pytest.fixture
def service(here: Path) -> Path:
    """The sample in a database."""
    beds("import", *CHRYSALIS, "--yes")
    return here


def test_a_week_is_run_listed_shown_replayed_and_compared(service: Path) -> None:
    ran = beds("run", *ON, "--out", "out", "--no-explain", "--quiet")
    assert ran.stdout == ""
    assert "Of 16 beds that were proposed before, 16 are given as they were." in beds("run", *ON, "--no-explain").stdout
    listed = beds("runs").stdout
    assert "replaced by run 2" in listed
    assert "waits for a decision" in listed
    assert [run["run_id"] for run in json.loads(beds("runs", "--json").stdout)] == [1, 2]
    assert "under version 1 of the policy" in beds("show-run", "1", "--out", "again").stdout
    for file in (service / "out").glob("*.csv"):
        assert file.read_bytes() == (service / "again" / file.name).read_bytes()
    assert json.loads(beds("show-run", "2", "--json").stdout)["kept"]["value"] == 16
    assert "gives the same answer again" in beds("replay", "1").stdout
    assert "Nothing differs" in beds("diff", "1", "2").stdout
    assert "no weekly run 9" in beds("diff", "1", "9", code=1).stderr


def test_a_replay_that_differs_says_where_and_ends_with_1(service: Path, settings: Settings) -> None:
    summary = json.loads(beds("run", *ON, "--no-explain", "--json").stdout)
    assert summary["run"] == 1
    store = open_store(settings)
    with store.write() as books:
        row = books.runs.get(1)
        row.options, row.program = {**row.options, "explain": True}, "0.0.1"
    store.close()
    shown = beds("replay", "1", "--quiet", code=1).stdout
    assert "RUN 1 DIFFERS IN" in shown
    assert "It was made by beds 0.0.1" in shown
    assert "unplaced.csv" in shown


def test_a_run_is_not_written_among_the_facts(service: Path) -> None:
    beds("export", "facts", *ON)
    assert "exchange folder" in beds("run", *ON, "--out", "facts", code=2).stderr
    assert json.loads(beds("runs", "--json").stdout) == []


def test_a_policy_is_tried_before_it_is_saved(service: Path) -> None:
    policy = beds("policy", "show", *ON).stdout
    Path("same.yaml").write_text(policy, "utf-8")
    Path("other.yaml").write_text(policy.replace("continuity: required", "continuity: preferred"), "utf-8")
    assert "This policy is the same as version 1." in beds("policy", "try", "same.yaml", *ON).stdout
    tried = beds("policy", "try", "other.yaml", *ON).stdout
    assert "continuity: required → preferred" in tried
    assert "Before" in tried
    add = ("policy", "add", "other.yaml", "--from", "2026-12-07", *ON, "--source", "Cabinet of 1 December")
    asked = beds(*add, code=1)
    assert "continuity: required → preferred" in asked.stdout
    assert "Nothing was stored" in asked.stderr
    assert "Saved as version 2" in beds(*add, "--yes").stdout
    assert "Cabinet of 1 December" in beds("policy", "list").stdout
    assert "continuity: required" in beds("policy", "show", "--on", "2026-12-06").stdout
    assert "continuity: preferred" in beds("policy", "show", "--on", "2026-12-07").stdout
    assert "continuity: preferred" in beds("policy", "show", "2").stdout
    assert "version 2 of the policy" in beds("run", "--on", "2026-12-07", "--no-explain").stdout
