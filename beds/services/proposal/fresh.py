"""Whether the facts of a proposal still hold: what has changed since for the people and beds that it concerns."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from typing import Any

from beds.data.store.store import Books
from beds.data.store.tables.proposals import ProposedRow
from beds.data.store.tables.runs import RunRow
from beds.domain.errors import StaleEdit
from beds.domain.messages import N_, _
from beds.domain.snapshot import Snapshot

_UNREAD = frozenset({"ethnicity", "disability"})
"""No rule reads them: a change of them changes no answer."""
_TABLES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("people", N_("person"), ("person_id",)),
    ("beds", N_("bed"), ("bed_id",)),
    ("schemes", N_("scheme"), ("scheme_id",)),
    ("stays", N_("stay"), ("stay_id",)),
    ("workers", N_("key worker"), ("worker_id",)),
    ("keep_apart", N_("kept apart"), ("person_a", "person_b", "scope")),
    ("waivers", N_("waiver"), ("person_id", "rule", "decided_on")),
    ("pins", N_("pin"), ("person_id", "bed_id", "action", "worker_id")),
)
"""Table, its noun, and what makes two of its rows the same thing."""


class FactsChanged(StaleEdit):
    """The facts of a proposal have changed since; the changes are named. Nothing was stored."""


def refuse_changed(books: Books, run: RunRow, rows: Sequence[ProposedRow], all_rows: Sequence[ProposedRow]) -> None:
    """Compares the facts that the run read with the present ones, for what these rows concern.

    What the proposal itself brought about is no change: who of it has moved in since left her bed as was proposed.
    Raises :class:`FactsChanged`.
    """
    assert run.snapshot_sha256 is not None, "an allocation has facts"
    assert run.run_on is not None, "an allocation has a day"
    moved = {row.person_id for row in all_rows if row.status == "begun"}
    then, now = books.snapshots.get(run.snapshot_sha256), books.facts.snapshot(run.run_on)
    found = list(_changes(then, now, rows, moved))
    if run.policy_version is not None and books.policies.in_force(run.run_on).policy_version != run.policy_version:
        found.append(_("the policy has a newer version"))
    if found:
        raise FactsChanged(
            _(
                "The facts have changed since run %(run)s: %(changes)s. Nothing was stored; run again.",
                run=run.run_id,
                changes="; ".join(found),
            )
        )


def _changes(then: Snapshot, now: Snapshot, rows: Sequence[ProposedRow], moved: set[str]) -> Iterable[str]:
    for table, noun, key in _TABLES:
        concerns = _concern(table, rows, moved)
        old, new = ({_key(row, key): row for row in getattr(facts, table) if concerns(row)} for facts in (then, now))
        for name in sorted({*old, *new}):
            before, after = old.get(name), new.get(name)
            told = {"noun": _(noun), "name": ", ".join(name)}
            if after is None:
                # A pin that a re-run made of what was accepted stands in its facts only, and nobody decided it.
                if table != "pins" or (before and before.decided_by):
                    yield _("%(noun)s %(name)s is gone", **told)
            elif before is None:
                yield _("%(noun)s %(name)s is new", **told)
            elif columns := _differing(before, after):
                yield _("%(noun)s %(name)s: %(columns)s", columns=", ".join(columns), **told)


def _concern(table: str, rows: Sequence[ProposedRow], moved: set[str]) -> Callable[[Any], bool]:
    """Which rows of a table say something about these proposed rows."""
    people = {row.person_id for row in rows}
    beds = {row.bed_id for row in rows} | {row.from_bed for row in rows}
    if table == "people":
        return lambda row: row.person_id in people
    if table == "beds":
        return lambda row: row.bed_id in beds
    if table == "schemes":
        schemes = {row.scheme_id for row in rows}
        return lambda row: row.scheme_id in schemes
    if table == "stays":
        return lambda row: (row.person_id in people or row.bed_id in beds) and row.person_id not in moved
    if table == "workers":
        workers = {row.worker_id for row in rows}
        return lambda row: row.worker_id in workers
    if table == "keep_apart":
        return lambda row: row.person_a in people or row.person_b in people
    if table == "pins":
        return lambda row: row.person_id in people or (row.action == "pin" and row.bed_id in beds)
    return lambda row: row.person_id in people


def _key(row: Any, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(getattr(row, name)) for name in names)


def _differing(before: Any, after: Any) -> list[str]:
    names = (field.name for field in fields(before) if field.name not in _UNREAD)
    return [name for name in names if getattr(before, name) != getattr(after, name)]
