"""One small tree of errors that a user can mend. Each says what to do next and has an exit code."""

from collections.abc import Sequence
from dataclasses import dataclass

from beds.domain.messages import _


class BedsError(Exception):
    """What went wrong, in a sentence for the person at the keyboard."""

    exit_code = 1


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing found in the input: where it stands, what stands there, and what would be accepted.

    ``row`` is the number a spreadsheet shows (the header is row 1); 0 speaks of the whole file.
    """

    file: str
    row: int
    column: str
    value: str
    message: str
    accepted: str = ""

    def __str__(self) -> str:
        place = ", ".join(
            part
            for part in (
                self.file,
                _("row %(row)d", row=self.row) if self.row else "",
                _("column %(column)s", column=self.column) if self.column else "",
            )
            if part
        )
        shown = _(" (found: %(value)s)", value=repr(self.value)) if self.value else ""
        accepted = _(" Accepted: %(accepted)s.", accepted=self.accepted) if self.accepted else ""
        return f"{place}: {self.message}{shown}.{accepted}"


class BadInput(BedsError):
    """The files hold faults. All of them are here; nothing was stored."""

    exit_code = 2

    def __init__(self, faults: Sequence[Finding], warnings: Sequence[Finding] = ()) -> None:
        self.faults = tuple(faults)
        self.warnings = tuple(warnings)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class NoAllocationInTime(BedsError):
    """The time limit passed before any allocation was found."""

    exit_code = 3


class PinContradiction(BedsError):
    """A pin cannot be kept. Names the rule or the pins; the coordinator records a waiver or takes a pin back."""

    exit_code = 4


class StaleEdit(BedsError):
    """Somebody else has changed the same thing since it was looked at. Nothing was stored."""

    exit_code = 5


class NotPermitted(BedsError):
    """Her roles do not allow this. Nothing was shown or stored."""

    exit_code = 6


class StoreTrouble(BedsError):
    """The database cannot be used as it is: locked, full, unreachable, of another version, without its key."""

    exit_code = 7


class DoubleBooking(BedsError):
    """Two stays of one bed or of one person would overlap, or a stay and a void. Nothing was stored."""

    exit_code = 8


class AuditFailure(BedsError):
    """The independent audit found a fault in an answer. The answer is not shown; this is a defect of the program."""

    exit_code = 70
