"""Deciding: a run, approval in whole or in part; pins, forbids, swaps and waivers that are tried at once."""

from typing import Literal

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from beds.domain.errors import BadInput, NoAllocationInTime, PinContradiction
from beds.domain.messages import _
from beds.domain.rule_ids import WAIVABLE
from beds.domain.steps import NotNow
from beds.domain.week import covers
from beds.services.decision.pin import pin, take_back_pin
from beds.services.decision.swap import swap
from beds.services.decision.waive import take_back_waiver, waive
from beds.services.deed import Done
from beds.services.long_work.ask import ask_week, is_large
from beds.services.opening import NotFound
from beds.services.proposal.approve import approve
from beds.services.proposal.fresh import FactsChanged
from beds.services.proposal.refuse import refuse
from beds.services.run_week import run_week
from beds.services.runs import list_runs
from beds.web.access import needs
from beds.web.accounts import actor, settings, store
from beds.web.forms.allocation import ApproveForm, DecideForm
from beds.web.forms.base import version_told
from beds.web.pages.allocation.blueprint import page
from beds.web.pages.allocation.looking import draw_run, words
from beds.web.pages.allocation.view import RunView, view_of
from beds.web.telling import tell, tell_last, tell_refused, why
from beds.web.watching import watch

REFUSED = (NotNow, FactsChanged, BadInput)
"""What a use case says where something cannot be done as things stand: told on the page where it was tried."""
NO_RUN = (NoAllocationInTime, PinContradiction)
TIME_LIMIT = 120.0
"""Seconds after which a run stops improving: a browser waits no longer."""
Kind = Literal["pin", "forbid", "waive", "swap"]
KINDS: tuple[Kind, ...] = ("pin", "forbid", "waive", "swap")


@page.post("/allocation/run")
@needs("run")
def run_again() -> Response:
    """Makes a run of this week, which takes the place of the one before."""
    try:
        return _run()
    except (*NO_RUN, BadInput) as refused:
        tell_refused(refused)
        return redirect(url_for("allocation.show"), code=303)


@page.get("/allocation/<int:run>/changes")
@needs("see_people")
def changes(run: int) -> Response:
    """To what has changed since the run before; to the run itself where it is the first of its week."""
    last = list_runs(store(), actor(), last=2, before=run + 1)
    again = len(last) == 2 and covers(last[0].on, last[1].on)
    return redirect(url_for("allocation.compare" if again else "allocation.of_run", run=run), code=303)


@page.post("/allocation/<int:run>/approve")
@needs("decide")
def approve_run(run: int) -> Response | tuple[str, int]:
    """Approves the ticked beds; the rest is left for later, or refused with a reason."""
    form = ApproveForm()
    view = view_of(store(), actor(), run)
    assert view is not None, "a run that is named is there, or NotFound was raised"
    if form.validate_on_submit():
        try:
            done = _decide(view, form)
        except REFUSED as refused:
            form.refuse(why(refused))
        else:
            tell_last(done)
            return redirect(url_for("allocation.of_run", run=run, _anchor="offers"), code=303)
    return draw_run(view, form), 422


@page.get("/allocation/decide")
@needs("decide")
def decide() -> str:
    form = DecideForm(request.args)
    form.kind.data = _kind(request.args["kind"]) if "kind" in request.args else ""
    return _form(form)


@page.post("/allocation/decide")
@needs("decide")
def decide_and_run() -> Response | tuple[str, int]:
    """Keeps a decision and makes a run with it; where no run can keep to it, the decision is taken back."""
    form = DecideForm()
    if form.validate_on_submit():
        try:
            done, kept = _keep(form)
        except NotFound:
            form.refuse(_("There is no such person or bed. Check both ids."), form.person)
        except REFUSED as refused:
            form.refuse(why(refused))
        else:
            try:
                answer = _run()
            except (*NO_RUN, BadInput) as refused:
                for one in kept:
                    _take_back(*one, reason=str(refused))
                form.refuse(_("No run can keep to this, so it was taken back. %(why)s", why=why(refused)))
            else:
                tell(done)
                return answer
    return _form(form), 422


@page.post("/allocation/take-back")
@needs("decide")
def take_back() -> Response:
    """Takes a decision back and makes a run without it."""
    told = request.form
    try:
        tell(_take_back(_kind(told.get("kind")), told.get("person", ""), told.get("bed", "") or told.get("rule", "")))
        return _run()
    except (*REFUSED, *NO_RUN) as refused:
        tell_refused(refused)
        return redirect(url_for("allocation.show"), code=303)


def _run() -> Response:
    """A run of this week, and to what it has changed; where the week is a large one, to where she sees it worked on."""
    on = settings().today()
    if is_large(store(), actor()):
        run = ask_week(store(), actor(), on)
        watch(run)
        return redirect(url_for("runs.one", run=run), code=303)
    run = run_week(store(), actor(), on, time_limit=TIME_LIMIT).run_id
    return redirect(url_for("allocation.changes", run=run), code=303)


def _decide(view: RunView, form: ApproveForm) -> Done:
    ticked = set(form.person.data or ())
    left = [row.person_id for row in view.undecided if row.person_id not in ticked]
    version = version_told(form.version.data)
    on, reason, note = settings().today(), form.reason.data or "", form.note.data or ""
    if not ticked:
        return refuse(store(), actor(), view.run_id, on, reason, only=left, note=note, version=version)
    refused = left if form.rest.data == "refuse" else []
    return approve(
        store(), actor(), view.run_id, on, only=() if refused else sorted(ticked), but=refused,
        reason=reason if refused else "", note=note if refused else "", reply_by=form.reply_by.data, version=version,
    )  # fmt: skip


def _kind(asked: str | None) -> Kind:
    return next((kind for kind in KINDS if kind == asked), "pin")


Kept = tuple[Kind, str, str]
"""A decision that was kept: of which kind, on whom, and the bed or the rule."""


def _keep(form: DecideForm) -> tuple[Done, tuple[Kept, ...]]:
    kind, on, reason, until = _kind(form.kind.data), settings().today(), form.reason.data or "", form.until.data
    person, bed, rule = ((field.data or "").strip() for field in (form.person, form.bed, form.rule))
    if kind == "swap":
        other = (form.other.data or "").strip()
        done, crossed = swap(store(), actor(), person, other, on, reason, expires_on=until)
        return done, tuple(("pin", who, where) for who, where in crossed)
    if kind == "waive":
        return waive(store(), actor(), person, rule, on, reason, expires_on=until), ((kind, person, rule),)
    done = pin(store(), actor(), person, bed, on, reason, action=kind, expires_on=until)
    return done, ((kind, person, bed),)


def _take_back(kind: Kind, person: str, what: str, *, reason: str = "") -> Done:
    on = settings().today()
    if kind == "waive":
        return take_back_waiver(store(), actor(), person, what, on, reason=reason)
    action: Literal["pin", "forbid"] = "forbid" if kind == "forbid" else "pin"
    return take_back_pin(store(), actor(), person, what, on, action=action, reason=reason)


def _form(form: DecideForm) -> str:
    return render_template("pages/allocation/decide.html", form=form, rules=WAIVABLE, kinds=KINDS, **words())
