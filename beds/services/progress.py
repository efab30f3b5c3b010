"""How work tells how far it is: to a console, a web page or nobody."""

from collections.abc import Callable

Report = Callable[[str, int, int], None]
"""Told what is being done (in the reader's words), steps done, and steps in all."""


def nobody(stage: str, done: int, total: int) -> None:
    """For work that nobody watches."""
