"""Long work: what was asked for, how far it is, how long it takes still, and its files once it is done."""

from math import ceil
from mimetypes import guess_type

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from beds.domain.messages import N_, _, ngettext
from beds.domain.steps import NotNow
from beds.services.long_work.cancel import cancel, may_cancel
from beds.services.long_work.kinds import ALLOCATION, SIMULATION
from beds.services.long_work.result import run_file, run_file_names
from beds.services.long_work.state import RunState, runs_of, state_of
from beds.web.access import needs
from beds.web.accounts import actor, store
from beds.web.paging import paged
from beds.web.watching import seen

page = Blueprint("runs", __name__)
KINDS = {"allocation": N_("Allocation"), "simulation": N_("Simulation")}
STATUSES = {
    "queued": N_("waits"), "running": N_("at work"), "silent": N_("no sign of life"), "done": N_("done"),
    "failed": N_("failed"), "cancelled": N_("cancelled"),
}  # fmt: skip
TAGS = {"queued": "grey", "running": "", "silent": "yellow", "done": "green", "failed": "red", "cancelled": "grey"}
"""The colour of the box in which a status stands; the word alone carries the meaning."""
LAST = 200
"""How many runs are listed."""


@page.get("/runs")
@needs("see_figures")
def show() -> str:
    return render_template("pages/runs.html", runs=paged(runs_of(store(), actor(), last=LAST)), **_words())


@page.get("/runs/<int:run>")
@needs("see_figures")
def one(run: int) -> str | Answer:
    """How a run stands; an allocation that is done leads to what it proposes."""
    state = state_of(store(), actor(), run)
    if state.over:
        seen(run)
    if state.kind == ALLOCATION and state.status == "done":
        return _led_to(url_for("allocation.changes", run=run))
    files = run_file_names(store(), actor(), run) if state.status == "done" else []
    return render_template(
        "pages/run.html", run=state, files=files, time_left=time_left(state), signs=signs_of_life(state),
        may_cancel=may_cancel(actor(), state), **_words(),
    )  # fmt: skip


@page.get("/runs/<int:run>/files/<name>")
@needs("see_figures")
def file(run: int, name: str) -> Response:
    content = run_file(store(), actor(), run, name)
    answer = Response(content, mimetype=guess_type(name)[0] or "application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="run-{run}-{name}"'
    return answer


@page.post("/runs/<int:run>/cancel")
@needs("run", "keep_scenarios")
def stop(run: int) -> Answer:
    try:
        cancel(store(), actor(), run)
    except NotNow as refused:
        flash(str(refused))
    return redirect(url_for("runs.one", run=run), code=303)


def time_left(state: RunState) -> str:
    """How long a run takes still, in words; blank while it cannot be told."""
    if state.seconds_left is None or state.is_silent:
        return ""
    minutes = round(state.seconds_left / 60)
    if minutes < 1:
        return _("Less than a minute is left.")
    if minutes < 60:
        return ngettext("About %(count)d minute is left.", "About %(count)d minutes are left.", minutes)
    return ngettext("About %(count)d hour is left.", "About %(count)d hours are left.", round(minutes / 60))


def signs_of_life(state: RunState) -> str:
    """When its worker was last heard from, and what becomes of the run if it stays silent; blank where none works."""
    if state.silence is None:
        return ""
    silence = int(state.silence)
    if not state.is_silent:
        return ngettext(
            "Its worker gave a sign of life %(count)d second ago.",
            "Its worker gave a sign of life %(count)d seconds ago.",
            silence,
        )
    said = ngettext(
        "Its worker has given no sign of life for %(count)d second.",
        "Its worker has given no sign of life for %(count)d seconds.",
        silence,
    )
    if state.free_in:
        then = ngettext(
            "If it stays silent, another worker may take the run over in %(count)d second.",
            "If it stays silent, another worker may take the run over in %(count)d seconds.",
            ceil(state.free_in),
        )
    else:
        then = _("The next worker that is free takes the run over.")
    kept = _("Replications that are finished are not done again.") if state.kind == SIMULATION else ""
    return f"{said} {then} {kept}".strip()


def standing(state: RunState) -> str:
    """How it stands, as :data:`STATUSES` calls it."""
    return "silent" if state.is_silent else state.status


def _led_to(address: str) -> Answer:
    """To another page, whoever asks: a browser, or the script that looks after the page."""
    if request.headers.get("HX-Request"):
        return Answer(headers={"HX-Redirect": address})
    return redirect(address, code=303)


def _words() -> dict[str, object]:
    return {"kinds": KINDS, "statuses": STATUSES, "tags": TAGS, "standing": standing}
