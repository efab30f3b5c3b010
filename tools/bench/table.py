"""The figures as Markdown tables, aligned, to be read on the console and put into docs/benchmark.md as they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from tools.bench.figures import OURS, SideBySide, WholeRun
from tools.bench.sizes import Size

PARTS = ("read", "judge and model", "solve", "explain", "audit", "write", "whole run")


@dataclass(frozen=True)
class Measured:
    """One size with its figures."""

    size: Size
    explained: bool
    whole: WholeRun
    side: SideBySide


def whole_run_table(measured: Sequence[Measured]) -> str:
    """Seconds by part and tier (medians), memory and model; a column a size."""
    rows = [["seconds", *(str(one.size) for one in measured)]]
    for part in PARTS:
        rows.append([part, *(_part(one, part) for one in measured)])
        if part == "solve":
            rows.append(["tiers alone", *(_brief(one.side.seconds(OURS)) for one in measured)])
            by_tier = [dict(zip(one.side.tiers, one.side.tier_seconds(), strict=True)) for one in measured]
            rows += [[f"- {tier}", *(_brief(of[tier]) for of in by_tier)] for tier in by_tier[0]]
    rows.append(["rounds measured", *(str(len(one.whole.seconds["whole run"])) for one in measured)])
    rows.append(["peak memory, MB", *(f"{one.whole.peak_megabytes:,.0f}" for one in measured)])
    rows.append(["rows", *(f"{one.whole.rows:,}" for one in measured)])
    rows.append(["columns", *(f"{one.whole.columns:,}" for one in measured)])
    rows.append(["cells", *(f"{one.whole.cells:,}" for one in measured)])
    return aligned(rows)


def side_by_side_table(measured: Sequence[Measured]) -> str:
    """Seconds and ratios (of medians) of this solver and its rivals, without the lottery; a column a size."""
    rows = [["side by side", *(str(one.size) for one in measured)]]
    names = dict.fromkeys(name for one in measured for name in one.side.attempts)
    for name in names:
        rows.append([f"{name}, seconds", *(_told(one.side, name) for one in measured)])
        if name != OURS:
            rows.append([f"{name}, against {OURS}", *(_ratio(one.side, name) for one in measured)])
            rows.append([f"{name}, equal tiers", *(_equal(one.side, name) for one in measured)])
    return aligned(rows)


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table: the first row is its head, the first column to the left, figures to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    lines = [
        " | ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        )
        for row in (rows[0], rule, *rows[1:])
    ]
    return "\n".join(f"| {line} |" for line in lines)


def _part(one: Measured, part: str) -> str:
    seconds = _seconds(one.whole.seconds[part])
    return seconds if one.explained or part not in ("explain", "whole run") else f"{seconds} (no causes)"


def _seconds(measures: Sequence[float]) -> str:
    return _brief(median(measures))


def _brief(number: float) -> str:
    """Three figures or so."""
    return f"{number:,.{3 if number < 1 else 2 if number < 10 else 1}f}"


def _told(side: SideBySide, name: str) -> str:
    if name not in side.attempts:
        return "-"
    bound = "" if side.finished(name) else ">= "
    return f"{bound}{_brief(side.seconds(name))} ({len(side.attempts[name])} x)"


def _ratio(side: SideBySide, rival: str) -> str:
    if rival not in side.attempts:
        return "-"
    times = side.times_as_long(rival)
    return f"{'' if side.finished(rival) else '>= '}{times:,.{1 if times < 10 else 0}f} x"


def _equal(side: SideBySide, rival: str) -> str:
    if rival not in side.attempts:
        return "-"
    if any(rival in difference for difference in side.differences()):
        return "NO"
    return f"yes, {side.proven(rival)} of {len(side.tiers)}"
