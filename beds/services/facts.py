"""The facts that a rule reads, with their values for one person and place, as they stand in the files."""

from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from beds.domain.messages import N_, _
from beds.domain.people import Person
from beds.domain.places import Scheme
from beds.domain.week import Week, completed_years
from beds.rules.columns import Place
from beds.rules.rule import Rule

Whose = Literal["person", "place", "policy"]
_OF_PERSON = frozenset(field.name for field in fields(Person))
_OF_SCHEME = frozenset(field.name for field in fields(Scheme))
_LIVED_IN = {
    "nobody": N_("nobody"),
    "mover": N_("somebody who seeks another bed"),
    "leaver": N_("somebody who leaves this week"),
    "resident": N_("somebody who stays"),
}
_BLANK_AT_PLACE = {
    "open_from": N_("open already"),
    "open_to": N_("no end"),
    "min_age": N_("no limit"),
    "max_age": N_("no limit"),
    "reserved_for": N_("anybody"),
    "routes": N_("every route"),
}
"""What a blank means in the columns where it does not mean that something is not known."""


@dataclass(frozen=True)
class Fact:
    """One fact: its column or key, whose it is, and what is recorded."""

    name: str
    whose: Whose
    value: str


def facts_read(rule: Rule, person: Person, place: Place, week: Week) -> tuple[Fact, ...]:
    """What a rule on person and bed goes by: her facts, the scheme's or bed's, then the policy's."""
    found = [fact for name in rule.reads for fact in _fact(name, person, place, week)]
    if rule.id == "in_service":
        found.append(Fact(_("lived in by"), "place", _(_LIVED_IN[place.lived_in_by])))
    found += [Fact(key, "policy", shown(getattr(week.policy, key))) for key in rule.policy_keys]
    return tuple(sorted(found, key=lambda fact: ("person", "place", "policy").index(fact.whose)))


def _fact(name: str, person: Person, place: Place, week: Week) -> tuple[Fact, ...]:
    if name in _OF_PERSON:
        return (Fact(name, "person", _of_person(name, person, week)),)
    if name == "room_id":
        return (Fact(name, "place", _("shared with another bed") if place.room_shared else _("a room of its own")),)
    if name == "pins":
        forbids = person.person_id in place.forbidden_to
        return (Fact(name, "place", _("this bed is forbidden to her") if forbids else _("none forbids")),)
    if name == "features":
        return (Fact(name, "place", shown(tuple(sorted(place.features)))),)
    holder = place.scheme if name in _OF_SCHEME else place
    value = getattr(holder, name)
    blank = name in _BLANK_AT_PLACE and not value and value != 0
    return (Fact(name, "place", _(_BLANK_AT_PLACE[name]) if blank else shown(value)),)


def _of_person(name: str, person: Person, week: Week) -> str:
    value = getattr(person, name)
    if name == "birth_date" and value:
        years = completed_years(value, week.on)
        return _("%(day)s (%(years)d years)", day=value.isoformat(), years=years)
    if name == "programme_start" and value is None:
        return _("not yet begun")
    if name == "connection_exempt" and not value:
        return _("no exemption")
    return shown(value)


def shown(value: Any) -> str:
    """A value as its column writes it; a blank is told as none for lists, else as not known."""
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) if value else _("none")
    if value is None or value in ("", "unknown"):
        return _("not known")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return format(float(value), "g")
    return str(value)
