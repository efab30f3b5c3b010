"""The levers of a scenario ready for a page: each with its value, the one beside it, its bounds and its mark."""

from collections.abc import Mapping
from dataclasses import dataclass

from beds.domain.messages import _
from beds.services.laboratory.lever_values import Mark, Placed, bounds, mark, placed, shown, told, value_at
from beds.services.laboratory.levers import Lever
from beds.simulation.scenario import Scenario


@dataclass(frozen=True)
class LeverCell:
    """One lever at one place. ``typed`` is what a form shows; ``told`` what a reader sees, ``beside`` in the base."""

    name: str
    id: str
    lever: Lever
    label: str
    of: str
    typed: str
    told: str
    beside: str | None
    """None where there is nothing to set it beside."""
    mark: Mark
    source: str

    @property
    def differs(self) -> bool:
        return self.beside is not None and self.beside != self.told

    @property
    def unit(self) -> str:
        return _(self.lever.unit) if self.lever.unit else ""

    @property
    def options(self) -> list[tuple[str, str]]:
        """What a choice offers, a blank first where it means something."""
        chosen = [(value, _(text)) for value, text in self.lever.options]
        return [("", _(self.lever.blank)), *chosen] if self.lever.blank else chosen

    @property
    def accepted(self) -> str:
        """What may be typed."""
        said = [bounds(self.lever)] if bounds(self.lever) else []
        if self.lever.blank and not self.lever.options:
            said.append(_("blank: %(meaning)s", meaning=_(self.lever.blank)))
        return "; ".join(said)


@dataclass(frozen=True)
class LeverGroup:
    """A group of levers: ``rows`` by place, or one row where there are no places."""

    id: str
    title: str
    hint: str
    place: str
    """What the places are; blank where there are none."""
    rows: tuple[tuple[str, tuple[LeverCell, ...]], ...]


def lever_groups(
    scenario: Scenario, base: Scenario | None, typed: Mapping[str, str] | None = None
) -> tuple[LeverGroup, ...]:
    """The levers of a scenario beside those of its base. ``typed``: what somebody typed, in place of the values."""
    places = {
        "phase": _("Phase"), "scheme": _("Scheme"), "team": _("Provider and schemes"),
        "worker": _("Key worker"), "route": _("Route"),
        "leaving": _("Who left"),
    }  # fmt: skip
    found = []
    numbers = iter(range(10_000))
    for number, one in enumerate(placed(scenario), start=1):
        rows = tuple(
            (of, tuple(_cell(lever, next(numbers), scenario, base, typed or {}) for lever in row))
            for of, row in one.rows
        )
        group = one.group
        hint = _(group.hint) if group.hint else ""
        found.append(LeverGroup(f"levers-{number}", _(group.title), hint, places.get(group.per, ""), rows))
    return tuple(found)


def _cell(one: Placed, number: int, scenario: Scenario, base: Scenario | None, typed: Mapping[str, str]) -> LeverCell:
    value = value_at(scenario, one.path)
    beside = value_at(base, one.path) if base else None
    kind, source = mark(scenario, one.path)
    return LeverCell(
        one.name, f"lever-{number}", one.lever, _(one.lever.label), one.of,
        typed.get(one.name, shown(one.lever, value)), told(one.lever, value),
        told(one.lever, beside) if base else None, kind, source,
    )  # fmt: skip
