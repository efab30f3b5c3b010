"""A person: where she is, her way to a bed rule by rule, the facts and their age, and the line of what happened."""

from flask import Blueprint, render_template, request

from beds.domain.messages import N_
from beds.services.person import person_shown
from beds.services.verdicts import Verdict
from beds.web.access import needs
from beds.web.accounts import actor, settings, store

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
    return render_template("pages/person.html", her=shown, signs=SIGNS)
