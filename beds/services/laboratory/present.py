"""The present state of the service as the text of a scenario: its places, policy and counts, and nobody of its people.

What the database tells of people is told as shares of at least five of them; what it does not tell is the baseline's,
which is marked illustrative there.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import timedelta
from typing import Any

from beds.data.policy_file import policy_to_yaml
from beds.data.scenario.editing import Inherited, Path, edited, part
from beds.domain.messages import _
from beds.domain.people import Person
from beds.domain.places import Scheme
from beds.domain.small_numbers import LARGEST
from beds.domain.week import Week, completed_years
from beds.domain.workers import EVERY_SCHEME, Worker
from beds.services.laboratory.look import SERVICE
from beds.services.laboratory.staff import written
from beds.services.laboratory.text import shipped, shipped_text
from beds.simulation.fitting.fit import fit
from beds.simulation.group_words import word_of
from beds.simulation.scenario import MOVE_ON

YEAR = timedelta(days=364)
FEWEST = 20
"""People known of a fact, below which the baseline's shares stand in their place."""
MEASURED = frozenset({"stock", "workers", "start_state", "demand", "behaviour"})
AGES = ((18, 24), (25, 34), (35, 49), (50, 64), (65, 99))
FACTS = (
    "route", "band", "seeks", "recourse", "intentional", "connection", "connection_exempt", "substance", "gender",
    "age", "ethnicity", "disability", "children", "pets", "step_free_needed", "groups",
)  # fmt: skip
OF_CANDIDATES = frozenset({"band", "seeks"})


def present_state(week: Week, name: str) -> str:
    """The text, which stands by itself and can be given to ``beds simulate``."""
    monday = week.on - timedelta(days=week.on.weekday())
    changes: dict[Path, Any] = {
        ("name",): name,
        ("question",): _(
            "What happens if nothing changes? The service as the database knows it on %(day)s: beds, key workers, "
            "policy, how many live where and wait. People are drawn from shares; nobody in it is real. Whatever is not "
            "marked as measured is illustrative.", day=week.on.isoformat(),
        ),
        ("start",): monday,
        ("policy",): part("\n".join(line for line in policy_to_yaml(week.policy).splitlines() if line[:1] != "#")),
        ("stock",): [_scheme(scheme, beds) for scheme, beds in _beds(week).items()],
        ("workers",): [_worker(number, worker) for number, worker in enumerate(_workers(week), start=1)],
        ("start_state",): _counts(week),
    }  # fmt: skip
    changes |= {("demand", *key): value for key, value in _demand(week)}
    changes |= {("behaviour", *key): value for key, value in _behaviour(week)}
    text = edited(shipped_text(SERVICE), changes)
    return edited(text, dict(_sources(week, changes)))


def _sources(week: Week, changes: Mapping[Path, Any]) -> Iterator[tuple[Path, Any]]:
    """What is measured is marked so; of what was taken over, the baseline says where it is from."""
    measured = [path for path, value in changes.items() if not isinstance(value, Inherited) and path != ("policy",)]
    measured = [path for path in measured if path[0] in MEASURED and path[1:2] != ("next_phase",)]
    for key in shipped(SERVICE).scenario.sources:
        if any(f"{key}.".startswith(f"{'.'.join(path)}.") for path in (*measured, ("policy",))):
            yield ("sources", key), Inherited()
    told = _("Measured: the database on %(day)s", day=week.on.isoformat())
    yield from ((("sources", ".".join(path)), told) for path in measured)


def _beds(week: Week) -> dict[Scheme, int]:
    """The schemes that have beds in service, in order of phase, and how many."""
    there = Counter(
        bed.scheme_id
        for bed in week.snapshot.beds
        if (bed.open_from is None or bed.open_from <= week.on) and (bed.open_to is None or bed.open_to > week.on)
    )
    schemes = sorted(week.snapshot.schemes, key=lambda scheme: (scheme.phase, scheme.scheme_id))
    return {scheme: there[scheme.scheme_id] for scheme in schemes if there[scheme.scheme_id]}


