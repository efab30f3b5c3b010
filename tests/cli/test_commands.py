"""Each command as it is typed: what it prints, what it writes, and with which code it ends."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from beds.cli.main import COMMANDS, main
from beds.domain.errors import AuditFailure, NoAllocationInTime
from beds.rules.catalogue import CATALOGUE
from beds.services import allocate as use_case
from tests.data.folders import (
    a_bed,
    a_candidate,
    a_folder,
    a_person,
    a_pin,
    a_scheme,
    a_stay,
    altered,
)  # fmt: skip
from tests.data.hmis_export import an_export

ON = ["--on", "2026-11-23"]
BOXES = set("─│┌┐└┘├┤┬┴┼━┃╭╮\x1b")


def beds(*arguments: str | Path | Sequence[str]) -> Result:
    """Types the command; what it raises beyond its exit code is a defect."""
    typed = [str(part) for one in arguments for part in (one if isinstance(one, list) else [one])]
    return CliRunner().invoke(main, typed, catch_exceptions=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A resident who stays, one vacant bed, and two who want it."""
    return a_folder(
        tmp_path,
        beds=[a_bed(), a_bed(bed_id="b2")],
        people=[a_person(), a_candidate(), a_candidate(person_id="p3", band="C")],
    )


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def test_help_lists_every_command_with_a_whole_sentence() -> None:
    shown = beds("--help").output
    lines = [line.strip() for line in shown.splitlines()]
    for name in COMMANDS:
        (line,) = [line for line in lines if line.startswith(f"{name} ")]
        assert line.endswith((".", "?")), line
        assert "..." not in line


def test_the_version_is_told() -> None:
    from beds import __version__

    assert beds("--version").output == f"beds {__version__}\n"


# ------------------------------------------------------------------------------------------- allocate


def test_the_week_is_shown_at_a_glance(folder: Path, out: Path) -> None:
    shown = beds("allocate", folder, ON, "--out", out)
    assert shown.exit_code == 0
    assert shown.stderr == ""
    for part in (
        "The week of Monday 23 November 2026: tiny",
        "2 people seek a bed. 1 bed is given: 1 to people on the waiting list, 0 to residents who move.",
        "Proven best",
        "WITHOUT A BED: OTHERS CAME FIRST (1 PERSON)",
        "AIMS OF THE POLICY",
        f"The answer is in {out}",
        "This is a proposal. A named officer decides.",
    ):
        assert part in shown.output, part


def test_in_a_pipe_there_is_neither_box_nor_colour(folder: Path, out: Path) -> None:
    assert BOXES.isdisjoint(beds("allocate", folder, ON, "--out", out).output)


def test_json_is_the_summary_and_nothing_else(folder: Path, out: Path) -> None:
    shown = json.loads(beds("allocate", folder, ON, "--out", out, "--json").output)
    assert shown == json.loads((out / "summary.json").read_text("utf-8"))
    assert shown["placed"] == 1


def test_quiet_prints_nothing_and_writes_everything(folder: Path, out: Path) -> None:
    shown = beds("allocate", folder, ON, "--out", out, "--quiet")
    assert (shown.output, shown.exit_code) == ("", 0)
    assert len(list(out.iterdir())) == 6


def test_without_explanations_causes_are_left_blank_and_that_is_said(folder: Path, out: Path) -> None:
    shown = beds("allocate", folder, ON, "--out", out, "--no-explain").output
    assert "WITHOUT A BED: THE CAUSE WAS NOT ASKED FOR" in shown
    assert "Allocate with --explain" in shown


def test_warnings_are_counted_the_first_are_shown_and_the_rest_pointed_to(tmp_path: Path, out: Path) -> None:
    people = [a_person(), *(a_candidate(person_id=f"c{i}", birth_date="") for i in range(7))]
    folder = a_folder(tmp_path, people=people)
    shown = beds("allocate", folder, ON, "--out", out).output
    assert "7 WARNINGS ABOUT THE FACTS" in shown
    assert shown.count("people.csv, row") == 5
    assert f"beds check {folder} --on 2026-11-23 shows them all." in shown


