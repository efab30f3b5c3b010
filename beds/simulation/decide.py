"""Who is offered what this week: exact in every tier, quickly where that can be proved, by the full engine where not.

Beds alone are settled by a circulation (:mod:`~beds.simulation.assignment`), the best that any answer can be. Where the
key workers can hold those whom it places and no pair rule is broken, it is the answer. Where not, it is asked again,
best first, with it settled what some people do: those who have a key worker, for then it is known what each worker has
to spare, and the circulation counts with it; and those who must not live together. What that cannot express goes to the
full engine.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush

from beds.simulation import full_engine
from beds.simulation.assignment import NEW, Node, best_places
from beds.simulation.caseloads import Need, workers_for
from beds.simulation.ground import FIELD
from beds.simulation.near import near_best
from beds.simulation.pairs import broken_pair
from beds.simulation.problem import Candidate, Problem, freed_at_most, problem_of
from beds.simulation.woman import Woman
from beds.simulation.world import World

MOST_ASKED = 200
"""Circulations that are asked before the full engine is."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A bed of this kind for somebody, and the worker who would hold her (-1: nobody is asked for)."""

    woman: Woman
    kind: int
    worker: int


def decide(world: World, refused: Collection[int] = ()) -> list[Offer]:
    """The best allocation of the week without those who have refused, every tier at its optimum."""
    problem = problem_of(world, refused)
    if not problem.people:
        return []
    world.recorder.decisions += 1
    offers = None if problem.moves_within_kind else _quickly(world, problem)
    if offers is None:
        world.recorder.full_engine += 1
        if not world.exact:
            at_most = _new_at_most(world, problem, {}, _spare(world, problem, {}))
            return [Offer(*placed) for placed in near_best(world, problem, at_most)]
        people = [candidate.woman for candidate in problem.people]
        return [Offer(*decided) for decided in full_engine.decide(world, people)]
    return offers


@dataclass(order=True)
class _Asked:
    """A circulation with some people settled, by what it is worth, best first."""

    loss: int
    number: int
    settled: Mapping[int, Node] = field(compare=False)
    """Where these people go or stay, by position in the problem."""
    at: list[Node] = field(compare=False)


def _quickly(world: World, problem: Problem) -> list[Offer] | None:
    """Best first over what those with a worker do; the first answer that the workers can hold is the best."""
    asked = 1
    first = _ask(world, problem, {}, 0)
    queue = [first] if first else []
    while queue and asked < MOST_ASKED:
        best = heappop(queue)
        placed = [i for i, person in enumerate(problem.people) if best.at[i] != person.home]
        workers = _workers(world, problem, placed, best.at)
        if workers is None:
            undecided = _to_settle(world, problem, best)
            if undecided is None:
                return None
        else:
            rows = broken_pair(world, {problem.people[i].woman.row: best.at[i] for i in placed})
            if rows is None:
                return [Offer(problem.people[i].woman, best.at[i], w) for i, w in zip(placed, workers, strict=True)]
            undecided = _in_pair(problem, rows, best)
            if undecided is None:
                continue
        for node in (problem.people[undecided].home, *problem.people[undecided].values):
            answer = _ask(world, problem, {**best.settled, undecided: node}, asked)
            asked += 1
            if answer is not None:
                heappush(queue, answer)
    return None


def _ask(world: World, problem: Problem, settled: Mapping[int, Node], number: int) -> _Asked | None:
    """The best answer with these people settled; None where no worker could hold that."""
    must = 1 << (FIELD * (len(world.tier_shifts) + 2))
    room = _spare(world, problem, settled)
    if room is not None and min(room.values(), default=0) < 0:
        return None
    values: list[Mapping[Node, int]] = []
    held: dict[tuple[tuple[str, ...], Node], bool] = {}
    for i, person in enumerate(problem.people):
        node = settled.get(i)
        if node is not None:
            values.append({} if node == person.home else {node: person.values[node] + must})
        elif room is not None and settled and person.own is None:
            languages = person.woman.person.languages
            for k in person.values:
                if (languages, k) not in held:
                    held[languages, k] = _held(world, person, k, room)
            values.append({k: value for k, value in person.values.items() if held[languages, k]})
        else:
            values.append(person.values)
    at = best_places(
        [p.home for p in problem.people], values, problem.free, _new_at_most(world, problem, settled, room)
    )
    if any(at[i] != node for i, node in settled.items()):
        return None
    worth = sum(person.values[at[i]] for i, person in enumerate(problem.people) if at[i] != person.home)
    return _Asked(-worth, number, settled, at)


