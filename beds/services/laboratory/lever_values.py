"""Where the levers of a scenario stand: its value at each, as a form shows and takes it, and where a figure is from."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from beds.domain.errors import Finding
from beds.domain.messages import _
from beds.domain.people import ROUTES
from beds.domain.words import route_name
from beds.services.laboratory.levers import GROUPS, LEAVING, Group, Lever, Per
from beds.services.laboratory.staff import NUMBER, size_of_team, team_names
from beds.simulation.scenario import Scenario, SchemeStock

Path = tuple[str, ...]
Value = str | float | int | date | None
Mark = Literal["measured", "published", "illustrative", "chosen", ""]
CHOSEN = "Chosen"
_MARKS: tuple[tuple[str, Mark], ...] = (
    ("illustrative", "illustrative"), ("measured", "measured"), ("fitted", "measured"), (CHOSEN.casefold(), "chosen"),
)  # fmt: skip


@dataclass(frozen=True)
class Placed:
    """A lever at one place: a phase, a scheme, ... ``of`` names it for a reader; blank where there is but one."""

    lever: Lever
    path: Path
    of: str = ""

    @property
    def name(self) -> str:
        """What it is called in a form, and where it stands in a scenario."""
        return ".".join(self.path)


@dataclass(frozen=True)
class PlacedGroup:
    """A group with its levers at every place: ``rows`` has a row a place, or one row where there are none."""

    group: Group
    rows: tuple[tuple[str, tuple[Placed, ...]], ...]

    @property
    def levers(self) -> Iterator[Placed]:
        for _of, row in self.rows:
            yield from row


@dataclass(frozen=True)
class Typed:
    """What somebody typed: the values that were understood, and a fault for each that was not, by lever."""

    values: Mapping[Path, Value]
    faults: Mapping[str, str]


def placed(scenario: Scenario) -> tuple[PlacedGroup, ...]:
    """The levers that there are in this scenario, in the order of the page."""
    found = (PlacedGroup(group, tuple(_rows(group, scenario))) for group in GROUPS)
    return tuple(group for group in found if any(True for _one in group.levers))


def all_placed(scenario: Scenario) -> Iterator[Placed]:
    for group in placed(scenario):
        yield from group.levers


def value_at(scenario: Scenario, path: Path) -> Value:
    """The value at a path, in the units of its lever; None where it is not given."""
    match path:
        case ("stock", scheme_id, *names):
            found: Any = _walk(_stock(scenario).get(scheme_id), names)
        case ("stock_changes", scheme_id, name):
            found = next((getattr(one, name) for one in scenario.stock_changes if one.scheme_id == scheme_id), None)
        case ("workers", worker_id, name) if name == NUMBER:
            found = size_of_team(scenario, worker_id)
        case ("workers", worker_id, name):
            found = next((getattr(one, name) for one in scenario.workers or () if one.worker_id == worker_id), None)
        case ("policy", "rules_off", rule):
            found = rule in scenario.policy.rules_off
        case ("demand", "referrals_per_week"):
            steps = scenario.demand.referrals_per_week
            found = steps[0].rate if steps else 0.0
        case ("demand", "profile", fact):
            found = scenario.demand.profile.facts.get(fact, {}).get("yes", 0.0)
        case ("demand", "profile", "route", route):
            found = scenario.demand.profile.facts.get("route", {}).get(route, 0.0)
        case _:
            found = _walk(scenario, path)
    return _plain(found)


def shown(lever: Lever, value: Value) -> str:
    """The value as it is typed: a share as a percentage, without needless digits."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return format(value * 100 if lever.unit == "%" else value, ".9g")
    return value


def told(lever: Lever, value: Value) -> str:
    """The value for a reader, whom the lever tells its unit; what a blank means where there is none."""
    if value is None or value == "":
        return _(lever.blank) if lever.blank else "–"
    if lever.options:
        return next((_(text) for option, text in lever.options if option == value), str(value))
    if lever.unit == "%":
        return _("%(number)s %%", number=shown(lever, value))
    return shown(lever, value)


def bounds(lever: Lever) -> str:
    """What may be typed; blank where that is said by the control itself."""
    if lever.kind not in ("number", "whole"):
        return ""
    low, high = (shown(lever, bound / 100 if lever.unit == "%" else bound) for bound in (lever.low, lever.high))
    return _("%(low)s to %(high)s", low=low, high=high)


def typed(scenario: Scenario, texts: Mapping[str, str]) -> Typed:
    """What was typed into the levers of a scenario, by name; a lever that is left out keeps its value."""
    values: dict[Path, Value] = {}
    faults: dict[str, str] = {}
    for one in all_placed(scenario):
        if one.name not in texts:
            continue
        try:
            values[one.path] = _understood(one.lever, texts[one.name].strip())
        except ValueError as fault:
            faults[one.name] = str(fault)
    return Typed(values, faults)


