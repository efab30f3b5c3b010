"""Tiny scenario files, to be altered in the one place that a test is about."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from beds.data.scenario_file import Understood, understand
from beds.domain.errors import BadInput, Finding
from beds.simulation.scenario import Scenario

START = "start: 2026-11-23\n"
STOCK = "stock: [{scheme_id: hostel, phase: 1, beds: 18}, {scheme_id: flats, phase: 3, beds: 7}]\n"
TINY = START + STOCK + "warm_up_weeks: 52\n"
BASE_LINES = TINY.count("\n")


def a_file(place: Path, text: str, name: str = "tiny") -> Path:
    path = place / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def understood(place: Path, text: str, *, base: str = TINY, overrides: Mapping[str, Any] | None = None) -> Understood:
    """A file with this text that extends one with the text of ``base``."""
    a_file(place, base, "base")
    return understand(a_file(place, "extends: base\n" + text), overrides, option="--vary")


def scenario(place: Path, text: str, *, base: str = TINY, overrides: Mapping[str, Any] | None = None) -> Scenario:
    return understood(place, text, base=base, overrides=overrides).scenario


def faults(
    place: Path, text: str, *, base: str = TINY, overrides: Mapping[str, Any] | None = None
) -> tuple[Finding, ...]:
    try:
        understood(place, text, base=base, overrides=overrides)
    except BadInput as bad:
        return bad.faults
    return ()
