"""``python -m tools.bench``: every size in turn, tables on the console, everything measured in out/bench.json.

Exits with 1 where a rival has proven other tiers than this solver, or where a run has failed.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import beds
from tools.bench.child import ChildFailed, measure, run, tell
from tools.bench.figures import SideBySide, WholeRun
from tools.bench.laboratory import Laboratory, laboratory_table
from tools.bench.sizes import LARGE, STANDARD, Size, numbers, sizes
from tools.bench.table import Measured, side_by_side_table, whole_run_table
from tools.generated import ROOT

HELP_ROUNDS = 5


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, write; the exit code."""
    options = _options(arguments)
    measured: list[Measured] = []
    failures: list[str] = []
    for size in options.sizes:
        try:
            measured.append(_measure(size, options))
        except ChildFailed as failed:
            failures.append(f"{size}: {failed}")
            continue
        failures += [f"{size}: {difference}" for difference in measured[-1].side.differences()]
    lived = _laboratory(options, failures) if options.replications else None
    help_seconds = _help_seconds()
    if measured:
        print(whole_run_table(measured), side_by_side_table(measured), sep="\n\n")
    if lived:
        print("", laboratory_table(lived), sep="\n")
    print(f"\nbeds --help: {min(help_seconds):.3f} seconds (the best of {len(help_seconds)})")
    for failure in failures:
        print(f"FAILED: {failure}")
    _write(options, measured, lived, help_seconds, failures)
    return 1 if failures else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description="Measure speed and memory (docs/benchmark.md).")
    standard = ",".join(map(str, STANDARD[:-1]))
    parser.add_argument(
        "--sizes",
        type=sizes,
        default=STANDARD[:-1],
        help=f"candidates/vacant beds, with commas between (default: {standard})",
    )
    parser.add_argument("--seed", type=int, default=1, help="which invented city (default: 1)")
    parser.add_argument("--on", default="2026-11-23", help="the run date (default: 2026-11-23)")
    parser.add_argument(
        "--repeats", type=int, default=5, help="rounds at most; what takes long is measured less often (default: 5)"
    )
    parser.add_argument(
        "--cap", type=float, default=120.0, help="seconds a rival may take; 0: no rivals (default: 120)"
    )
    parser.add_argument(
        "--explain",
        action=argparse.BooleanOptionalAction,
        help=f"find causes at every size, or at none (otherwise: below {LARGE} candidates)",
    )
    parser.add_argument(
        "--rivals-at",
        type=numbers,
        default=frozenset(),
        metavar="CANDIDATES",
        help=f"sizes of {LARGE} candidates and more where the rivals run too, with commas between",
    )
    parser.add_argument(
        "--replications", type=int, default=8, help="runs of the laboratory; 0: it is not measured (default: 8)"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "bench.json", help="default: out/bench.json")
    return parser.parse_args(arguments)


def _measure(size: Size, options: argparse.Namespace) -> Measured:
    """One size: invented into a folder, then measured in two processes."""
    small = size.candidates < LARGE
    explain = small if options.explain is None else options.explain
    cap = options.cap if small or size.candidates in options.rivals_at else 0.0
    with TemporaryDirectory() as place:
        folder = f"{place}/facts"
        tell(f"{size}: inventing")
        numbers_asked = ("--candidates", str(size.candidates), "--beds", str(size.beds), "--seed", str(options.seed))
        run([sys.executable, "-m", "beds", "sample", folder, *numbers_asked, "--on", options.on])
        common = {"size": str(size), "folder": folder, "on": options.on, "repeats": options.repeats}
        whole = measure("tools.bench.whole_run", {**common, "explain": explain})
        side = measure("tools.bench.side_by_side", {**common, "cap": cap})
    return Measured(size, explain, WholeRun(**whole), SideBySide.of(side))


def _laboratory(options: argparse.Namespace, failures: list[str]) -> Laboratory | None:
    try:
        return Laboratory(**measure("tools.bench.laboratory", {"replications": options.replications}))
    except ChildFailed as failed:
        failures.append(f"laboratory: {failed}")
        return None


def _help_seconds() -> list[float]:
    """How long ``beds --help`` takes, from the start of Python to its end."""
    tell("beds --help")
    seconds = []
    for _round in range(HELP_ROUNDS):
        started = perf_counter()
        subprocess.run([sys.executable, "-m", "beds", "--help"], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
        seconds.append(perf_counter() - started)
    return seconds


def _write(
    options: argparse.Namespace,
    measured: Sequence[Measured],
    lived: Laboratory | None,
    help_seconds: list[float],
    failures: list[str],
) -> None:
    told: dict[str, Any] = {
        "on": options.on,
        "seed": options.seed,
        "cap": options.cap,
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "packages": {
            "beds": beds.__version__,
            **{name: version(name) for name in ("ciw", "numpy", "ortools", "scipy", "simpy")},
        },
        "help_seconds": help_seconds,
        "sizes": [{**asdict(one), "size": one.size._asdict()} for one in measured],
        "laboratory": asdict(lived) if lived else None,
        "failures": failures,
    }
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
