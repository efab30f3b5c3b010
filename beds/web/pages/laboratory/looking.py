"""Looking at scenarios: the list, one of them with its levers, by its link too, as a file, and on this week."""

from collections.abc import Mapping
from typing import Any

from flask import render_template, request, send_file
from werkzeug.wrappers import Response

from beds.domain.messages import _
from beds.services.laboratory.download import as_file
from beds.services.laboratory.kept import Kept
from beds.services.laboratory.lever_rows import lever_groups
from beds.services.laboratory.look import (
    kept_scenarios,
    one_scenario,
    scenario_of_link,
    shipped_list,
    shipped_scenario,
)
from beds.services.laboratory.this_week import try_on_this_week
from beds.web.access import needs
from beds.web.accounts import actor, settings, store
from beds.web.pages.laboratory.blueprint import page

MARKS = {"measured": "green", "published": "", "illustrative": "yellow", "chosen": "grey"}
"""The colour of the box in which a mark stands; the word alone carries the meaning."""
MOST_CHANGES = 5
"""Changes of a scenario that the list tells; its own page tells all."""


@page.get("/lab")
@needs("keep_scenarios")
def show() -> str:
    return render_template(
        "pages/laboratory/list.html", kept=kept_scenarios(store(), actor()), shipped=shipped_list(),
        most=MOST_CHANGES,
    )  # fmt: skip


@page.get("/lab/shipped/<name>")
@needs("keep_scenarios")
def shipped(name: str) -> str:
    found = shipped_scenario(name)
    return render_template(
        "pages/laboratory/shipped.html", one=found,
        **levers_words(found.scenario, found.base.scenario if found.base else None),
    )  # fmt: skip


@page.get("/lab/<int:number>")
@needs("keep_scenarios")
def one(number: int) -> str:
    found = one_scenario(store(), actor(), number)
    return _one(found, mine=found.author == actor().user_id)


@page.get("/lab/link/<key>")
@needs("see_figures")
def linked(key: str) -> str:
    """A shared scenario. Whoever keeps scenarios may copy it from here."""
    return _one(scenario_of_link(store(), actor(), key), mine=False)


@page.get("/lab/<int:number>/file")
@needs("keep_scenarios")
def file(number: int) -> Response:
    name, content = as_file(one_scenario(store(), actor(), number))
    return send_file(content, "application/yaml", as_attachment=True, download_name=name)


@page.get("/lab/<int:number>/week")
@needs("keep_scenarios")
def week(number: int) -> str:
    """What it does to this week: a page, or the part of one that a script asks for."""
    found = one_scenario(store(), actor(), number)
    tried = try_on_this_week(store(), actor(), found, settings().today())
    part = "week_part" if request.headers.get("HX-Request") else "week"
    return render_template(f"pages/laboratory/{part}.html", one=found, tried=tried, kinds=_kinds())


def levers_words(scenario: Any, base: Any, typed: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What the templates of levers need; ``typed``: what somebody typed, in place of the values."""
    return {"groups": lever_groups(scenario, base, typed), "marks": MARKS, "mark_names": _mark_names()}


def _one(found: Kept, mine: bool) -> str:
    words = {} if found.trouble else levers_words(found.scenario, found.base.scenario if found.base else None)
    return render_template(
        "pages/laboratory/one.html", one=found, mine=mine, may_keep=actor().may("keep_scenarios"), **words
    )  # fmt: skip


def _mark_names() -> dict[str, str]:
    return {
        "measured": _("measured"), "published": _("published"), "illustrative": _("illustrative"),
        "chosen": _("chosen"),
    }  # fmt: skip


def _kinds() -> list[tuple[str, str]]:
    return [
        ("given", _("Now given a bed")), ("elsewhere", _("Given another bed")),
        ("without", _("No longer given a bed")), ("otherwise", _("Given the same bed otherwise")),
    ]  # fmt: skip
