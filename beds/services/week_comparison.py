"""Two answers side by side: who is now given a bed, another one or none, and what explains it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from beds.domain.allocation import Allocation, Row
from beds.domain.answer_words import tier_name
from beds.domain.messages import _
from beds.domain.week import Week
from beds.rules.columns import place_of
from beds.rules.refusals import masks_for, rules_in
from beds.services.facts_between import Difference, facts_between, policy_between
from beds.services.restricted import HIDDEN, reads_restricted, rule_title

Kind = Literal["given", "elsewhere", "without", "otherwise"]
"""Now given a bed; another one; no longer any; the same bed, but something else about it."""


@dataclass(frozen=True)
class Side:
    """One of the two: a week and what was decided for it."""

    week: Week
    allocation: Allocation
    restricted: bool = True
    """Whether what restricted facts explain is told."""

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        return {row.person_id: row for row in self.allocation.rows}

    @cached_property
    def taker(self) -> Mapping[str, str]:
        """Who is given each bed."""
        return {row.bed_id: row.person_id for row in self.allocation.rows if row.has_bed}

    def bed_of(self, person_id: str) -> str:
        """The bed that the run gives her; blank for none."""
        row = self.rows.get(person_id)
        return row.bed_id if row else ""

    def refusals(self, person_id: str, bed_id: str) -> Mapping[str, str]:
        """The sentence of each rule on person and bed that refuses her this bed."""
        week = self.week
        person, place = week.people[person_id], place_of(bed_id, week)
        rules = rules_in(masks_for([person], [place], week)[0, 0])
        hidden = () if self.restricted else tuple(rule for rule in rules if reads_restricted(rule))
        told = {rule.id: rule.sentence(person, place, week) for rule in rules if rule.sentence and rule not in hidden}
        return {**told, HIDDEN: f"{rule_title(HIDDEN)}."} if hidden else told


@dataclass(frozen=True)
class PersonChange:
    """What the second run does otherwise for one person. ``why`` holds a sentence each."""

    person_id: str
    kind: Kind
    sentence: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class TierChange:
    """One tier in both; None where the policy has it not."""

    name: str
    before: int | None
    after: int | None


@dataclass(frozen=True)
class Comparison:
    """Everything in which two runs differ."""

    policy: tuple[str, ...]
    facts: tuple[Difference, ...]
    people: tuple[PersonChange, ...]
    tiers: tuple[TierChange, ...]

    @property
    def nothing(self) -> bool:
        """Whether facts, policy and answer are the same."""
        return not (self.policy or self.facts or self.people)

    def of(self, kind: Kind) -> tuple[PersonChange, ...]:
        return tuple(change for change in self.people if change.kind == kind)


def compare(before: Side, after: Side, *, restricted: bool = True) -> Comparison:
    """The second run against the first. ``restricted``: whether restricted facts are told, and what they explain."""
    before, after = (replace(side, restricted=restricted) for side in (before, after))
    facts = facts_between(before.week, after.week, restricted=restricted)
    policy = policy_between(before.week.policy, after.week.policy)
    people = tuple(_people(before, after, facts))
    return Comparison(policy, facts, people, tuple(_tiers(before.allocation, after.allocation)))


def _tiers(before: Allocation, after: Allocation) -> Iterator[TierChange]:
    was, now = ({tier.name: tier.value for tier in one.tiers} for one in (before, after))
    for name in {**now, **was}:
        yield TierChange(name, was.get(name), now.get(name))


def _people(before: Side, after: Side, facts: tuple[Difference, ...]) -> Iterator[PersonChange]:
    for who in sorted(before.rows.keys() | after.rows.keys()):
        was, now = before.bed_of(who), after.bed_of(who)
        if was != now:
            kind: Kind = "elsewhere" if was and now else "given" if now else "without"
            yield PersonChange(who, kind, _sentence(who, was, now, after), tuple(_why(who, before, after, facts)))
        elif now:
            yield from _otherwise(before.rows[who], after.rows[who])


def _sentence(who: str, was: str, now: str, after: Side) -> str:
    words = {"person": who, "was": was, "now": now}
    if was and now:
        return _("%(person)s is given %(now)s instead of %(was)s.", **words)
    if now:
        return _("%(person)s is given %(now)s.", **words)
    if who not in after.rows:
        return _("%(person)s is no longer given %(was)s: she seeks no bed now.", **words)
    if after.rows[who].outcome == "stays":
        return _("%(person)s is no longer given %(was)s and stays where she lives.", **words)
    return _("%(person)s is no longer given %(was)s and waits.", **words)


def _otherwise(old: Row, new: Row) -> Iterator[PersonChange]:
    words = {"person": new.person_id, "bed": new.bed_id}
    told = []
    if old.start_on != new.start_on:
        told.append(_("starts on %(now)s, not on %(was)s", was=old.start_on, now=new.start_on))
    if old.planned_end != new.planned_end:
        told.append(_("ends by %(now)s, not by %(was)s", was=old.planned_end or "-", now=new.planned_end or "-"))
    if old.worker_id != new.worker_id:
        told.append(_("the key worker is %(now)s, not %(was)s", was=old.worker_id or "-", now=new.worker_id or "-"))
    if told:
        sentence = _("%(person)s is given %(bed)s as before, but: %(told)s.", **words, told="; ".join(told))
        yield PersonChange(new.person_id, "otherwise", sentence, ())


def _why(who: str, before: Side, after: Side, facts: tuple[Difference, ...]) -> Iterator[str]:
    """What can be told, nearest first: her own facts, the rules at the beds in question, who came before her."""
    yield from (fact.sentence for fact in facts if fact.person_id == who)
    was, now = before.bed_of(who), after.bed_of(who)
    if was and who in after.rows:
        yield from _why_not_any_more(who, was, before, after)
    if now and who in before.week.people:
        yield from _why_now(who, now, before, after)


def _why_not_any_more(who: str, was: str, before: Side, after: Side) -> Iterator[str]:
    if was not in after.week.beds:
        yield _("%(bed)s is no longer there.", bed=was)
        return
    home = after.week.home.get(who)
    if home is not None and home.bed_id == was:
        yield _("She lives in %(bed)s now.", bed=was)
        return
    old = before.refusals(who, was)
    refused = {rule: text for rule, text in after.refusals(who, was).items() if rule not in old}
    yield from (_("%(bed)s: %(text)s", bed=was, text=text) for text in refused.values())
    if refused:
        return
    taker = after.taker.get(was)
    if taker is None:
        stay = after.week.occupant.get(was)
        if stay is not None and after.week.is_mover(stay.person_id) and not after.bed_of(stay.person_id):
            yield _("%(bed)s is kept by %(person)s, who lives there.", bed=was, person=stay.person_id)
    else:
        passed = [one for one in after.allocation.skipped if (one.passed_id, one.bed_id) == (who, was)]
        words = {"bed": was, "person": taker}
        if passed:
            told = {**words, "tier": tier_name(passed[0].decided_by), "reason": passed[0].reason}
            yield _("%(bed)s goes to %(person)s. Decided by: %(tier)s. %(reason)s", **told)
        else:
            yield _("%(bed)s goes to %(person)s.", **words)
    if not after.bed_of(who) and after.restricted:
        yield after.rows[who].reason


def _why_now(who: str, now: str, before: Side, after: Side) -> Iterator[str]:
    if now not in before.week.beds:
        yield _("%(bed)s was not there before.", bed=now)
        return
    if who in before.rows:
        new = after.refusals(who, now)
        lifted = [text for rule, text in before.refusals(who, now).items() if rule not in new]
        yield from (_("Before: %(bed)s: %(text)s", bed=now, text=text) for text in lifted)
        if lifted:
            return
    had = before.taker.get(now)
    if had is None:
        return
    words = {"bed": now, "person": had}
    if had not in after.rows:
        yield _("%(bed)s was given to %(person)s, who seeks no bed now.", **words)
    elif after.bed_of(had):
        yield _("%(bed)s was given to %(person)s, who is given another.", **words)
    else:
        yield _("%(bed)s was given to %(person)s, who is given none now.", **words)
