"""The use case of moving the levers of a scenario: what was typed goes into its text, which is checked as a file is."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from beds.data.scenario.editing import Inherited, edited
from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.domain.errors import BadInput, BedsError
from beds.services.laboratory.keep import checked_name, checked_question
from beds.services.laboratory.kept import Kept, kept, own
from beds.services.laboratory.lever_values import CHOSEN, Path, Value, all_placed, lever_of, typed, value_at
from beds.services.laboratory.staff import NUMBER, size_of_team, staffed, teams
from beds.services.laboratory.text import shipped, understood
from beds.services.unit_of_work import changing, reading
from beds.simulation.scenario import Scenario

CHOSEN_HERE = f"{CHOSEN} for this scenario"
"""The source of whatever was moved."""


class NotUnderstood(BedsError):
    """Something that was typed will not do; nothing was stored. ``faults``: a sentence by lever, "" for the whole."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("\n".join(faults.values()))
        self.faults = dict(faults)


def change_scenario(
    store: Store,
    actor: Actor,
    scenario_id: int,
    texts: Mapping[str, str],
    *,
    name: str,
    question: str,
    version: int | None = None,
    now: datetime | None = None,
) -> None:
    """Moves the levers named in ``texts`` to what was typed; a lever that is not named stays where it is.

    A value that is again what the scenario extends is taken out of its text; so is a question that is still the one of
    what it extends, once levers are moved. Raises :class:`NotUnderstood`, and what
    :func:`~beds.services.laboratory.kept.own` raises; then nothing is stored.
    """
    with reading(store, actor, "keep_scenarios") as books:
        before = kept(books, own(books, actor, scenario_id, version))
    content = changed_text(before, texts, name=name, question=question)
    with changing(store, actor, "keep_scenarios", now=now) as work:
        row = own(work.books, actor, scenario_id, before.version)
        if content != row.content:
            work.books.scenarios.change(row, checked_name(name), content, work.now)
            work.tell("scenario_changed", subject=str(scenario_id), name=row.name)


def changed_text(before: Kept, texts: Mapping[str, str], *, name: str, question: str) -> str:
    """The text of the scenario with what was typed. Raises :class:`NotUnderstood`."""
    scenario = before.scenario
    found = typed(scenario, texts)
    faults = dict(found.faults)
    try:
        called = checked_name(name)
    except BadInput as error:
        faults["name"] = _first(error)
    try:
        asked = checked_question(question)
    except BadInput as error:
        faults["question"] = _first(error)
    if faults:
        raise NotUnderstood(faults)
    wanted = {one.path: found.values.get(one.path, value_at(scenario, one.path)) for one in all_placed(scenario)}
    _keep_those_already_there(wanted, scenario, before.base.scenario if before.base else scenario)
    extends = before.understood.extends
    extended = shipped(extends.stem).scenario if extends else None
    moved = _fewer_there(scenario, wanted) | _edits(scenario, extended, wanted)
    content = edited(before.content, moved) if moved else before.content
    if content != before.content and extended and asked == scenario.question == extended.question:
        asked = ""  # it is the question of what this was begun from; what is moved asks another one
    said: dict[Path, Any] = {} if called == before.name else {("name",): called}
    if asked != scenario.question:
        said[("question",)] = asked or Inherited()
    content = edited(content, said) if said else content
    try:
        understood(content, called)
    except BadInput as error:
        told: dict[str, str] = {}
        for fault in error.faults:
            told.setdefault(lever_of(scenario, fault), f"{fault.message}. {fault.accepted}".strip())
        raise NotUnderstood(told) from None
    return content


def _keep_those_already_there(wanted: dict[Path, Value], scenario: Scenario, base: Scenario) -> None:
    """Fills in what is left blank of those already there: their limits until now, and the first day measured.

    What an earlier change of the limits has left there is no answer to this one, and counts as blank. Where the limits
    hold for everybody nothing reads it, and it stays as it is.
    """
    applies, since = ("policy", "stay_limit_applies_to"), ("policy", "stay_limit_from")
    limits = [path for path in wanted if path[:2] == ("policy", "stay_limit_weeks")]
    keep = wanted.get(applies) == "new_stays"
    moved = value_at(base, applies) != "new_stays" or any(wanted[path] != value_at(base, path) for path in limits)
    for path in [since, *(path for path in wanted if path[:2] == ("policy", "stay_limit_weeks_before"))]:
        earlier = keep and moved and wanted.get(path) == value_at(base, path)
        if wanted.get(path) is not None and not earlier:
            continue
        if not keep:
            wanted[path] = value_at(scenario, path)
        elif path == since:
            wanted[path] = scenario.start + timedelta(weeks=scenario.warm_up_weeks)
        else:
            wanted[path] = value_at(base, ("policy", "stay_limit_weeks", path[2]))


def _fewer_there(scenario: Scenario, wanted: Mapping[Path, Value]) -> dict[Path, Any]:
    """Where beds are closed from the start, no more people are there at the start than beds."""
    there = scenario.start_state.occupied.items()
    fewer = ((scheme_id, wanted.get(("stock", scheme_id, "beds")), people) for scheme_id, people in there)
    return {
        ("start_state", "occupied", scheme_id): beds
        for scheme_id, beds, people in fewer
        if isinstance(beds, int) and beds < people
    }


