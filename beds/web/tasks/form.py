"""The form of a task: made from what it asks, drawn by one template, its answers handed to the use case."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from flask import abort, redirect, render_template, request
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField, TextAreaField

from beds.domain.errors import BadInput, DoubleBooking, PinContradiction
from beds.domain.messages import _
from beds.domain.steps import NotNow
from beds.services.opening import NotFound
from beds.web.accounts import actor, settings, store
from beds.web.forms.base import Form, NoLonger, OneOf, Required, version_told
from beds.web.forms.days import DayOrBlank
from beds.web.tasks.task import LONGEST_LINE, LONGEST_WORDS, Answers, Ask, Asking, Task
from beds.web.telling import refuse, tell

About = TypeVar("About")
REFUSED = (NotNow, BadInput, DoubleBooking, NotFound, PinContradiction)


class TaskForm(Form):
    """What every form of a task carries: the version that was seen when it was drawn."""

    version = HiddenField()


def offered(tasks: Sequence[Task[About]], it: About) -> list[Task[About]]:
    """The tasks that whoever is here may do now."""
    return [task for task in tasks if _may(task) and task.offered(it)]


def _may(task: Task[About]) -> bool:
    return actor().may(task.permission) and (not task.restricted or actor().may("see_restricted"))


def task_page(
    tasks: Sequence[Task[About]], name: str, find: Callable[[bool], About], subject: str, back: str,
    then: Callable[[Answers[About]], str] | None = None,
) -> str | Response | tuple[str, int]:  # fmt: skip
    """The page of a task: its form (GET), or what became of it (POST), which leads back, or to where ``then`` says.

    ``find`` gives what the task is about, told whether the form shows restricted facts; ``subject`` names it.
    """
    task = next((one for one in tasks if one.name == name), None)
    if task is None:
        abort(404)
    if not _may(task):
        abort(403)
    it = find(task.restricted)
    asks = tuple(task.asks(Asking(store(), actor(), settings().today(), it)))
    form = _form(asks)
    if request.method != "POST":
        version = task.version(it)
        form.version.data = "" if version is None else str(version)
        return _drawn(task, form, asks, subject, back)
    if form.validate_on_submit():
        answers = Answers(store(), actor(), settings().today(), it, _told(form, asks), version_told(form.version.data))
        try:
            done = task.do(answers)
        except REFUSED as refused:
            refuse(form, refused)
        else:
            tell(done, follows=task.leads is None)
            onward = task.leads(done) if task.leads else then(answers) if then else back
            return redirect(onward, code=303)
    return _drawn(task, form, asks, subject, back), 422


def _form(asks: Sequence[Ask]) -> TaskForm:
    made: type[TaskForm] = type("AskedForm", (TaskForm,), {ask.name: _field(ask) for ask in asks})
    return made(data={ask.name: ask.first for ask in asks})


def _field(ask: Ask) -> Any:
    needed = [Required(ask.needed)] if ask.needed else []
    match ask.kind:
        case "day":
            return DayOrBlank(ask.label, validators=needed)
        case "one":
            return StringField(ask.label, [*needed, OneOf({ask.first, *(value for value, _label in ask.options)})])
        case "words":
            return TextAreaField(ask.label, [*needed, NoLonger(LONGEST_WORDS)])
        case _:
            return StringField(ask.label, [*needed, NoLonger(LONGEST_LINE)])


def _told(form: TaskForm, asks: Sequence[Ask]) -> dict[str, Any]:
    return {ask.name: form[ask.name].data for ask in asks}


def _drawn(task: Task[About], form: TaskForm, asks: Sequence[Ask], subject: str, back: str) -> str:
    return render_template(
        "pages/task.html", task=task, form=form, asks=asks, subject=subject, back=back, choose=("", _("Choose"))
    )
