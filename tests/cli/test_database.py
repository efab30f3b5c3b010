"""The database from the command line: import, export, the record, users."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from beds.cli.main import main
from beds.data.settings import Settings
from beds.data.store.store import open_store

CHRYSALIS = ("scenarios/chrysalis", "--on", "2026-11-23")


def beds(*typed: str, code: int = 0) -> Result:
    done = CliRunner().invoke(main, typed)
    assert done.exit_code == code, done.output
    return done


@pytest.fixture
def here(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder from which the commands reach an engine's database; nothing is there yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BEDS_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("BEDS_KEY_FILE", settings.key_file)
    monkeypatch.delenv("BEDS_USER", raising=False)
    return tmp_path


def test_a_service_goes_in_and_comes_out_from_an_empty_folder(here: Path) -> None:
    assert "Nothing was stored" in beds("import", *CHRYSALIS, code=1).stderr
    assert "Stored." in beds("import", *CHRYSALIS, "--yes").stdout
    assert "Nothing would change." in beds("import", *CHRYSALIS).stdout
    assert "107 people" in beds("export", "out", "--on", "2026-11-23").stdout
    assert "Nothing would change." in beds("import", "out", "--on", "2026-11-23").stdout
    assert "imported chrysalis: 322 added" in beds("audit", "--last", "1").stdout
    assert "every link holds" in beds("audit", "verify").stdout
    assert "birth_date" in beds("audit", "--person", "P001", "--details").stdout


def test_users_say_who_they_are_and_are_held_to_their_roles(here: Path) -> None:
    beds("user", "add", "ada", "--role", "administrator", "--as", "ada")
    beds("user", "add", "cleo", "--role", "commissioner", "--as", "ada", "--name", "Cleo")
    assert "Who are you" in beds("export", "out", code=6).stderr
    assert "cleo may not do this" in beds("export", "out", "--as", "cleo", code=6).stderr
    assert "cleo may not do this" in beds("audit", "--as", "cleo", code=6).stderr
    assert "2 events; every link holds" in beds("audit", "verify", "--as", "cleo").stdout
    assert "Cleo" in beds("user", "list", "--as", "ada").stdout
    assert not (here / "out").exists()


def test_a_broken_record_is_named_and_a_noted_head_is_looked_for(here: Path, settings: Settings) -> None:
    beds("user", "add", "ada", "--role", "administrator")
    head = beds("audit", "verify", "--as", "ada").stdout.split("Head: ")[1].strip()
    assert beds("audit", "verify", "--as", "ada", "--head", head).exit_code == 0
    assert "cut off" in beds("audit", "verify", "--as", "ada", "--head", "9:abc", code=1).stdout
    store = open_store(settings)
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE events SET subject = 'eve'"))
    store.close()
    assert "Broken at event 1" in beds("audit", "verify", "--as", "ada", code=1).stdout


def test_without_a_database_the_way_to_one_is_told(here: Path) -> None:
    for command in (("export", "out"), ("audit",), ("audit", "verify"), ("upgrade",), ("user", "list")):
        assert "no database yet" in beds(*command, code=7).stderr


def test_the_newest_schema_needs_no_upgrade(here: Path) -> None:
    beds("user", "add", "ada", "--role", "administrator")
    assert "already" in beds("upgrade").stdout


def test_it_is_copied_put_back_examined_and_given_a_new_key(here: Path) -> None:
    beds("import", *CHRYSALIS, "--yes")
    assert "Head: " in beds("backup", "copy").stdout
    assert "--yes" in beds("backup", "copy", code=1).stderr
    assert "--yes" in beds("restore", "copy", code=1).stderr
    assert "every link holds" in beds("restore", "copy", "--yes").stdout
    assert "texts" in beds("rekey").stdout
    examined = beds("doctor", "--on", "2026-11-23").stdout
    assert "The database is sound." in examined
    assert "The record replays to the present state" in examined
    assert '"sound": true' in beds("doctor", "--json").stdout


def test_a_database_that_is_not_sound_is_told_with_an_exit_code(here: Path, settings: Settings) -> None:
    beds("user", "add", "ada", "--role", "administrator")
    store = open_store(settings)
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE users SET name = 'eve'"))
    store.close()
    assert "users ada is not as the record tells it" in beds("doctor", "--as", "ada", code=1).stdout


def test_what_is_held_on_her_is_shown_and_she_is_erased(here: Path) -> None:
    beds("import", *CHRYSALIS, "--yes")
    shown = beds("person", "show", "P096", "--all").stdout
    assert "added the person P096" in shown
    assert '"events"' in beds("person", "show", "P096", "--all", "--json").stdout
    assert '"events"' not in beds("person", "show", "P096", "--json").stdout
    assert "--yes" in beds("person", "erase", "P096", "--why", "her request", code=1).stderr
    assert "Erased." in beds("person", "erase", "P096", "--why", "her request", "--yes").stdout
    assert "not in the database" in beds("person", "show", "P096", code=1).stderr
    assert "every link holds" in beds("audit", "verify").stdout
    assert "sound" in beds("doctor").stdout
    assert "is open" in beds("person", "erase", "P092", "--why", "her request", "--yes", code=1).stderr


def test_a_quarter_is_told_to_each_as_her_role_allows(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beds("import", *CHRYSALIS, "--yes")
    beds("user", "add", "ada", "--role", "administrator", "--as", "ada")
    beds("user", "add", "cleo", "--role", "commissioner", "--as", "ada")
    summer, a_day_more = ("--from", "2026-07-01", "--to", "2026-09-30"), ("--from", "2026-07-01", "--to", "2026-10-01")
    quarter = ("report", "quarter", "--out", "r")
    told = beds(*quarter, *summer, "--as", "cleo").stdout
    assert "Report on 2026-07-01 to 2026-09-30." in told
    assert "counts are hidden" in told
    report = here / "r" / "report-2026-07-01-to-2026-09-30.csv"
    assert report.with_suffix(".xlsx").exists()
    assert report.read_bytes().startswith(b"\xef\xbb\xbffrom,to,table,row,column,unit,value\r\n")
    under_five = report.read_text("utf-8").count("[c]")
    monkeypatch.setenv("BEDS_HIDE_UNDER", "10")
    beds(*quarter, *summer, "--as", "cleo")
    assert 0 < under_five < report.read_text("utf-8").count("[c]")
    assert "whole quarters" in beds(*quarter, *a_day_more, "--as", "cleo", code=6).stderr
    assert "may not do this" in beds(*quarter, *summer, "--every-count", "--as", "cleo", code=6).stderr
    assert "hidden" not in beds(*quarter, *a_day_more, "--every-count", "--as", "ada").stdout
    assert "[c]" not in (here / "r" / "report-2026-07-01-to-2026-10-01.csv").read_text("utf-8")
    for command, row in (("lettings", "Field number"), ("h-clic", "Not a statutory return")):
        assert "may not do this" in beds("report", command, "rows.csv", *summer, "--as", "cleo", code=6).stderr
        assert not (here / "rows.csv").exists()
        assert "Written to rows.csv." in beds("report", command, "rows.csv", *summer, "--as", "ada").stdout
        assert row in (here / "rows.csv").read_text("utf-8-sig")
        (here / "rows.csv").unlink()
