"""Files are written whole or not at all."""

import pytest

from beds.data.all_or_nothing import replace_file, replace_files


class Failure(Exception):
    """Something went wrong half-way."""


def tree(folder):
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_files_replace_those_of_their_names_and_leave_the_others(tmp_path):
    (tmp_path / "a.csv").write_text("old")
    (tmp_path / "A.CSV").write_text("old too")
    (tmp_path / "mine.txt").write_text("mine")
    replace_files(tmp_path, {"a.csv": b"new", "b.csv": b"new"}, gone=["A.CSV"])
    assert tree(tmp_path) == {"a.csv": b"new", "b.csv": b"new", "mine.txt": b"mine"}


def test_a_folder_that_is_not_there_is_made(tmp_path):
    replace_files(tmp_path / "x" / "y", {"a.csv": b"new"})
    assert tree(tmp_path) == {"x/y/a.csv": b"new"}


def test_if_a_file_cannot_be_written_the_folder_is_as_it_was(tmp_path):
    (tmp_path / "a.csv").write_text("old")
    with pytest.raises(OSError):  # noqa: PT011 - which error it is depends on the system
        replace_files(tmp_path, {"a.csv": b"new", "no/such/folder.csv": b"new"})
    assert tree(tmp_path) == {"a.csv": b"old"}


def test_if_a_file_cannot_be_moved_into_place_the_folder_is_as_it_was(tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_text("old")
    (tmp_path / "b.csv").write_text("old")
    move = type(tmp_path).replace

    def refuses_one(self, target):
        if self.parent.name == "new" and self.name == "b.csv":
            raise Failure
        return move(self, target)

    monkeypatch.setattr(type(tmp_path), "replace", refuses_one)
    with pytest.raises(Failure):
        replace_files(tmp_path, {"a.csv": b"new", "b.csv": b"new"})
    assert tree(tmp_path) == {"a.csv": b"old", "b.csv": b"old"}


def test_if_it_fails_a_folder_that_was_not_there_is_not_there(tmp_path):
    with pytest.raises(OSError):  # noqa: PT011
        replace_files(tmp_path / "new", {"no/such/folder.csv": b"new"})
    assert not (tmp_path / "new").exists()


def test_if_writing_fails_the_file_that_stood_there_stands(tmp_path):
    (tmp_path / "a.xlsx").write_text("old")

    def write(path):
        path.write_text("half")
        raise Failure

    with pytest.raises(Failure):
        replace_file(tmp_path / "a.xlsx", write)
    assert tree(tmp_path) == {"a.xlsx": b"old"}


def test_a_file_is_replaced_whole(tmp_path):
    (tmp_path / "a.xlsx").write_text("old")

    def write(path):
        path.write_text("new")

    replace_file(tmp_path / "a.xlsx", write)
    assert tree(tmp_path) == {"a.xlsx": b"new"}
