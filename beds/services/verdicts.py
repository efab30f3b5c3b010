"""One rule before one person and one place: passed or refused, waived or off, or passed for want of a fact."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Literal, get_args

from beds.domain.people import Gender, Person, Substance
from beds.domain.week import Week
from beds.rules.columns import Crowd, Place, Places
from beds.rules.rule import Rule

Verdict = Literal["passes", "refuses", "not_known", "waived", "off"]
_FLAGS = (True, False)
_PERSON_BLANKS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "birth_date": (None, (date(1900, 1, 1),)),
    "gender": ("unknown", get_args(Gender)),
    "recourse": (None, _FLAGS),
    "intentional": (None, _FLAGS),
    "connection": (None, _FLAGS),
    "substance": ("", get_args(Substance)),
    "step_free_needed": (None, _FLAGS),
    "children": (None, (1,)),
    "pets": (None, _FLAGS),
    "shares_room": (None, _FLAGS),
}
"""Facts of a person that may be not known: the blank, and what might be true instead."""
_SCHEME_FLAGS = (
    "women_only",
    "takes_children",
    "takes_pets",
    "takes_intentional",
    "needs_connection",
    "needs_recourse",
)


def refused(rule: Rule, person: Person, place: Place, week: Week) -> bool:
    """The rule's own judgement of this one pair, waivers and switches aside."""
    assert rule.refuses is not None, f"{rule.id} does not judge a person and a bed"
    return bool(rule.refuses(Crowd([person], week), Places([place]), week).any())


def verdict(rule: Rule, person: Person, place: Place, week: Week) -> Verdict:
    """What the rule means to this person and this place in this run."""
    if week.is_off(rule.id):
        return "off"
    if refused(rule, person, place, week):
        return "waived" if rule.waivable and week.is_waived(person.person_id, rule.id) else "refuses"
    return "not_known" if _rests_on_a_blank(rule, person, place, week) else "passes"


def _rests_on_a_blank(rule: Rule, person: Person, place: Place, week: Week) -> bool:
    """Whether some missing fact, were it known, might make the rule refuse: asked of the rule itself."""
    people = (one for one in _might_be(rule, person, week))
    places = (one for one in _might_be_there(rule, place))
    return any(refused(rule, one, place, week) for one in people) or any(
        refused(rule, person, one, week) for one in places
    )


def _might_be(rule: Rule, person: Person, week: Week) -> Iterator[Person]:
    for fact in rule.reads:
        if fact in _PERSON_BLANKS:
            blank, values = _PERSON_BLANKS[fact]
            if getattr(person, fact) == blank:
                yield from (replace(person, **{fact: value}) for value in values)
        if fact == "birth_date" and person.birth_date is None:
            yield replace(person, birth_date=week.on)


def _might_be_there(rule: Rule, place: Place) -> Iterator[Place]:
    for fact in rule.reads:
        if fact in _SCHEME_FLAGS and getattr(place.scheme, fact) is None:
            for flag in _FLAGS:
                known: dict[str, Any] = {fact: flag}
                yield replace(place, scheme=replace(place.scheme, **known))
