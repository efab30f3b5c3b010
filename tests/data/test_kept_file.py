"""What was proposed before, as a file: written and read back, and read from an earlier answer."""

from pathlib import Path

import pytest

from beds.data.kept_file import KEPT, kept_csv, read_kept
from beds.domain.errors import BadInput


def test_it_comes_back_as_it_was_written(tmp_path: Path) -> None:
    kept = {"ann": "b1", "bea, the second": 'b"2'}
    (tmp_path / KEPT).write_bytes(kept_csv(kept))
    assert read_kept(tmp_path / KEPT) == kept


def test_of_an_earlier_answer_the_rows_with_a_bed_are_read(tmp_path: Path) -> None:
    (tmp_path / "allocation.csv").write_text("person_id,outcome,bed_id\nann,placed,b1\nbea,waits,\n", "utf-8")
    assert read_kept(tmp_path / "allocation.csv") == {"ann": "b1"}


@pytest.mark.parametrize("content", [b"", b"person_id,bed\nann,b1\n", b"\xff\xfe\x00", None])
def test_what_is_no_such_file_is_a_fault(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / KEPT
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadInput, match="as allocation"):
        read_kept(path)
