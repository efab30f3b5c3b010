"""Reports: the figures of a quarter as a page and as files; rows for returns for whoever may take facts out."""

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from beds.domain.small_numbers import MARK
from beds.services.quarter.figures import MISSING, Cell, Report, Unit
from beds.services.quarter.files import file_stem, legend, report_csv, report_xlsx
from beds.services.quarter.h_clic import h_clic_csv
from beds.services.quarter.lettings import lettings_csv
from beds.services.quarter.period import DAY, Period
from beds.services.quarter.report import Choice, quarter_report, quarters_to_choose
from beds.web.access import needs
from beds.web.accounts import actor, settings, store
from beds.web.words import number, percent

page = Blueprint("reports", __name__)
NONE = "–"
"""What stands on the page where something is not known."""
CSV = "text/csv; charset=utf-8"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page.get("/reports")
@needs("see_figures")
def show() -> str | AnyResponse:
    """The quarter that was chosen; the last one that is over where none was."""
    choice = _choice()
    asked = request.args.get("quarter", "")
    if any(one.key == asked for one in choice.quarters):
        return redirect(url_for("reports.quarter", key=asked))
    over = [one for one in choice.quarters if one != choice.running]
    if over:
        return redirect(url_for("reports.quarter", key=over[0].key))
    return render_template("pages/reports.html", choice=choice, report=None)


@page.get("/reports/<key>")
@needs("see_figures")
def quarter(key: str) -> str:
    choice = _choice()
    report = _report(_chosen(choice, key))
    return render_template(
        "pages/reports.html", choice=choice, report=report, legend=legend(report, NONE), told=_told(report),
    )  # fmt: skip


@page.get("/reports/<key>/report.xlsx")
@needs("see_figures")
def as_workbook(key: str) -> Response:
    report = _report(_chosen(_choice(), key))
    return attached(report_xlsx(report), f"{file_stem(report)}.xlsx", WORKBOOK)


@page.get("/reports/<key>/report.csv")
@needs("see_figures")
def as_csv(key: str) -> Response:
    report = _report(_chosen(_choice(), key))
    return attached(report_csv(report), f"{file_stem(report)}.csv", CSV)


@page.get("/reports/<key>/lettings.csv")
@needs("export_facts")
def as_lettings(key: str) -> Response:
    """CORE's rows: about people, so for those alone who may take facts out."""
    period = _chosen(_choice(), key)
    return attached(lettings_csv(store(), actor(), period), f"core-lettings-{period.key}.csv", CSV)


@page.get("/reports/<key>/h-clic.csv")
@needs("export_facts")
def as_h_clic(key: str) -> Response:
    """Cases as H-CLIC asks for them; the name of the file says as well that they are no return."""
    period = _chosen(_choice(), key)
    return attached(h_clic_csv(store(), actor(), period), f"h-clic-aligned-no-return-{period.key}.csv", CSV)


def attached(content: bytes, name: str, mimetype: str) -> Response:
    """A file to download."""
    answer = Response(content, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _choice() -> Choice:
    return quarters_to_choose(store(), actor(), settings().today())


def _chosen(choice: Choice, key: str) -> Period:
    """The quarter of an address."""
    found = next((one for one in choice.quarters if one.key == key), None)
    if found is None:
        abort(404)
    return found


def _report(period: Period) -> Report:
    today = settings().today()
    # Of a quarter that runs, what was so far.
    so_far = Period(period.first, min(period.end, today + DAY))
    return quarter_report(store(), actor(), so_far, today, largest=settings().largest)


def _told(report: Report) -> object:
    """How a cell is written in a column of a unit."""

    def told(cell: Cell, unit: Unit) -> str:
        shown = report.shown(cell)
        if shown is None or shown == MISSING:
            return "" if shown is None else NONE
        if isinstance(shown, str):
            return MARK
        return percent(shown) if unit == "share" else number(round(shown))

    return told
