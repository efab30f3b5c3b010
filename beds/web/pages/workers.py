"""Key workers: points, absences, and who would need somebody new, and when."""

from flask import Blueprint, render_template, url_for
from werkzeug.wrappers import Response

from beds.services.bed_now import worker_now
from beds.services.caseloads import caseloads
from beds.web.access import needs
from beds.web.accounts import actor, settings, store
from beds.web.tasks.form import task_page
from beds.web.tasks.of_worker import OF_WORKER

page = Blueprint("workers", __name__)


@page.get("/workers")
@needs("see_people")
def show() -> str:
    return render_template("pages/workers.html", loads=caseloads(store(), actor(), settings().today()))


@page.route("/workers/<path:worker_id>/record/<name>", methods=["GET", "POST"])
@needs("change_people")
def record(worker_id: str, name: str) -> str | Response | tuple[str, int]:
    """One thing that can be recorded of a key worker."""
    return task_page(
        OF_WORKER, name, lambda _restricted: worker_now(store(), actor(), worker_id), worker_id, url_for("workers.show")
    )
