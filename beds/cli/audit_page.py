"""Events as a page: a line an event, with what changed beneath where that is asked for."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from beds.cli.page import Column, Page, Section, Table
from beds.domain.messages import _, ngettext
from beds.domain.record import Event
from beds.services.record_words import details as lines_of
from beds.services.record_words import sentence


def audit_page(events: Sequence[Event], *, details: bool = False) -> Page:
    """The events in the order given."""
    title = ngettext("%(count)d event", "%(count)d events", len(events))
    if not events:
        return Page(title=title)
    columns = [Column("#", right=True), Column(_("When (UTC)")), Column(_("Who")), Column(_("What"), prose=True)]
    rows = [[str(event.seq), event.at[:19].replace("T", " "), event.actor, sentence(event)] for event in events]
    notes = ["; ".join(lines_of(event)) for event in events] if details else []
    return Page(sections=[Section(title, [Table(columns, rows, notes)])])


def audit_values(events: Sequence[Event]) -> list[dict[str, Any]]:
    """The same for programs."""
    return [{**asdict(event), "sentence": sentence(event)} for event in events]