def test_faults_are_all_told_on_standard_error_with_their_places(folder: Path, out: Path) -> None:
    altered(folder, "people.csv", "1990-05-01", "1990-25-01")
    altered(folder, "beds.csv", "b2,hostel", "b2,hostle")
    shown = beds("allocate", folder, ON, "--out", out)
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert "2 FAULTS. NOTHING WAS WRITTEN." in shown.stderr
    assert "people.csv, row 2, column birth_date" in shown.stderr
    assert "Accepted: a date as 2026-11-23, or blank." in shown.stderr
    assert "beds.csv, row 3, column scheme_id" in shown.stderr
    assert not out.exists()


def test_with_json_faults_are_told_to_programs(folder: Path, out: Path) -> None:
    altered(folder, "people.csv", "1990-05-01", "1990-25-01")
    shown = beds("allocate", folder, ON, "--out", out, "--json")
    assert shown.exit_code == 2
    (fault,) = json.loads(shown.stdout)["faults"]
    assert (fault["file"], fault["row"], fault["column"], fault["value"]) == (
        "people.csv",
        2,
        "birth_date",
        "1990-25-01",
    )


def test_a_pin_against_a_rule_ends_with_4_and_names_both(tmp_path: Path, out: Path) -> None:
    shown = beds("allocate", a_folder(tmp_path, pins=[a_pin()]), ON, "--out", out)
    assert shown.exit_code == 4
    assert "p2" in shown.stderr
    assert "in_service" in shown.stderr
    assert not out.exists()


@pytest.mark.parametrize(
    ("error", "code"), [(NoAllocationInTime("No allocation in 1 second."), 3), (AuditFailure("Two people in b1."), 70)]
)
def test_time_and_audit_have_codes_of_their_own(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int
) -> None:
    def fails(*_arguments: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr(use_case, "allocate", fails)
    shown = beds("allocate", folder, ON, "--out", out)
    assert shown.exit_code == code
    assert str(error) in shown.stderr
    assert not out.exists()


def test_a_defect_of_the_program_shows_where_and_a_user_never_sees_that(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_arguments: object, **_options: object) -> None:
        raise AuditFailure("Two people in b1.")

    monkeypatch.setattr(use_case, "allocate", fails)
    assert "Traceback" in beds("allocate", folder, ON, "--out", out).stderr
    assert "Traceback" not in beds("allocate", folder / "nowhere", ON, "--out", out).stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Missing option '--on'"),
        (["--on", "23/11/2026"], "a date is written as 2026-11-23"),
        (["--on", "2026-11-23", "--time-limit", "0"], "--time-limit"),
        (["--on", "2026-11-23", "--wrong"], "No such option"),
    ],
)
def test_what_is_typed_wrong_is_told_with_what_is_right(
    folder: Path, out: Path, arguments: list[str], told: str
) -> None:
    shown = beds("allocate", folder, "--out", out, arguments)
    assert shown.exit_code == 2
    assert told in shown.stderr


def test_a_chain_is_drawn(tmp_path: Path, out: Path) -> None:
    folder = a_folder(
        tmp_path,
        schemes=[a_scheme(), a_scheme(scheme_id="flats", phase="3")],
        beds=[a_bed(), a_bed(bed_id="f1", scheme_id="flats")],
        people=[a_candidate(person_id="p1", seeks="3", worker_id="w1"), a_candidate()],
    )
    assert "1.  waiting list --p2--> b1 --p1--> f1  (vacant)" in beds("allocate", folder, ON, "--out", out).output


# -------------------------------------------------------------------------------------- check, convert


def test_check_without_faults_ends_well_whatever_is_odd(folder: Path) -> None:
    shown = beds("check", folder, ON)
    assert shown.exit_code == 0
    assert "No fault. It can be allocated." in shown.output
    assert "1 scheme, 2 beds, 3 people (2 seek a bed), 1 key worker." in shown.output


