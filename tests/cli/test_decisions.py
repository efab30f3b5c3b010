"""Decisions from the command line: each says what was done and what follows, and ends with the right code."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from beds.cli.main import main
from beds.data.settings import Settings
from beds.data.store.store import Store
from tests.data.store.sample import fill
from tests.services.decided.chain import a_chain, offer_of
from tests.services.decided.proposed import propose

ON = ("--on", "2026-11-23")


def beds(*typed: str, code: int = 0) -> Result:
    done = CliRunner().invoke(main, typed)
    assert done.exit_code == code, done.output
    return done


@pytest.fixture
def run(store: Store, made: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The number of a run whose proposal is the chain, in the database that the commands reach."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BEDS_DATABASE_URL", made.database_url)
    monkeypatch.setenv("BEDS_KEY_FILE", made.key_file)
    monkeypatch.setenv("BEDS_USER", "cora")
    fill(store, a_chain())
    return str(propose(store))


def test_a_week_of_decisions(store: Store, run: str) -> None:
    shown = beds("proposal", "show", run).stdout
    assert "It is open." in shown
    assert "cat" in shown
    approved = beds("proposal", "approve", run, "--reply-by", "2026-11-26", *ON).stdout
    assert "→ Ask ann about bed h1" in approved
    ann, cat, eve = (str(offer_of(store, name).offer_id) for name in ("ann", "cat", "eve"))
    assert "She can move into bed f1" in beds("offer", "accept", eve, *ON).stdout
    declined = beds("offer", "decline", cat, "--reason", "later", "--until", "2026-12-14", *ON).stdout
    assert "What run 1 proposes for ann is held" in declined
    assert "She is proposed nothing before 2026-12-14" in declined
    assert "cannot be accepted" in beds("offer", "accept", ann, *ON, code=9).stderr
    assert "h1 does not become free" in beds("proposal", "show").stdout
    assert "eve moved into bed f1" in beds("stay", "begin", eve, *ON).stdout
    assert "follow-on has begun" in beds("stay", "move-on", "eve", "--on", "2026-12-01").stdout
    assert "0 offers" in beds("offer", "list").stdout
    assert len(json.loads(beds("offer", "list", "--all", "--json").stdout)) == 3
    assert json.loads(beds("proposal", "show", run, "--json").stdout)["status"] == "approved"
    assert "cat declined bed s1" in beds("audit", "--person", "cat").stdout
    assert "every link holds" in beds("audit", "verify").stdout


def test_against_a_proposal_and_after_it(store: Store, run: str) -> None:
    assert "safeguarding" in beds("proposal", "approve", run, "--except", "cat", *ON, code=2).stderr
    told = beds("proposal", "approve", run, "--except", "cat", "--reason", "safeguarding", *ON).stdout
    assert "refused what run 1 proposes for cat" in told
    eve = str(offer_of(store, "eve").offer_id)
    assert "has no last day" in beds("offer", "expire", eve, *ON, code=9).stderr
    beds("offer", "accept", eve, *ON)
    assert "did not arrive" in beds("offer", "no-arrival", eve, "--on", "2026-11-30").stdout
    assert "cannot be withdrawn" in beds("offer", "withdraw", eve, "--reason", "risk_known", *ON, code=9).stderr
    refuse = ("proposal", "refuse", run, "--reason", "risk_known")
    assert "proposes no bed for dot" in beds(*refuse, "--only", "dot", *ON, code=9).stderr
    assert "refused 1 of the beds" in beds(*refuse, "--only", "ann", *ON).stdout


def test_a_bed_by_hand_for_a_reason_of_ones_own(run: str) -> None:
    assert "Somebody more urgent" not in beds("reasons", "decision").stdout
    beds("reasons", "add", "decision", "urgent", "Somebody more urgent")
    assert "Somebody more urgent" in beds("reasons", "decision").stdout
    assert "says this" in beds("reasons", "add", "decline", "too_far", "Too far", "--side", "hers", code=2).stderr
    assert (
        "The rules refuse bed f1 to dot" in beds("offer", "make", "dot", "f1", "--reason", "urgent", *ON, code=9).stderr
    )
    made = beds("offer", "make", "eve", "f1", "--reason", "urgent", "--note", "on Friday", *ON).stdout
    assert "outside a run" in made
    assert "Somebody more urgent: on Friday" in made
    assert "keeps the wording" in beds("reasons", "rename", "urgent", "More urgent").stdout
    assert "out of use" in beds("reasons", "retire", "urgent").stdout
    assert "Somebody" not in beds("reasons", "decision", "--all").stdout
    assert "into use again" in beds("reasons", "retire", "urgent", "--take-back").stdout


def test_a_run_in_mid_week_comes_out_the_same_from_files(run: str, tmp_path: Path) -> None:
    beds("run", *ON, "--out", "first", "--quiet")
    beds("proposal", "approve", "2", *ON)
    assert "kept.csv" in beds("export", "out", *ON).stdout
    beds("run", *ON, "--out", "again", "--quiet")
    beds("allocate", "out", *ON, "--keep", "out/kept.csv", "--out", "files", "--quiet")
    for table in ("allocation", "unplaced", "skipped"):
        assert (tmp_path / f"files/{table}.csv").read_bytes() == (tmp_path / f"again/{table}.csv").read_bytes()
    assert "as allocation.csv is" in beds("allocate", "out", *ON, "--keep", "nothing", "--out", "x", code=2).stderr


def test_what_happens_during_stays(run: str) -> None:
    assert "limit" in beds("stay", "extend", "cat", "--until", "2027-12-01", "--reason", "health", *ON).stdout
    assert "notice was given" in beds("stay", "notice", "cat", "--leaving", "2026-12-01", *ON).stdout
    assert "stays in bed h1 after all" in beds("stay", "notice", "cat", "--take-back", *ON).stdout
    assert "Either --leaving" in beds("stay", "notice", "cat", *ON, code=2).stderr
    away = ("--kind", "hospital", "--until", "2026-12-01")
    assert "held until 2026-12-01" in beds("stay", "absence", "cat", *away, *ON).stdout
    assert "2026-12-05" in beds("stay", "absence", "cat", "--until", "2026-12-05", "--longer", *ON).stdout
    assert "was back" in beds("stay", "return", "cat", "--on", "2026-11-30").stdout
    assert "seeks phase 1 again" in beds("stay", "step-back", "eve", "--reason", "a lapse", *ON).stdout
    assert "left bed h1" in beds("stay", "leave", "cat", "--outcome", "evicted", "--on", "2026-12-02").stdout


def test_the_waiting_list(run: str) -> None:
    told = beds("waiting", "refer", "ida", "--new", "--seeks", "0;1", "--band", "A", "--gender", "woman", *ON).stdout
    assert "ida was referred" in told
    assert "phases are numbers" in beds("waiting", "refer", "ida", "--seeks", "a", "--band", "A", code=2).stderr
    assert "next review" in beds("waiting", "review", "ida", "--review-by", "2026-11-30", *ON).stdout
    assert "stays on the list" in beds("waiting", "lost-contact", "ida", *ON).stdout
    assert "Contact is lost" in beds("waiting", "due", *ON).stdout
    assert {one["kind"] for one in json.loads(beds("waiting", "due", "--json", "--on", "2026-12-01").stdout)} == {
        "contact_lost",
        "review",
    }
    assert "closed the place of ida" in beds("waiting", "close", "ida", "--reason", "contact_lost", *ON).stdout
    assert "She waits since 2026-11-23" in beds("waiting", "reopen", "ida", "--on", "2026-12-01").stdout


def test_decisions_that_bind_runs(run: str) -> None:
    assert "pinned ann to bed h1" in beds("pin", "ann", "h1", "--reason", "promised", *ON).stdout
    assert "needs a reason" in beds("pin", "dot", "h1", *ON, code=2).stderr
    assert "took back a pin" in beds("pin", "ann", "h1", "--take-back", *ON).stdout
    assert "forbade ann bed h1" in beds("forbid", "ann", "h1", "--reason", "unsafe", *ON).stdout
    assert "took back a pin" in beds("forbid", "ann", "h1", "--take-back", *ON).stdout
    until = ("--reason", "fled", "--until", "2027-01-31")
    assert "waived the rule “Local connection” for ann" in beds("waive", "ann", "connection", *until, *ON).stdout
    assert "took back a waiver" in beds("waive", "ann", "connection", "--take-back", *ON).stdout
    change = ("worker", "change", "ann", "mo", "--reason", "she asked")
    assert "planned for 2026-12-01" in beds(*change, "--handover", "2026-12-01", *ON).stdout
    assert "passed from key worker kit to mo" in beds("worker", "handover", "ann", "--on", "2026-12-01").stdout
    assert "out of use" in beds("void", "begin", "f1", "--reason", "deep_clean", *ON).stdout
    assert "in use again" in beds("void", "end", "f1", "--on", "2026-11-24").stdout
    beds("void", "begin", "f1", "--reason", "deep_clean", "--on", "2026-12-01")
    assert "counts no more" in beds("void", "cancel", "f1", "--on", "2026-12-01").stdout
    assert "would overlap" in beds("void", "begin", "h1", "--reason", "deep_clean", *ON, code=8).stderr
    assert "avoid this scheme" in beds("reasons", "decline").stdout
