"""The rules that judge two people by where both would live after the run (SPEC section 3)."""

from collections.abc import Mapping

from .facts import Facts


def share_a_room(facts: Facts, bed_a: str, bed_b: str) -> bool:
    """Two different beds of one room. The very same bed is not shared: its taker follows a leaver."""
    a, b = facts.beds[bed_a], facts.beds[bed_b]
    return bed_a != bed_b and a.room_id != "" and a.scheme_id == b.scheme_id and a.room_id == b.room_id


def share_an_area(facts: Facts, bed_a: str, bed_b: str) -> bool:
    """One scheme always is one area; two schemes whose area is not known are not."""
    a, b = facts.scheme_of(bed_a), facts.scheme_of(bed_b)
    return a.scheme_id == b.scheme_id or (a.area != "" and a.area == b.area)


class Pairs:
    """Judges pairs of (person, bed). Whether one of the two is placed by the run is the caller's to see."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._scopes: dict[frozenset[str], set[str]] = {}
        for row in facts.snapshot.keep_apart:
            self._scopes.setdefault(frozenset((row.person_a, row.person_b)), set()).add(row.scope)

    def clashes(self, person_a: str, bed_a: str, person_b: str, bed_b: str) -> frozenset[str]:
        """The pair rules that refuse that these two live in these beds, if one of them is placed there."""
        facts, found = self._facts, set()
        same_room = share_a_room(facts, bed_a, bed_b)
        scheme_a, scheme_b = facts.scheme_of(bed_a), facts.scheme_of(bed_b)
        together = {
            "room": same_room,
            "scheme": scheme_a.scheme_id == scheme_b.scheme_id,
            "area": share_an_area(facts, bed_a, bed_b),
        }
        if any(together[scope] for scope in self._scopes.get(frozenset((person_a, person_b)), ())):
            found.add("keep_apart")
        genders_differ = facts.people[person_a].gender != facts.people[person_b].gender
        if same_room and genders_differ and scheme_a.women_only is not True and not facts.is_off("room_gender"):
            found.add("room_gender")
        return frozenset(found)


def homes(facts: Facts, placed: Mapping[str, str]) -> dict[str, str]:
    """Where everybody who counts for the pair rules lives after the run: person -> bed.

    ``placed`` says who gets which bed from the run. A leaver who is a candidate counts only where she is placed.
    """
    live = dict(placed)
    for person_id, stay in facts.open_stay.items():
        waits_nowhere = facts.is_candidate(person_id) and facts.is_leaver(person_id)
        if person_id not in placed and not waits_nowhere:
            live[person_id] = stay.bed_id
    return live