def test_check_tells_faults_and_warnings_and_ends_with_2(folder: Path) -> None:
    altered(folder, "people.csv", "1990-05-01", "1990-25-01")
    altered(folder, "people.csv", "1985-01-31", "")
    shown = beds("check", folder, ON)
    assert shown.exit_code == 2
    assert "1 FAULT\npeople.csv, row 2, column birth_date" in shown.output
    assert "2 WARNINGS\npeople.csv, row 3, column birth_date" in shown.output


def test_check_for_programs(folder: Path) -> None:
    altered(folder, "people.csv", "1990-05-01", "1990-25-01")
    shown = beds("check", folder, ON, "--json")
    assert shown.exit_code == 2
    assert [fault["row"] for fault in json.loads(shown.output)["faults"]] == [2]


def test_check_without_a_date_means_today(folder: Path) -> None:
    altered(folder, "stays.csv", "2026-09-01", "1999-09-01")
    altered(folder, "people.csv", "2026-10-01", "1999-10-01")
    assert beds("check", folder).exit_code == 0


def test_a_template_says_what_to_do_next_and_overwrites_nothing(tmp_path: Path) -> None:
    assert f"beds check {tmp_path / 'new'}" in beds("template", tmp_path / "new").output
    shown = beds("template", tmp_path / "new")
    assert shown.exit_code == 2
    assert "nothing is overwritten" in shown.stderr


def test_convert_tells_what_it_wrote(folder: Path, tmp_path: Path) -> None:
    shown = beds("convert", folder, tmp_path / "book.xlsx")
    assert "1 schemes, 2 beds, 3 people, 1 stays" in shown.output
    assert beds("check", tmp_path / "book.xlsx", ON).exit_code == 0


