"""What does not fit together in a scenario once its files are merged: faults, and what is only odd."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from beds.data.findings import Findings
from beds.data.likely import likely, probably
from beds.data.scenario.keys import GAMMA, SCENARIO, STOCK_CHANGE
from beds.data.scenario.merging import Merged
from beds.data.yaml_keys import Fields, Key, Mapped, Rows, Shape
from beds.domain.messages import _
from beds.domain.snapshot import Snapshot
from beds.domain.workers import EVERY_SCHEME
from beds.simulation.scenario import MOVE_ON, Scenario

DEFAULT_WEEKS, DEFAULT_WARM_UP = Scenario.weeks, Scenario.warm_up_weeks


@dataclass(frozen=True)
class World:
    """The schemes, and the beds at the start and the phase of each as far as no fault hides them."""

    schemes: tuple[str, ...]
    beds: Mapping[str, int]
    phases: Mapping[str, int]


@dataclass(frozen=True)
class Check:
    """Tells what is wrong at a dotted key."""

    merged: Merged
    findings: Findings

    def fault(self, dotted: str, value: Any, message: str, accepted: str = "") -> None:
        stands = self.merged.stands(dotted)
        self.findings.fault(stands.file, stands.row, dotted, str(value), message, accepted)

    def warn(self, dotted: str, value: Any, message: str, accepted: str = "") -> None:
        stands = self.merged.stands(dotted)
        self.findings.warn(stands.file, stands.row, dotted, str(value), message, accepted)

    def is_given(self, dotted: str) -> bool:
        """Whether the key stands somewhere, understood or not: what was refused is not missing as well."""
        return dotted in self.merged.where


def find_faults(merged: Merged, findings: Findings) -> None:
    """What can be seen without the folder that a scenario starts from."""
    check = Check(merged, findings)
    _length(check)
    _beginning(check)
    _gammas(check)
    _rates(check)
    _steps_back(check)
    _groups(check)
    _sources(check)


def find_faults_of_world(merged: Merged, present: Snapshot | None, findings: Findings) -> None:
    """What needs to know the schemes. ``present`` is the folder that the scenario starts from."""
    check = Check(merged, findings)
    world = _world(merged, present)
    _unknown_schemes(check, world)
    _seeks_nothing(check)
    _occupied(check, world)
    _closures(check, world)
    _phases_without_scheme(check, world)


def _world(merged: Merged, present: Snapshot | None) -> World:
    if present is not None:
        beds = Counter(bed.scheme_id for bed in present.beds)
        schemes = present.schemes
        return World(
            tuple(scheme.scheme_id for scheme in schemes),
            {scheme.scheme_id: beds[scheme.scheme_id] for scheme in schemes},
            {scheme.scheme_id: scheme.phase for scheme in schemes},
        )
    rows = merged.get("stock") or ()
    often = Counter(row["scheme_id"] for row in rows)
    once = [row for row in rows if often[row["scheme_id"]] == 1]
    return World(
        tuple(often),
        {row["scheme_id"]: row["beds"] for row in once if "beds" in row},
        {row["scheme_id"]: row["phase"] for row in once if "phase" in row},
    )


def warm_up_of(merged: Merged) -> int:
    """The weeks that are not measured. Left out: 52, but no more than a fifth of the run.

    The same fifth where the run was shortened on the command line to less than the warm-up of the file.
    """
    weeks, warm_up = merged.get("weeks"), merged.get("warm_up_weeks")
    length = DEFAULT_WEEKS if weeks is None else int(weeks)
    if warm_up is None:
        return min(DEFAULT_WARM_UP, length // 5)
    is_shortened = warm_up >= length and "weeks" in merged.where and merged.stands("weeks").row == 0
    return length // 5 if is_shortened else int(warm_up)


def _length(check: Check) -> None:
    start = check.merged.get("start")
    if start is None and check.merged.get("from_folder") and not _has_fault(check, "start"):
        check.fault("start", "", _("a folder is read as it stands on a day, and no start is given"), _("a Monday"))
    elif start is not None and start.weekday() != 0:
        check.fault("start", start, _("not a Monday"), _("the Monday that begins week 0"))
    if _has_fault(check, "weeks") or _has_fault(check, "warm_up_weeks"):
        return
    weeks, warm_up = check.merged.get("weeks"), check.merged.get("warm_up_weeks")
    length = DEFAULT_WEEKS if weeks is None else weeks
    not_measured = warm_up_of(check.merged)
    if warm_up is not None and warm_up != not_measured:
        shortened = _("longer than the run; the first %(weeks)d weeks are not measured instead", weeks=not_measured)
        check.warn("warm_up_weeks", warm_up, shortened)
    if not_measured >= length:
        dotted = "warm_up_weeks" if check.is_given("warm_up_weeks") or not check.is_given("weeks") else "weeks"
        message = _(
            "the warm-up (%(warm_up)d weeks) leaves nothing of %(weeks)d weeks", warm_up=not_measured, weeks=length
        )
        check.fault(dotted, check.merged.get(dotted), message, _("a warm-up shorter than the whole"))


def _beginning(check: Check) -> None:
    folder, stock = check.merged.get("from_folder"), check.merged.get("stock")
    if folder and stock:
        message = _("a scenario starts from a folder or from its stock, not from both")
        check.fault("from_folder", folder, message, _("one of the two; “stock: null” takes an extended stock back"))
    elif not folder and not stock and _has_fault(check, "from_folder"):
        pass  # what is there is in the folder, and that is told already
    elif not folder and not stock and not check.is_given("stock"):
        check.fault("stock", "", _("there is no bed: neither a stock nor a from_folder is given"), _("one of the two"))
    elif not folder and not stock and not _has_fault(check, "stock"):
        check.fault("stock", "", _("there is no scheme in it"), _("one scheme or more, or a from_folder"))
    if folder and check.merged.get("start_state"):
        check.warn("start_state", "", _("this is not used: who is there comes from the folder"))


def _has_fault(check: Check, dotted: str) -> bool:
    return any(fault.column == dotted or fault.column.startswith(dotted + ".") for fault in check.findings.faults)


def _gammas(check: Check) -> None:
    for phase, gamma in (check.merged.get("behaviour.weeks_to_ready") or {}).items():
        for name in GAMMA.required:
            dotted = f"behaviour.weeks_to_ready.{phase}.{name}"
            if gamma is not None and name not in gamma and not check.is_given(dotted):
                check.fault(dotted, "", _("%(key)s is missing", key=name), GAMMA.by_name[name].kind.accepted())


def _rates(check: Check) -> None:
    steps = check.merged.get("demand.referrals_per_week")
    if not isinstance(steps, tuple):
        return
    weeks = [(position, step["from_week"]) for position, step in enumerate(steps, start=1) if "from_week" in step]
    for (_position, before), (position, week) in pairwise(weeks):
        if week <= before:
            message = _("not after the week before it in the list")
            check.fault(f"demand.referrals_per_week.{position}", week, message, _("weeks in ascending order"))


def _steps_back(check: Check) -> None:
    if (check.merged.get("behaviour.step_back_per_week") or {}).get(0):
        check.fault(
            "behaviour.step_back_per_week.0", "0", _("no phase comes before this one"), _("a phase from 1 to 9")
        )


def _groups(check: Check) -> None:
    profile = check.merged.get("demand.profile") or {}
    groups_of = _groups_of(check.merged)
    once = _("it in one place; null takes back what is extended")
    differing: dict[str, str] = {}
    for fact, groups in groups_of.items():
        dotted = f"demand.profile.groups_of.{fact}"
        if profile.get(fact):
            check.fault(dotted, "", _("the profile gives shares of %(fact)s already", fact=fact), once)
        for other in sorted({name for group in groups.values() for name in group} - {"share"}):
            if other in groups_of:
                check.fault(dotted, "", _("%(fact)s is itself what groups are made by", fact=other), once)
            elif other in differing:
                message = _("%(fact)s differs by %(other)s already", fact=other, other=differing[other])
                check.fault(dotted, "", message, once)
            differing.setdefault(other, fact)


def _groups_of(merged: Merged) -> dict[str, Mapping[str, Mapping[str, Any]]]:
    """The groups that differ, by the fact that they are made by; a fact taken back with null makes none."""
    groups_of = merged.get("demand.profile.groups_of") or {}
    return {fact: groups for fact, groups in groups_of.items() if groups}


def _facts_of(merged: Merged) -> dict[str, Mapping[str, Any]]:
    """What is said of everybody and of each group, by the dotted key that it stands beneath."""
    of_groups = {
        f"demand.profile.groups_of.{fact}.{value}": group
        for fact, groups in _groups_of(merged).items()
        for value, group in groups.items()
    }
    return {"demand.profile": merged.get("demand.profile") or {}, **of_groups}


def _sources(check: Check) -> None:
    for dotted in check.merged.get("sources") or {}:
        unknown = _unknown_part(dotted)
        if unknown is not None:
            name, known = unknown
            guess = likely(name, known)
            message = _("there is no key %(key)s", key=name) + probably(guess)
            check.fault(f"sources.{dotted}", dotted, message, guess or ", ".join(known))


def _unknown_part(dotted: str) -> tuple[str, Mapping[str, Key]] | None:
    """The part of a dotted key that is no key, and what is known in its place; None for a key that may be."""
    shape: Shape = SCENARIO
    for part in dotted.split("."):
        if isinstance(shape, Fields):
            if part not in shape.by_name:
                return part, shape.by_name
            shape = shape.by_name[part].kind
        elif isinstance(shape, Rows):
            shape = shape.fields
        elif isinstance(shape, Mapped):
            shape = shape.value
        else:
            return None
    return None


def _unknown_schemes(check: Check, world: World) -> None:
    for dotted, scheme_id in _scheme_ids(check):
        if scheme_id not in world.schemes:
            message = _("there is no such scheme") + probably(likely(scheme_id, world.schemes))
            check.fault(dotted, scheme_id, message, ", ".join(world.schemes))


def _scheme_ids(check: Check) -> Iterator[tuple[str, str]]:
    """Every place where a scheme is named, and its id."""
    for position, row in enumerate(check.merged.get("stock_changes") or (), start=1):
        if "scheme_id" in row:
            yield f"stock_changes.{position}.scheme_id", row["scheme_id"]
    for scheme_id, number in (check.merged.get("start_state.occupied") or {}).items():
        dotted = f"start_state.occupied.{scheme_id}"
        if number is not None or _has_fault(check, dotted):
            yield dotted, scheme_id
    for position, row in enumerate(check.merged.get("workers") or (), start=1):
        for scheme_id in row.get("covers") or ():
            if scheme_id != EVERY_SCHEME:
                yield f"workers.{row.get('worker_id', position)}.covers", scheme_id
    for dotted, facts in _facts_of(check.merged).items():
        yield from _avoided(f"{dotted}.avoid_schemes", facts)


def _seeks_nothing(check: Check) -> None:
    """Nobody is referred who seeks nothing: a share of people without a phase is a slip."""
    at = {f"{dotted}.seeks": facts.get("seeks") for dotted, facts in _facts_of(check.merged).items()}
    at["demand.profile.groups_of.seeks"] = _groups_of(check.merged).get("seeks")
    for dotted, shares in at.items():
        if "" in (shares or {}):
            check.fault(dotted, "", _("somebody who is referred seeks a phase"), _("phases, first choice first"))


def _avoided(dotted: str, facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for spelled in facts.get("avoid_schemes") or ():
        yield from ((dotted, scheme_id) for scheme_id in spelled.split(";") if scheme_id)


def _occupied(check: Check, world: World) -> None:
    if check.merged.get("from_folder"):
        return
    for scheme_id, number in (check.merged.get("start_state.occupied") or {}).items():
        beds = world.beds.get(scheme_id)
        if number is not None and beds is not None and number > beds:
            message = _("more people than its %(beds)d beds", beds=beds)
            check.fault(
                f"start_state.occupied.{scheme_id}", number, message, _("a whole number up to %(beds)d", beds=beds)
            )


def _closures(check: Check, world: World) -> None:
    last = check.merged.get("weeks")
    weeks = DEFAULT_WEEKS if last is None else last
    numbered = list(enumerate(check.merged.get("stock_changes") or (), start=1))
    changes = [(position, row) for position, row in numbered if _is_whole(row, STOCK_CHANGE)]
    # What else is opened or closed there is not known, and may be what makes the others right or wrong.
    in_doubt = {row.get("scheme_id") for _position, row in numbered if not _is_whole(row, STOCK_CHANGE)}
    left = {scheme_id: beds for scheme_id, beds in world.beds.items() if not in_doubt & {scheme_id, None}}
    for position, change in sorted(changes, key=lambda numbered: (numbered[1]["week"], -numbered[1]["beds"])):
        scheme_id, beds = change["scheme_id"], change["beds"]
        if change["week"] >= weeks:
            message = _("the scenario ends before that week; nothing changes")
            check.warn(f"stock_changes.{position}.week", change["week"], message)
        if scheme_id not in left:
            continue
        if left[scheme_id] + beds < 0:
            message = _("more beds are closed than the %(beds)d that are there", beds=left[scheme_id])
            accepted = _("%(beds)d or more", beds=-left[scheme_id])
            check.fault(f"stock_changes.{position}.beds", beds, message, accepted)
        left[scheme_id] = max(0, left[scheme_id] + beds)


def _is_whole(row: Mapping[str, Any], fields: Fields) -> bool:
    return all(name in row for name in fields.required)


def _phases_without_scheme(check: Check, world: World) -> None:
    if _has_fault(check, "stock") or _has_fault(check, "stock_changes"):
        return
    phases = {world.phases[scheme_id] for scheme_id in _with_beds(check.merged, world)}
    nowhere = _("no scheme of this phase keeps a bed: whoever seeks it waits in vain")
    for phase, step in (check.merged.get("behaviour.next_phase") or {}).items():
        if phase in phases and step is not None and step != MOVE_ON and step not in phases:
            check.warn(f"behaviour.next_phase.{phase}", step, nowhere)
    for dotted, facts in _facts_of(check.merged).items():
        sought = {phase for spelled in facts.get("seeks") or () for phase in spelled.split(";") if phase}
        for phase in sorted(sought - {str(phase) for phase in phases}):
            check.warn(f"{dotted}.seeks", phase, nowhere)


def _with_beds(merged: Merged, world: World) -> set[str]:
    """The schemes that have beds for good: not closed down on the way, nor empty from the beginning."""
    left = dict(world.beds)
    for change in merged.get("stock_changes") or ():
        left[change["scheme_id"]] = left.get(change["scheme_id"], 0) + change["beds"]
    return {scheme_id for scheme_id, beds in left.items() if beds > 0 and scheme_id in world.phases}
