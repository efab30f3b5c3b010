"""The use cases of "how sure?": asking whether an answer depends on its assumptions, and what came of it.

Each assumption is varied in the scenario and in the one it is compared with alike, on the luck that both met before;
then the verdicts are set beside those of the same replications unvaried.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from beds.data.frozen_scenario import OWN, Frozen
from beds.data.laboratory.plots.numbers import change
from beds.data.laboratory.tables import verdict_name
from beds.data.scenario.editing import edited
from beds.data.store.facts import NotFound
from beds.data.store.store import Books, Store
from beds.data.store.tables.runs import RunRow
from beds.domain.access import Actor
from beds.domain.messages import _, language, ngettext
from beds.services.laboratory.assumptions import Variation, variations
from beds.services.long_work.ask import put_in_the_queue
from beds.services.long_work.asked import AskedSimulation
from beds.services.long_work.result import simulated
from beds.services.long_work.state import RunState, state_of
from beds.services.report.report import AT_A_GLANCE, Report
from beds.services.unit_of_work import changing, reading
from beds.simulation.compare import Difference, differences
from beds.simulation.gathered import Gathered
from beds.simulation.measures.catalogue import described
from beds.simulation.measures.measure import ALL
from beds.simulation.scenario import Scenario

FEWEST, SHARE = 10, 5
"""A fifth of the replications, and no fewer than these: a test needs no more than the direction."""
BETWEEN = " | "
"""Between the name of a scenario and what is varied in it."""


@dataclass(frozen=True)
class Cell:
    """What one measure does under a varied assumption, and whether that is what it did before."""

    change: str
    verdict: str
    turned: bool
    """A clear difference has become one in the other direction."""
    lost: bool
    """A clear difference is no longer clear."""
    found: bool
    """One that was not clear has become so."""


@dataclass(frozen=True)
class Row:
    """An assumption at another value; blank words for the row in which nothing is varied."""

    assumption: str
    said: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class HowSure:
    """Whether the answer of one scenario against the first holds. ``state``: of the run; rows once that is done."""

    state: RunState
    scenario: str
    titles: tuple[str, ...]
    rows: tuple[Row, ...]
    replications: int

    @property
    def columns(self) -> list[tuple[str, str]]:
        """The heads of its table, none of them of numbers alone."""
        return [(_("Assumption"), ""), *((title, "") for title in self.titles)]

    @property
    def sentences(self) -> Iterator[str]:
        """What it comes to."""
        varied = self.rows[1:]
        turned = [row for row in varied if any(cell.turned for cell in row.cells)]
        lost = [row for row in varied if row not in turned and any(cell.lost or cell.found for cell in row.cells)]
        if turned:
            yield _(
                "The answer depends on what is assumed: a clear difference turns round with %(assumptions)s.",
                assumptions=_listed(turned),
            )
        else:
            yield ngettext(
                "No clear difference turns round under the %(count)d variation that was tried.",
                "No clear difference turns round under any of the %(count)d variations that were tried.",
                len(varied),
            )
        if lost:
            yield _("What is clear changes with %(assumptions)s.", assumptions=_listed(lost))
        yield ngettext(
            "One assumption at a time is varied, in both scenarios alike, with %(count)d replication each: enough for "
            "a direction, not for a size.",
            "One assumption at a time is varied, in both scenarios alike, with %(count)d replications each: enough for "
            "a direction, not for a size.",
            self.replications,
        )


def ask_how_sure(store: Store, actor: Actor, run_id: int, scenario: str, *, now: datetime | None = None) -> int:
    """Asks for a run that tests the answer of a scenario of a finished run; its number. The same is not asked twice.

    Raises :class:`NotFound` where the run is not done or has no such scenario beside its first.
    """
    report = simulated(store, actor, run_id)
    if scenario not in report.names[1:]:
        raise NotFound(_("Run %(run)d has no scenario “%(name)s” to be tested.", run=run_id, name=scenario))
    with changing(store, actor, "keep_scenarios", now=now) as work:
        asked = AskedSimulation.from_options(work.books.queue.get(run_id).options)
        for row in work.books.queue.following(run_id):
            if _scenario_of(row) == scenario and row.status not in ("failed", "cancelled"):
                return row.run_id
        frozen = [one for name in (report.names[0], scenario) for one in asked.scenarios if one.name == name]
        found = variations(_named(report, scenario))
        varied = tuple(_varied(one, variation) for variation in found for one in frozen)
        test = AskedSimulation(varied, _replications(report), language())
        told = {"after": run_id, "scenario": scenario}
        return put_in_the_queue(work, test, "assumptions_varied", told, after_run=run_id)


def how_sure(store: Store, actor: Actor, run_id: int, report: Report) -> list[HowSure]:
    """What is known so far of how sure the answers of a run are, the latest for each scenario."""
    with reading(store, actor, "see_figures") as books:
        asked = _latest(books, run_id)
    return [_told(store, actor, number, scenario, report) for scenario, number in asked.items()]


def _latest(books: Books, run_id: int) -> dict[str, int]:
    return {_scenario_of(row): row.run_id for row in books.queue.following(run_id)}


def _scenario_of(row: RunRow) -> str:
    """The scenario that a test is of: the second of each pair that it runs."""
    name: str = row.options["scenarios"][1]["name"]
    return name.rpartition(BETWEEN)[0]


def _told(store: Store, actor: Actor, number: int, scenario: str, report: Report) -> HowSure:
    state = state_of(store, actor, number)
    titles = tuple(_(described(measure).title) for measure in AT_A_GLANCE)
    if state.status != "done":
        return HowSure(state, scenario, titles, (), _replications(report))
    test = simulated(store, actor, number)
    first, count = report.names[0], len(test.gathered.replications(test.names[0]))
    before = _differences(report.gathered.only([first, scenario], count))
    rows = [Row(_("Nothing varied"), "", tuple(_cell(before[m], before[m]) for m in AT_A_GLANCE if m in before))]
    for one in variations(_named(report, scenario)):
        pair = [f"{name}{BETWEEN}{one.id}" for name in (first, scenario)]
        if not set(pair) <= set(test.names):
            continue
        after = _differences(test.gathered.only(pair))
        cells = tuple(_cell(before[m], after[m]) for m in AT_A_GLANCE if m in before)
        rows.append(Row(_(one.assumption.label), one.said, cells))
    return HowSure(state, scenario, titles, tuple(rows), count)


def _differences(gathered: Gathered) -> dict[str, Difference]:
    return {one.measure: one for one in differences(gathered) if one.phase == ALL and one.measure in AT_A_GLANCE}


def _cell(before: Difference, after: Difference) -> Cell:
    clear = {"more", "fewer"}
    unit = described(after.measure).unit
    return Cell(
        change(after.mean, unit), verdict_name(after.verdict, unit) if after.is_known else "",
        turned=before.verdict in clear and after.verdict in clear and before.verdict != after.verdict,
        lost=before.verdict in clear and after.verdict not in clear,
        found=before.verdict not in clear and after.verdict in clear,
    )  # fmt: skip


def _varied(frozen: Frozen, variation: Variation) -> Frozen:
    files = {**frozen.files, OWN: edited(frozen.files[OWN], variation.edits)}
    return replace(frozen, name=f"{frozen.name}{BETWEEN}{variation.id}", files=files)


def _named(report: Report, name: str) -> Scenario:
    return next(one for one in report.scenarios if one.name == name)


def _replications(report: Report) -> int:
    fewest = min(len(report.gathered.replications(name)) for name in report.names)
    return min(fewest, max(FEWEST, fewest // SHARE))


def _listed(rows: Sequence[Row]) -> str:
    return "; ".join(f"{row.assumption}: {row.said}" for row in rows)
