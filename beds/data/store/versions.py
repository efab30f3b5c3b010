"""Whether a row is still as somebody at a screen has seen it."""

from typing import Any

from beds.domain.errors import StaleEdit
from beds.domain.messages import _


def stale_edit() -> StaleEdit:
    """The refusal of an edit that was begun before somebody else's ended."""
    return StaleEdit(_("Somebody else has changed this meanwhile. Look at it again, then decide."))


def refuse_stale(row: Any, version: int | None) -> None:
    """Raises :class:`~beds.domain.errors.StaleEdit` where the row has changed since ``version``; None asks nothing."""
    if version is not None and row.version != version:
        raise stale_edit()