def test_a_file_that_cannot_be_written_is_told_in_a_sentence(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    shown = beds("convert", folder, tmp_path / "file" / "book.xlsx")
    assert shown.exit_code == 1
    assert shown.stderr.startswith("Error: ")
    assert "Traceback" not in shown.stderr


# ------------------------------------------------------------------------------------- explain, rules


def test_a_person_is_explained_before_every_scheme_and_rule(folder: Path) -> None:
    shown = beds("explain", folder, "p3", ON)
    assert shown.exit_code == 0
    assert "p3 in the week of Monday 23 November 2026" in shown.output
    assert "This run: waits." in shown.output
    assert "Cause: outranked." in shown.output
    for rule in CATALOGUE:
        assert rule in shown.output


def test_ids_of_others_are_not_shown_of_a_person(folder: Path) -> None:
    shown = beds("explain", folder, "p3", ON).output
    assert "p1" not in shown
    assert "p2" not in shown


def test_one_scheme_can_be_asked_for(folder: Path) -> None:
    assert "Other schemes".upper() not in beds("explain", folder, "p3", ON, "--scheme", "hostel").output
    unknown = beds("explain", folder, "p3", ON, "--scheme", "other")
    assert unknown.exit_code == 2
    assert "no such scheme: other" in unknown.stderr


def test_an_explanation_for_programs(folder: Path) -> None:
    shown = json.loads(beds("explain", folder, "p2", ON, "--json").output)
    assert (shown["outcome"], shown["bed_id"], shown["cause"]) == ("placed", "b2", None)
    (hostel,) = shown["schemes"]
    assert hostel["refused_by"] == {"in_service": 1}
    assert {rule["rule"] for rule in hostel["rules"]} == {rule.id for rule in CATALOGUE.values() if rule.refuses}


def test_a_waiver_is_told_with_who_decided_and_the_source_of_the_rule(tmp_path: Path) -> None:
    waiver = {
        "person_id": "p2",
        "rule": "recourse",
        "reason": "Under review",
        "decided_by": "Panel",
        "decided_on": "2026-11-01",
    }
    folder = a_folder(
        tmp_path,
        schemes=[a_scheme(needs_recourse="yes")],
        beds=[a_bed(), a_bed(bed_id="b2")],
        people=[a_person(), a_candidate(recourse="no")],
        waivers=[waiver],
    )
    shown = beds("explain", folder, "p2", ON).output
    assert "waived for her" in shown
    assert "Waived by Panel on 1 Nov 2026: Under review." in shown
    assert "recourse: Housing Act 1996, section 185" in shown


def test_a_rule_is_shown_with_the_policys_own_source(tmp_path: Path) -> None:
    policy = "name: tiny\nsources:\n  women_only_accepts: Council paper 12\n"
    folder = a_folder(tmp_path, policy, schemes=[a_scheme(women_only="yes")], beds=[a_bed(), a_bed(bed_id="b2")])
    assert "women_only: policy, women_only_accepts: Council paper 12" in beds("explain", folder, "p2", ON).output


def test_somebody_who_is_not_there_is_told_with_the_likely_id(folder: Path) -> None:
    shown = beds("explain", folder, "P-2", ON)
    assert shown.exit_code == 2
    assert "Did you mean “p2”?" in shown.stderr


def test_every_rule_is_listed_with_its_source() -> None:
    shown = beds("rules").output
    assert "Refuses when the scheme's phase is not in seeks." in shown
    assert "Source: Housing Act 1996, section 185." in shown
    assert [line["id"] for line in json.loads(beds("rules", "--json").output)] == list(CATALOGUE)


# ---------------------------------------------------------------------------------- sample, from-hmis


def test_a_sample_is_the_same_for_the_same_numbers_and_can_be_allocated(tmp_path: Path) -> None:
    for name in ("one", "other"):
        shown = beds("sample", tmp_path / name, "--candidates", "8", "--beds", "3", "--seed", "5")
        assert shown.exit_code == 0
        assert f"beds allocate {tmp_path / name} --on 2026-11-23 --out out" in shown.output
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "other" / file.name).read_bytes()
    assert beds("allocate", tmp_path / "one", ON, "--out", tmp_path / "out", "--quiet").exit_code == 0


def test_an_export_is_turned_into_a_folder_and_its_occupancy_shown(tmp_path: Path) -> None:
    export = an_export()
    for person in ("ann", "bea", "cia"):
        export.enrol(person, "th", "2021-09-01")
    shown = beds("from-hmis", export.write(tmp_path / "export"), "--on", "2021-10-31", "--out", tmp_path / "hmis")
    assert shown.exit_code == 0, shown.stderr
    (line,) = [line.split() for line in shown.output.splitlines() if line.startswith("th ")]
    assert line == ["th", "Project", "th", "1", "2", "3", "3", "0", "0", "1"]
    assert "1 WARNING ABOUT THE EXPORT" in shown.output
    assert beds("check", tmp_path / "hmis", "--on", "2021-10-31").exit_code == 0


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_command_helps(command: str) -> None:
    shown = beds(command, "--help")
    assert shown.exit_code == 0
    assert shown.output.startswith("Usage: ")


def test_a_stay_that_is_over_its_limit_is_shown(tmp_path: Path, out: Path) -> None:
    folder = a_folder(tmp_path, stays=[a_stay(started_on="2025-09-01")])
    shown = beds("allocate", folder, ON, "--out", out).output
    assert "PAST THE STAY LIMIT" in shown
    assert "seeks no other bed" in shown


def test_a_sample_and_a_conversion_overwrite_nothing_of_the_readers(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    assert beds("sample", folder, "--candidates", "3", "--beds", "1").exit_code == 2
    assert beds("convert", folder, folder).exit_code == 2
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "23/11/2026"])
def test_a_run_date_that_cannot_be_is_refused(folder: Path, tmp_path: Path, day: str) -> None:
    done = beds("allocate", folder, "--on", day, "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert not (tmp_path / "out").exists()
