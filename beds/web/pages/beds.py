"""Beds: the board, bed by week, and the history of one bed."""

from datetime import date

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from beds.domain.week import weeks
from beds.services.bed_board import SHOWN, STATES, bed_board
from beds.services.bed_history import bed_history
from beds.services.bed_now import bed_now
from beds.web.access import needs
from beds.web.accounts import actor, settings, store
from beds.web.tasks.form import offered, task_page
from beds.web.tasks.of_bed import OF_BED

page = Blueprint("beds", __name__)
STEP = weeks(8)
"""How far the links before and after lead."""


@page.get("/beds")
@needs("see_people")
def show() -> str:
    state = request.args.get("state", "")
    if request.args.get("overdue") == "yes":
        state = "overdue"
    state = state if state in STATES else ""
    scheme = request.args.get("scheme", "")
    board = bed_board(store(), actor(), settings().today(), scheme=scheme, state=state, first=_day("from"))
    return render_template(
        "pages/beds.html", board=board, scheme=scheme, state=state, step=STEP, last=board.mondays[0] + weeks(SHOWN)
    )


@page.get("/beds/<path:bed_id>")
@needs("see_people")
def bed(bed_id: str) -> str:
    on = settings().today()
    found = bed_history(store(), actor(), on, bed_id)
    tasks = offered(OF_BED, bed_now(store(), actor(), on, bed_id))
    return render_template("pages/bed.html", it=found, tasks=tasks)


@page.route("/beds/<path:bed_id>/record/<name>", methods=["GET", "POST"])
@needs("change_places", "decide")
def record(bed_id: str, name: str) -> str | Response | tuple[str, int]:
    """One thing that can be recorded of a bed."""
    return task_page(
        OF_BED, name, lambda _restricted: bed_now(store(), actor(), settings().today(), bed_id), bed_id,
        url_for("beds.bed", bed_id=bed_id),
    )  # fmt: skip


def _day(name: str) -> date | None:
    """A day in the address; None where there is none, or one that no board can show."""
    try:
        found = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
    return found if 1950 <= found.year <= 2150 else None
