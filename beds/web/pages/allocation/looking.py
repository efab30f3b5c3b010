"""Looking at a run: its page, the lists that are too long for it, the sheet for the meeting, and another run beside."""

from collections.abc import Mapping
from typing import Any

from flask import abort, render_template, request

from beds.domain.answer_words import CAUSES, cause_meaning, cause_name, tier_name
from beds.domain.rule_ids import WAIVABLE
from beds.domain.steps import status_name
from beds.domain.week import covers
from beds.services.reasons import reasons
from beds.services.restricted import rule_seen, rule_title
from beds.services.run_difference import diff_runs
from beds.services.runs import list_runs
from beds.web.access import needs
from beds.web.accounts import actor, settings, store
from beds.web.forms.allocation import ApproveForm
from beds.web.pages.allocation.blueprint import page
from beds.web.pages.allocation.view import TAGS, RunView, decided_by, view_of, why_without
from beds.web.paging import paged

SHOWN = 10
"""How many rows of a long list stand on the page of the run; the whole of it is a page of its own."""


def words() -> Mapping[str, Any]:
    """What the templates of these pages call things."""
    return {
        "status_name": status_name, "cause_name": cause_name, "cause_meaning": cause_meaning, "tier_name": tier_name,
        "waivable": WAIVABLE, "decided_by": decided_by, "rule_title": rule_title, "tags": TAGS,
        "why_without": why_without, "rule_seen": rule_seen,
        "may_see_restricted": actor().may("see_restricted"),
        "may_decide": actor().may("decide"), "may_run": actor().may("run"),
    }  # fmt: skip


def draw_run(view: RunView, form: ApproveForm | None = None) -> str:
    """The page of a run; with a form that was refused, its faults."""
    if form is None:
        form = ApproveForm()
        form.version.data, form.rest.data = str(view.proposal.version), "later"
        form.person.data = [row.person_id for row in view.undecided]
    return render_template(
        "pages/allocation/show.html", view=view, form=form, shown=SHOWN, reasons=reasons(store(), actor(), "decision"),
        is_over=view.latest and not covers(view.proposal.on, settings().today()), **words(),
    )  # fmt: skip


@page.get("/allocation")
@needs("see_people")
def show() -> str:
    view = view_of(store(), actor())
    if view is None:
        return render_template("pages/allocation/none.html", **words())
    return draw_run(view)


@page.get("/allocation/<int:run>")
@needs("see_people")
def of_run(run: int) -> str:
    return draw_run(_found(run))


@page.get("/allocation/<int:run>/sheet")
@needs("see_people")
def sheet(run: int) -> str:
    return render_template("pages/allocation/sheet.html", view=_found(run), **words())


@page.get("/allocation/<int:run>/without")
@needs("see_people")
def without(run: int) -> str:
    view, cause = _found(run), request.args.get("cause", "")
    if cause and cause not in CAUSES:
        abort(404)
    rows = [one for group, ones in view.glance.without if not cause or group == cause for one in ones]
    return render_template(
        "pages/allocation/without.html", view=view, cause=cause or None, rows=paged(rows), **words()
    )  # fmt: skip


@page.get("/allocation/<int:run>/passed-over")
@needs("see_people")
def passed_over(run: int) -> str:
    view = _found(run)
    return render_template(
        "pages/allocation/passed_over.html", view=view, rows=paged(view.glance.passed_over), **words()
    )  # fmt: skip


@page.get("/allocation/<int:run>/compare")
@needs("see_people")
def compare(run: int) -> str:
    """This run against an earlier one: the one before, unless the address names another."""
    earlier = list_runs(store(), actor(), before=run)
    asked = request.args.get("with", "")
    numbers = {str(one.run_id): one.run_id for one in earlier}
    if (asked and asked not in numbers) or not earlier:
        abort(404)
    other = numbers[asked] if asked else earlier[-1].run_id
    difference = diff_runs(store(), actor(), other, run)
    return render_template(
        "pages/allocation/compare.html", run=run, other=other, earlier=list(reversed(earlier)), shown=5 * SHOWN,
        difference=difference, comparison=difference.comparison, **words(),
    )  # fmt: skip


def _found(run: int) -> RunView:
    view = view_of(store(), actor(), run)
    assert view is not None, "a run that is named is there, or NotFound was raised"
    return view
