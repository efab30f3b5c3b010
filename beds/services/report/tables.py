"""The tables of the report: what stands in which cell, ready for the page."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from beds.data.laboratory.plots.numbers import change, interval, shown
from beds.data.laboratory.tables import is_hidden, verdict_name
from beds.domain.messages import _
from beds.domain.small_numbers import MARK
from beds.services.report.inputs import phase_name
from beds.services.report.report import AT_A_GLANCE, HEADLINES, Report
from beds.simulation.compare import Difference, Estimate, Verdict
from beds.simulation.measures.catalogue import described, title_of
from beds.simulation.measures.measure import ALL, unit_name

_SIGNS: dict[Verdict, str] = {"more": "▲", "fewer": "▼", "no clear difference": "="}


@dataclass(frozen=True)
class Cell:
    """A number of a scenario, and beneath it what it changes against the first."""

    value: str
    between: str = ""
    change: str = ""
    verdict: str = ""
    sign: str = ""
    judgement: str = ""
    """``better`` or ``worse`` where there is a clear difference and a direction that is better."""


@dataclass(frozen=True)
class Row:
    """One measure in one phase: a cell a scenario."""

    measure: str
    title: str
    unit: str
    phase: str
    cells: tuple[Cell, ...]


def headlines(report: Report) -> tuple[Row, ...]:
    """The measures that are put first, for the whole service."""
    return tuple(_rows(report, [(measure, ALL) for measure in HEADLINES]))


def at_a_glance(report: Report) -> tuple[tuple[str, tuple[Cell, ...]], ...]:
    """Each scenario with what it changes in a few measures; for readers of many scenarios."""
    return tuple(
        (name, tuple(_cell(report, name, measure, ALL) for measure in AT_A_GLANCE)) for name in report.names[1:]
    )


def by_phase(report: Report) -> tuple[Row, ...]:
    """Every measure about everybody, in every phase, in the order of the catalogue."""
    return tuple(_rows(report, [key for key in report.gathered.keys_in_order() if ":" not in key[0]]))


def _rows(report: Report, keys: Sequence[tuple[str, str]]) -> Iterator[Row]:
    for measure, phase in keys:
        cells = tuple(_cell(report, name, measure, phase) for name in report.names)
        if any(cell.value not in ("–", "") for cell in cells):
            unit = unit_name(described(measure).unit)
            yield Row(measure, title_of(measure), unit, phase_name(report, phase), cells)


def _cell(report: Report, scenario: str, measure: str, phase: str) -> Cell:
    estimate, difference = report.estimate(scenario, measure, phase), report.difference(scenario, measure, phase)
    if estimate is None:
        return Cell("–")
    if is_hidden(estimate, report.hidden):
        return Cell(MARK)
    unit = described(measure).unit
    value, between = shown(estimate.mean, unit), interval(estimate.low, estimate.high, unit)
    if math.isnan(estimate.mean):
        value = _not_known(report, estimate)
    elif estimate.low == estimate.high:
        between = ""
    if difference is None or not difference.is_known:
        return Cell(value, between)
    if difference.verdict != "no clear difference" and change(difference.mean, unit) == change(0.0, unit):
        return Cell(value, between, "", _("hardly any difference"), _SIGNS["no clear difference"], "")
    return Cell(
        value, between, change(difference.mean, unit), verdict_name(difference.verdict, unit),
        _SIGNS[difference.verdict], _judgement(difference),
    )  # fmt: skip


def _not_known(report: Report, estimate: Estimate) -> str:
    referrals = report.estimate(estimate.scenario, "referrals", estimate.phase)
    if described(estimate.measure).not_reached and referrals and referrals.mean > 0:
        return _(
            "not reached in %(undefined)d of %(all)d",
            undefined=estimate.undefined, all=estimate.undefined + estimate.replications,
        )  # fmt: skip
    return "–"


def _judgement(difference: Difference) -> str:
    better = described(difference.measure).better
    if better == "neutral" or difference.verdict == "no clear difference":
        return ""
    return _("better") if (difference.verdict == "more") == (better == "higher") else _("worse")
