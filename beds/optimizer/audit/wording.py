"""How the audit says that a row tells something else than it should."""

from collections.abc import Iterator

from beds.domain.allocation import Row
from beds.domain.messages import _


def differs(row: Row, column: str, expected: object) -> Iterator[str]:
    """One sentence where a column of the row is not what was expected; none where it is."""
    said = getattr(row, column)
    if said != expected:
        yield _(
            "%(person)s: %(column)s is %(said)s and should be %(expected)s.",
            person=row.person_id,
            column=column,
            said=_shown(said),
            expected=_shown(expected),
        )


def _shown(value: object) -> str:
    return _("blank") if value in ("", None) else str(value)