def lever_of(scenario: Scenario, fault: Finding) -> str:
    """The name of the lever that a fault of the text speaks of; blank where it speaks of none."""
    at = f"{fault.column}."
    names = [one.name for one in all_placed(scenario) if fault.column]
    return next((name for name in names if at.startswith(f"{name}.") or f"{name}.".startswith(at)), "")


def mark(scenario: Scenario, path: Path) -> tuple[Mark, str]:
    """Whether the figure is measured, published, illustrative or chosen, and the source that says so."""
    if path[0] == "workers" and path[-1] == NUMBER:
        path = path[:1]
    source = ""
    for length in range(len(path), 0, -1):
        source = scenario.sources.get(".".join(path[:length]), "")
        if not source and path[0] == "policy" and length == 2:
            source = scenario.policy.sources.get(path[1], "")
        if source:
            break
    kind = next((mark for word, mark in _MARKS if source.casefold().startswith(word)), "published" if source else "")
    return kind, source


def _rows(group: Group, scenario: Scenario) -> Iterator[tuple[str, tuple[Placed, ...]]]:
    if not group.per:
        row = tuple(Placed(lever, lever.path) for lever in group.levers if _is_there(scenario, lever.path))
        if row:
            yield "", row
        return
    for subject, name in _subjects(group.per, scenario):
        paths = (tuple(subject if part == "*" else part for part in lever.path) for lever in group.levers)
        row = tuple(Placed(lever, path, name) for lever, path in zip(group.levers, paths, strict=True))
        if all(_is_there(scenario, one.path) for one in row):
            yield name, row


def _subjects(per: Per, scenario: Scenario) -> list[tuple[str, str]]:
    """What a group has a row for: as a scenario calls it, and as a reader does."""
    if per == "phase":
        phases = sorted({scheme.phase for scheme in scenario.schemes})
        return [(str(phase), scenario.policy.phase_name(phase)) for phase in phases]
    if per == "scheme":
        return [(stock.scheme.scheme_id, stock.scheme.title) for stock in scenario.stock]
    if per == "team":
        return team_names(scenario)
    if per == "worker":
        return [(worker.worker_id, worker.worker_id) for worker in scenario.workers or ()]
    if per == "route":
        return [(route, route_name(route)) for route in ROUTES]
    return [(kind, _(text)) for kind, text in LEAVING.items()]


def _is_there(scenario: Scenario, path: Path) -> bool:
    """Whether a form can say it: rates that change with time, and facts that nobody has, stand in the text alone."""
    if path == ("demand", "referrals_per_week"):
        return len(scenario.demand.referrals_per_week) <= 1
    if path[:2] == ("demand", "profile"):
        return path[2] in scenario.demand.profile.facts
    return True


def _stock(scenario: Scenario) -> Mapping[str, SchemeStock]:
    return {stock.scheme.scheme_id: stock for stock in scenario.stock}


def _walk(at: Any, names: Any) -> Any:
    for name in names:
        if isinstance(at, SchemeStock) and not hasattr(at, name):
            at = at.scheme
        if isinstance(at, Mapping):
            at = at.get(int(name) if name.isdigit() else name)
        elif at is not None:
            at = getattr(at, name)
    return at


def _plain(value: Any) -> Value:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ";".join(map(str, value))
    if isinstance(value, Decimal | Fraction):
        return float(value)
    found: Value = value
    return found


def _understood(lever: Lever, text: str) -> Value:
    """The value that was typed. Raises ValueError with a sentence."""
    if not text:
        if lever.blank:
            return None
        raise ValueError(_("Enter a value"))
    if lever.options:
        if text not in {option for option, _text in lever.options}:
            raise ValueError(_("Choose one of the values"))
        return text
    if lever.kind == "day":
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise ValueError(_("Enter a day as in 2026-11-23, or leave it blank")) from None
    if lever.kind == "words":
        return ";".join(part.strip() for part in text.split(";") if part.strip())
    return _number(lever, text)


def _number(lever: Lever, text: str) -> float | int:
    try:
        number = float(text.replace("%", "").strip())
    except ValueError:
        raise ValueError(_("Enter a number, such as 13 or 0.5")) from None
    if not math.isfinite(number) or not lever.low <= number <= lever.high:
        raise ValueError(_("Enter a number from %(bounds)s", bounds=bounds(lever)))
    if lever.kind == "whole":
        if number != int(number):
            raise ValueError(_("Enter a whole number"))
        return int(number)
    return float(format(number / 100 if lever.unit == "%" else number, ".9g"))
