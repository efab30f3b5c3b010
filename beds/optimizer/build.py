"""From a week to its model: classes, choices, pairs and pins put together."""

from beds.domain.decisions import Pin
from beds.domain.week import Week
from beds.optimizer.caseload import Caseload
from beds.optimizer.choices import Choices
from beds.optimizer.classes import Classes, classes_of
from beds.optimizer.model import Model
from beds.optimizer.pairs import Pairs
from beds.rules.refusals import Refusals, judge


def choices_of(week: Week, refusals: Refusals | None = None, apart: frozenset[str] = frozenset()) -> Choices:
    """What may be chosen in a week. Each of the beds ``apart`` is a class of its own."""
    return Choices(week, classes_of(refusals or judge(week), apart), Caseload(week))


def model_of(week: Week, choices: Choices | None = None) -> Model:
    """The matrix of a week."""
    choices = choices or choices_of(week)
    return Model(choices, Pairs(choices), _pinned_cells(choices.classes, pins_of(week)))


def pins_of(week: Week) -> tuple[Pin, ...]:
    return tuple(pin for pin in week.snapshot.pins if pin.action == "pin")


def _pinned_cells(classes: Classes, pins: tuple[Pin, ...]) -> dict[int, int]:
    """The class of the bed each pinned person is pinned to, by her row. A pinned bed is a class of its own."""
    row = classes.refusals.row
    return {row[pin.person_id]: classes.class_of_bed[pin.bed_id] for pin in pins}
