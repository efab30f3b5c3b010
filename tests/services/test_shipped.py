"""The shipped samples are found from any folder, and a reader's own folder comes before them."""

from pathlib import Path

import pytest

from beds.services import shipped


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program installed under ``tmp_path`` with the sample ``town``, asked from an empty folder."""
    (tmp_path / "site" / "beds").mkdir(parents=True)
    (tmp_path / "site" / "scenarios" / "town").mkdir(parents=True)
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    monkeypatch.setattr(shipped, "_PACKAGE", tmp_path / "site" / "beds")
    return tmp_path


def test_in_a_source_tree_a_sample_stands_beside_the_package(elsewhere: Path) -> None:
    assert shipped.locate("scenarios/town") == elsewhere / "site" / "scenarios" / "town"


def test_once_installed_a_sample_stands_inside_the_package(elsewhere: Path) -> None:
    inside = elsewhere / "site" / "beds" / "scenarios" / "town"
    inside.mkdir(parents=True)
    assert shipped.locate(Path("scenarios/town")) == inside


def test_a_folder_of_the_reader_comes_first(elsewhere: Path) -> None:
    Path("scenarios/town").mkdir(parents=True)
    assert shipped.locate("scenarios/town") == Path("scenarios/town")


@pytest.mark.parametrize("path", ["scenarios/village", "town", "scenarios/../../desk", "/nowhere/scenarios/town"])
def test_what_is_no_sample_comes_back_as_it_was_asked_for(elsewhere: Path, path: str) -> None:
    assert shipped.locate(path) == Path(path)


def test_the_project_ships_its_samples(root: Path) -> None:
    assert shipped.shipped_scenarios() == root / "scenarios"
