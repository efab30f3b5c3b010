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
    """Every input in which ``other`` differs from ``base``, in the order of :func:`~beds.services.inputs.inputs`."""
    before, after = inputs(base), inputs(other)
    keys = (key for key in _merged(before, after) if _is_compared(key, before, after))
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


def _merged(before: Mapping[str, Input], after: Mapping[str, Input]) -> list[str]:
    """The keys of both: what only ``after`` has stands behind what it follows there."""
    keys, place = list(before), 0
    for key in after:
        if key in before:
            place = keys.index(key)
        else:
            keys.insert(place, key)
        place += 1
    return keys


def _change(key: str, old: Input | None, new: Input | None) -> Change:
    said = new or old
    assert said is not None
    none = _("none")
    return Change(key, said.label, old.value if old else none, new.value if new else none, said.unit)
