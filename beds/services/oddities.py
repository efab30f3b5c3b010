"""What only the rules and the caseloads can see to be odd about the facts: warnings, none of them in the way."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from beds.data.csv_folder import file_name
from beds.data.sources import WORKBOOKS
from beds.data.workbook_reader import sheet_label
from beds.domain.errors import Finding
from beds.domain.messages import _
from beds.domain.people import Person, Stay
from beds.domain.week import Week
from beds.optimizer.caseload import Caseload
from beds.rules.columns import Place, place_of
from beds.rules.refusals import masks_for, rules_in

OF_NO_CONCERN = ("phase", "route")
"""A resident seeks another phase by nature, and needs no new referral."""


def find_oddities(week: Week, source: Path) -> tuple[Finding, ...]:
    """Residents whom a rule would refuse today, people kept apart who live together, full caseloads, missing limits."""
    found = (*_refused_at_home(week), *living_together(week), *_over_capacity(week), *_without_limit(week))
    is_book = source.suffix.lower() in WORKBOOKS
    label = {
        table: sheet_label(source, table) if is_book else file_name(table) for table in {table for table, *_ in found}
    }
    return tuple(Finding(label[table], 0, column, value, message) for table, column, value, message in found)


Odd = tuple[str, str, str, str]
"""Table, column, value, message."""


def _refused_at_home(week: Week) -> Iterator[Odd]:
    residents: defaultdict[str, list[Stay]] = defaultdict(list)
    for stay in week.home.values():
        residents[week.beds[stay.bed_id].scheme_id].append(stay)
    for scheme in week.snapshot.schemes:
        yield from _refused_in(residents[scheme.scheme_id], week)


def _refused_in(stays: Sequence[Stay], week: Week) -> Iterator[Odd]:
    """One judgement a scheme: people down, the distinct places of the scheme across."""
    people = [week.people[stay.person_id] for stay in stays]
    # To live there is no reason to be refused there; all else about the bed is.
    homes = [replace(place_of(stay.bed_id, week), lived_in_by="nobody") for stay in stays]
    places = list(dict.fromkeys(homes))
    masks = masks_for(people, places, week)
    column = {place: k for k, place in enumerate(places)}
    for i, (person, home, stay) in enumerate(zip(people, homes, stays, strict=True)):
        for rule in rules_in(masks[i, column[home]]) if masks[i, column[home]] else ():
            if rule.id not in OF_NO_CONCERN and not (rule.id == "in_service" and _agreed(stay, home, week)):
                assert rule.sentence is not None
                yield "stays", "bed_id", stay.bed_id, _refusal(person, rule.id, rule.sentence(person, home, week))


def _agreed(stay: Stay, home: Place, week: Week) -> bool:
    """Whether a bed that closes or is not yet open is no surprise: she leaves in time, or comes when it opens."""
    if week.is_leaver(stay.person_id):
        return True
    return home.open_from is not None and week.last_day < home.open_from <= stay.started_on


def _refusal(person: Person, rule: str, because: str) -> str:
    return _(
        "%(person)s lives here; rule %(rule)s would refuse her today: %(because)s",
        person=person.person_id, rule=rule, because=because,
    )  # fmt: skip


def living_together(week: Week) -> Iterator[Odd]:
    """Those who are kept apart and live too close to each other."""
    for pair in week.snapshot.keep_apart:
        stays = [week.home.get(person_id) for person_id in (pair.person_a, pair.person_b)]
        one, other = (_where(stay, pair.scope, week) if stay else None for stay in stays)
        if one is not None and one == other:
            together = {
                "room": _("%(one)s and %(other)s are kept apart and live in the same room"),
                "scheme": _("%(one)s and %(other)s are kept apart and live in the same scheme"),
                "area": _("%(one)s and %(other)s are kept apart and live in the same area"),
            }[pair.scope]
            yield "keep_apart", "", "", together % {"one": pair.person_a, "other": pair.person_b}


def _where(stay: Stay, scope: str, week: Week) -> object:
    scheme = week.scheme_of(stay.bed_id)
    if scope == "room":
        return week.room_of(stay.bed_id)
    return scheme.scheme_id if scope == "scheme" else scheme.area or None


def _over_capacity(week: Week) -> Iterator[Odd]:
    if week.is_off("key_worker"):
        return
    caseload = Caseload(week)
    for worker, load in zip(caseload.workers, caseload.load_if_nobody_moves, strict=True):
        if load > caseload.scaled(worker.capacity):
            yield (
                "workers", "capacity", format(float(worker.capacity), "g"),
                _(
                    "%(worker)s holds %(load)s points already; nobody is taken from her, nobody new is given her",
                    worker=worker.worker_id, load=format(load / caseload.scale, "g"),
                ),
            )  # fmt: skip


def _without_limit(week: Week) -> Iterator[Odd]:
    for phase in sorted({scheme.phase for scheme in week.snapshot.schemes}):
        if phase not in week.policy.stay_limit_weeks:
            yield (
                "policy", "stay_limit_weeks", "",
                _(
                    "phase %(phase)d has no stay limit: no planned end comes of it, and nobody there is overdue",
                    phase=phase,
                ),
            )  # fmt: skip
