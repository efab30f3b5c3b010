"""Moving the levers of a scenario: one form from the table of levers, each fault beside its lever."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from beds.domain.messages import _
from beds.services.laboratory.change import NotUnderstood, change_scenario
from beds.services.laboratory.kept import Kept
from beds.services.laboratory.look import one_scenario
from beds.web.access import needs
from beds.web.accounts import actor, store
from beds.web.forms.base import version_told
from beds.web.forms.laboratory import ChangeForm
from beds.web.pages.laboratory.blueprint import page
from beds.web.pages.laboratory.looking import levers_words

PREFIX = "lever-"


@page.get("/lab/<int:number>/change")
@needs("keep_scenarios")
def change(number: int) -> Response | str:
    found = one_scenario(store(), actor(), number)
    if found.author != actor().user_id:
        return redirect(url_for("lab.one", number=number))
    return _form(found, ChangeForm(
        formdata=None, version=found.version, name=found.name, question=found.scenario.question,
    ))  # fmt: skip


@page.post("/lab/<int:number>/change")
@needs("keep_scenarios")
def submit(number: int) -> Response | tuple[str, int]:
    found = one_scenario(store(), actor(), number)
    form = ChangeForm()
    form.validate_on_submit()
    texts = {key.removeprefix(PREFIX): text for key, text in request.form.items() if key.startswith(PREFIX)}
    try:
        change_scenario(
            store(), actor(), number, texts, name=form.name.data or "", question=form.question.data or "",
            version=version_told(form.version.data),
        )  # fmt: skip
    except NotUnderstood as refused:
        return _form(found, form, texts, refused.faults), 422
    flash(_("The scenario is stored."), "success")
    return redirect(url_for("lab.one", number=number), code=303)


def _form(
    found: Kept, form: ChangeForm, texts: Mapping[str, str] | None = None, faults: Mapping[str, str] | None = None
) -> str:  # fmt: skip
    left = dict(faults or {})
    for field in (form.name, form.question):
        if field.name in left:
            form.refuse(left.pop(field.name), field)
    base = found.base
    words: dict[str, Any] = levers_words(found.scenario, base.scenario if base else None, texts)
    return render_template("pages/laboratory/change.html", one=found, form=form, faults=left, prefix=PREFIX, **words)
