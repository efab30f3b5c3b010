"""Changing single keys of a scenario's text: the rest stays as somebody wrote it."""

from pathlib import Path

import pytest

from beds.data.scenario.editing import Inherited, edited
from beds.data.scenario_file import understand
from beds.domain.errors import BadInput

WRITTEN = """\
# Mine.
name: mine   # as I call it
extends: baseline
stock:
  flats: {beds: 10}   # three more
sources:
  stock.flats.beds: Cabinet paper
"""
ROWS = """\
stock:
  - {scheme_id: hostel, phase: 1, beds: 4}
  - {scheme_id: flats, phase: 3, beds: 2}  # too few
"""


def test_comments_and_order_stay() -> None:
    text = edited(WRITTEN, {("policy", "stay_limit_weeks", "1"): 13, ("behaviour", "move_at_limit"): False})
    assert text.startswith(WRITTEN)
    assert text.endswith("policy:\n  stay_limit_weeks:\n    1: 13\nbehaviour:\n  move_at_limit: no\n")


def test_what_is_inherited_again_leaves_no_empty_mapping_behind() -> None:
    text = edited(WRITTEN, {("stock", "flats", "beds"): Inherited(7), ("sources", "stock.flats.beds"): Inherited()})
    assert "stock" not in text
    assert "sources" not in text
    assert "extends: baseline" in text


def test_a_row_of_a_list_is_found_by_its_id_and_inherits_nothing() -> None:
    text = edited(ROWS, {("stock", "flats", "beds"): Inherited(7), ("stock", "hostel", "beds"): 5})
    assert text == ROWS.replace("beds: 4", "beds: 5").replace("beds: 2", "beds: 7")


def test_a_phase_is_the_same_key_whether_it_was_written_as_a_number_or_a_word() -> None:
    text = edited("policy: {stay_limit_weeks: {'1': 26, 2: 26}}\n", {
        ("policy", "stay_limit_weeks", "1"): 13, ("policy", "stay_limit_weeks", "2"): 14,
    })  # fmt: skip
    assert "'1': 13" in text
    assert "2: 14" in text


def test_a_text_extends_the_library_alone_and_starts_from_no_folder(root: Path) -> None:
    library = root / "scenarios"
    (read,) = [understand("mine.yaml", library=library, text=WRITTEN)]
    assert {stock.scheme.scheme_id: stock.beds for stock in read.scenario.stock}["flats"] == 10
    for text in ("extends: ../pyproject.toml", f"extends: {root / 'scenarios' / 'borough' / 'policy.yaml'}",
                 "extends: borough/policy.yaml", "extends: baseline\nfrom_folder: borough"):  # fmt: skip
        with pytest.raises(BadInput) as refused:
            understand("mine.yaml", library=library, text=text)
        assert refused.value.faults[0].column in ("extends", "from_folder")
