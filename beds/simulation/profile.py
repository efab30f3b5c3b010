"""Who comes: people drawn from a profile, each fact by its own luck."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from beds.domain.people import Person
from beds.domain.places import Scheme
from beds.domain.policy import Policy
from beds.simulation.luck import Cause, Luck, fact_cause
from beds.simulation.scenario import Profile, Shares

YEAR_DAYS = 365.2425


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.split(";") if word)


def _flag(text: str) -> bool | None:
    return {"yes": True, "no": False}.get(text)


def _phases(text: str) -> tuple[int, ...]:
    return tuple(int(word) for word in _words(text))


def _number(text: str) -> int | None:
    return int(text) if text else None


READ: Mapping[str, Callable[[str], Any]] = {
    "seeks": _phases,
    "children": _number,
    **dict.fromkeys(("recourse", "intentional", "connection", "pets", "step_free_needed", "shares_room"), _flag),
    **dict.fromkeys(
        ("groups", "needs", "prefers", "languages", "avoid_areas", "avoid_schemes", "withhold_from"), _words
    ),
}
"""How the text of a share becomes the fact; facts that are not named here are words."""


Facts = Mapping[str, Any]


def left_out(schemes: Sequence[Scheme], policy: Policy, lowest_phase: int) -> Facts:
    """What holds of everybody where a profile does not say: band C, the lowest phase, and nothing that a rule refuses.

    A fact that no scheme asks for stays unknown.
    """
    facts: dict[str, Any] = {"band": "C", "seeks": (lowest_phase,)}
    if any(scheme.needs_recourse for scheme in schemes):
        facts["recourse"] = True
    if any(scheme.needs_connection for scheme in schemes):
        facts["connection"] = True
    if any(scheme.substance_policy not in ("", "any") for scheme in schemes):
        facts["substance"] = "abstinent"
    if any(scheme.women_only for scheme in schemes) and policy.women_only_accepts:
        facts["gender"] = policy.women_only_accepts[0]
    if any(scheme.routes for scheme in schemes):
        facts["route"] = "internal"
    if groups := dict.fromkeys(group for scheme in schemes for group in scheme.reserved_for):
        facts["groups"] = tuple(groups)
    return facts


def drawn(
    profile: Profile, luck: Luck, source: int, ids: Sequence[str], referred: Sequence[date], otherwise: Facts
) -> list[Person]:
    """The people of one source, in its order; ``referred`` is the Monday of each referral.

    ``otherwise`` are the facts that the profile leaves out, the same for everybody (:func:`left_out`).
    """
    columns = _texts(profile, luck, source, len(ids))
    read = {fact: _understood(fact, texts, otherwise.get(fact)) for fact, texts in columns.items() if fact != "age"}
    for fact, value in otherwise.items():
        read.setdefault(fact, [value] * len(ids))
    if "age" in columns:
        read["birth_date"] = _births(columns["age"], luck, source, referred)
    facts = list(read)
    return [
        Person(person_id=who, waiting_since=monday, **dict(zip(facts, values, strict=True)))
        for who, monday, *values in zip(ids, referred, *(read[fact] for fact in facts), strict=True)
    ]


def _understood(fact: str, texts: Sequence[str | None], otherwise: Any) -> list[Any]:
    """The values; ``otherwise`` is that of people whose group says nothing of the fact, where it must have one."""
    read = READ.get(fact, str)
    left_out = read("") if otherwise is None else otherwise
    known = {text: left_out if text is None else read(text) for text in set(texts)}
    return [known[text] for text in texts]


def _texts(profile: Profile, luck: Luck, source: int, size: int) -> Mapping[str, Sequence[str | None]]:
    """Each fact as text, a column a fact: group facts first, then the rest as their group has it.

    None where another group has the fact and neither the profile nor this group does.
    """
    columns: dict[str, Sequence[str | None]] = {}
    for fact, groups in profile.groups_of.items():
        columns[fact] = _pick(
            {value: group.share for value, group in groups.items()}, _luck_of(fact, luck, source, size)
        )
    told = dict.fromkeys(fact for groups in profile.groups_of.values() for g in groups.values() for fact in g.facts)
    for fact in dict.fromkeys((*profile.facts, *told)):
        if fact in profile.groups_of:
            continue
        draws = _luck_of(fact, luck, source, size)
        texts: list[str | None] = [*_pick(profile.facts[fact], draws)] if fact in profile.facts else [None] * size
        for group_fact, groups in profile.groups_of.items():
            for value, group in groups.items():
                if fact in group.facts:
                    theirs = _pick(group.facts[fact], draws)
                    texts = [
                        other if member == value else text
                        for text, other, member in zip(texts, theirs, columns[group_fact], strict=True)
                    ]
        columns[fact] = texts
    return columns


def _luck_of(fact: str, luck: Luck, source: int, size: int) -> npt.NDArray[np.float64]:
    return luck.uniforms(source, fact_cause(fact), 0, size)


def _pick(shares: Shares, draws: npt.NDArray[np.float64]) -> list[str]:
    """The value whose share of [0, 1) each draw falls into."""
    values = list(shares)
    edges = np.cumsum(list(shares.values()))[:-1]
    return [values[index] for index in np.searchsorted(edges, draws, side="right").tolist()]


def _births(ages: Sequence[str | None], luck: Luck, source: int, referred: Sequence[date]) -> list[date | None]:
    within = luck.uniforms(source, Cause.AGE_WITHIN, 0, len(ages)).tolist()
    births: list[date | None] = []
    for text, draw, monday in zip(ages, within, referred, strict=True):
        if not text:
            births.append(None)
            continue
        low, _dash, high = text.partition("-")
        years = int(low) + draw * (int(high or low) + 1 - int(low))
        births.append(monday - timedelta(days=round(years * YEAR_DAYS)))
    return births


def phases_sought(profile: Profile) -> set[int]:
    """Every phase that somebody of this profile may seek."""
    groups = [group.facts for values in profile.groups_of.values() for group in values.values()]
    texts = {text for facts in (profile.facts, *groups) for text in facts.get("seeks", ())}
    return {phase for text in texts for phase in _phases(text)}
