"""Use cases behind ``beds reasons add``, ``rename`` and ``retire``: the service's own lists of reasons, kept as data.

What was decided for a reason keeps the wording it had then.
"""

import re
from datetime import date, datetime

from beds.data.store.store import Books, Store
from beds.data.store.tables.decisions import ReasonRow
from beds.domain.access import Actor
from beds.domain.errors import BadInput, Finding
from beds.domain.messages import _
from beds.domain.reasons import EFFECTS, SIDES, ReasonList
from beds.domain.steps import NotNow
from beds.services.deed import Done, deed

_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")


def add_reason(
    store: Store, actor: Actor, list_: ReasonList, code: str, text: str, *, side: str = "", effect: str = "",
    now: datetime | None = None,
) -> Done:  # fmt: skip
    """Adds a reason at the end of its list. One for declining says whose it is, and what it does.

    Raises :class:`~beds.domain.errors.BadInput`.
    """
    with deed(store, actor, "change_policy", now) as work:
        _check(work.books, list_, code, text, side, effect)
        rows = work.books.proposals.reasons(list_, every=True)
        place = max((row.place for row in rows), default=0) + 1
        work.books.proposals.add(
            ReasonRow(code=code, list=list_, text=text.strip(), side=side, effect=effect, place=place, retired_on=None)
        )
        work.tell("reason_added", subject=code, text=text.strip(), list=list_)
        return work.done()


def rename_reason(store: Store, actor: Actor, code: str, text: str, *, now: datetime | None = None) -> Done:
    """Gives a reason another wording, from now on. Raises :class:`~beds.data.store.facts.NotFound`."""
    with deed(store, actor, "change_policy", now) as work:
        row: ReasonRow = work.books.facts.get(ReasonRow, code)
        if not text.strip() or text.strip() == row.text:
            raise BadInput([Finding(_("reason"), 0, "text", text, _("this is no new wording"), _("another sentence"))])
        before, row.text = row.text, text.strip()
        work.tell("reason_renamed", subject=code, text=row.text, before=before)
        work.follows.append(_("What was decided for it keeps the wording it had then."))
        return work.done()


def retire_reason(
    store: Store, actor: Actor, code: str, on: date, *, back: bool = False, now: datetime | None = None
) -> Done:
    """Takes a reason out of use, or (``back``) into use again; it is never deleted.

    Raises :class:`~beds.domain.steps.NotNow` for the last of a list, without which nothing could be decided.
    """
    with deed(store, actor, "change_policy", now) as work:
        row: ReasonRow = work.books.facts.get(ReasonRow, code)
        if (row.retired_on is None) == back:
            in_use, retired = _("“%(code)s” is in use.", code=code), _("“%(code)s” is retired already.", code=code)
            raise NotNow(in_use if back else retired)
        if not back and len(work.books.proposals.reasons(row.list)) == 1:
            raise NotNow(_("“%(code)s” is the last reason of its list: add another one first.", code=code))
        row.retired_on = None if back else on
        work.tell("reason_returned" if back else "reason_retired", subject=code, text=row.text)
        return work.done()


def _check(books: Books, list_: ReasonList, code: str, text: str, side: str, effect: str) -> None:
    faults = []
    if not _CODE.fullmatch(code):
        faults.append(("code", code, _("a code is one word"), _("small letters, digits and _, as in too_far")))
    if books.proposals.has_reason(code):
        faults.append(("code", code, _("there is a reason of this code, in use or retired"), _("another code")))
    if not text.strip():
        faults.append(("text", "", _("this needs a wording"), _("a sentence")))
    declines = list_ == "decline"
    for column, value, options in (("side", side, SIDES), ("effect", effect, EFFECTS)):
        if declines and value not in options:
            faults.append((column, value, _("a reason for declining says this"), ", ".join(options)))
        if not declines and value:
            faults.append((column, value, _("only reasons for declining have one"), _("nothing")))
    if faults:
        raise BadInput([Finding(_("reason"), 0, *fault) for fault in faults])