def _scheme(scheme: Scheme, beds: int) -> dict[str, Any]:
    # Beds of a scheme are alike in a scenario: what only some of them have is left out.
    given = {field.name: getattr(scheme, field.name) for field in fields(scheme)}
    return {name: written(value) for name, value in given.items() if value not in (None, "", ())} | {"beds": beds}


def _workers(week: Week) -> list[Worker]:
    return [one for one in week.snapshot.workers if one.leaving_on is None or one.leaving_on > week.on]


def _worker(number: int, worker: Worker) -> dict[str, Any]:
    """Known by a number: her id is nobody's business here."""
    covers = {} if EVERY_SCHEME in worker.covers else {"covers": written(worker.covers)}
    provider = {"provider": worker.provider} if worker.provider else {}
    return {"worker_id": f"kw{number}", **provider, **covers, "capacity": written(worker.capacity)}


def _counts(week: Week) -> dict[str, Any]:
    lived = Counter(week.beds[bed_id].scheme_id for bed_id in week.occupant)
    there = {scheme.scheme_id: min(lived[scheme.scheme_id], beds) for scheme, beds in _beds(week).items()}
    return {"waiting": sum(not week.is_resident(one.person_id) for one in week.candidates), "occupied": there}


def _demand(week: Week) -> Iterator[tuple[Path, Any]]:
    since = week.on - YEAR
    came = sum((person.waiting_since or person.programme_start or since) > since for person in week.snapshot.people)
    if came > FEWEST:
        yield ("referrals_per_week",), round(came / 52, 2)
    for fact in FACTS:
        shares = _shares(_said(fact, person, week) for person in week.snapshot.people)
        if shares:
            yield ("profile", fact), shares


def _said(fact: str, person: Person, week: Week) -> str | None:
    """The fact as a scenario spells it; None where it says nothing of her."""
    if fact in OF_CANDIDATES and (not person.is_candidate or week.is_resident(person.person_id)):
        return None
    if fact == "age":
        age = completed_years(person.birth_date, week.on) if person.birth_date else None
        return next((f"{low}-{high}" for low, high in AGES if age is not None and low <= age <= high), None)
    value = getattr(person, fact)
    return None if value is None else word_of(value)


def _shares(values: Iterable[str | None]) -> Mapping[str, float]:
    """Shares of the values that at least five people have; none where too few are known."""
    counts = Counter(one for one in values if one is not None)
    shown = {value: count for value, count in sorted(counts.items()) if count > LARGEST}
    known = sum(shown.values())
    if known < FEWEST or not any(shown):
        return {}
    shares = {value: round(count / known, 2) for value, count in shown.items()}
    largest = max(shares, key=lambda value: shares[value])
    shares[largest] = round(shares[largest] + 1 - sum(shares.values()), 2)
    return shares


def _behaviour(week: Week) -> Iterator[tuple[Path, Any]]:
    """The steps between the phases that there are, and what the stays tell of enough people."""
    phases = sorted({scheme.phase for scheme in _beds(week)})
    there = dict(zip(phases, [*phases[1:], MOVE_ON], strict=True))
    baseline = shipped(SERVICE).scenario.behaviour
    yield ("next_phase",), there
    for name in ("weeks_to_ready", "leave_per_week", "step_back_per_week"):
        gone = [phase for phase in getattr(baseline, name) if phase not in there]
        yield from (((name, str(phase)), Inherited()) for phase in gone)
    found = fit(week)
    for phase, stay in found.stays.items():
        if phase in there and stay.mean and stay.cv and not stay.few:
            yield ("weeks_to_ready", str(phase)), {"mean": round(stay.mean.value, 1), "cv": round(stay.cv.value, 2)}
    for name, chances in (("leave_per_week", found.leaving), ("step_back_per_week", found.stepping_back)):
        for phase, chance in chances.items():
            if phase in there and chance.value and not chance.few:
                yield (name, str(phase)), round(chance.value.value, 4)
