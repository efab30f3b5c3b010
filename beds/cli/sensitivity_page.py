"""A sensitivity on the console: a table an input, and a sentence for each change of the verdict."""

from collections.abc import Sequence

from beds.cli.page import Column, Page, Section, Table
from beds.data.laboratory.plots.numbers import change, change_interval, interval, shown
from beds.data.laboratory.tables import verdict_name
from beds.domain.messages import _
from beds.services.sensitivity import Flip, Point, Sensitivity, by_key
from beds.simulation.measures.catalogue import described, title_of
from beds.simulation.measures.measure import Unit, unit_name


def sensitivity_page(found: Sensitivity) -> Page:
    """What was varied, the measure and its difference at each value, and where the verdict changes."""
    unit = described(found.measure).unit
    beside = found.against.name if found.against else _("%(name)s as it is", name=found.scenario.name)
    opening = _(
        "%(measure)s (%(unit)s) of %(scenario)s, less that of %(beside)s on the same luck.",
        measure=title_of(found.measure), unit=unit_name(unit), scenario=found.scenario.name, beside=beside,
    )  # fmt: skip
    sections = [
        Section(points[0].key, [_table(points, unit), *_flips(found, points[0].key)]) for points in by_key(found.points)
    ]
    closing = _("The table is %(out)s/sensitivity.csv, the picture sensitivity.svg and .png.", out=found.out)
    return Page(title=_("Where does the verdict change?"), opening=[opening], sections=sections, closing=[closing])


def _table(points: Sequence[Point], unit: Unit) -> Table:
    columns = [
        Column(_("Value"), right=True), Column(_("Measure"), right=True), Column(_("Interval"), right=True),
        Column(_("Difference"), right=True), Column(_("Interval"), right=True), Column(_("Verdict")),
    ]  # fmt: skip
    rows = []
    for point in points:
        there, difference = point.effect.having, point.effect.difference
        rows.append(
            [
                point.value,
                shown(there.mean, unit) if there else "",
                interval(there.low, there.high, unit) if there else "",
                change(difference.mean, unit) if difference else "",
                change_interval(difference.low, difference.high, unit) if difference else "",
                verdict_name(point.verdict),
            ]
        )
    return Table(columns, rows)


def _flips(found: Sensitivity, key: str) -> list[str]:
    flips = [flip for flip in found.flips if flip.before.key == key]
    return [_said(flip) for flip in flips] or [_("The verdict is the same at every value.")]


def _said(flip: Flip) -> str:
    return _(
        "Between %(low)s and %(high)s the verdict changes from “%(before)s” to “%(after)s”.",
        low=flip.before.value, high=flip.after.value, before=verdict_name(flip.before.verdict),
        after=verdict_name(flip.after.verdict),
    )  # fmt: skip
