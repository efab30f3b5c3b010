"""A service's own week: imported, proposed, decided on, one offer declined, the rest lived, and the record verified."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from beds.cli.main import main
from beds.data.settings import Settings
from beds.data.store.store import Store, open_store
from beds.domain.week import Week
from tests.builders import MONDAY
from tests.services.decided.chain import offer_of, statuses
from tests.services.decided.proposed import propose

ON = ("--on", "2026-11-23")


def beds(*typed: str, code: int = 0) -> Result:
    done = CliRunner().invoke(main, typed)
    assert done.exit_code == code, done.output
    return done


def test_from_a_proposal_to_follow_on(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BEDS_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("BEDS_KEY_FILE", settings.key_file)
    beds("import", "scenarios/chrysalis", *ON, "--yes")
    store = open_store(settings)
    run = propose(store)
    with store.read() as books:
        rows = {row.row_id: row for row in books.proposals.rows(run)}
    behind = next(row for row in rows.values() if row.depends_on is not None)
    breaking = rows[behind.depends_on or 0].person_id

    beds("proposal", "approve", str(run), *ON)
    assert set(statuses(store, run).values()) == {"offered"}
    told = beds("offer", "decline", str(offer_of(store, breaking).offer_id), "--reason", "not_ready", *ON).stdout
    assert f"for {behind.person_id} is held" in told
    assert statuses(store, run)[behind.person_id] == "held"

    moving = next(
        row for row in rows.values() if row.bed_id and is_vacant(store, row.bed_id) and row.person_id != breaking
    )
    offer, start = offer_of(store, moving.person_id), moving.start_on or MONDAY
    beds("offer", "accept", str(offer.offer_id), *ON)
    beds("stay", "begin", str(offer.offer_id), "--on", start.isoformat())
    beds("stay", "notice", moving.person_id, "--leaving", "2027-03-01", "--on", "2027-02-01")
    assert "follow-on has begun" in beds("stay", "move-on", moving.person_id, "--on", "2027-03-01").stdout
    with store.read() as books:
        after = date(2027, 3, 2)
        assert Week(books.facts.snapshot(after), after).in_follow_on(moving.person_id)
    store.close()
    beds("export", "out", "--on", "2027-03-02")
    beds("check", "out", "--on", "2027-03-02")
    assert "every link holds" in beds("audit", "verify").stdout


def is_vacant(store: Store, bed_id: str) -> bool:
    with store.read() as books:
        return books.living.occupant(bed_id) is None
