"""The service's own lists of reasons, beneath its policy: what can be chosen where, and changing it."""

from flask import abort, render_template, url_for
from werkzeug.wrappers import Response

from beds.domain.reasons import LISTS, effect_name, list_name, side_name
from beds.services.reasons import reason_of, reasons
from beds.web.access import needs
from beds.web.accounts import actor, store
from beds.web.pages.policy import page as page
from beds.web.tasks.form import offered, task_page
from beds.web.tasks.of_reasons import OF_A_LIST, OF_REASON, name_of


@page.get("/policy/reasons")
@needs("see_figures")
def reason_lists() -> str:
    lists = [
        (
            which,
            list_name(which),
            [(one, offered(OF_REASON, one)) for one in reasons(store(), actor(), which, every=True)],
        )
        for which in LISTS
    ]
    return render_template(
        "pages/reasons.html", lists=lists, side_name=side_name, effect_name=effect_name,
        may_change=actor().may("change_policy"),
    )  # fmt: skip


@page.route("/policy/reasons/lists/<which>/<name>", methods=["GET", "POST"])
@needs("change_policy")
def of_reason_list(which: str, name: str) -> str | Response | tuple[str, int]:
    """One more reason of a list."""
    found = next((one for one in LISTS if one == which), None)
    if found is None:
        abort(404)
    return task_page(OF_A_LIST, name, lambda _restricted: found, list_name(found), url_for("policy.reason_lists"))


@page.route("/policy/reasons/<code>/<name>", methods=["GET", "POST"])
@needs("change_policy")
def of_reason(code: str, name: str) -> str | Response | tuple[str, int]:
    """Another wording of a reason, or its end."""
    found = reason_of(store(), actor(), code)
    return task_page(OF_REASON, name, lambda _restricted: found, name_of(found), url_for("policy.reason_lists"))
