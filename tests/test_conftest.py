"""A test that wants a program which is not installed is skipped, with the reason, and never on CI."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
INI = """
[pytest]
markers =
    needs_chromium: a browser
    needs_postgres: a database
"""


@pytest.fixture
def bare_machine(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A machine with this suite's conftest, two tests that want a program, and neither program."""
    conftest = Path(__file__).with_name("conftest.py").read_text("utf-8")
    pytester.makeini(INI)
    conftest = conftest.replace(', "tests.databases"', "").replace(
        "/usr/lib/postgresql", str(pytester.path / "nothing")
    )
    pytester.makeconftest(conftest)
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.needs_chromium
        def test_a_page(): ...

        @pytest.mark.needs_postgres
        def test_a_table(): ...

        def test_a_sum(): ...
        """
    )
    monkeypatch.setenv("PATH", str(pytester.path))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return pytester


def test_a_test_without_its_program_is_skipped_and_says_what_to_install(
    bare_machine: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    result = bare_machine.runpytest_subprocess("-rs")
    result.assert_outcomes(passed=1, skipped=2)
    result.stdout.fnmatch_lines(["*install --no-install-recommends chromium*"])
    result.stdout.fnmatch_lines(["*install --no-install-recommends postgresql*"])


def test_on_ci_it_fails_instead(bare_machine: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    bare_machine.runpytest_subprocess().assert_outcomes(passed=1, errors=2)
