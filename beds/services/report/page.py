"""The page itself: one file that opens offline, prints, and can be read without seeing the pictures."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from beds.data.all_or_nothing import replace_file
from beds.data.laboratory.plots.over_time import occupancy_over_time, waiting_over_time
from beds.data.laboratory.plots.plot import Plot
from beds.data.laboratory.plots.ranges import costs, groups, overstays, trade_off
from beds.domain import messages
from beds.domain.messages import _
from beds.services.report import sentences, tables
from beds.services.report.charts import Spec
from beds.services.report.inputs import inputs
from beds.services.report.report import AT_A_GLANCE, Report
from beds.simulation.measures.catalogue import CATALOGUE
from beds.simulation.measures.measure import sense_name, unit_name

TEMPLATE = "report.html"
BODY = "body.html"
ABREAST = 3
"""Scenarios that a table shows beside the first."""
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})


def plots(report: Report) -> tuple[Plot, ...]:
    """Every plot of the report in its order, to stand on the page or in files of their own."""
    return tuple(plot for of_section in _plots(report).values() for plot in of_section)


def render(report: Report) -> str:
    """The page as HTML, with everything it needs in it."""
    return _rendered(TEMPLATE, report, {})


def render_body(report: Report, specs: Mapping[str, Sequence[Spec]]) -> str:
    """What the page says, without its frame. ``specs``: by plot, what a script may draw in the place of a picture."""
    return _rendered(BODY, report, specs)


def title(report: Report) -> str:
    """What the page is called."""
    first, *others = report.names
    if not others:
        return _("What to expect: %(scenario)s", scenario=first)
    if len(others) > 3:
        return _("What if? %(count)d scenarios against %(first)s", count=len(others), first=first)
    return _("What if? %(others)s against %(first)s", others=", ".join(others), first=first)


def _rendered(template: str, report: Report, specs: Mapping[str, Sequence[Spec]]) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.globals |= {"_": messages._, "ngettext": messages.ngettext}
    # Our own drawing: the texts in it are escaped where it is made.
    environment.filters["svg"] = lambda plot: Markup(plot.svg())
    page = environment.get_template(template).render(_page(report) | {"specs": defaultdict(list, specs)})
    # A number and its sign stay on one line.
    return page.replace(" %", "\N{NO-BREAK SPACE}%")


def write_report(path: Path, report: Report) -> None:
    """Writes report.html in one piece."""
    replace_file(path, lambda aside: _write(aside, render(report)))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _page(report: Report) -> dict[str, Any]:
    language = messages.language()
    others = report.names[1:]
    return {
        "report": report,
        "language": language,
        "direction": "rtl" if language.split("-")[0] in _RIGHT_TO_LEFT else "ltr",
        "title": title(report),
        "side_by_side": _side_by_side(len(report.names)),
        "asked": [(one.name, one.question) for one in report.scenarios if one.question],
        "found": [(name, list(sentences.findings(report, name))) for name in others],
        "alone": [] if others else list(sentences.alone(report, report.names[0])),
        "sure": list(sentences.how_sure(report)),
        "needed": [(name, list(sentences.needed(report, name))) for name in others],
        "glance": tables.at_a_glance(report) if len(others) > 1 else (),
        "glance_titles": [_(CATALOGUE[measure].title) for measure in AT_A_GLANCE],
        "headlines": tables.headlines(report),
        "by_phase": tables.by_phase(report),
        "inputs": inputs(report),
        "plots": _plots(report),
        "limits": list(_limits(report)),
        "definitions": [
            (_(one.title), one.id, unit_name(one.unit), sense_name(one.better), _(one.definition))
            for one in CATALOGUE.values()
        ],
        "run": list(_run(report)),
    }


def _side_by_side(scenarios: int) -> list[list[int]]:
    """Which scenarios stand beside each other in a table: the first in every one, and as many as a page is wide."""
    if scenarios <= ABREAST + 1:
        return [list(range(scenarios))]
    return [[0, *range(first, min(first + ABREAST, scenarios))] for first in range(1, scenarios, ABREAST)]


def _plots(report: Report) -> dict[str, list[Plot]]:
    names = report.names
    cost = costs(report.found, names, names)
    return {
        "time": [
            waiting_over_time(report.gathered, names, report.suppress),
            occupancy_over_time(report.gathered, names, report.suppress),
        ],
        "trade_off": [trade_off(report.found, names, names)],
        "overstays": [overstays(report.found, names, names)],
        "cost": [cost] if cost else [],
        "groups": [groups(report.found, names, names, fact, report.hidden) for fact in report.facts],
    }


def _limits(report: Report) -> Iterator[str]:
    """What the model does not know, for those who would otherwise take its numbers for the future."""
    yield _("It knows only the inputs on this page. Where they are illustrative, so is every number here.")
    yield _(
        "What people do is drawn by chance from the rates given. It is assumed that these rates stay what they are "
        "when the rules change: that somebody moved on sooner is no less, and no more, likely to leave unplanned."
    )
    yield _(
        "Every fact of a new person is drawn by itself, except where groups are said to differ. In life facts hang "
        "together."
    )
    yield _("Beds of a scheme are alike, repairs take no time, and offers are taken up on the Monday they are made.")
    yield _(
        "It does not know whether a stay did somebody good. Planned endings and returns are signs of it, not the thing "
        "itself."
    )
    yield _(
        "Costs are those of the beds in service. Key workers, move-on homes and what happens elsewhere are not in them."
    )
    yield _("It compares policies. It does not predict what will become of any one person.")
    if report.suppress:
        yield _(
            "This run starts from real people. Counts of 1 to 4 of them, and what would give such counts away, are "
            "left out and marked [c]."
        )


def _run(report: Report) -> Iterator[tuple[str, str]]:
    first = report.scenarios[0]
    numbers = [len(report.gathered.replications(name)) for name in report.names]
    yield _("First Monday"), first.start.isoformat()
    yield _("Weeks simulated"), str(first.weeks)
    yield _("Of these warm-up, not measured"), str(first.warm_up_weeks)
    yield _("Replications"), str(numbers[0]) if len({*numbers}) == 1 else ", ".join(map(str, numbers))
    yield _("Seed"), str(first.seed)
    yield _("Program"), f"beds {report.version}"
    yield (
        _("Allocation"),
        _("Every simulated week is decided by the rules and the exact allocation that decide real weeks."),
    )
