"""Where faults and warnings are gathered while a folder or a workbook is read, so that all are told in one go."""

from dataclasses import dataclass, field

from beds.domain.errors import BadInput, Finding


@dataclass
class Findings:
    """Faults stop the reading at its end; warnings are shown and counted."""

    faults: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    def fault(self, file: str, row: int, column: str, value: str, message: str, accepted: str = "") -> None:
        self.faults.append(Finding(file, row, column, value, message, accepted))

    def warn(self, file: str, row: int, column: str, value: str, message: str, accepted: str = "") -> None:
        self.warnings.append(Finding(file, row, column, value, message, accepted))

    def raise_faults(self, files: tuple[str, ...] = ()) -> None:
        """Raises :class:`BadInput` with everything found, ordered by ``files`` and by row, if there is any fault."""
        if self.faults:
            raise BadInput(self.in_order(self.faults, files), self.in_order(self.warnings, files))

    @staticmethod
    def in_order(findings: list[Finding], files: tuple[str, ...]) -> tuple[Finding, ...]:
        """Sorted by file (in the order of ``files``, others last) and row; columns stay as they were found."""
        rank = {file: position for position, file in enumerate(files)}
        return tuple(sorted(findings, key=lambda found: (rank.get(found.file, len(rank)), found.row)))
