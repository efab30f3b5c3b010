"""The same from Python: read a folder, allocate, get data frames back. What ``import beds`` offers."""

import warnings
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from beds import optimizer
from beds.data import results
from beds.domain.allocation import Allocation
from beds.domain.messages import _, ngettext
from beds.domain.snapshot import Snapshot
from beds.services.progress import Report
from beds.services.read import read_facts

if TYPE_CHECKING:
    import pandas as pd

FIRST_WARNINGS = 3


class OddFacts(UserWarning):
    """The facts could be read, and something about them is odd."""


def read_folder(path: str | Path, on: date | str) -> Snapshot:
    """The facts of an exchange folder or workbook as they stand on the run date (a date, or text as ``2026-11-23``).

    Raises :class:`~beds.domain.errors.BadInput` with every fault. What is merely odd is told as one
    :class:`OddFacts` warning; ``beds check`` lists it all.
    """
    facts = read_facts(path, _day(on))
    if facts.warnings:
        first = "".join(f"\n  {warning}" for warning in facts.warnings[:FIRST_WARNINGS])
        more = len(facts.warnings) - FIRST_WARNINGS
        rest = "\n  " + _("and %(count)d more", count=more) if more > 0 else ""
        count = ngettext(
            "%(count)d warning about the facts:", "%(count)d warnings about the facts:", len(facts.warnings)
        )
        warnings.warn(count + first + rest, OddFacts, stacklevel=2)
    return facts.week.snapshot


def allocate(
    snapshot: Snapshot,
    on: date | str,
    *,
    explain: bool = True,
    time_limit: float | None = None,
    progress: Report | None = None,
    keep: Mapping[str, str] | None = None,
) -> Allocation:
    """The best allocation of the week that begins on the run date, proven, explained and audited.

    ``explain=False`` leaves out causes and ``alone_rules``; ``time_limit`` is in seconds; ``progress`` is told (stage,
    steps done, steps in all). ``keep``: the bed that was proposed to a person before; among allocations equal in every
    tier one that keeps as many of these as can be is chosen, before the lottery. Raises the errors of
    :mod:`beds.domain.errors`.
    """
    return optimizer.allocate(
        snapshot, _day(on), explain=explain, time_limit=time_limit, progress=progress, keep=keep or {}
    )  # fmt: skip


def frames(allocation: Allocation) -> Mapping[str, "pd.DataFrame"]:
    """The answer as data frames: ``allocation``, ``explanations``, ``unplaced``, ``skipped`` and ``tiers``.

    Columns are those of the files of the same names; dates, numbers and flags are real ones.
    """
    from beds.data.results.frames import frames as made

    return made(allocation)


def write_results(allocation: Allocation, folder: str | Path) -> None:
    """Writes what ``beds allocate`` writes: five files and a workbook, all of them or nothing."""
    results.write_results(allocation, folder)


def _day(on: date | str) -> date:
    return date.fromisoformat(on) if isinstance(on, str) else on
