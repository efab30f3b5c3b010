"""One rule, one person, one bed: the way the specs ask whether it refuses, and with which sentence."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from beds.domain.week import Week
from beds.rules.catalogue import CATALOGUE
from beds.rules.columns import place_of
from beds.rules.refusals import masks_for, rules_in
from tests.builders import MONDAY, a_bed, a_person, a_scheme, a_week

Facts = Mapping[str, Any]
PASSES = ""
"""What the tables say where the rule does not refuse."""
NOTHING: Facts = {}


def refused(
    rule: str,
    person: Facts = NOTHING,
    scheme: Facts = NOTHING,
    bed: Facts = NOTHING,
    rows: Iterable[Any] = (),
    on: date = MONDAY,
    **policy: Any,
) -> str:
    """The sentence with which the rule refuses Ann "bed" in the hostel; blank where it does not.

    ``rows`` stand beside these three; ``policy`` holds keys of the policy.
    """
    week = a_week(a_person("ann", **person), a_scheme("hostel", **scheme), a_bed("bed", **bed), *rows, on=on, **policy)
    sentence = CATALOGUE[rule].sentence
    assert sentence is not None
    if rule not in refusing(week, "ann", "bed"):
        return PASSES
    return sentence(week.people["ann"], place_of("bed", week), week)


def refusing(week: Week, person_id: str, bed_id: str) -> tuple[str, ...]:
    """The rules that refuse this person this bed, waivers and the policy's ``rules_off`` respected."""
    masks = masks_for([week.people[person_id]], [place_of(bed_id, week)], week)
    return tuple(rule.id for rule in rules_in(masks[0, 0]))
