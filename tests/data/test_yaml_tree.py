"""YAML as text with line numbers."""

import pytest
from hypothesis import given

from beds.data.yaml_tree import Entries, Items, Scalar, YamlFault, parse, quoted
from tests.strategies import texts


def is_null(tree):
    assert isinstance(tree, Scalar)
    return tree.is_null


def test_words_stay_words_and_lines_are_counted_from_one():
    tree = parse("a: NO\nb:\n  - off\n  - 0.10\n")
    assert tree == Entries(
        1,
        (
            (Scalar(1, "a"), Scalar(1, "NO")),
            (Scalar(2, "b"), Items(3, (Scalar(3, "off"), Scalar(4, "0.10")))),
        ),
    )


@pytest.mark.parametrize("text", ["", "# nothing\n", "~", "null"])
def test_nothing_is_null(text):
    assert is_null(parse(text))


@pytest.mark.parametrize("text", ["''", '"null"', "'~'"])
def test_text_in_quotation_marks_is_never_null(text):
    assert not is_null(parse(text))


def test_a_doubled_key_is_kept_apart_with_the_line_of_the_first():
    tree = parse("a: 1\nb: 2\na: 3\n")
    assert isinstance(tree, Entries)
    assert [name.text for name, _value in tree] == ["a", "b"]
    assert tree.doubled == ((Scalar(3, "a"), 1),)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("a: [1\nb: 2", 2),
        ("a: 1\n\tb: 2", 2),
        ("a: &x [1]\nb: *x\n", 1),
        ("? [a]\n: 1", 1),
        ("a\n--- b", 2),
        ("\x07", 0),
        ("a: " + "[" * 1000, 0),
        ('a: 1\nb: "\\ud800"', 2),
        ('"a\\0": 1', 1),
    ],
)
def test_what_is_not_read_is_a_fault_with_its_line(text, row):
    with pytest.raises(YamlFault) as fault:
        parse(text)
    assert fault.value.row == row


def test_yaml_within_a_cell_has_the_row_of_the_cell():
    assert parse("{a: 1}", row=7) == Entries(7, ((Scalar(7, "a"), Scalar(7, "1")),))


@given(texts().filter(bool))
def test_every_text_reads_back_as_itself(text):
    line = quoted(text)
    assert "\n" not in line
    assert parse(f"{{{line}: [{line}]}}\n") == Entries(1, ((Scalar(1, text), Items(1, (Scalar(1, text),))),))
    assert not is_null(parse(line))
