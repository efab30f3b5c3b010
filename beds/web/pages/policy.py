"""Rules and policy: the catalogue with its sources, the policy in force and its history, and trying a change."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from beds.domain.answer_words import tier_name
from beds.domain.errors import BadInput, NoAllocationInTime, PinContradiction, StaleEdit
from beds.domain.messages import N_, _
from beds.domain.policy import Policy
from beds.services.inputs import policy_inputs
from beds.services.policies import save_policy
from beds.services.policy_history import (
    key_of_fault,
    keys_of,
    policy_in_force,
    policy_of,
    policy_versions,
    side_by_side,
    with_the_one_before,
)
from beds.services.policy_trial import Trial, try_policy
from beds.services.rule_words import rules_told
from beds.web.access import needs
from beds.web.accounts import actor, settings, store
from beds.web.forms.base import Form, version_told, written
from beds.web.forms.days import DayField

page = Blueprint("policy", __name__)


class SaveForm(Form):
    """From when it holds, who decided it where, and why. The keys stand beside it."""

    valid_from = DayField(N_("Holds from"))


@page.get("/policy")
@needs("see_figures")
def show() -> str:
    present = policy_in_force(store(), actor(), settings().today())
    newest_first = policy_versions(store(), actor())[::-1]
    return render_template(
        "pages/policy.html", present=present, lines=side_by_side(None, present.policy),
        told=policy_inputs(present.policy), rules=rules_told(present.policy), versions=newest_first,
        may_try=actor().may("try_policy"),
    )  # fmt: skip


@page.get("/policy/<int:number>")
@needs("see_figures")
def version(number: int) -> str:
    found, before = with_the_one_before(store(), actor(), number)
    lines = side_by_side(before.policy if before else None, found.policy)
    return render_template("pages/policy_version.html", version=found, before=before, lines=lines)


@page.get("/policy/change")
@needs("try_policy")
def change() -> str:
    present = policy_in_force(store(), actor(), settings().today())
    return _form(present.policy, SaveForm(formdata=None, valid_from=settings().today()))


@page.post("/policy/change")
@needs("try_policy")
def submit() -> Response | str | tuple[str, int]:
    present = policy_in_force(store(), actor(), settings().today())
    values = {key.name: request.form.get(f"key-{key.name}", "") for key in keys_of(present.policy)}
    sources = {key.name: request.form.get(f"source-{key.name}", "") for key in keys_of(present.policy)}
    form = SaveForm()
    typed: dict[str, Any] = {"values": values, "sources": sources}
    form.validate_on_submit()
    try:
        policy = policy_of(values, sources)
    except BadInput as error:
        faults = [(key_of_fault(one.column, one.row, values), one) for one in error.faults]
        return _form(present.policy, form, faults=faults, **typed), 422
    if form.faults:
        return _form(present.policy, form, **typed), 422
    lines = [line for line in side_by_side(present.policy, policy) if line.differs]
    if request.form.get("action") == "save" and policy != present.policy:
        valid_from = form.valid_from.data or settings().today()
        try:
            number = save_policy(
                store(), actor(), policy, valid_from, seen=version_told(request.form.get("seen")),
                source=written(request.form.get("source", "")).strip()[:500],
                reason=written(request.form.get("reason", "")).strip()[:1000],
            )  # fmt: skip
        except StaleEdit as stale:
            form.refuse(str(stale))
            return _form(present.policy, form, **typed), 409
        flash(_("Version %(number)d of the policy is saved.", number=number), "success")
        return redirect(url_for("policy.version", number=number), code=303)
    trial, trouble = _trial(policy) if lines else (None, "")
    return _form(
        present.policy, form, tried=True, changed=lines, same=policy == present.policy, trial=trial, trouble=trouble,
        tier_name=tier_name, **typed,
    )  # fmt: skip


def _trial(policy: Policy) -> tuple[Trial | None, str]:
    """What the policy would do to this week; else why that cannot be said."""
    try:
        return try_policy(store(), actor(), policy, settings().today()), ""
    except (NoAllocationInTime, PinContradiction) as error:
        return None, str(error)


def _form(present: Policy, form: SaveForm, **words: Any) -> str:
    keys = keys_of(present)
    told: dict[str, list[str]] = {}
    for name, fault in words.pop("faults", ()):
        told.setdefault(name, []).append(f"{fault.message}. {fault.accepted}".strip())
    words.setdefault("values", {key.name: key.value for key in keys})
    words.setdefault("sources", {key.name: key.source for key in keys})
    newest = max((one.policy_version for one in policy_versions(store(), actor())), default=0)
    return render_template(
        "pages/policy_change.html", seen=request.form.get("seen", newest),
        keys=keys, form=form, told=told, may_save=actor().may("change_policy"),
        source=request.form.get("source", ""), reason=request.form.get("reason", ""), **words,
    )  # fmt: skip
