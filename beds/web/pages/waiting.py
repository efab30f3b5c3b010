"""The waiting list: sorted, filtered and searched by what stands in the address, and the same as a file."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from werkzeug.wrappers import Response as Answered

from beds.domain.messages import N_, _, ngettext
from beds.domain.people import BANDS, ROUTES
from beds.domain.words import route_name
from beds.rules.catalogue import UNARY
from beds.services.at_hand import week_at_hand
from beds.services.restricted import HIDDEN, rule_title
from beds.services.waiting_files import waiting_csv, waiting_xlsx
from beds.services.waiting_list import (
    BLOCKED,
    DUE,
    MOVING,
    OPEN,
    SORTS,
    VACANCY,
    WAITING,
    View,
    WaitingList,
    waiting_list,
)
from beds.web.access import needs
from beds.web.accounts import actor, settings, store
from beds.web.paging import paged
from beds.web.tasks.form import task_page
from beds.web.tasks.of_list import OF_LIST

page = Blueprint("waiting", __name__)
WEEKS = (4, 8, 13, 26, 52)
SAVED: tuple[tuple[str, dict[str, str]], ...] = (
    (N_("Everybody"), {}),
    (N_("Without a bed"), {"who": WAITING}),
    (N_("A bed is open to her"), {"blocked": OPEN}),
    (N_("Waits for a vacancy"), {"blocked": VACANCY}),
    (N_("Blocked by the rules"), {"blocked": BLOCKED}),
    (N_("Waiting for half a year"), {"weeks": "26", "sort": "wait", "down": "yes"}),
    (N_("Residents who seek to move"), {"who": MOVING}),
    (N_("Review due"), {"review": DUE, "sort": "review"}),
)
"""Views that are asked for often. Any other is kept by keeping its address."""
COLUMNS = (
    ("person", N_("Person"), ""),
    ("band", N_("Band"), ""),
    ("route", N_("Route"), ""),
    ("wait", N_("Waiting days"), "numeric"),
    ("", N_("Seeks"), ""),
    ("", N_("Lives in"), ""),
    ("open", N_("Beds open to her"), "numeric"),
    ("suits", N_("Beds that suit her"), "numeric"),
    ("", N_("In her way"), ""),
    ("review", N_("Review by"), ""),
)
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page.get("/waiting")
@needs("see_people")
def show() -> str:
    view = _asked()
    listed = waiting_list(store(), actor(), settings().today(), view)
    return render_template(
        "pages/waiting.html",
        listed=listed,
        lines=paged(listed.lines),
        columns=COLUMNS,
        choices=_choices(listed),
        saved=[(_(text), wanted, wanted == _in_address(view)) for text, wanted in SAVED],
        kept={name: value for name, value in _in_address(view).items() if name in ("sort", "down")},
        filtered=bool(_in_address(view).keys() - {"sort", "down"}),
        in_address=_in_address(view),
    )


@page.get("/waiting.csv")
@needs("see_people")
def as_csv() -> Response:
    return _file(waiting_csv, "csv", "text/csv; charset=utf-8")


@page.get("/waiting.xlsx")
@needs("see_people")
def as_workbook() -> Response:
    return _file(waiting_xlsx, "xlsx", WORKBOOK)


@page.route("/waiting/record/<name>", methods=["GET", "POST"])
@needs("change_people")
def record(name: str) -> str | Answered | tuple[str, int]:
    """Somebody new."""
    return task_page(
        OF_LIST, name, lambda _restricted: week_at_hand(store(), actor(), settings().today()), _("Waiting list"),
        url_for("waiting.show"), lambda told: url_for("people.show", person_id=told.text("person_id")),
    )  # fmt: skip


def _file(written: Callable[[WaitingList], bytes], kind: str, mimetype: str) -> Response:
    on = settings().today()
    listed = waiting_list(store(), actor(), on, _asked(), what=f"waiting list, {kind}")
    answer = Response(written(listed), mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="waiting-{on.isoformat()}.{kind}"'
    return answer


def _asked() -> View:
    """The view in the address. What is not understood asks for nothing."""
    asked = request.args
    blocked = {BLOCKED, OPEN, VACANCY, HIDDEN, *(rule.id for rule in UNARY)}
    return View(
        band=_one_of(asked.get("band", ""), BANDS),
        route=_one_of(asked.get("route", ""), ROUTES),
        phase=_number(asked.get("phase", ""), 9),
        weeks=_number(asked.get("weeks", ""), 1000) or 0,
        blocked=_one_of(asked.get("blocked", ""), blocked),
        who=_one_of(asked.get("who", ""), (WAITING, MOVING)),
        review=_one_of(asked.get("review", ""), (DUE,)),
        find=asked.get("find", "").strip()[:100],
        sort=_one_of(asked.get("sort", ""), SORTS) or "band",
        down=asked.get("down") == "yes",
    )


def _one_of(asked: str, known: Any) -> str:
    return asked if asked in known else ""


def _number(asked: str, most: int) -> int | None:
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 and int(asked) <= most else None


def _in_address(view: View) -> dict[str, str]:
    """What of a view must stand in the address."""
    found = {
        "band": view.band, "route": view.route, "phase": "" if view.phase is None else str(view.phase),
        "weeks": str(view.weeks or ""), "blocked": view.blocked, "who": view.who, "review": view.review,
        "find": view.find, "sort": "" if view.sort == "band" else view.sort, "down": "yes" if view.down else "",
    }  # fmt: skip
    return {name: value for name, value in found.items() if value}


def _choices(listed: WaitingList) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Each filter: its name in the address, its label, and what may be chosen with its words."""
    view, policy = listed.view, listed.week.policy
    asked = (view.blocked,) if view.blocked not in ("", BLOCKED, OPEN, VACANCY, *listed.rules) else ()
    return [
        ("band", _("Band"), [("", _("Every band")), *((band, band) for band in BANDS)]),
        ("route", _("Route"), [("", _("Every route")), *((one, route_name(one)) for one in ROUTES)]),
        ("phase", _("Seeks"), [("", _("Any phase")), *((str(one), policy.phase_name(one)) for one in listed.phases)]),
        ("weeks", _("Waiting for"), [
            ("", _("Any time")),
            *((str(one), ngettext("%(count)d week or more", "%(count)d weeks or more", one)) for one in WEEKS),
        ]),
        ("blocked", _("Her way to a bed"), [
            ("", _("Whatever it is")),
            (OPEN, _("A bed is open to her")),
            (VACANCY, _("Beds suit her; none is free")),
            (BLOCKED, _("Blocked: no bed suits her")),
            *((rule, _("Blocked by: %(rule)s", rule=rule_title(rule))) for rule in (*listed.rules, *asked)),
        ]),
        ("who", _("Where she is"), [
            ("", _("Anywhere")), (WAITING, _("Without a bed, or leaving hers")), (MOVING, _("Resident, seeks to move")),
        ]),
        ("review", _("Review"), [("", _("Due or not")), (DUE, _("Due"))]),
    ]  # fmt: skip
