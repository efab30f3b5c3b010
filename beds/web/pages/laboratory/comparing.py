"""Comparing scenarios: choosing two to six, having them simulated, what was found side by side, and how sure it is."""

from flask import redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from beds.domain.errors import BadInput
from beds.domain.messages import _
from beds.services.laboratory.compare import HOW_OFTEN, MOST, SHIPPED, USUAL, ask_comparison
from beds.services.laboratory.look import kept_scenarios, shipped_list
from beds.services.laboratory.sure import ask_how_sure, how_sure
from beds.services.latest import Latest
from beds.services.long_work.result import simulated
from beds.services.long_work.state import state_of
from beds.services.opening import Store
from beds.services.report.charts import charts
from beds.services.report.page import render_body, title
from beds.services.report.report import Report
from beds.web.access import needs
from beds.web.accounts import actor, settings, store
from beds.web.forms.laboratory import CompareForm, SureForm
from beds.web.pages.laboratory.blueprint import page
from beds.web.pages.laboratory.keeping import told
from beds.web.words import language

_bodies: Latest[tuple[Store, int, str], Markup] = Latest(16)
"""A run that is done says the same for ever, to whoever may see it, and drawing it takes seconds."""


@page.get("/lab/compare")
@needs("keep_scenarios")
def compare() -> str:
    pick = request.args.get("pick", "")
    return _form(CompareForm(formdata=None, first="", others=[pick] if pick else [], replications=str(USUAL)))


@page.post("/lab/compare")
@needs("keep_scenarios")
def ask() -> Response | tuple[str, int]:
    form = CompareForm()
    if form.validate_on_submit():
        often = form.replications.data or ""
        picks = [form.first.data or "", *(form.others.data or [])]
        try:
            run = ask_comparison(
                store(), actor(), picks, int(often) if often in map(str, HOW_OFTEN) else USUAL
            )  # fmt: skip
        except BadInput as error:
            form.refuse(told(error), form.others)
        else:
            return redirect(url_for("runs.one", run=run), code=303)
    return _form(form), 422


@page.get("/lab/compare/<int:run>")
@needs("see_figures")
def compared(run: int) -> Response | str:
    """What was found. While it is worked out, the page of the run says how far it is."""
    if state_of(store(), actor(), run).status != "done":
        return redirect(url_for("runs.one", run=run))
    report = simulated(store(), actor(), run)
    sure = how_sure(store(), actor(), run, report)
    tested = {one.scenario for one in sure if one.state.status not in ("failed", "cancelled")}
    names = [name for name in report.names[1:] if name not in tested]
    return render_template(
        "pages/laboratory/compared.html", run=run, title=title(report), names=report.names, sure=sure,
        body=_bodies.get((settings().store, run, language()), lambda: _body(report)),
        form=SureForm(formdata=None, scenario=names[0] if names else ""),
        testable=[(name, name) for name in names] if actor().may("keep_scenarios") else [],
    )  # fmt: skip


def _body(report: Report) -> Markup:
    # What the report makes is escaped where it is made.
    return Markup(render_body(report, charts(report)))


@page.post("/lab/compare/<int:run>/sure")
@needs("keep_scenarios")
def ask_sure(run: int) -> Response:
    ask_how_sure(store(), actor(), run, request.form.get("scenario", ""))
    return redirect(url_for("lab.compared", run=run, _anchor="how-sure"), code=303)


def _form(form: CompareForm) -> str:
    # In the order in which they were begun: what is left as it is came first.
    there = sorted(kept_scenarios(store(), actor()), key=lambda one: one.scenario_id)
    kept = [(str(one.scenario_id), one.name) for one in there if not one.trouble]
    mine = {name for _number, name in kept}
    # A shipped scenario that she compares is kept under its own name, and then stands among hers.
    shipped = [(SHIPPED + one.name, one.name) for one in shipped_list() if not one.is_check and one.name not in mine]
    often = [
        (str(count), _("%(count)d times", count=count) + (f": {_('a first look')}" if count == HOW_OFTEN[0] else ""))
        for count in HOW_OFTEN
    ]
    return render_template(
        "pages/laboratory/compare.html", form=form, kept=kept, shipped=shipped, often=often, most=MOST
    )  # fmt: skip
