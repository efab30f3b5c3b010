"""Reasons from the service's own lists: chosen by their code, their wording frozen where they are used."""

from dataclasses import dataclass
from datetime import date

from beds.data.store.store import Books, Store
from beds.data.store.tables.decisions import ReasonRow
from beds.domain.access import Actor
from beds.domain.errors import BadInput, Finding
from beds.domain.messages import _
from beds.domain.reasons import ReasonList
from beds.services.unit_of_work import reading


@dataclass(frozen=True)
class Reason:
    """One reason of a list. ``side`` and ``effect`` are blank but for declines."""

    code: str
    text: str
    side: str = ""
    effect: str = ""
    retired_on: date | None = None


def reasons(store: Store, actor: Actor, list_: ReasonList, *, every: bool = False) -> list[Reason]:
    """The reasons of a list that are in use, or every one that there ever was, in their order."""
    with reading(store, actor, "see_figures") as books:
        return _reasons(books, list_, every=every)


def reason_of(store: Store, actor: Actor, code: str) -> Reason:
    """The reason of this code, in use or retired. Raises :class:`~beds.data.store.facts.NotFound`."""
    with reading(store, actor, "see_figures") as books:
        row: ReasonRow = books.facts.get(ReasonRow, code)
        return _reason(row)


def chosen(books: Books, list_: ReasonList, code: str) -> Reason:
    """The reason of this code. Raises :class:`~beds.domain.errors.BadInput` with the codes that there are."""
    known = _reasons(books, list_)
    for reason in known:
        if reason.code == code:
            return reason
    accepted = "; ".join(f"{reason.code} ({reason.text})" for reason in known)
    message = _("there is no such reason") if code else _("this needs a reason")
    raise BadInput([Finding(_("reason"), 0, "", code, message, accepted)])


def wording(reason: Reason, note: str) -> str:
    """The reason in full, as it is kept: its text, and what was added to it."""
    return f"{reason.text}: {note.strip()}" if note.strip() else reason.text


def own_words(text: str) -> str:
    """A reason in somebody's own words. Raises :class:`~beds.domain.errors.BadInput` where there are none."""
    if not text.strip():
        raise BadInput([Finding(_("reason"), 0, "", "", _("this needs a reason"), _("a sentence in your own words"))])
    return text.strip()


def _reasons(books: Books, list_: ReasonList, *, every: bool = False) -> list[Reason]:
    found = books.proposals.reasons(list_, every=every)
    return [_reason(row) for row in found]


def _reason(row: ReasonRow) -> Reason:
    return Reason(row.code, row.text, row.side, row.effect, row.retired_on)
