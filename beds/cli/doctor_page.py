"""What the doctor found, as a page: each check, then what waits for somebody."""

from collections.abc import Sequence
from typing import Any

from beds.cli.page import Block, Column, Page, Section, Table, shortened
from beds.domain.messages import _
from beds.services.doctor import STALE, Findings


def doctor_page(found: Findings) -> Page:
    """Every finding; lists of ids are cut where they are long."""
    checks = [[str(check), _("yes") if not check.faults else _("NO")] for check in found.checks]
    faults = [[str(check), fault] for check in found.checks for fault in check.faults]
    stale = [[_(STALE[one.kind]), str(len(one.ids)), ", ".join(one.ids[:10])] for one in found.stale]
    return Page(
        title=_("The database is sound.") if found.is_sound else _("The database is NOT sound."),
        sections=[
            Section(_("Checks"), [Table([Column(_("Check")), Column(_("Holds"))], checks)]),
            *_section(_("Faults"), [_("Check"), _("What is wrong")], faults),
            *_section(_("To look at"), [""], [[warning] for warning in found.warnings]),
            *_section(_("Waiting for somebody"), [_("What"), _("How many"), _("Which")], stale),
            *_section(_("Odd in the facts"), [""], [[oddity] for oddity in found.oddities]),
        ],
    )


def doctor_values(found: Findings) -> dict[str, Any]:
    """The same for programs."""
    return {
        "sound": found.is_sound,
        "checks": {check.name: list(check.faults) for check in found.checks},
        "warnings": list(found.warnings),
        "stale": {one.kind: list(one.ids) for one in found.stale},
        "oddities": list(found.oddities),
    }


def _section(title: str, columns: Sequence[str], rows: list[list[str]]) -> list[Section]:
    if not rows:
        return []
    table = Table([Column(column, prose=column == columns[-1]) for column in columns], rows)
    blocks: list[Block] = shortened(table, _("%(count)d rows in all.", count=len(rows)))
    return [Section(title, blocks)]
