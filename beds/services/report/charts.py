"""The pictures of a report as Vega-Lite: what a script draws in their place, to be explored with a mouse or a finger.

The same bands and estimates as the still pictures, and the same colours. Numbers in tooltips are written here, in the
reader's language.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from beds.data.laboratory.plots.numbers import with_interval
from beds.data.laboratory.plots.over_time import Band, occupancy_bands, waiting_bands
from beds.data.laboratory.plots.plot import COLOURS, FAINT, INK
from beds.data.laboratory.plots.ranges import COSTS, OF_GROUPS, OVERSTAYS, TRADED, axis_name
from beds.domain.messages import _
from beds.services.report.report import Report
from beds.simulation.compare import Estimate
from beds.simulation.measures.catalogue import described, group_name

Spec = Mapping[str, Any]
"""One chart; a picture of several panels is several."""
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
DASHES: tuple[list[int], ...] = ([1, 0], [6, 2], [2, 2], [6, 2, 1, 2], [4, 1, 1, 1], [8, 3])
CONFIG: Spec = {
    # What it says stands beside it for those who do not see it.
    "aria": False, "background": None, "font": "sans-serif", "view": {"stroke": None},
    "axis": {"labelColor": INK, "titleColor": INK, "gridColor": FAINT, "labelFontSize": 13, "titleFontSize": 13,
             "titleFontWeight": "normal", "titleLimit": 400},
    "legend": {"labelFontSize": 13, "title": None, "orient": "top", "columns": 2, "labelLimit": 300, "symbolSize": 120,
               "symbolOpacity": 1},
    "title": {"fontSize": 14, "anchor": "start", "fontWeight": "normal"},
}  # fmt: skip


def charts(report: Report) -> dict[str, list[Spec]]:
    """The charts by the name of the picture that they stand in for."""
    found: dict[str, list[Spec]] = {
        "waiting": [_over_time(report, waiting_bands(report.gathered, report.suppress), _("People waiting"))],
        "occupancy": [_over_time(report, occupancy_bands(report.gathered, report.suppress), _("Beds occupied (%)"))],
        "trade-off": [_against(report, "admitted", measure) for measure in TRADED],
        "overstays": [_beside(report, measure) for measure in OVERSTAYS],
        "cost": [_beside(report, measure) for measure in COSTS],
    }
    for fact in report.facts:
        found[f"groups-{fact}"] = [_groups(report, fact, measure) for measure in OF_GROUPS]
    # Of what is not known there is nothing to draw.
    return {name: [spec for spec in specs if spec["data"]["values"]] for name, specs in found.items()}


def _over_time(report: Report, bands: Sequence[Band], axis: str) -> Spec:
    values = []
    for name, band in zip(report.names, bands, strict=True):
        weeks = zip(band.mean, band.low, band.high, strict=True)
        for week, of_week in enumerate(weeks):
            if not any(np.isnan(of_week)):
                mean, low, high = (round(float(number), 1) for number in of_week)
                values.append({"s": name, "w": week, "m": mean, "l": low, "h": high})
    shown = {"condition": {"param": "pick", "value": 1}, "value": 0.12}
    x = {"field": "w", "type": "quantitative", "title": _("Week"), "axis": {"grid": False, "tickMinStep": 1}}
    tooltip = [
        {"field": "s", "title": _("Scenario")}, {"field": "w", "title": _("Week")}, {"field": "m", "title": axis},
        {"field": "l", "title": _("8 in 10 from")}, {"field": "h", "title": _("8 in 10 to")},
    ]  # fmt: skip
    measured = report.scenarios[0].warm_up_weeks
    band_of = {"condition": {"param": "pick", "value": 0.15}, "value": 0.02}
    return {
        "$schema": SCHEMA, "config": CONFIG, "width": "container", "height": 280, "data": {"values": values},
        "encoding": {"x": x, "color": _colour(report)},
        "layer": [
            {"mark": {"type": "area", "interpolate": "linear"}, "encoding": {
                "y": {"field": "l", "type": "quantitative", "title": axis}, "y2": {"field": "h"}, "opacity": band_of}},
            {"mark": {"type": "line", "strokeWidth": 2}, "params": [_pick(), _zoom()], "encoding": {
                "y": {"field": "m", "type": "quantitative"}, "opacity": shown, "strokeDash": _dash(report)}},
            {"mark": {"type": "point", "filled": True, "size": 90}, "encoding": {
                "y": {"field": "m", "type": "quantitative"}, "tooltip": tooltip,
                "opacity": {"condition": {"param": "near", "empty": False, "value": 1}, "value": 0}},
             "params": [{"name": "near", "select": {
                 "type": "point", "on": "pointerover", "nearest": True, "clear": "pointerout"}}]},
            *_measured_from(measured),
        ],
    }  # fmt: skip


def _measured_from(week: int) -> Iterator[Spec]:
    if week:
        data = {"values": [{"w": week, "t": _("measured from here")}]}
        x = {"x": {"field": "w", "type": "quantitative"}, "color": {"value": INK}}
        yield {"data": data, "mark": {"type": "rule", "strokeDash": [1, 2]}, "encoding": x}
        text = {"type": "text", "align": "left", "dx": 4, "y": 6, "fontSize": 12}
        yield {"data": data, "mark": text, "encoding": {**x, "text": {"field": "t"}}}


def _against(report: Report, across: str, up: str) -> Spec:
    """One measure against another, a cross a scenario."""
    values = []
    for name in report.names:
        numbers = (*_numbers("x", report.estimate(name, across)), *_numbers("y", report.estimate(name, up)))
        if len(numbers) == 2:
            values.append({"s": name, **numbers[0], **numbers[1]})
    tooltip = [
        {"field": "s", "title": _("Scenario")},
        {"field": "xt", "title": _(described(across).title)}, {"field": "yt", "title": _(described(up).title)},
    ]  # fmt: skip

    x, y = (
        {"field": name, "type": "quantitative", "title": axis_name(measure), "scale": {"zero": False}}
        for name, measure in (("x", across), ("y", up))
    )
    return {
        "$schema": SCHEMA, "config": CONFIG, "width": "container", "height": 260, "data": {"values": values},
        "encoding": {"color": _colour(report)},
        "layer": [
            {"mark": "rule", "encoding": {"x": {**x, "field": "xl"}, "x2": {"field": "xh"}, "y": y}},
            {"mark": "rule", "encoding": {"x": x, "y": {**y, "field": "yl"}, "y2": {"field": "yh"}}},
            {"mark": {"type": "point", "filled": True, "size": 110}, "params": [_zoom()],
             "encoding": {"x": x, "y": y, "tooltip": tooltip, "shape": _shape(report)}},
        ],
    }  # fmt: skip


def _beside(report: Report, measure: str) -> Spec:
    """One measure, a row a scenario."""
    rows = [(name, name, report.estimate(name, measure)) for name in report.names]
    return _ranges(report, measure, rows, {"field": "g", "type": "nominal", "title": None, "sort": list(report.names),
                                           "axis": {"labelLimit": 260}})  # fmt: skip


def _groups(report: Report, fact: str, measure: str) -> Spec:
    """One measure of each group, a row a group and within it one a scenario."""
    values = sorted({
        key.partition("=")[2] for _scenario, key, _phase in report.found if key.startswith(f"{measure}:{fact}=")
    })  # fmt: skip
    rows = [
        (group_name(value), name, report.estimate(name, f"{measure}:{fact}={value}"))
        for value in values
        for name in report.names
        if (name, f"{fact}={value}") not in report.hidden
    ]
    return _ranges(report, measure, rows, {"field": "g", "type": "nominal", "title": None})


def _ranges(report: Report, measure: str, rows: Sequence[tuple[str, str, Estimate | None]], y: Spec) -> Spec:
    values = [{"g": group, "s": name, **numbers} for group, name, one in rows for numbers in _numbers("x", one)]
    together = len({value["g"] for value in values}) * max(1, len({value["s"] for value in values}))
    apart = {} if all(value["g"] == value["s"] for value in values) else {
        "yOffset": {"field": "s", "type": "nominal", "sort": list(report.names)}
    }  # fmt: skip
    x = {"type": "quantitative", "title": axis_name(measure), "axis": {"tickCount": 4}, "scale": {"zero": True}}
    tooltip = [{"field": "g", "title": _("Row")}, {"field": "s", "title": _("Scenario")},
               {"field": "xt", "title": _(described(measure).title)}]  # fmt: skip
    return {
        "$schema": SCHEMA, "config": CONFIG, "width": "container", "data": {"values": values},
        "height": 24 * len(values) + 20 if not apart else max(120, 16 * together),
        "encoding": {"y": y, "color": _colour(report, bool(apart)), **apart},
        "layer": [
            {"mark": {"type": "rule", "strokeWidth": 2}, "encoding": {
                "x": {**x, "field": "xl"}, "x2": {"field": "xh"}}},
            {"mark": {"type": "point", "filled": True, "size": 90}, "encoding": {
                "x": {**x, "field": "x"}, "tooltip": tooltip, "shape": _shape(report, bool(apart))}},
        ],
    }  # fmt: skip


def _numbers(axis: str, one: Estimate | None) -> Iterator[dict[str, Any]]:
    """The estimate as a chart takes it, shares in per cent; nothing where it is not known."""
    if one is None or np.isnan(one.mean):
        return
    unit = described(one.measure).unit
    scale = 100.0 if unit == "share" else 1.0
    low, high = (one.mean if np.isnan(bound) else bound for bound in (one.low, one.high))
    points = {axis: one.mean, f"{axis}l": low, f"{axis}h": high}
    told = with_interval(one.mean, one.low, one.high, unit)
    yield {**{name: round(value * scale, 3) for name, value in points.items()}, f"{axis}t": told}


def _colour(report: Report, legend: bool = True) -> Spec:
    colours = [COLOURS[place % len(COLOURS)] for place in range(len(report.names))]
    return _by_scenario(report, colours, legend)


def _dash(report: Report) -> Spec:
    return _by_scenario(report, [DASHES[place % len(DASHES)] for place in range(len(report.names))], True)


def _shape(report: Report, legend: bool = True) -> Spec:
    shapes = ("circle", "square", "triangle-up", "diamond", "triangle-down", "cross")
    return _by_scenario(report, [shapes[place % len(shapes)] for place in range(len(report.names))], legend)


def _by_scenario(report: Report, looks: Sequence[Any], legend: bool) -> Spec:
    found = {"field": "s", "type": "nominal", "scale": {"domain": list(report.names), "range": list(looks)}}
    return found if legend else {**found, "legend": None}


def _pick() -> Spec:
    """A click on a name of the legend brings out its scenario."""
    return {"name": "pick", "select": {"type": "point", "fields": ["s"]}, "bind": "legend"}


def _zoom() -> Spec:
    return {"name": "zoom", "select": "interval", "bind": "scales"}
