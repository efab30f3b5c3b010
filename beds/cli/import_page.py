"""What an import would do, as a page: counts first, then every row that is added, changed, ended or left."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from beds.cli.days import in_full
from beds.cli.findings import findings_blocks
from beds.cli.page import Block, Column, Page, Section, Table, shortened
from beds.domain.messages import _, ngettext
from beds.domain.policy import Policy
from beds.services.difference import Changed, Missing
from beds.services.facts import shown
from beds.services.import_facts import Preview
from beds.services.import_words import kept_aside


def import_page(preview: Preview) -> Page:
    """The preview; nothing is stored yet."""
    found = preview.difference
    ended = found.ended
    changed = [change for change in found.changed if not change.ended]
    withdrawn: Sequence[Missing] = found.withdrawable if preview.withdraw else ()
    left = [missing for missing in found.missing if missing not in withdrawn]
    warnings = preview.facts.warnings
    sections = [
        *_section(_("Added"), _counts(added.table for added in found.added)),
        *_section(_("Changed"), _cells(changed)),
        *_section(_("Ended"), _cells(ended)),
        *_section(_("Taken back"), _keys(withdrawn)),
        *_section(_("Not in the folder, left as they are"), _keys(left)),
        *_section(
            _("Policy"),
            [_policy(preview)] if found.policy else [],
        ),
        *_section(
            ngettext("%(count)d warning", "%(count)d warnings", len(warnings)),
            findings_blocks(warnings) if warnings else [],
        ),
    ]
    opening = _("Nothing would change.") if preview.changes_nothing else _("This would be done, all of it or nothing:")
    return Page(
        title=_("Import of %(source)s on %(day)s", source=preview.source, day=in_full(preview.on)),
        opening=[opening, *kept_aside(preview)],
        sections=sections,
    )


def _policy(preview: Preview) -> str:
    day, keys = in_full(preview.on), preview.difference.policy
    if len(keys) == len(fields(Policy)):
        # The first one: there is nothing that it changes.
        return _("The policy %(name)s holds from %(day)s.", name=preview.facts.week.policy.name, day=day)
    return _("A new version holds from %(day)s: %(keys)s.", day=day, keys=", ".join(keys))


def _section(title: str, blocks: list[Block]) -> list[Section]:
    return [Section(title, blocks)] if blocks else []


def _counts(tables: Iterable[str]) -> list[Block]:
    counts = Counter(tables)
    if not counts:
        return []
    rows = [[table, str(count)] for table, count in counts.items()]
    return [Table([Column(_("Table")), Column(_("Rows"), right=True)], rows)]


def _cells(changes: Iterable[Changed]) -> list[Block]:
    rows = [
        [change.table, change.key, cell.column, _shown(cell.before), _shown(cell.after)]
        for change in changes
        for cell in change.cells
    ]
    columns = [Column(_("Table")), Column(_("Which")), Column(_("Column")), Column(_("Now")), Column(_("Then"))]
    return shortened(Table(columns, rows), _rest(len(rows))) if rows else []


def _keys(missing: Iterable[Missing]) -> list[Block]:
    rows = [[entry.table, entry.key] for entry in missing]
    return shortened(Table([Column(_("Table")), Column(_("Which"))], rows), _rest(len(rows))) if rows else []


def _rest(rows: int) -> str:
    return _("%(count)d rows in all.", count=rows)


def _shown(value: Any) -> str:
    return _("blank") if value in (None, "", ()) else shown(value)
