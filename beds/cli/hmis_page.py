"""What came of an HMIS export, as a page: how full each project is, and what was odd."""

import shlex

from beds.cli.days import in_full
from beds.cli.findings import findings_blocks
from beds.cli.page import Column, Page, Section, Table, shortened
from beds.domain.messages import _, ngettext
from beds.services.from_hmis import HmisReport

FIRST_WARNINGS = 20


def hmis_page(report: HmisReport) -> Page:
    """Occupancy on the run date, project by project, then the warnings."""
    written = _(
        "Written to %(out)s: %(schemes)d schemes, %(beds)d beds, %(people)d people, %(stays)d stays.",
        out=report.out, schemes=report.schemes, beds=report.beds, people=report.people, stays=report.stays,
    )  # fmt: skip
    seek = ngettext("%(count)d person seeks a bed.", "%(count)d people seek a bed.", report.candidates)
    command = f"beds allocate {shlex.quote(str(report.out))} --on {report.on.isoformat()} --out out"
    return Page(
        title=_("HMIS export as at %(day)s", day=in_full(report.on)),
        opening=[f"{written} {seek}"],
        sections=[_occupancy(report), *_warnings(report)],
        closing=[_("Next: %(command)s", command=command)],
    )


def _occupancy(report: HmisReport) -> Section:
    columns = [
        Column(_("Project")),
        Column(_("Name")),
        Column(_("Phase"), right=True),
        Column(_("Beds"), right=True),
        Column(_("Enrolled"), right=True),
        Column(_("Live here"), right=True),
        Column(_("Counted elsewhere"), right=True),
        Column(_("Twice"), right=True),
        Column(_("Overflow"), right=True),
    ]
    rows = [
        [
            line.project_id,
            line.name,
            *map(
                str,
                (line.phase, line.beds, line.enrolled, line.stays, line.moved_to_later, line.repeated, line.overflow),
            ),
        ]
        for line in report.occupancy
    ]
    meaning = _(
        "Enrolled: on the run date by the export's own entries and exits; the day of entry counts, the day of exit "
        "does not. Counted elsewhere: entered another project later. Twice: entered this one again. Overflow: beyond "
        "the project's beds, in beds that close on the run date."
    )
    rest = _("The other projects are left out here.")
    return Section(_("How full each project is"), [*shortened(Table(columns, rows), rest), meaning])


def _warnings(report: HmisReport) -> list[Section]:
    count = len(report.warnings)
    if not count:
        return []
    more = count - FIRST_WARNINGS
    rest = [ngettext("and %(count)d more.", "and %(count)d more.", more)] if more > 0 else []
    title = ngettext("%(count)d warning about the export", "%(count)d warnings about the export", count)
    return [Section(title, [*findings_blocks(report.warnings[:FIRST_WARNINGS]), *rest])]
