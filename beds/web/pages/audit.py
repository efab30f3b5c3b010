"""The record: what happened, searched and page by page; and whether it still is what was written."""

from datetime import date, timedelta

from flask import Blueprint, render_template, request

from beds.services.record_words import details, kind_name, sentence
from beds.services.trail import Filter, actors_and_kinds, holds_head, trail_cut, verify
from beds.web.access import needs
from beds.web.accounts import actor, store
from beds.web.paging import A_PAGE, Page, asked_page

page = Blueprint("audit", __name__)


@page.get("/audit")
@needs("see_record", "see_figures")
def show() -> str:
    """The record for whoever may see it; others may still have it verified."""
    return _page()


@page.post("/audit")
@needs("see_figures")
def check() -> str:
    """Walks the whole chain, which takes a while in a long record: so it is asked for, not looked at."""
    head = request.form.get("head", "").strip()
    held = holds_head(store(), actor(), head) if head else None
    return _page(verdict=verify(store(), actor()), held=held, head=head)


def _page(**words: object) -> str:
    if not actor().may("see_record"):
        return render_template("pages/audit.html", sees=False, **words)
    asked = {name: request.args.get(name, "").strip() for name in ("person", "subject", "by", "kind", "since", "until")}
    since, until = _day(asked["since"]), _day(asked["until"])
    wanted = Filter(
        asked["person"], asked["subject"], asked["by"], asked["kind"],
        since.isoformat() if since else "", (until + timedelta(days=1)).isoformat() if until else "",
    )  # fmt: skip
    number = asked_page()
    cut = trail_cut(store(), actor(), wanted, first=(number - 1) * A_PAGE, many=A_PAGE)
    pages = max(1, -(-cut.total // A_PAGE))
    shown = Page(cut.events, number, pages, cut.total, (number - 1) * A_PAGE + 1 if cut.events else 0)
    actors, kinds = actors_and_kinds(store(), actor())
    return render_template(
        "pages/audit.html", sees=True, asked=asked, filtered=any(asked.values()), cut=shown, actors=actors,
        kinds=[(kind, kind_name(kind)) for kind in kinds], sentence=sentence, details=details, **words,
    )  # fmt: skip


def _day(text: str) -> date | None:
    """The day in the address; None where there is none that can be understood, or one that has no day after it."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found < date.max else None
