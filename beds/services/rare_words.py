"""What few real people say of themselves, taken out before they are simulated: the word itself would tell of them.

A table hides its counts; that somebody of this ethnicity or disability is there, its rows would say all the same.
"""

from collections import Counter
from dataclasses import replace
from typing import Any

from beds.domain.small_numbers import LARGEST, MARK
from beds.simulation.scenario import Scenario

_FACTS = ("ethnicity", "disability")
"""For equality monitoring alone: no rule and no tier reads them, so nothing is decided otherwise."""


def without_rare_words(scenario: Scenario) -> Scenario:
    """The scenario with ``[c]`` for what fewer than five of the people whom it starts from say; else as it is."""
    if scenario.present is None:
        return scenario
    people = scenario.present.people
    for fact in _FACTS:
        counts = Counter(getattr(person, fact) for person in people)
        rare = {said for said, count in counts.items() if said and count <= LARGEST}
        hidden: dict[str, Any] = {fact: MARK}
        people = tuple(replace(one, **hidden) if getattr(one, fact) in rare else one for one in people)
    return replace(scenario, present=replace(scenario.present, people=people))
