"""weekly.csv and people.csv while they grow: appended replication by replication, in place when the run ends."""

import tempfile
from pathlib import Path
from types import TracebackType

from beds.data.all_or_nothing import replace_with
from beds.data.laboratory import people, weekly
from beds.simulation.records import Records
from beds.simulation.scenario import Scenario

_BUFFER = 1 << 20


def rows_of(scenario: Scenario, records: Records, facts: tuple[str, ...], suppress: bool) -> tuple[str, str]:
    """The rows of one replication for weekly.csv and people.csv; may be made where the replication ran."""
    return weekly.weekly_lines(records, suppress), people.people_lines(scenario, records, facts, suppress)


class Streams:
    """``with Streams(folder, facts) as files: files.add(*rows_of(...))``, in the order in which the rows shall stand.

    The files are moved into place when the block ends. If it fails, what stood there stands.
    """

    def __init__(self, folder: Path, facts: tuple[str, ...]) -> None:
        self._folder, self._facts = folder, facts

    def __enter__(self) -> "Streams":
        self._folder.mkdir(parents=True, exist_ok=True)
        self._aside = tempfile.TemporaryDirectory(prefix=".writing-", dir=self._folder)
        self._paths = [Path(self._aside.name) / name for name in (weekly.NAME, people.NAME)]
        self._files = [path.open("w", encoding="utf-8-sig", newline="", buffering=_BUFFER) for path in self._paths]
        self.add(weekly.HEADER, people.people_header(self._facts))
        return self

    def add(self, weekly_rows: str, people_rows: str) -> None:
        """Appends the rows of one replication."""
        for file, rows in zip(self._files, (weekly_rows, people_rows), strict=True):
            file.write(rows)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in self._files:
            file.close()
        try:
            if error is None:
                replace_with(self._folder, self._move)
        finally:
            self._aside.cleanup()

    def _move(self, folder: Path) -> None:
        for path in self._paths:
            path.replace(folder / path.name)