def _edits(scenario: Scenario, extended: Scenario | None, wanted: Mapping[Path, Value]) -> dict[Path, Any]:
    """What changes in the text: a path and its new value, and beside it that somebody chose it."""
    edits: dict[Path, Any] = {}
    theirs = {path: value_at(extended, path) for path in wanted} if extended else {}
    staff = _staff_edits(scenario, extended, wanted)
    for path, value in wanted.items():
        if value == value_at(scenario, path) or (staff and path[0] == "workers"):
            continue
        whole, written = _whole(scenario, wanted, path)
        inherited = extended is not None and written == _whole(extended, theirs, path)[1]
        source = ("sources", ".".join(whole))
        edits[whole] = Inherited(written) if inherited else written
        edits[source] = Inherited(None) if inherited else CHOSEN_HERE
    return edits | staff


def _staff_edits(scenario: Scenario, extended: Scenario | None, wanted: Mapping[Path, Value]) -> dict[Path, Any]:
    """All key workers anew where a team grows or shrinks; nothing where none does."""
    numbers: dict[str, Any] = {first: wanted["workers", first, NUMBER] for first in teams(scenario)}
    if all(number == size_of_team(scenario, first) for first, number in numbers.items()):
        return {}
    points: dict[str, Any] = {path[1]: held for path, held in wanted.items() if path[::2] == ("workers", "capacity")}
    rows = staffed(scenario, numbers, points)
    there = {worker.worker_id: float(worker.capacity) for worker in extended.workers or ()} if extended else {}
    if extended and rows == staffed(extended, {one: len(team) for one, team in teams(extended).items()}, there):
        said = [key for key in scenario.sources if f"{key}.".startswith("workers.")]
        return {("workers",): Inherited(), **{("sources", key): Inherited() for key in said}}
    # Who there is was chosen; what those can hold who were there before is from where it was.
    sources = {f"workers.{row['worker_id']}": CHOSEN_HERE for row in rows if row["worker_id"] not in points}
    before = (extended or scenario).sources.get("workers")
    stay = {row["worker_id"]: points[row["worker_id"]] for row in rows if row["worker_id"] in points}
    sources |= {key: before for one in stay if before and (key := f"workers.{one}") not in scenario.sources}
    moved = (one for one, held in stay.items() if held != value_at(scenario, ("workers", one, "capacity")))
    sources |= {f"workers.{one}.capacity": CHOSEN_HERE for one in moved}
    edits: dict[Path, Any] = {("workers",): rows, ("sources", "workers"): CHOSEN_HERE}
    gone = {f"workers.{one}" for one in points if one not in stay}
    left = {("sources", key): Inherited() for key in scenario.sources if ".".join(key.split(".")[:2]) in gone}
    return edits | left | {("sources", key): source for key, source in sources.items()}


def _whole(scenario: Scenario, wanted: Mapping[Path, Value], path: Path) -> tuple[Path, Any]:
    """The path that is written, and what: lists and shares are replaced whole."""
    value = wanted[path]
    match path:
        case ("stock_changes", *_rest):
            return ("stock_changes",), _stock_changes(scenario, wanted)
        case ("policy", "rules_off", *_rest):
            levers = {one[2]: held for one, held in wanted.items() if one[:2] == ("policy", "rules_off")}
            others = [rule for rule in scenario.policy.rules_off if rule not in levers]
            return path[:2], [*others, *(rule for rule, off in levers.items() if off == "yes")]
        case ("demand", "profile", "route", *_rest):
            shares = {one[3]: share for one, share in wanted.items() if one[:3] == path[:3] and share}
            unknown = {"": scenario.demand.profile.facts.get("route", {}).get("", 0.0)}
            return path[:3], {**shares, **{key: share for key, share in unknown.items() if share}}
        case ("behaviour", "weeks_to_ready", *_rest):
            gamma = {name: wanted[(*path[:3], name)] for name in ("mean", "cv")}
            return path[:3], None if None in gamma.values() else gamma
        case ("policy", "route_priority", *_rest):
            return path, value or 0
        case ("stock", _scheme, "routes" | "reserved_for"):
            return path, value or None
    return path, value


def _stock_changes(scenario: Scenario, wanted: Mapping[Path, Value]) -> list[dict[str, Any]]:
    """The first change of each scheme as it was typed, and all others as they were."""
    schemes = list(dict.fromkeys(path[1] for path in wanted if path[0] == "stock_changes"))
    rows = []
    for scheme_id in schemes:
        beds, week = (wanted["stock_changes", scheme_id, name] for name in ("beds", "week"))
        if beds:
            rows.append({"week": week or 0, "scheme_id": scheme_id, "beds": beds})
        of_scheme = [one for one in scenario.stock_changes if one.scheme_id == scheme_id]
        rows += [{"week": one.week, "scheme_id": scheme_id, "beds": one.beds} for one in of_scheme[1:]]
    return sorted(rows, key=lambda row: (row["week"], row["scheme_id"]))


def _first(error: BadInput) -> str:
    fault = error.faults[0]
    return f"{fault.message[:1].upper()}{fault.message[1:]}. {fault.accepted}".strip()
