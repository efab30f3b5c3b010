"""The door of the exchange format: what is written where, what is refused, and the whole way of a workbook."""

import csv
from datetime import date

import openpyxl
import pytest

from beds.data.exchange import read_exchange, write_exchange, write_template
from beds.data.tables import TABLES
from beds.domain.errors import BadInput
from beds.domain.people import Person
from beds.domain.snapshot import Snapshot
from tests.data.folders import (
    ON,
    a_bed,
    a_candidate,
    a_folder,
    a_person,
    a_scheme,
    a_stay,
    a_worker,
    faults_of,
    places,
    warnings_of,
)


@pytest.fixture
def snapshot(tmp_path):
    return read_exchange(a_folder(tmp_path), ON)[0]


def content(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_a_workbook_edited_the_way_people_do_has_five_faults_each_with_its_cell(tmp_path):
    folder = a_folder(
        tmp_path,
        schemes=[a_scheme(), a_scheme(scheme_id="flats", phase="3")],
        beds=[a_bed(), a_bed(bed_id="b2"), a_bed(bed_id="b3", scheme_id="flats")],
        people=[a_person(), a_candidate(), a_person(person_id="p3")],
        stays=[a_stay(), a_stay(stay_id="t2", person_id="p3", bed_id="b2")],
        workers=[a_worker()],
    )
    book = tmp_path / "november.xlsx"
    write_exchange(read_exchange(folder, ON)[0], book)

    opened = openpyxl.load_workbook(book)
    opened["people"]["B3"] = "31/01/1985"
    opened["people"]["O1"] = "need"
    opened["beds"]["A4"] = "b1"
    opened["beds"]["B3"] = "hostel north"
    opened["stays"]["C3"] = "b1"
    opened.save(book)
    before = content(tmp_path / "tiny")

    with pytest.raises(BadInput) as bad:
        write_exchange(read_exchange(book, ON)[0], tmp_path / "tiny")
    assert bad.value.exit_code == 2
    assert places(bad.value.faults) == [
        ("november.xlsx, sheet beds", 3, "scheme_id", "hostel north"),
        ("november.xlsx, sheet beds", 4, "bed_id", "b1"),
        ("november.xlsx, sheet people", 1, "need", "need"),
        ("november.xlsx, sheet people", 3, "birth_date", "31/01/1985"),
        ("november.xlsx, sheet stays", 3, "bed_id", "b1"),
    ]
    assert [fault.accepted for fault in bad.value.faults][2:4] == ["needs", "a date as 2026-11-23, or blank"]
    assert content(tmp_path / "tiny") == before


def test_a_folder_becomes_a_workbook_and_a_folder_again(tmp_path, snapshot):
    write_exchange(snapshot, tmp_path / "a.xlsx")
    write_exchange(read_exchange(tmp_path / "a.xlsx", ON)[0], tmp_path / "b")
    assert read_exchange(tmp_path / "b", ON) == (snapshot, ())


def test_a_written_folder_is_utf_8_with_its_mark_and_has_no_formulas(tmp_path):
    write_exchange(Snapshot(people=(Person("=HYPERLINK(1)"), Person("Łucja"))), tmp_path / "new")
    data = (tmp_path / "new" / "people.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfperson_id,")
    rows = list(csv.reader(data.decode("utf-8-sig").splitlines()))
    assert [row[0] for row in rows[1:]] == ["'=HYPERLINK(1)", "Łucja"]


def test_an_exchange_folder_is_replaced_and_other_files_in_it_stay(tmp_path, snapshot):
    folder = tmp_path / "tiny"
    (folder / "people.csv").rename(folder / "People.CSV")
    (folder / "policy.yaml").rename(folder / "policy.yml")
    (folder / "notes.txt").write_text("mine")
    write_exchange(snapshot, folder)
    assert sorted(content(folder)) == sorted([*(f"{table.name}.csv" for table in TABLES), "notes.txt", "policy.yaml"])
    assert read_exchange(folder, ON) == (snapshot, ())


def test_an_exchange_workbook_is_replaced(tmp_path, snapshot):
    write_exchange(Snapshot(), tmp_path / "a.xlsx")
    write_exchange(snapshot, tmp_path / "a.xlsx")
    assert read_exchange(tmp_path / "a.xlsx", ON)[0] == snapshot
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "tiny"]


