"""Finished replications, kept aside while a run goes on, so that a later run can go on from them.

Between the runner and the files: a part is the records of one replication of one scenario. Its place names everything
that it depends on (the program, the scenario, the replication), so a part that is found is a part that holds.
"""

import hashlib
import io
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from beds.domain.snapshot import Snapshot
from beds.simulation.records import Records
from beds.simulation.scenario import Scenario

FOLDER = "parts"
ARRAYS = ("weekly", "cost", "caseload", "spells", "stays")
NOT_SIMULATED = frozenset({"replications", "question", "sources", "extends", "from_folder"})
"""What a scenario says that no replication depends on: how many there are, and words for the reader."""
RECKONERS = ("numpy", "ortools", "scipy")
"""Libraries whose next version may decide otherwise in the last digit."""


CODE = ("domain", "rules", "optimizer", "simulation")
"""The packages that a replication runs through; the version of the program stands beside them."""


@cache
def program_key() -> str:
    """The fingerprint of everything of the program that a replication may depend on: version, code and libraries."""
    digest = hashlib.sha256("\n".join(f"{name} {version(name)}" for name in RECKONERS).encode())
    package = Path(__file__).parent.parent
    code = (file for part in CODE for file in sorted((package / part).rglob("*.py")))
    for file in (package / "__init__.py", *code):
        digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def scenario_key(scenario: Scenario) -> str:
    """The SHA-256 of the program and of all that is simulated of a scenario; the replication is the part's own name."""
    asked = {field.name: _plain(getattr(scenario, field.name)) for field in fields(scenario)}
    told = {name: value for name, value in asked.items() if name not in NOT_SIMULATED}
    text = json.dumps([program_key(), told], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    """As JSON. The order of lists and mappings stays: shares drawn in another order are other people."""
    if isinstance(value, Snapshot):
        return value.sha256()
    if is_dataclass(value):
        return [[field.name, _plain(getattr(value, field.name))] for field in fields(value)]
    if isinstance(value, Mapping):
        return [[_plain(key), _plain(item)] for key, item in value.items()]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | Fraction):
        return str(Fraction(value))
    return value


def to_bytes(records: Records) -> bytes:
    """The records as they are sent between processes and kept: a compressed archive of arrays, nothing executable."""
    told = {
        field.name: getattr(records, field.name)
        for field in fields(records)
        if field.name not in (*ARRAYS, "people_ids", "groups")
    }
    words = json.dumps(told | {"people_ids": records.people_ids, "groups": dict(records.groups)}).encode()
    file = io.BytesIO()
    arrays = {name: getattr(records, name) for name in ARRAYS}
    np.savez_compressed(file, words=np.frombuffer(words, np.uint8), **arrays)
    return file.getvalue()


def from_bytes(content: bytes) -> Records:
    """What :func:`to_bytes` was given."""
    with np.load(io.BytesIO(content), allow_pickle=False) as archive:
        arrays: dict[str, Any] = {name: archive[name] for name in ARRAYS}
        told = json.loads(archive["words"].tobytes())
    groups = {name: tuple(values) for name, values in told.pop("groups").items()}
    told = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
    return Records(**told, **arrays, groups=groups)


class Kept(Protocol):
    """Where the replications of a run are kept. ``key`` is that of :func:`scenario_key`."""

    def has(self, key: str, replication: int) -> bool: ...
    def save(self, key: str, replication: int, content: bytes) -> None: ...
    def load(self, key: str, replication: int) -> bytes: ...


class Parts:
    """The parts of a run in its folder: a folder a scenario, a file a replication, each written whole or not at all."""

    def __init__(self, out: Path) -> None:
        self.folder = out / FOLDER

    def _file(self, key: str, replication: int) -> Path:
        return self.folder / key[:32] / f"{replication}.npz"

    def has(self, key: str, replication: int) -> bool:
        """Whether this replication is finished; a file that was cut off does not count."""
        return zipfile.is_zipfile(self._file(key, replication))

    def save(self, key: str, replication: int, content: bytes) -> None:
        """Keeps a finished replication."""
        file = self._file(key, replication)
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(prefix=".writing-", dir=file.parent)
        try:
            with os.fdopen(handle, "wb") as written:
                written.write(content)
            Path(aside).replace(file)
        except BaseException:
            Path(aside).unlink()
            raise

    def load(self, key: str, replication: int) -> bytes:
        """A finished replication, as it was saved."""
        return self._file(key, replication).read_bytes()

    def remove(self) -> None:
        """Once the files are written: parts hold whole lives, week by week, which the files tell in counts only."""
        shutil.rmtree(self.folder, ignore_errors=True)
