"""Key workers: points, absences, and who would need somebody new, and when."""

from flask import Blueprint, render_template

from beds.services.caseloads import caseloads
from beds.web.access import needs
from beds.web.accounts import actor, settings, store

page = Blueprint("workers", __name__)


@page.get("/workers")
@needs("see_people")
def show() -> str:
    return render_template("pages/workers.html", loads=caseloads(store(), actor(), settings().today()))
