"""What a check found, as a page: faults first, then warnings, then what the folder holds."""

from datetime import date
from typing import Any

from beds.cli.days import in_full
from beds.cli.findings import finding_values, findings_blocks
from beds.cli.page import Page, Section
from beds.domain.errors import Finding
from beds.domain.messages import _, ngettext
from beds.domain.week import Week
from beds.services.check import Checked


def check_page(checked: Checked, folder: str, on: date) -> Page:
    """Every finding; nothing is left out."""
    verdict = (
        _("No fault. It can be allocated.") if checked.week else _("It cannot be used until the faults are mended.")
    )
    return Page(
        title=_("%(folder)s for the week of %(day)s", folder=folder, day=in_full(on)),
        opening=[verdict, *([_contents(checked.week)] if checked.week else [])],
        sections=[
            *_section(ngettext("%(count)d fault", "%(count)d faults", len(checked.faults)), checked.faults),
            *_section(ngettext("%(count)d warning", "%(count)d warnings", len(checked.warnings)), checked.warnings),
        ],
        closing=[] if checked.week else [_("Warnings that need the rules are looked for once there is no fault.")],
    )


def _contents(week: Week) -> str:
    snapshot = week.snapshot
    return _(
        "%(schemes)s, %(beds)s, %(people)s (%(candidates)s), %(workers)s.",
        schemes=ngettext("%(count)d scheme", "%(count)d schemes", len(snapshot.schemes)),
        beds=ngettext("%(count)d bed", "%(count)d beds", len(snapshot.beds)),
        people=ngettext("%(count)d person", "%(count)d people", len(snapshot.people)),
        candidates=ngettext("%(count)d seeks a bed", "%(count)d seek a bed", len(week.candidates)),
        workers=ngettext("%(count)d key worker", "%(count)d key workers", len(snapshot.workers)),
    )


def _section(title: str, findings: tuple[Finding, ...]) -> list[Section]:
    return [Section(title, findings_blocks(findings))] if findings else []


def checked_values(checked: Checked, on: date) -> dict[str, Any]:
    """The same for programs."""
    return {
        "on": on.isoformat(),
        "faults": finding_values(checked.faults),
        "warnings": finding_values(checked.warnings),
    }
