"""What one scenario changes against another, in words: for the list of scenarios and for the report."""

from collections.abc import Mapping
from dataclasses import dataclass

from beds.domain.messages import _
from beds.services.inputs import Input, inputs
from beds.simulation.scenario import Scenario


@dataclass(frozen=True)
class Change:
    """One input that differs. ``before`` and ``after`` are for readers; ``unit`` is blank where they say it."""

    key: str
    label: str
    before: str
    after: str
    unit: str = ""

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        return _(
            "%(label)s: %(before)s → %(after)s%(unit)s",
            label=self.label,
            before=self.before,
            after=self.after,
            unit=unit,
        )


def changes(base: Scenario, other: Scenario) -> tuple[Change, ...]:
    """Every input in which ``other`` differs from ``base``, in the order of the keys of a scenario."""
    before, after = inputs(base), inputs(other)
    keys = [key for key in {**after, **before} if _is_compared(key, before, after)]
    # What only the base has would stand at the end, far from its kind.
    order = {key: position for position, key in enumerate([*before, *(key for key in after if key not in before)])}
    groups = {key: position for position, key in enumerate(dict.fromkeys(_group(key) for key in order))}
    keys.sort(key=lambda key: (groups[_group(key)], order[key]))
    differing = ((key, before.get(key), after.get(key)) for key in keys)
    return tuple(_change(key, old, new) for key, old, new in differing if (old and old.value) != (new and new.value))


def _is_compared(key: str, before: Mapping[str, Input], after: Mapping[str, Input]) -> bool:
    """Whether a difference says something: of a scheme or a worker who is new or gone, only that it is so."""
    if key in before and key in after:
        return True
    match key.split("."):
        case ["stock", scheme_id, name] if name != "beds":
            beds = f"stock.{scheme_id}.beds"
            return beds in before and beds in after
        case ["start_state", "occupied", _scheme_id]:
            return False
    return not (before.get(key) or after[key]).only_if_in_both


def _group(key: str) -> str:
    return ".".join(key.split(".")[:2])


def _change(key: str, old: Input | None, new: Input | None) -> Change:
    said = new or old
    assert said is not None
    none = _("none")
    return Change(key, said.label, old.value if old else none, new.value if new else none, said.unit)
