"""What is held on one person, as a page: a table a subject, a row a column."""

from typing import Any

from beds.cli.page import Column, Page, Section, Table
from beds.domain.messages import _
from beds.services.erasure import Holding
from beds.services.record_words import sentence

FACTS = ("people", "stays", "waiting")


def person_page(held: Holding, *, everything: bool) -> Page:
    """Her facts and stays; with ``everything`` all that there is."""
    sections = [
        Section(table, [Table([Column(_("Column")), Column(_("What is held"), prose=True)], _cells(rows))])
        for table, rows in held.tables.items()
        if everything or table in FACTS
    ]
    if everything and held.events:
        events = [[event.at[:19].replace("T", " "), sentence(event)] for event in held.events]
        sections.append(
            Section(_("The record"), [Table([Column(_("When (UTC)")), Column(_("What"), prose=True)], events)])
        )
    closing = [] if everything else [_("Everything else that is held on her: --all")]
    return Page(title=_("What is held on %(person)s", person=held.person_id), sections=sections, closing=closing)


def person_values(held: Holding, *, everything: bool) -> dict[str, Any]:
    """The same for programs."""
    values = held.values()
    return values if everything else {name: values[name] for name in ("person_id", *FACTS) if name in values}


def _cells(rows: list[dict[str, Any]]) -> list[list[str]]:
    cells: list[list[str]] = []
    for row in rows:
        for name, value in row.items():
            inner = value.items() if isinstance(value, dict) else ((name, value),)
            cells += [[key, _shown(item)] for key, item in inner if item not in (None, "", [])]
    return cells


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
