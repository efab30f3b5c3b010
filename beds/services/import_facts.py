"""The use case behind ``beds import``: what a folder would change, shown first; then all of it or nothing.

Nothing is deleted. What the folder leaves out stays as it is and is listed; a stay ends where the folder gives it an
end; decisions (keep apart, waivers, pins) that it leaves out are taken back only if that is asked for.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from beds.data.exchange import cells_of_people, has_kept, has_policy
from beds.data.store.mapping import MAPPED
from beds.data.store.store import Books, Store
from beds.data.tables import tables_by_name
from beds.domain.access import Actor
from beds.domain.errors import BadInput, Finding, StaleEdit
from beds.domain.messages import N_, _
from beds.domain.people import Stay
from beds.domain.record import Change
from beds.domain.snapshot import Snapshot
from beds.services.difference import Difference, Rows, difference, overlaps
from beds.services.read import Facts, read_facts
from beds.services.unit_of_work import Work, changing, reading

_NOUNS = {
    "schemes": "scheme", "beds": "bed", "people": "person", "stays": "stay", "workers": "worker",
    "keep_apart": "keep_apart", "waivers": "waiver", "pins": "pin",
}  # fmt: skip


@dataclass(frozen=True)
class Preview:
    """What an import would do, and what is odd about the folder. Nothing is stored yet."""

    source: Path
    facts: Facts
    on: date
    withdraw: bool
    difference: Difference
    has_kept: bool = False
    """Whether ``kept.csv`` stands beside the tables, which no import takes in."""

    @property
    def changes_nothing(self) -> bool:
        return self.difference.nothing(withdraw=self.withdraw)

    @property
    def mark(self) -> str:
        """What was shown, in short: the same only if another preview shows the same."""
        return hashlib.sha256(repr((self.on, self.withdraw, self.difference)).encode()).hexdigest()


def preview_import(
    store: Store, actor: Actor, source: str | Path, on: date, *, withdraw_missing: bool = False
) -> Preview:  # fmt: skip
    """Reads a folder or workbook as it stands on a day and compares it with the database.

    Raises :class:`~beds.domain.errors.BadInput` with every fault of the files, with every row of somebody who was
    erased here, and with every stay that would overlap another one in the database.
    """
    with reading(store, actor, "import_facts") as books:
        facts = read_facts(source, on)
        _refuse_erased(books, facts)
        found, rows = difference(books, facts.week.snapshot, on, with_policy=has_policy(facts.source))
        _refuse_overlaps(_stays_after(found, rows, books.facts.rows("stays", on)), facts.week.snapshot)
    return Preview(Path(source), facts, on, withdraw_missing, found, has_kept(facts.source))


def carry_out(store: Store, actor: Actor, preview: Preview, *, now: datetime | None = None) -> None:
    """Does what the preview shows: all of it or nothing.

    Raises :class:`~beds.domain.errors.StaleEdit` where the database has changed so much since that something else
    would be done than was shown.
    """
    snapshot = preview.facts.week.snapshot
    with changing(store, actor, "import_facts", now=now) as work:
        found, rows = difference(work.books, snapshot, preview.on, with_policy=bool(preview.difference.policy))
        if found != preview.difference:
            raise StaleEdit(_("The database has changed since the preview. Nothing was stored; import again."))
        if preview.changes_nothing:
            return
        _write(work, found, rows)
        withdrawn = _withdraw(work, found, rows, preview) if preview.withdraw else 0
        if found.policy:
            _save_policy(work, snapshot, preview.on)
        work.tell(
            "imported", source=preview.source.name, added=len(found.added),
            changed=len(found.changed) - len(found.ended), ended=len(found.ended) + withdrawn,
        )  # fmt: skip


def _write(work: Work, found: Difference, rows: Rows) -> None:
    """Table by table. What ends a stay comes first, and changes come before what is new: so a bed is free again."""
    facts = work.books.facts
    for table in (entry.table for entry in MAPPED):
        changed = [change for change in found.changed if change.table == table]
        for some in ([c for c in changed if c.ended], [c for c in changed if not c.ended]):
            for change in some:
                facts.change(table, rows[table, change.key], {cell.column: cell.after for cell in change.cells})
            work.tell_each(_kind)
        facts.add(table, [added.value for added in found.added if added.table == table])
        work.tell_each(_kind)


def _withdraw(work: Work, found: Difference, rows: Rows, preview: Preview) -> int:
    for missing in found.withdrawable:
        row: Any = rows[missing.table, missing.key]
        row.withdrawn_on, row.withdrawn_by = preview.on, work.actor.user_id
    return work.tell_each(_kind)


def _save_policy(work: Work, snapshot: Snapshot, on: date) -> None:
    version = work.books.policies.add(snapshot.policy, on, by=work.actor.user_id, at=work.now)
    work.tell("policy_saved", subject=str(version), version=version, valid_from=on.isoformat())


def _kind(change: Change) -> str:
    noun = _NOUNS[change.table]
    if not change.before:
        return f"{noun}_added"
    if change.after.get("withdrawn_on"):
        return f"{noun}_withdrawn"
    if change.table == "stays" and change.after.get("ended_on") and not change.before.get("ended_on"):
        return "stay_ended"
    return f"{noun}_changed"


def _stays_after(found: Difference, rows: Rows, present: list[tuple[Any, Any]]) -> list[Stay]:
    """The stays as they would be."""
    stays: dict[str, Stay] = {value.stay_id: value for _row, value in present}
    for change in found.changed:
        if change.table == "stays":
            columns: Mapping[str, Any] = {cell.column: cell.after for cell in change.cells}
            stays[change.key] = replace(stays[change.key], **columns)
    stays.update({added.value.stay_id: added.value for added in found.added if added.table == "stays"})
    return list(stays.values())


def _refuse_erased(books: Books, facts: Facts) -> None:
    """Whoever was erased comes back by nobody's folder. Referred anew, she is known again, and is no fault."""
    ever = books.erased_ids.among(one.person_id for one in facts.week.snapshot.people)
    erased = {who: day for who, day in ever.items() if not books.held.has(who)}
    if erased:
        faults = [
            Finding(
                file, row, column, who, _("%(person)s was erased here on %(day)s", person=who, day=erased[who]),
                _("the folder without her rows; where she has come back, refer her anew first"),
            )
            for file, row, column, who in cells_of_people(facts.source, erased)
        ]  # fmt: skip
        raise BadInput(faults, facts.warnings)


def _refuse_overlaps(stays: list[Stay], folder: Snapshot) -> None:
    named = {stay.stay_id for stay in folder.stays}
    file = f"{tables_by_name()['stays'].name}.csv"
    faults = []
    for column, message in (
        ("bed_id", N_("this stay and %(other)s are in one bed at one time")),
        ("person_id", N_("this stay and %(other)s are of one person at one time")),
    ):
        for one, other in overlaps(stays, column):
            mine, theirs = (other, one) if other.stay_id in named else (one, other)
            where = "" if theirs.stay_id in named else " " + _("(which is in the database)")
            faults.append(
                Finding(
                    file, 0, column, mine.stay_id, _(message, other=theirs.stay_id) + where,
                    _("half-open dates that do not overlap; or the end of the other stay"),
                )
            )  # fmt: skip
    if faults:
        raise BadInput(faults)
