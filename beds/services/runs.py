"""The use cases of stored runs: listing them, looking at one, and recomputing one from what it read."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from beds.data.results import write_files
from beds.data.results.stored import KEYS, SECONDS, answer_files, answer_sha256, read_answer, records
from beds.data.results.summary import FILE as SUMMARY
from beds.data.store.changes import columns_of
from beds.data.store.record import ERASURE
from beds.data.store.store import Books, Store
from beds.data.store.tables.runs import RunRow
from beds.domain.access import Actor
from beds.domain.allocation import Allocation
from beds.domain.errors import BedsError, Finding, StoreTrouble
from beds.domain.messages import _, language
from beds.domain.week import Week
from beds.optimizer import allocate
from beds.services.access_log import looked
from beds.services.latest import Latest
from beds.services.oddities import find_oddities
from beds.services.progress import Report, nobody
from beds.services.run_week import DATABASE, WeekRun
from beds.services.unit_of_work import reading


@dataclass(frozen=True)
class Listed:
    """A run in the list: in numbers, with nothing that speaks of a person."""

    run_id: int
    on: date
    policy_version: int
    policy: str
    asked_by: str
    asked_at: datetime
    candidates: int
    placed: int
    moved: int
    proven: bool
    status: str
    """Of its proposal."""
    superseded_by: int | None


@dataclass(frozen=True)
class Stored:
    """All that is kept of a run: the week it read, its answer, and the files as they were written."""

    run: WeekRun
    files: Mapping[str, bytes]
    options: Mapping[str, Any]
    answer_sha256: str
    program: str
    asked_by: str
    asked_at: datetime
    is_redacted: bool = False
    """Somebody who stood in it was erased since."""

    @property
    def allocation(self) -> Allocation:
        return self.run.allocation


@dataclass(frozen=True)
class Deviation:
    """One cell in which a replay differs from what was stored; a blank column: the whole row."""

    file: str
    row: str
    column: str
    stored: str
    replayed: str


@dataclass(frozen=True)
class Replay:
    """A run recomputed from its stored facts."""

    run_id: int
    program: str
    """The version of beds that made it."""
    deviations: tuple[Deviation, ...]

    @property
    def same(self) -> bool:
        return not self.deviations


_opened: Latest[tuple[str, str, str, str], Stored] = Latest(4)


def list_runs(store: Store, actor: Actor, *, last: int | None = None, before: int | None = None) -> list[Listed]:
    """The weekly runs, oldest first; only the ``last`` so many, only those ``before`` a run.

    In numbers, so everybody who sees figures may ask.
    """
    with reading(store, actor, "see_figures") as books:
        return [
            _listed(row, proposal.status if proposal else "", proposal.superseded_by if proposal else None)
            for row, proposal in books.runs.all(last=last, before=before)
        ]


def show_run(store: Store, actor: Actor, run_id: int) -> Stored:
    """One run as it was stored. It is logged that she looked.

    Raises :class:`~beds.data.store.facts.NotFound`, and :class:`~beds.domain.errors.StoreTrouble` where what was stored
    was changed since.
    """
    with reading(store, actor, "see_people") as books:
        stored = _stored(books, run_id)
    looked(store, actor, f"run {run_id}")
    return stored


def write_run(stored: Stored, out: str | Path) -> None:
    """Writes the files of a stored run into a folder, byte for byte, and the workbook."""
    write_files(stored.files, stored.allocation, out)


def replay(store: Store, actor: Actor, run_id: int, *, progress: Report = nobody) -> Replay:
    """Recomputes a run from its stored facts and compares all it gave out, but for how long it took.

    A run that its time limit cut short is given the same limit; it may then differ. Raises :class:`BedsError` where the
    run was made in another language.
    """
    stored = show_run(store, actor, run_id)
    if stored.is_redacted:
        raise BedsError(
            _(
                "Somebody who stood in run %(run)d was erased since. It can be shown, and not computed again.",
                run=run_id,
            )
        )
    options, was = stored.options, stored.allocation
    if options["language"] != language():
        raise BedsError(
            _("Run %(run)d speaks another language. Replay it with BEDS_LANGUAGE=%(language)s.",
              run=run_id, language=options["language"])
        )  # fmt: skip
    week = stored.run.week
    finished = all(tier.proven for tier in was.tiers)
    again = allocate(
        week.snapshot, week.on, explain=options["explain"], time_limit=None if finished else options["time_limit"],
        progress=progress, keep=options["keep"],
    )  # fmt: skip
    files = answer_files(again, len(find_oddities(week, DATABASE)))
    return Replay(run_id, stored.program, tuple(_deviations(stored.files, files)))


def _listed(row: RunRow, status: str, superseded_by: int | None) -> Listed:
    told = row.summary or {}
    assert row.run_on is not None, "a weekly run has a day"
    return Listed(
        row.run_id, row.run_on, row.policy_version or 0, told["policy"], row.asked_by, row.asked_at,
        told["candidates"], told["placed"], told["moved"], all(tier["proven"] for tier in told["tiers"]), status,
        superseded_by,
    )  # fmt: skip


def _stored(books: Books, run_id: int) -> Stored:
    row = books.runs.get(run_id)
    assert row.run_on is not None, "a weekly run has a day"
    assert row.snapshot_sha256 is not None, "a weekly run has its facts"
    # What a run read and answered is opened and checked once, as long as not a byte of it changes: pages ask often.
    sealed = hashlib.sha256(books.snapshots.sealed(row.snapshot_sha256)).hexdigest()
    key = (books.run_files.fingerprint(run_id), sealed, str(columns_of(row)), language())
    return _opened.get(key, lambda: _open(books, row))


def _open(books: Books, row: RunRow) -> Stored:
    assert row.run_on is not None
    assert row.snapshot_sha256 is not None
    files = books.runs.files(row.run_id)
    week = Week(books.snapshots.get(row.snapshot_sha256), row.run_on)
    allocation = read_answer(files, tuple(row.options["keep"].items()))
    found, left = week.snapshot.sha256(), _left_of(books, row.snapshot_sha256)
    if answer_sha256(files) != row.answer_sha256 or found != (left or allocation.inputs_sha256):
        raise StoreTrouble(_("What is stored of run %(run)d is not what was stored.", run=row.run_id))
    warnings: tuple[Finding, ...] = find_oddities(week, DATABASE)
    run = WeekRun(row.run_id, week, allocation, warnings, row.policy_version or 0, row.after_run)
    return Stored(
        run, files, row.options, row.answer_sha256 or "", row.program, row.asked_by, row.asked_at, left is not None
    )  # fmt: skip


def _left_of(books: Books, snapshot_sha256: str) -> str | None:
    """The fingerprint of what is left of stored facts, as the last erasure of somebody in them tells it; else None."""
    erasures = books.record.events(kind=ERASURE, newest_first=True)
    return next((left for event in erasures if (left := event.words.get("facts", {}).get(snapshot_sha256))), None)


def _deviations(stored: Mapping[str, bytes], replayed: Mapping[str, bytes]) -> Iterator[Deviation]:
    for name in stored:
        if name == SUMMARY:
            yield from _in_summary(json.loads(stored[name]), json.loads(replayed[name]))
        elif stored[name] != replayed[name]:
            keys = KEYS[name.rpartition(".")[0]]
            found = list(_in_table(name, _by_key(stored[name], keys), _by_key(replayed[name], keys)))
            yield from found or [Deviation(name, "", "", _("another order of rows"), "")]


def _in_summary(stored: Mapping[str, Any], replayed: Mapping[str, Any]) -> Iterator[Deviation]:
    for key in {**stored, **replayed}:
        if key != SECONDS and stored.get(key) != replayed.get(key):
            yield Deviation(SUMMARY, "", key, json.dumps(stored.get(key)), json.dumps(replayed.get(key)))


def _by_key(content: bytes, keys: int) -> dict[str, dict[str, str]]:
    return {" / ".join(list(row.values())[:keys]): row for row in records(content)}


def _in_table(
    name: str, stored: Mapping[str, dict[str, str]], replayed: Mapping[str, dict[str, str]]
) -> Iterator[Deviation]:  # fmt: skip
    for key in {**stored, **replayed}:
        before, after = stored.get(key), replayed.get(key)
        if before is None or after is None:
            there, missing = _("there"), _("not there")
            yield Deviation(name, key, "", missing if before is None else there, missing if after is None else there)
        else:
            for column in before:
                if before[column] != after[column]:
                    yield Deviation(name, key, column, before[column], after[column])
