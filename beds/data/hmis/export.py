"""An HMIS CSV export as it is read: every file checked, faults told in one go, nothing interpreted yet."""

from dataclasses import dataclass
from pathlib import Path

from beds.data.findings import Findings
from beds.data.hmis.checks import check
from beds.data.hmis.layout import (
    CLIENT,
    ENROLLMENT,
    EXIT,
    EXPORT,
    FILES,
    HEALTH_AND_DV,
    INVENTORY,
    ORGANIZATION,
    PROJECT,
    PROJECT_COC,
    File,
)
from beds.data.hmis.table import Table, empty, read_table
from beds.domain.messages import _

FILE_NAMES = tuple(layout.name for layout in FILES)


@dataclass(frozen=True)
class Export:
    """The tables of one export, without deleted rows. Dates are ``YYYY-MM-DD`` or blank: text order is date order."""

    project: Table
    inventory: Table
    client: Table
    enrollment: Table
    exit: Table
    health_and_dv: Table
    organization: Table
    project_coc: Table
    export: Table


def read_export(directory: Path, findings: Findings) -> Export:
    """Reads the folder of an export.

    Raises :class:`~beds.domain.errors.BadInput` with every missing file or column, unreadable cell, id there twice and
    unknown reference; what is odd but possible goes to ``findings`` as warnings.
    """
    if not directory.is_dir():
        findings.fault(str(directory), 0, "", "", _("no such folder"), _("the folder of an HMIS CSV export"))
        findings.raise_faults()
    present = {path.name.casefold(): path for path in sorted(directory.iterdir()) if path.is_file()}
    tables: dict[str, Table] = {}
    for layout in FILES:
        path = next((present[name] for name in _names(layout) if name in present), None)
        if path is not None:
            tables[layout.name] = read_table(path, layout, findings)
        else:
            tables[layout.name] = empty(layout)
            _note_missing(layout, findings)
    _check_all(tables, findings)
    findings.raise_faults(FILE_NAMES)
    return Export(
        project=tables[PROJECT.name],
        inventory=tables[INVENTORY.name],
        client=tables[CLIENT.name],
        enrollment=tables[ENROLLMENT.name],
        exit=tables[EXIT.name],
        health_and_dv=tables[HEALTH_AND_DV.name],
        organization=tables[ORGANIZATION.name],
        project_coc=tables[PROJECT_COC.name],
        export=tables[EXPORT.name],
    )


def _names(layout: File) -> list[str]:
    return [name.casefold() for name in (layout.name, *layout.also)]


def _note_missing(layout: File, findings: Findings) -> None:
    if layout.required:
        findings.fault(layout.name, 0, "", "", _("the file is missing"), _("a whole HMIS CSV export"))
    else:
        findings.warn(layout.name, 0, "", "", _("the file is missing; what it would say is left blank"))


def _check_all(tables: dict[str, Table], findings: Findings) -> None:
    for layout in FILES:
        check(tables[layout.name], layout, tables, findings)
    _check_one_exit(tables[EXIT.name], findings)


def _check_one_exit(exits: Table, findings: Findings) -> None:
    """Two exits of one enrolment leave it open which of them is true."""
    first: dict[str, int] = {}
    if len(set(exits["EnrollmentID"])) == len(exits):
        return
    for row, enrollment_id in zip(exits.rows, exits["EnrollmentID"], strict=True):
        if enrollment_id and enrollment_id in first:
            findings.fault(
                exits.file, row, "EnrollmentID", enrollment_id,
                _("a second exit; the enrolment has one in row %(row)d", row=first[enrollment_id]),
                _("one exit for each enrolment"),
            )  # fmt: skip
        first.setdefault(enrollment_id, row)