def test_a_folder_that_holds_other_things_is_not_written_to(tmp_path, snapshot):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "to_mum.txt").write_text("dear mum")
    with pytest.raises(BadInput, match="holds other things"):
        write_exchange(snapshot, tmp_path / "letters")
    assert content(tmp_path / "letters") == {"to_mum.txt": b"dear mum"}


def test_a_workbook_that_holds_other_things_is_not_overwritten(tmp_path, snapshot):
    book = openpyxl.Workbook()
    book.active["A1"] = "budget"
    book.save(tmp_path / "budget.xlsx")
    before = (tmp_path / "budget.xlsx").read_bytes()
    with pytest.raises(BadInput, match="something else stands here"):
        write_exchange(snapshot, tmp_path / "budget.xlsx")
    assert (tmp_path / "budget.xlsx").read_bytes() == before


def test_a_file_is_not_replaced_by_a_folder(tmp_path, snapshot):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(BadInput, match="a file stands here"):
        write_exchange(snapshot, tmp_path / "out")


def test_a_workbook_of_an_old_kind_is_not_written(tmp_path, snapshot):
    with pytest.raises(BadInput, match="read but not written"):
        write_exchange(snapshot, tmp_path / "a.xls")


@pytest.mark.parametrize("name", ["new", "new.xlsx"])
def test_a_template_reads_as_an_empty_exchange(tmp_path, name):
    write_template(tmp_path / name)
    assert read_exchange(tmp_path / name, ON) == (Snapshot(), ())


def test_a_template_folder_has_help_on_every_column(tmp_path):
    write_template(tmp_path / "new")
    text = (tmp_path / "new" / "help.txt").read_bytes().decode("utf-8-sig")
    assert "\r\n" in text
    lines = [line.strip() for line in text.splitlines()]
    for table in TABLES:
        assert any(line.startswith(f"{table.name}.csv — ") for line in lines)
        for column in table.columns:
            assert column.name in lines
            assert column.help.split(".")[0][:40] in text


def test_a_template_workbook_has_help_on_every_header(tmp_path):
    write_template(tmp_path / "new.xlsx")
    book = openpyxl.load_workbook(tmp_path / "new.xlsx")
    assert book.sheetnames == ["Cover", *(table.name for table in TABLES), "policy"]
    for table in TABLES:
        for cell, column in zip(book[table.name][1], table.columns, strict=True):
            assert cell.value == column.name
            assert cell.comment.text.startswith(column.help)


@pytest.mark.parametrize("name", ["tiny", "tiny.xlsx"])
def test_a_template_overwrites_nothing(tmp_path, snapshot, name):
    write_exchange(snapshot, tmp_path / name)
    with pytest.raises(BadInput, match="nothing is overwritten"):
        write_template(tmp_path / name)
    assert read_exchange(tmp_path / name, ON)[0] == snapshot


def test_a_path_with_nothing_there_is_a_fault(tmp_path):
    assert places(faults_of(tmp_path / "nowhere")) == [("nowhere", 0, "", "")]


def test_a_single_csv_file_is_no_exchange(tmp_path):
    folder = a_folder(tmp_path)
    assert [found.message for found in faults_of(folder / "people.csv")] == ["neither a folder nor a workbook"]


def test_the_run_date_decides_what_is_odd(tmp_path):
    folder = a_folder(tmp_path, stays=[a_stay(ended_on="2026-11-20")])
    assert faults_of(folder, date(2026, 11, 20)) == []
    assert [found.column for found in faults_of(folder, date(2026, 11, 19))] == ["ended_on"]
    assert warnings_of(folder, date(2026, 9, 1))[-1].column == "waiting_since"
