"""A person: where she is, her way to a bed rule by rule, the facts and their age, and what can be recorded of her."""

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from beds.domain.messages import N_
from beds.services.person import person_shown
from beds.services.person_now import person_to_change
from beds.services.verdicts import Verdict
from beds.web.access import needs
from beds.web.accounts import actor, settings, store
from beds.web.tasks.form import offered, task_page
from beds.web.tasks.of_person import GROUPS, OF_PERSON

page = Blueprint("people", __name__)
SIGNS: dict[Verdict, tuple[str, str, str]] = {
    "passes": ("✓", N_("lets her in"), "passes"),
    "refuses": ("✗", N_("refuses"), "refuses"),
    "not_known": ("?", N_("lets her in; a fact is not known"), "unknown"),
    "waived": ("W", N_("waived for her"), "waived"),
    "off": ("–", N_("switched off by the policy"), "off"),
}
"""Each verdict: the sign in the matrix, its words, its style."""


@page.get("/people/<path:person_id>")
@needs("see_people")
def show(person_id: str) -> str:
    restricted = request.args.get("restricted") == "yes"
    shown = person_shown(store(), actor(), settings().today(), person_id, restricted=restricted)
    tasks = [(name, found) for name, group in GROUPS if (found := offered(group, shown.now))]
    return render_template(
        "pages/person.html", her=shown, signs=SIGNS, tasks=tasks, may_decide=actor().may("decide")
    )  # fmt: skip


@page.route("/people/<path:person_id>/record/<name>", methods=["GET", "POST"])
@needs("change_people", "change_stays", "decide")
def record(person_id: str, name: str) -> str | Response | tuple[str, int]:
    """One thing that can be recorded of her."""
    return task_page(
        OF_PERSON, name,
        lambda restricted: person_to_change(store(), actor(), settings().today(), person_id, restricted=restricted),
        person_id, url_for("people.show", person_id=person_id),
    )  # fmt: skip
