"""Beds: the board, bed by week, and the history of one bed."""

from datetime import date

from flask import Blueprint, render_template, request

from beds.domain.week import weeks
from beds.services.bed_board import SHOWN, STATES, bed_board
from beds.services.bed_history import bed_history
from beds.web.access import needs
from beds.web.accounts import actor, settings, store

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
    return render_template("pages/bed.html", it=bed_history(store(), actor(), settings().today(), bed_id))


def _day(name: str) -> date | None:
    """A day in the address; None where there is none, or one that no board can show."""
    try:
        found = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
    return found if 1950 <= found.year <= 2150 else None
