"""A coordinator's pins: kept, or refused with the rule or the pins that stand against them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations

import numpy as np

from beds.domain.decisions import Pin
from beds.domain.errors import PinContradiction
from beds.domain.messages import N_, _
from beds.domain.snapshot import Snapshot
from beds.domain.week import Week
from beds.optimizer.build import choices_of, model_of, pins_of
from beds.optimizer.choices import Choices
from beds.optimizer.lexicographic import Infeasible, solve

_IN_THE_WAY = {
    "keep_apart": N_("somebody who must be kept apart would live there"),
    "room_gender": N_("somebody of another gender would share the room"),
    "key_worker": N_("no key worker can take this person, or not the one that the pin names"),
    "forbidden": N_("a coordinator has forbidden the bed to which somebody would have to move out of the way"),
}


def check_each(choices: Choices) -> None:
    """Raise :class:`PinContradiction` naming every pin that another pin or a rule on person and bed stands against."""
    week = choices.week
    pins = pins_of(week)
    against = list(_against_each_other(pins))
    for pin in pins:
        refusals = choices.classes.refusals
        rules = refusals.rules_at(refusals.row[pin.person_id], refusals.place_of_bed[pin.bed_id])
        place = refusals.places[refusals.place_of_bed[pin.bed_id]]
        for rule in rules:
            assert rule.sentence is not None
            because = rule.sentence(week.people[pin.person_id], place, week)
            against.append(
                _(
                    "%(pin)s: rule %(rule)s: %(because)s",
                    pin=pin_name(pin.person_id, pin.bed_id),
                    rule=rule.id,
                    because=because,
                )
            )
    if against:
        raise _contradiction(against)


def _against_each_other(pins: tuple[Pin, ...]) -> Iterator[str]:
    for one, other in combinations(sorted(set(pins), key=lambda pin: (pin.person_id, pin.bed_id, pin.worker_id)), 2):
        named = {one.worker_id, other.worker_id} - {""}
        if one.person_id == other.person_id and one.bed_id == other.bed_id and len(named) > 1:
            yield _(
                "%(pin)s: with one key worker and with another (%(workers)s).",
                pin=pin_name(one.person_id, one.bed_id), workers=", ".join(sorted(named)),
            )  # fmt: skip
        if (one.person_id == other.person_id) != (one.bed_id == other.bed_id):
            yield _(
                "%(one)s and %(other)s contradict each other.",
                one=pin_name(one.person_id, one.bed_id),
                other=pin_name(other.person_id, other.bed_id),
            )


def explain_conflict(week: Week) -> PinContradiction:
    """Name a smallest set of pins that cannot all be kept, and the rule without which they could."""
    pins = list(dict.fromkeys(pins_of(week)))
    for pin in tuple(pins):
        rest = [other for other in pins if other != pin]
        if not can_keep(replace(week.snapshot, pins=_only(week, rest)), week.on):
            pins = rest
    names = ", ".join(pin_name(pin.person_id, pin.bed_id) for pin in pins)
    held = replace(week.snapshot, pins=_only(week, pins))
    without = {
        "forbidden": replace(held, pins=tuple(pins)),
        "keep_apart": replace(held, keep_apart=()),
        "room_gender": replace(held, policy=replace(held.policy, rules_off=(*held.policy.rules_off, "room_gender"))),
        "key_worker": replace(held, policy=replace(held.policy, rules_off=(*held.policy.rules_off, "key_worker"))),
    }
    for rule, snapshot in without.items():
        if can_keep(snapshot, week.on):
            because = _(_IN_THE_WAY[rule])
            return _contradiction([_("%(pins)s: rule %(rule)s: %(because)s.", pins=names, rule=rule, because=because)])
    return _contradiction(
        [
            _(
                "%(pins)s: cannot be kept: the beds would not all be free, because the people who live in them "
                "cannot move or because several rules bind only together.",
                pins=names,
            )
        ]
    )


def can_keep(snapshot: Snapshot, on: date) -> bool:
    """Whether any allocation keeps all the pins of a snapshot."""
    week = Week(snapshot, on)
    choices = choices_of(week)
    try:
        check_each(choices)
        model = model_of(week, choices)
        solve(model.programme, np.zeros((1, model.column_count)))
    except (PinContradiction, Infeasible):
        return False
    return True


def _only(week: Week, kept: list[Pin]) -> tuple[Pin, ...]:
    return (*kept, *(pin for pin in week.snapshot.pins if pin.action != "pin"))


def pin_name(person_id: str, bed_id: str) -> str:
    return _("pin %(person)s to %(bed)s", person=person_id, bed=bed_id)


def _contradiction(against: list[str]) -> PinContradiction:
    remedy = _("Nothing was changed. Take a pin back, or record a waiver where the rule can be waived.")
    return PinContradiction("\n".join([*against, remedy]))
