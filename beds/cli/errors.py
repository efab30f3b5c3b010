"""How a user's error is shown: every fault with its place and what would be accepted; never a traceback."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from beds.cli.page import Column, Page, Section, Table, safe
from beds.cli.show import is_terminal, show, show_json
from beds.domain.errors import AuditFailure, BadInput, BedsError, Finding
from beds.domain.messages import _, ngettext


def show_error(error: BedsError) -> None:
    """On standard error: faults as a table on a terminal, a line a fault elsewhere; other errors as they speak."""
    if isinstance(error, BadInput):
        show(Page(opening=[_faults_in_words(error)], sections=findings_sections(error.faults)), error=True)
    else:
        click.echo(safe(_("Error: %(error)s", error=error)), err=True)


@contextmanager
def told_as_json(as_json: bool) -> Iterator[None]:
    """With ``as_json`` a user's error is told on standard output, for programs; the exit code is the same."""
    try:
        yield
    except AuditFailure:
        raise
    except BedsError as error:
        if not as_json:
            raise
        told: dict[str, Any] = {"error": str(error)}
        if isinstance(error, BadInput):
            told |= {"faults": finding_values(error.faults), "warnings": finding_values(error.warnings)}
        show_json(told)
        raise click.exceptions.Exit(error.exit_code) from None


def _faults_in_words(error: BadInput) -> str:
    return ngettext(
        "The input has %(count)d fault. Nothing was stored or written.",
        "The input has %(count)d faults. Nothing was stored or written.",
        len(error.faults),
    )


def findings_sections(findings: Sequence[Finding], *, error: bool = True) -> list[Section]:
    """Faults or warnings: a table a file on a terminal, whole lines elsewhere."""
    if not is_terminal(sys.stderr if error else sys.stdout):
        return [Section(_("Findings"), [str(finding) for finding in findings])] if findings else []
    return [
        Section(file, [_table([finding for finding in findings if finding.file == file])])
        for file in dict.fromkeys(finding.file for finding in findings)
    ]


def _table(findings: Sequence[Finding]) -> Table:
    columns = [
        Column(_("Row"), right=True),
        Column(_("Column")),
        Column(_("Found")),
        Column(_("What is wrong"), prose=True),
        Column(_("Accepted"), prose=True),
    ]
    rows = [
        [str(found.row) if found.row else "", found.column, found.value, found.message, found.accepted]
        for found in findings
    ]
    return _without_blanks(columns, rows)


def _without_blanks(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Table:
    kept = [i for i in range(len(columns)) if any(row[i] for row in rows)]
    return Table([columns[i] for i in kept], [[row[i] for i in kept] for row in rows])


def finding_values(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Findings for programs."""
    names = ("file", "row", "column", "value", "message", "accepted")
    return [{name: getattr(finding, name) for name in names} for finding in findings]
