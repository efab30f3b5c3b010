"""The assumptions that the answer of a scenario is tested against: a modest list, each varied one at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from beds.domain.messages import N_, _
from beds.services.laboratory.lever_values import mark
from beds.simulation.scenario import Scenario

Path = tuple[str, ...]
FACTOR = 0.25
"""How far a figure is moved down and up, where nothing published says how far it may be off."""


@dataclass(frozen=True)
class Assumption:
    """A figure, or figures that move together, and what they may be instead. Blank words: moved by a quarter."""

    path: Path
    label: str
    turned: bool = False
    """Whether it is a yes or no, which is turned round."""

    @property
    def name(self) -> str:
        return ".".join(self.path)


@dataclass(frozen=True)
class Variation:
    """An assumption at another value. ``id`` is short, for the names of scenarios; ``said`` is for readers."""

    assumption: Assumption
    id: str
    said: str
    edits: Mapping[Path, Any]


ASSUMPTIONS = (
    Assumption(("demand", "referrals_per_week"), N_("Referrals a week")),
    Assumption(("behaviour", "weeks_to_ready"), N_("Time until people are ready")),
    Assumption(("behaviour", "move_at_limit"), N_("At the limit, residents seek the next phase"), turned=True),
    Assumption(("behaviour", "leave_per_week"), N_("Unplanned leaving")),
    Assumption(("behaviour", "return_within_52_weeks"), N_("Coming back within a year")),
    Assumption(("behaviour", "waiting_leave_per_week"), N_("Leaving the waiting list")),
)
"""Those that decide most of what timeframes, beds and rules do, in the order in which they are told."""


def variations(scenario: Scenario) -> list[Variation]:
    """Every assumption of the scenario that is neither measured nor published, lower and higher, or turned round."""
    return [
        one
        for assumption in ASSUMPTIONS
        if mark(scenario, assumption.path)[0] in ("illustrative", "")
        for one in _of(assumption, scenario)
    ]


def _of(assumption: Assumption, scenario: Scenario) -> Iterator[Variation]:
    at = getattr(getattr(scenario, assumption.path[0]), assumption.path[1])
    if assumption.turned:
        said = _("no, though yes was assumed") if at else _("yes, though no was assumed")
        yield Variation(assumption, f"{assumption.name} turned", said, {assumption.path: not at})
        return
    for sign, id_, said in ((-1, "lower", _("a quarter less")), (1, "higher", _("a quarter more"))):
        edits = dict(_scaled(assumption.path, at, 1 + sign * FACTOR))
        if edits:
            yield Variation(assumption, f"{assumption.name} {id_}", said, edits)


def _scaled(path: Path, at: Any, factor: float) -> Iterator[tuple[Path, Any]]:
    """The figures at a path, all of them moved; nothing where there are none, or they are nought."""
    if isinstance(at, Sequence):
        steps = [{"from_week": step.from_week, "rate": _figure(step.rate * factor)} for step in at]
        if any(step["rate"] for step in steps):
            yield path, steps
    elif isinstance(at, Mapping):
        for key, value in at.items():
            if value is not None:
                yield from _scaled((*path, str(key)), value, factor)
    elif hasattr(at, "mean"):
        yield (*path, "mean"), _figure(at.mean * factor)
    elif at:
        # What is scaled here beyond referrals and times are chances.
        yield path, _figure(min(1.0, at * factor))


def _figure(value: float) -> float:
    return float(format(value, ".6g"))
