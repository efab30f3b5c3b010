"""Faults and warnings as they are shown: a table a file on a terminal, whole lines in a pipe."""

import sys
from collections.abc import Sequence
from typing import Any

from beds.cli.page import Block, Column, Table, without_blank_columns
from beds.cli.show import is_terminal
from beds.domain.errors import Finding
from beds.domain.messages import _


def findings_blocks(findings: Sequence[Finding], *, error: bool = False) -> list[Block]:
    """What to show of findings on standard output, or on standard error."""
    if not is_terminal(sys.stderr if error else sys.stdout):
        return [str(finding) for finding in findings]
    blocks: list[Block] = []
    for file in dict.fromkeys(finding.file for finding in findings):
        blocks += [file, _table([finding for finding in findings if finding.file == file])]
    return blocks


def _table(findings: Sequence[Finding]) -> Table:
    columns = [
        Column(_("Row"), right=True),
        Column(_("Column")),
        Column(_("Found")),
        Column(_("What about it"), prose=True),
        Column(_("Accepted"), prose=True),
    ]
    rows = [
        [str(found.row) if found.row else "", found.column, found.value, found.message, found.accepted]
        for found in findings
    ]
    return without_blank_columns(Table(columns, rows))


def finding_values(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Findings for programs."""
    names = ("file", "row", "column", "value", "message", "accepted")
    return [{name: getattr(finding, name) for name in names} for finding in findings]
