"""The laboratory as a shell sees it: Ctrl-C, going on, codes, and what is said on the way."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.services.laboratory import a_file, contents, two_files
from tests.services.long_work.laboratory import undisturbed

MANY = ("--replications", "16", "--weeks", "52", "--jobs", "2")


def typed(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "beds", *map(str, words)]


def run(*words: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(typed(*words), capture_output=True, text=True, encoding="utf-8")


def test_ctrl_c_and_resume_end_with_the_files_of_an_undisturbed_run(tmp_path: Path) -> None:
    files, out = two_files(tmp_path), tmp_path / "out"
    started = subprocess.Popen(
        typed("simulate", *files, "--out", out, *MANY), text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    until = time.monotonic() + 120
    while not list(out.glob("parts/*/*.npz")) and time.monotonic() < until:
        time.sleep(0.01)
    os.killpg(started.pid, signal.SIGINT)
    said, noise = started.communicate(timeout=120)
    assert started.returncode == 130, noise
    assert "What if?" in said
    assert "Traceback" not in noise
    assert "--resume goes on from there" in noise
    kept = len(list(out.glob("parts/*/*.npz")))
    assert 0 < kept < 32
    assert {name.split("/")[0] for name in contents(out)} == {"parts"}
    again = run("simulate", *files, "--out", out, *MANY, "--resume")
    assert again.returncode == 0, again.stderr
    assert contents(out) == undisturbed(tmp_path, replications=16, weeks=52)


def test_the_question_the_answer_and_the_place_of_the_files_are_told(tmp_path: Path) -> None:
    done = run("simulate", *two_files(tmp_path), "--out", tmp_path / "out", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    for part in ("What if?", "2 scenarios", "SHORTER AGAINST LONGER", "HEADLINES", "report.html"):
        assert part in done.stdout


def test_faults_in_a_scenario_are_2_and_nothing_is_written(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    file.write_text(file.read_text("utf-8").replace("weeks: 24", "weaks: 24").replace("beds: 4", "beds: four"), "utf-8")
    done = run("simulate", file, "--out", tmp_path / "out")
    assert (done.returncode, done.stdout) == (2, "")
    assert "weaks" in done.stderr
    assert "four" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("values", ["20:40", "40:20:5", "20:40:0", "a:b:c", "0:1000:1", ""])
def test_a_range_that_is_none_is_told(tmp_path: Path, values: str) -> None:
    done = run("sensitivity", a_file(tmp_path), "--vary", f"seed={values}", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "--vary" in done.stderr


def test_where_a_verdict_changes_is_said(tmp_path: Path) -> None:
    vary = ("--vary", "behaviour.leave_per_week.1=0.0:0.3:0.15", "--measure", "left_unplanned")
    length = ("--replications", "10", "--weeks", "56", "--jobs", "1")
    done = run("sensitivity", a_file(tmp_path), *vary, "--out", tmp_path / "out", *length)
    assert done.returncode == 0, done.stderr
    assert "Between 0.00 and 0.15 the verdict changes from “fewer” to “more”." in done.stdout


def test_what_one_more_buys_is_shown(tmp_path: Path) -> None:
    done = run("marginal", a_file(tmp_path), "--out", tmp_path / "out", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    assert "one more bed in hostel" in done.stdout
    assert "one more key worker" in done.stdout
