"""Where the raw cells come from: a folder of CSV files or a workbook, told apart by the path."""

from pathlib import Path

from beds.data.csv_folder import read_folder
from beds.data.findings import Findings
from beds.data.raw_tables import RawExchange
from beds.data.workbook_reader import read_workbook
from beds.domain.messages import _

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")


def read_source(path: Path, findings: Findings) -> RawExchange | None:
    """The raw cells of a folder or workbook; None, with a fault, where there is nothing to read at all."""
    if path.is_dir():
        return read_folder(path, findings)
    if not path.exists():
        findings.fault(path.name, 0, "", "", _("there is no such folder or workbook"))
    elif path.suffix.lower() in WORKBOOKS:
        return read_workbook(path, findings)
    else:
        findings.fault(
            path.name, 0, "", "", _("neither a folder nor a workbook"),
            _("a folder of CSV files, or a workbook (%(suffixes)s)", suffixes=", ".join(WORKBOOKS)),
        )  # fmt: skip
    return None
