"""Records for tests: small ones said by hand, and large ones from a toy queue that knows no rules."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from beds.simulation.records import COUNTS, ENDINGS, NONE, ORIGINS, SPELL, STAY, STAY_ENDINGS, Records

NEVER = NONE


def a_spell(
    person: int, referred: int, placed: int = NEVER, ended: int = NEVER, ending: str = "", **more: Any
) -> tuple[Any, ...]:
    """A referral: defaults are the first of an arrival of band C who seeks phase 1."""
    values = {
        "spell": 0,
        "origin": "arrived",
        "band": 2,
        "route": 0,
        "first_phase": 1,
        "refusals": 0,
        "worker_changes": 0,
        "day": 7 * referred,
    }
    values |= more
    return (
        person, values["spell"], ORIGINS.index(values["origin"]), referred, values["band"], values["route"],
        values["first_phase"], placed, ended, ENDINGS.index(ending), values["refusals"], values["worker_changes"],
        values["day"],
    )  # fmt: skip


def a_stay(person: int, started: int, ended: int = NEVER, ending: str = "", **more: Any) -> tuple[Any, ...]:
    """A stay: defaults are the first scheme, of phase 1, in the first spell."""
    values = {"spell": 0, "scheme": 0, "phase": 1, "ready": NEVER, "stepped_back": False, "day": 7 * started} | more
    return (
        person, values["spell"], values["scheme"], values["phase"], started, ended, STAY_ENDINGS.index(ending),
        values["ready"], values["stepped_back"], values["day"],
    )  # fmt: skip


def records(
    spells: Sequence[tuple[Any, ...]] = (),
    stays: Sequence[tuple[Any, ...]] = (),
    *,
    weeks: int = 60,
    warm_up: int = 0,
    phases: tuple[int, ...] = (1, 2),
    weekly: Mapping[str, Sequence[int]] | None = None,
    cost: Sequence[float] | None = None,
    caseload: tuple[float, float] = (0.0, np.nan),
    groups: Mapping[str, tuple[str, ...]] | None = None,
    scenario: str = "baseline",
    replication: int = 0,
) -> Records:
    """Records of one replication. ``weekly`` gives a count by phase and for all, the same in every week."""
    width = len(phases) + 1
    counts = np.zeros((weeks, width, len(COUNTS)), dtype=np.int32)
    for name, values in (weekly or {}).items():
        counts[:, :, COUNTS.index(name)] = values
    people = 1 + max([spell[0] for spell in spells], default=-1)
    return Records(
        scenario=scenario,
        replication=replication,
        weeks=weeks,
        warm_up_weeks=warm_up,
        phases=phases,
        schemes=("hostel", "rooms", "flats"),
        weekly=counts,
        cost=np.broadcast_to(np.array(cost if cost else [0.0] * width), (weeks, width)),
        caseload=np.broadcast_to(np.array(caseload), (weeks, 2)),
        spells=np.array(list(spells), dtype=SPELL),
        stays=np.array(list(stays), dtype=STAY),
        people_ids=tuple(f"p{number}" for number in range(people)),
        groups=groups or {},
    )


def a_toy_run(
    scenario: str = "baseline", replication: int = 0, *, weeks: int = 260, warm_up: int = 52, rate: float = 0.9,
    stays: Sequence[float] = (26.0, 26.0, 52.0), beds: Sequence[int] = (18, 10, 7), too_soon: float = 0.2,
) -> Records:  # fmt: skip
    """A queue before three phases in a row: first come, first served, luck by replication only."""
    rng = np.random.default_rng(replication)
    counts = np.zeros((weeks, 4, len(COUNTS)), dtype=np.int64)
    spells: list[dict[str, Any]] = []
    lived: list[dict[str, Any]] = []
    waiting: list[int] = []
    living: list[list[int]] = [[], [], []]
    back: list[tuple[int, int]] = []
    groups: list[str] = []
    number = dict.fromkeys(range(0), 0)

    def note(week: int, phase: int, what: str) -> None:
        counts[week, [phase, 3], COUNTS.index(what)] += 1

    def refer(week: int, person: int, origin: str) -> None:
        number[person] = number.get(person, -1) + 1
        waiting.append(len(spells))
        spells.append({"person": person, "spell": number[person], "origin": origin, "referred": week, "changes": 0})
        note(week, 0, "arrived")

    def move_in(week: int, phase: int, spell: int) -> None:
        lived.append({"of": spell, "phase": phase, "started": week, "due": week + 1 + rng.gamma(2, stays[phase] / 2)})
        living[phase].append(len(lived) - 1)

    for week in range(weeks):
        for phase in (2, 1, 0):
            for row in list(living[phase]):
                stay, spell = lived[row], spells[lived[row]["of"]]
                left = rng.random() < 0.008
                onward = week >= stay["due"] and (phase == 2 or len(living[phase + 1]) < beds[phase + 1])
                if not left and not onward:
                    continue
                living[phase].remove(row)
                stay["ended"] = week
                stay["ending"] = "left_unplanned" if left else "moved_on" if phase == 2 else "moved_phase"
                if not left and phase < 2:
                    move_in(week, phase + 1, stay["of"])
                    continue
                soon = rng.random() < too_soon
                spell["ended"] = week
                spell["ending"] = "left_unplanned" if left else "moved_on_not_ready" if soon else "moved_on_ready"
                note(week, phase, "left_unplanned" if left else "moved_on")
                if rng.random() < (0.5 if left else 0.35 if soon else 0.15):
                    back.append((week + int(rng.integers(1, 53)), spell["person"]))
        for person in [person for due, person in back if due == week]:
            refer(week, person, "returned")
            note(week, 0, "returned")
        for _ in range(rng.poisson(rate)):
            groups.append(str(rng.choice(["", "Asian", "Black", "White"], p=[0.1, 0.2, 0.3, 0.4])))
            refer(week, len(groups) - 1, "arrived")
        while waiting and len(living[0]) < beds[0]:
            spell = waiting.pop(0)
            spells[spell]["placed"] = week
            note(week, 0, "placed")
            move_in(week, 0, spell)
        for spell in list(waiting):
            if rng.random() < 0.02:
                waiting.remove(spell)
                spells[spell] |= {"ended": week, "ending": "left_waiting"}
                note(week, 0, "left_waiting")
        counts[week, [0, 3], COUNTS.index("waiting")] = len(waiting)
        counts[week, :, COUNTS.index("occupied")] = [*map(len, living), sum(map(len, living))]
        counts[week, :, COUNTS.index("beds")] = [*beds, sum(beds)]
        late = [sum(week - lived[row]["started"] > stays[phase] for row in living[phase]) for phase in range(3)]
        counts[week, :, COUNTS.index("overdue")] = [*late, sum(late)]
    costs = np.array(beds) * (450.0, 300.0, 250.0)
    rows = [
        a_spell(
            one["person"], one["referred"], one.get("placed", NEVER), one.get("ended", NEVER), one.get("ending", ""),
            spell=one["spell"], origin=one["origin"], worker_changes=int(rng.random() < 0.2),
        )
        for one in spells
    ]  # fmt: skip
    homes = [
        a_stay(
            spells[one["of"]]["person"], one["started"], one.get("ended", NEVER), one.get("ending", ""),
            spell=spells[one["of"]]["spell"], phase=one["phase"] + 1, scheme=one["phase"],
        )
        for one in lived
    ]  # fmt: skip
    made = records(
        sorted(rows, key=lambda row: row[:2]), sorted(homes, key=lambda row: (row[0], row[1], row[4])),
        weeks=weeks, warm_up=warm_up, phases=(1, 2, 3), cost=[*costs, costs.sum()], caseload=(30.0, 40.0),
        groups={"ethnicity": tuple(groups)}, scenario=scenario, replication=replication,
    )  # fmt: skip
    made.weekly[:] = counts
    return made
