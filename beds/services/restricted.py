"""Which facts of a person are restricted, and which rules, reasons and events would give them away."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from beds.data.store.tables.people import SEALED
from beds.domain.access import Actor
from beds.domain.messages import _
from beds.domain.record import Event
from beds.rules.catalogue import CATALOGUE
from beds.rules.rule import Rule

RESTRICTED = SEALED
"""Health, offences, violence, sex work, places of danger, ethnicity; and the birth date."""
HIDDEN = "restricted"
"""Stands for every rule that reads a restricted fact, for whoever may not see such facts."""
_WAIVERS = ("waived", "waiver_added", "waiver_changed", "waiver_withdrawn")
_KEPT_APART = (
    "keep_apart_added", "keep_apart_changed", "keep_apart_withdrawn", "kept_apart_room", "kept_apart_scheme",
    "kept_apart_area", "kept_apart_ended",
)  # fmt: skip
_HIDDEN_RULES = frozenset(rule.id for rule in CATALOGUE.values() if not set(rule.reads).isdisjoint(RESTRICTED))


def reads_restricted(rule: Rule | str) -> bool:
    """Whether a rule's verdict on somebody tells of a restricted fact."""
    return (rule if isinstance(rule, str) else rule.id) in _HIDDEN_RULES


def rule_seen(rule: str, restricted: bool) -> str:
    """The rule as a reader may know it. ``restricted``: whether she is told of restricted facts."""
    return rule if restricted or not reads_restricted(rule) else HIDDEN


def rules_seen(rules: tuple[str, ...], restricted: bool) -> tuple[str, ...]:
    """The rules in somebody's way as a reader may know them: each once, the restricted ones under one word."""
    return tuple(dict.fromkeys(rule_seen(rule, restricted) for rule in rules))


def rule_title(rule: str) -> str:
    """The rule's title for readers, or the word for what she may not see."""
    return _("A restricted fact") if rule == HIDDEN else _(CATALOGUE[rule].title)


def event_seen(event: Event, actor: Actor) -> Event:
    """An event of the record as this reader may know it.

    Whoever may not see restricted facts is not shown their columns, nor the restricted rules that were waived or
    refused, where somebody is who is away, who is kept apart from whom; and where any of that was left out, not the
    reason that was written for it.
    """
    if actor.may("see_restricted") or event.erased:
        return event
    if event.kind in _KEPT_APART:
        return replace(event, people=(), why="", words={**event.words, "person": "…", "other": "…"}, changes=())
    left_out, words = {*RESTRICTED, "alone_rules"}, event.words
    if event.kind in ("row_proposed", "row_without_bed"):
        left_out.add("reason")
    if event.kind in _WAIVERS and any(reads_restricted(rule) for rule in _rules_of(event)):
        left_out |= {"rule", "reason", "reason_text"}
        words = {**words, "rule": HIDDEN}
    if "absence" in words:
        left_out |= {"kind", "reason"}
        words = {**words, "absence": "other"}
    changes = tuple(
        replace(change, before=_without(change.before, left_out), after=_without(change.after, left_out))
        for change in event.changes
    )
    if (words, changes) == (event.words, event.changes):
        return event
    return replace(event, why="", words=words, changes=changes)


def _rules_of(event: Event) -> set[str]:
    told = [event.words, *(row for change in event.changes for row in (change.before, change.after))]
    return {str(row["rule"]) for row in told if row.get("rule")}


def _without(row: Mapping[str, Any], left_out: Collection[str]) -> dict[str, Any]:
    """The columns of a row, those within a sealed one too, but for some."""
    return {
        name: _without(value, left_out) if isinstance(value, dict) else value
        for name, value in row.items()
        if name not in left_out
    }