def _points(world: World, kind: Node) -> int:
    assert world.staff is not None
    return world.staff.points_of_kind[kind]


def _held(world: World, person: Candidate, kind: Node, room: Mapping[int, int]) -> bool:
    assert world.staff is not None
    takers = world.staff.takers(person.woman, world.kinds[kind].scheme.scheme_id)
    return any(room[w] >= _points(world, kind) for w in takers)


def _spare(world: World, problem: Problem, settled: Mapping[int, Node]) -> dict[int, int] | None:
    """What each worker has to spare at most for people who have none, as far as it is settled what hers do."""
    if world.staff is None:
        return None
    room = dict(problem.room)
    keeps = world.policy.continuity == "required"
    for i, person in enumerate(problem.people):
        if person.own is None:
            continue
        if i not in settled:
            if person.points:
                room[person.own] += freed_at_most(world, person.woman, sum(1 << k for k in person.values), keeps)
        elif settled[i] != person.home:
            room[person.own] += person.points - (_points(world, settled[i]) if keeps else 0)
    return room


def _new_at_most(
    world: World, problem: Problem, settled: Mapping[int, Node], room: Mapping[int, int] | None
) -> int | None:
    """How many from outside who need a worker the team can take at most."""
    new = [person for person in problem.people if person.home == NEW]
    if world.staff is None or room is None or not new:
        return None
    least = min(_points(world, k) for person in new for k in person.values)
    if least == 0:
        return None
    within = sum(
        1
        for i, node in settled.items()
        if problem.people[i].own is None and problem.people[i].home not in (NEW, node) and _points(world, node) >= least
    )
    spare = sum(points // least for w, points in room.items() if w not in world.staff.away)
    return max(0, spare - within)


def _to_settle(world: World, problem: Problem, asked: _Asked) -> int | None:
    """Whoever asks most more of the key workers in this answer than was counted with; None where nobody does."""
    if world.staff is None or world.policy.continuity != "required":
        return None
    most, whom = 0, None
    for i, person in enumerate(problem.people):
        if person.home == NEW or i in asked.settled:
            continue
        node = asked.at[i]
        asks = 0 if node == person.home else _points(world, node) - (person.points if person.own is not None else 0)
        if person.own is not None and person.points:
            asks += freed_at_most(world, person.woman, sum(1 << k for k in person.values), keeps_worker=True)
        if asks > most:
            most, whom = asks, i
    return whom


def _in_pair(problem: Problem, rows: Collection[int], asked: _Asked) -> int | None:
    """One of these people of whom it is not settled what she does; None where what is settled breaks the rule."""
    within = (i for i, person in enumerate(problem.people) if person.woman.row in rows and i not in asked.settled)
    return next(within, None)


def _workers(world: World, problem: Problem, placed: list[int], at: list[Node]) -> list[int] | None:
    """The worker of each person placed, with every tier kept; None where the quick ways find none."""
    staff = world.staff
    if staff is None:
        return [-1] * len(placed)

    def need(person: Candidate, kind: Node) -> Need:
        takers = staff.takers(person.woman, world.kinds[kind].scheme.scheme_id)
        return Need(staff.points_of_kind[kind], person.own, person.points if person.own is not None else 0, takers)

    return workers_for([need(problem.people[i], at[i]) for i in placed], problem.room)
