"""The program as a shell sees it: exit codes, pipes, a terminal, and no work before it is asked for."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.data.folders import a_bed, a_candidate, a_folder, a_person, a_pin

ON = ("--on", "2026-11-23")
ESCAPE = b"\x1b["


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return a_folder(tmp_path, beds=[a_bed(), a_bed(bed_id="b2")])


def run(*typed: str | Path, **options: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "beds", *map(str, typed)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", **options)  # type: ignore[call-overload, no-any-return]


def on_a_terminal(*typed: str | Path, **environment: str) -> bytes:
    """What a terminal of the usual width receives."""
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "beds", *map(str, typed)]
    surroundings = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", **environment}
    with subprocess.Popen(command, stdout=follower, stderr=follower, stdin=follower, env=surroundings) as started:
        os.close(follower)
        received = b""
        while chunk := _read(leader):
            received += chunk
        started.wait(timeout=60)
    os.close(leader)
    return received


def _read(leader: int) -> bytes:
    try:
        return os.read(leader, 65536)
    except OSError:  # Linux: the other end is closed
        return b""


def test_done_is_0(folder: Path, tmp_path: Path) -> None:
    done = run("allocate", folder, *ON, "--out", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")


def test_faults_are_2_and_nothing_is_written(folder: Path, tmp_path: Path) -> None:
    (folder / "people.csv").unlink()
    done = run("allocate", folder, *ON, "--out", tmp_path / "out")
    assert (done.returncode, done.stdout) == (2, "")
    assert not (tmp_path / "out").exists()


def test_no_allocation_in_time_is_3(root: Path, tmp_path: Path) -> None:
    done = run("allocate", root / "scenarios" / "borough", *ON, "--out", tmp_path / "out", "--time-limit", "0.000001")
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_pin_that_cannot_be_kept_is_4(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, people=[a_person(), a_candidate()], pins=[a_pin()])
    done = run("allocate", folder, *ON, "--out", tmp_path / "out")
    assert done.returncode == 4
    assert not (tmp_path / "out").exists()


def test_a_pipe_gets_plain_text_and_a_terminal_gets_tables(folder: Path, tmp_path: Path) -> None:
    piped = run("allocate", folder, *ON, "--out", tmp_path / "out", env={**os.environ, "COLUMNS": "40"}).stdout
    assert ESCAPE.decode() not in piped
    assert "─" not in piped
    shown = on_a_terminal("allocate", folder, *ON, "--out", tmp_path / "out")
    assert ESCAPE in shown
    assert "─".encode() in shown


def test_a_terminal_that_can_draw_nothing_gets_plain_text(folder: Path, tmp_path: Path) -> None:
    shown = on_a_terminal("allocate", folder, *ON, "--out", tmp_path / "out", TERM="dumb")
    assert ESCAPE not in shown
    assert "─".encode() not in shown


def test_no_colour_is_used_that_could_be_asked_not_to(folder: Path, tmp_path: Path) -> None:
    shown = on_a_terminal("allocate", folder, *ON, "--out", tmp_path / "out", NO_COLOR="1")
    assert ESCAPE + b"3" not in shown
    assert ESCAPE + b"9" not in shown


def test_faults_on_a_terminal_are_a_table(folder: Path) -> None:
    text = (folder / "people.csv").read_text("utf-8")
    (folder / "people.csv").write_text(text.replace("1990-05-01", "1990-25-01"), "utf-8")
    shown = on_a_terminal("check", folder, *ON).decode()
    assert "─" in shown
    for part in ("people.csv", "birth_date", "1990-25-01", "there is no such day", "a date as 2026-11-23"):
        assert part in shown


def test_a_pipe_that_closes_early_is_no_fault(folder: Path, tmp_path: Path) -> None:
    command = f'"{sys.executable}" -m beds allocate "{folder}" --on 2026-11-23 --out "{tmp_path / "out"}" | head -n 1'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("The week of Monday")
    assert "Traceback" not in done.stderr


def test_letters_that_a_console_lacks_do_not_stop_the_week(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, beds=[a_bed(), a_bed(bed_id="Łódź")])
    latin = {**os.environ, "PYTHONIOENCODING": "latin-1:strict"}
    command = [sys.executable, "-m", "beds", "allocate", str(folder), *ON, "--out", str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, env=latin)
    assert done.returncode == 0, done.stderr
    assert b"The week of Monday" in done.stdout


def test_json_goes_to_a_program_whole(folder: Path, tmp_path: Path) -> None:
    done = run("allocate", folder, *ON, "--out", tmp_path / "out", "--json")
    assert json.loads(done.stdout)["candidates"] == 1


@pytest.mark.parametrize("typed", [["--help"], ["allocate", "--help"], ["explain", "--help"], ["--version"]])
def test_asking_for_help_loads_neither_solver_nor_frames_nor_tables(typed: list[str]) -> None:
    script = (
        "import sys; from beds.cli.main import main; main(sys.argv[1:], standalone_mode=False); "
        "print('LOADED', *sorted(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script, *typed], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stdout.rpartition("LOADED ")[2].split()}
    assert loaded.isdisjoint({"pandas", "numpy", "scipy", "ortools", "xlsxwriter", "sqlalchemy", "rich", "ruamel"})
