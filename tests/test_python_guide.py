"""The guide for those who come from Python tells the truth: every line of its session is run."""

import doctest
from pathlib import Path

import pytest

from beds.services.python_api import OddFacts


@pytest.mark.parametrize("page", ["docs/python.md"])
def test_every_line_of_the_guide_does_what_the_guide_says(
    root: Path, page: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(root)
    with pytest.warns(OddFacts, match="9 warnings"):
        result = doctest.testfile(str(root / page), module_relative=False)
    assert result.attempted > 5
    assert result.failed == 0, capsys.readouterr().out
