"""Today: what the day asks for, each figure a link to the work behind it."""

from flask import Blueprint, render_template

from beds.domain.steps import status_name
from beds.services.today import today
from beds.web.access import needs
from beds.web.accounts import actor, settings, store
from beds.web.pages.allocation.view import TAGS

page = Blueprint("today", __name__)
SHOWN = 20
"""How many rows of a list are shown here; the whole of it is a page of its own."""


@page.get("/")
@needs("see_figures")
def show() -> str:
    day = today(store(), actor(), settings().today())
    return render_template(
        "pages/today.html", day=day, shown=SHOWN, status_name=status_name, tags=TAGS
    )  # fmt: skip
