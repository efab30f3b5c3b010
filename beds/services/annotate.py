"""The use case of the marked copy: what was sent for an import, with every fault at its cell."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from beds.data.annotated import write_annotated
from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.domain.errors import BadInput, Finding
from beds.services.import_facts import preview_import
from beds.services.permit import permit


def annotated_workbook(store: Store, actor: Actor, source: Path, on: date) -> bytes:
    """The workbook with the marks of everything that an import on this day finds, faults and warnings."""
    permit(actor, "import_facts")
    faults: tuple[Finding, ...] = ()
    try:
        warnings = preview_import(store, actor, source, on).facts.warnings
    except BadInput as error:
        faults, warnings = error.faults, error.warnings
    with TemporaryDirectory(prefix="beds-marked-") as folder:
        path = Path(folder) / "marked.xlsx"
        write_annotated(source, faults, warnings, path)
        return path.read_bytes()
