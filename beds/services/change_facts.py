"""The use case behind the forms of facts: some cells of one person, bed or key worker, checked as a file would be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from beds.data.kinds import Choice, Date, Flag, ListOf, Whole
from beds.data.one_row import read_row
from beds.data.store.mapping import mapped, to_value
from beds.data.store.store import Store
from beds.data.tables import tables_by_name
from beds.domain.access import Actor, Permission
from beds.domain.messages import _
from beds.domain.steps import NotNow
from beds.services.deed import Done, deed
from beds.services.reasons import own_words

FactTable = Literal["people", "beds", "workers"]
PERMISSIONS: dict[FactTable, Permission] = {
    "people": "change_people", "beds": "change_places", "workers": "change_people",
}  # fmt: skip
_TOLD = {"people": "person_changed", "beds": "bed_changed", "workers": "worker_changed"}
_REFERRED_TO = ("schemes", "workers")


@dataclass(frozen=True)
class FactCell:
    """One cell as a form asks for it. ``options``: the words it may hold; ``accepted``: blank where those say it."""

    name: str
    kind: Literal["day", "one", "number", "text"]
    value: str
    help: str
    accepted: str
    options: tuple[str, ...] = ()


def cells_of(table: FactTable, value: Any, names: Sequence[str]) -> tuple[FactCell, ...]:
    """Some columns of a row, each with its present value as the file writes it."""
    columns = {column.name: column for column in tables_by_name()[table].columns}
    found = []
    for column in (columns[name] for name in names):
        written = column.kind.write(getattr(value, column.name))
        accepted = column.kind.accepted() if isinstance(column.kind, ListOf) else ""
        match column.kind:
            case Flag():
                found.append(FactCell(column.name, "one", written, _(column.help), "", ("yes", "no")))
            case Choice(options=options, blank=blank):
                words = tuple(option for option in options if option != blank)
                found.append(
                    FactCell(column.name, "one", "" if written == blank else written, _(column.help), "", words)
                )
            case Date():
                found.append(FactCell(column.name, "day", written, _(column.help), ""))
            case Whole():
                found.append(FactCell(column.name, "number", written, _(column.help), ""))
            case _:
                found.append(FactCell(column.name, "text", written, _(column.help), accepted))
    return tuple(found)


def change_facts(
    store: Store,
    actor: Actor,
    table: FactTable,
    key: str,
    cells: Mapping[str, str],
    on: date,
    source: str,
    *,
    version: int | None = None,
    now: datetime | None = None,
) -> Done:
    """Writes the cells that differ, with where they come from; each is as old as this day from now on.

    Raises :class:`~beds.domain.errors.BadInput` with every faulty cell, :class:`~beds.domain.steps.NotNow` where
    nothing differs, and :class:`~beds.domain.errors.StaleEdit`.
    """
    why = own_words(source)
    with deed(store, actor, PERMISSIONS[table], now, done_on=on) as work:
        entry, facts = mapped(table), work.books.facts
        row = facts.get(entry.row, key, version=version)
        present = to_value(entry, row)
        ids = {other: [getattr(one, mapped(other).key[0]) for _row, one in facts.rows(other, on)]
               for other in _REFERRED_TO}  # fmt: skip
        wanted = read_row(table, present, cells, ids, on)
        differing = {name: getattr(wanted, name) for name in cells if getattr(wanted, name) != getattr(present, name)}
        if not differing:
            raise NotNow(_("Nothing differs from what is recorded."))
        facts.change(table, row, differing)
        work.tell(_TOLD[table], subject=key, people=(key,) if table == "people" else (), why=why)
        return work.done()
