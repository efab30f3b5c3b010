"""``beds serve`` as it is typed: the demo answers, and says how to sign in."""

import re
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from beds.cli.main import main


def test_the_demo_says_where_it_is_and_how_to_sign_in() -> None:
    asked = [sys.executable, "-u", "-m", "beds", "serve", "--demo", "--port", "0"]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        try:
            said = ""
            while "Open " not in said:
                line = running.stdout.readline()
                assert line, said
                said += line
            address = re.findall(r"http://127\.0\.0\.1:\d+/", said)[0]
            with urlopen(address) as answer:
                assert "Sign in" in answer.read().decode()
            # Nobody is at work on the demo's database: a worker is started beside it, and ends with it.
            log = ""
            while "worker_begins" not in log:
                line = running.stderr.readline()
                assert line, log
                log += line
        finally:
            running.terminate()
        assert "worker_ends" in running.stderr.read()
        assert running.wait() == 0
    assert re.search(r"Password of all: \S{8,}", said)
    for role in ("coordinator", "planner", "commissioner", "administrator"):
        assert f"  {role}" in said


def test_without_a_database_it_says_how_to_begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEDS_DATABASE_URL", str(tmp_path / "none.db"))
    answer = CliRunner().invoke(main, ["serve"])
    assert answer.exit_code == 7
    assert "beds import" in answer.output
