"""What changed between the facts of two runs, in sentences: people, places, stays, decisions, policy."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from beds.data.policy_file import value_to_yaml
from beds.data.policy_keys import keys_by_name
from beds.data.store.mapping import MAPPED, Mapped
from beds.domain.decisions import KeepApart, Pin, Waiver
from beds.domain.fact_words import fact_name
from beds.domain.messages import N_, _
from beds.domain.people import Person, Stay
from beds.domain.places import Bed
from beds.domain.policy import Policy
from beds.domain.snapshot import Snapshot, canonical
from beds.domain.week import Week
from beds.services.facts import shown
from beds.services.restricted import RESTRICTED, rule_seen, rule_title

_NEW = {
    "schemes": N_("The scheme %(id)s is new."),
    "beds": N_("The bed %(id)s is new."),
    "workers": N_("The key worker %(id)s is new."),
    "people": N_("%(id)s is new."),
}
_GONE = {
    "schemes": N_("The scheme %(id)s is gone."),
    "beds": N_("The bed %(id)s is gone."),
    "workers": N_("The key worker %(id)s is gone."),
    "people": N_("%(id)s is gone."),
}
_DECIDED = {
    "keep_apart": N_("Two people are now to be kept apart."),
    "waivers": N_("The rule “%(rule)s” is now waived for %(person_id)s."),
    "pin": N_("%(person_id)s is now pinned to bed %(bed_id)s."),
    "forbid": N_("Bed %(bed_id)s is now never given to %(person_id)s."),
}
_TAKEN_BACK = {
    "keep_apart": N_("Two people are no longer to be kept apart."),
    "waivers": N_("The rule “%(rule)s” is no longer waived for %(person_id)s."),
    "pin": N_("%(person_id)s is no longer pinned to bed %(bed_id)s."),
    "forbid": N_("Bed %(bed_id)s may be given to %(person_id)s again."),
}
"""Decisions: pins and forbids by what they do, the others by their table. Who is kept from whom is not said."""
_CHANGED = {
    "schemes": N_("The scheme %(id)s: %(cells)s."),
    "beds": N_("The bed %(id)s: %(cells)s."),
    "workers": N_("The key worker %(id)s: %(cells)s."),
    "stays": N_("The stay %(id)s: %(cells)s."),
}


@dataclass(frozen=True)
class Difference:
    """One thing that changed, in a sentence, and whom it concerns; a blank ``person_id``: nobody alone."""

    sentence: str
    person_id: str = ""


def facts_between(before: Week, after: Week, *, restricted: bool = True) -> tuple[Difference, ...]:
    """Everything in which the facts of two runs differ, but the policy.

    Unless ``restricted``, of the restricted facts it is only told that they differ.
    """
    found: list[Difference] = []
    if before.on != after.on:
        days = {"before": before.on.isoformat(), "after": after.on.isoformat()}
        found.append(Difference(_("The weeks are different ones: from %(before)s and from %(after)s.", **days)))
    for entry in MAPPED:
        found += _in_table(entry, _keyed(entry, before.snapshot), _keyed(entry, after.snapshot), restricted)
    return (*found, *_in_service(before, after))


def policy_between(before: Policy, after: Policy) -> tuple[str, ...]:
    """Each key of the policy that differs, as the file writes it."""
    keys = keys_by_name()
    return tuple(
        _("%(name)s: %(before)s → %(after)s", name=name, before=value_to_yaml(keys[name], getattr(before, name)),
          after=value_to_yaml(keys[name], getattr(after, name)))
        for name in differing_keys(before, after)
    )  # fmt: skip


def differing_keys(before: Policy, after: Policy) -> tuple[str, ...]:
    """The names of the keys in which two policies differ, in the order of the file."""
    names = (field.name for field in fields(Policy))
    return tuple(n for n in names if canonical(getattr(before, n), n) != canonical(getattr(after, n), n))


def _keyed(entry: Mapped, snapshot: Snapshot) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for value in getattr(snapshot, entry.table):
        key = " / ".join(str(getattr(value, name)) for name in entry.key)
        while key in found:
            key += " +"
        found[key] = value
    return found


def _in_table(
    entry: Mapped, before: Mapping[str, Any], after: Mapping[str, Any], restricted: bool
) -> Iterator[Difference]:  # fmt: skip
    for key, value in after.items():
        if key not in before:
            yield _added(entry.table, key, value, restricted)
        else:
            yield from _changed(entry, key, before[key], value, restricted)
    for key, value in before.items():
        if key not in after:
            yield _gone(entry.table, key, value, restricted)


def _added(table: str, key: str, value: Any, restricted: bool) -> Difference:
    if isinstance(value, Stay):
        words = {"person": value.person_id, "bed": value.bed_id, "day": value.started_on.isoformat()}
        return Difference(_("%(person)s lives in %(bed)s from %(day)s.", **words), value.person_id)
    if isinstance(value, Bed):
        return Difference(_("The bed %(id)s of %(scheme)s is new.", id=key, scheme=value.scheme_id))
    if isinstance(value, Pin) and value.action == "pin" and not value.decided_by:
        # Nobody decided it: a run makes it of what was accepted.
        words = {"person": value.person_id, "bed": value.bed_id}
        return Difference(_("%(person)s has accepted bed %(bed)s.", **words), value.person_id)
    if table in _NEW:
        return Difference(_(_NEW[table], id=key), getattr(value, "person_id", ""))
    return _decision(_DECIDED, table, value, restricted)


def _gone(table: str, key: str, value: Any, restricted: bool) -> Difference:
    if isinstance(value, Stay):
        words = {"person": value.person_id, "bed": value.bed_id}
        return Difference(_("The stay of %(person)s in %(bed)s is gone.", **words), value.person_id)
    if table in _GONE:
        return Difference(_(_GONE[table], id=key), getattr(value, "person_id", ""))
    return _decision(_TAKEN_BACK, table, value, restricted)


def _decision(
    sentences: Mapping[str, str], table: str, value: KeepApart | Waiver | Pin, restricted: bool
) -> Difference:  # fmt: skip
    told = {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Waiver):
        told["rule"] = rule_title(rule_seen(value.rule, restricted))
    sentence = sentences[value.action if isinstance(value, Pin) else table]
    return Difference(_(sentence, **told), getattr(value, "person_id", ""))


def _changed(entry: Mapped, key: str, old: Any, new: Any, restricted: bool) -> Iterator[Difference]:
    if old == new:
        return
    who = getattr(new, "person_id", "")
    if isinstance(new, Stay) and old.ended_on is None and new.ended_on is not None:
        words = {"person": who, "bed": new.bed_id, "day": new.ended_on.isoformat(), "outcome": shown(new.outcome)}
        yield Difference(_("%(person)s left %(bed)s on %(day)s (%(outcome)s).", **words), who)
        return
    said_already = set()
    if isinstance(new, Person) and bool(old.seeks) != bool(new.seeks):
        said_already.add("seeks")
        sentence = _("%(person)s now seeks a bed.") if new.seeks else _("%(person)s seeks no bed now.")
        yield Difference(sentence % {"person": who}, who)
    names = (field.name for field in fields(entry.value) if field.name not in said_already)
    differing = [
        name for name in names if canonical(getattr(old, name), name) != canonical(getattr(new, name), name)
    ]  # fmt: skip
    if differing:
        hidden = not restricted and isinstance(new, Person)
        lines = [
            _("%(name)s: %(before)s → %(after)s", name=fact_name(name), before=said(getattr(old, name)),
              after=said(getattr(new, name)))
            for name in differing
            if not (hidden and name in RESTRICTED)
        ]  # fmt: skip
        cells = "; ".join(lines if len(lines) == len(differing) else [*lines, _("restricted facts")])
        yield Difference(_(_CHANGED.get(entry.table, N_("%(id)s: %(cells)s.")), id=key, cells=cells), who)


def said(value: Any) -> str:
    """A value as a reader sees it."""
    return _("blank") if value in (None, "", ()) else shown(value)


def _in_service(before: Week, after: Week) -> Iterator[Difference]:
    """Beds that only time has opened or closed: nothing about them changed."""
    for bed_id in sorted(before.beds.keys() & after.beds.keys()):
        was, now = _is_open(before, bed_id), _is_open(after, bed_id)
        if was != now:
            sentence = _("The bed %(bed)s is in service now.") if now else _("The bed %(bed)s is out of service now.")
            yield Difference(sentence % {"bed": bed_id})


def _is_open(week: Week, bed_id: str) -> bool:
    bed = week.beds[bed_id]
    last = week.last_day
    return not ((bed.open_from and bed.open_from > last) or (bed.open_to and bed.open_to <= last))
