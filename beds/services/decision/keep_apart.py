"""The use cases behind ``beds keep-apart``: two people shall not live close to each other; and the end of that."""

from dataclasses import replace
from datetime import date, datetime

from beds.data.store.facts import NotFound
from beds.data.store.store import Books, Store
from beds.data.store.tables.decisions import KeepApartRow
from beds.data.store.tables.people import PersonRow
from beds.domain.access import Actor
from beds.domain.decisions import SCOPES, KeepApart, Scope
from beds.domain.errors import BadInput, Finding
from beds.domain.messages import _
from beds.domain.steps import NotNow
from beds.domain.week import Week
from beds.services.deed import Deed, Done, deed
from beds.services.oddities import living_together
from beds.services.reasons import own_words

_TOLD: dict[Scope, str] = {"room": "kept_apart_room", "scheme": "kept_apart_scheme", "area": "kept_apart_area"}


def keep_apart(
    store: Store,
    actor: Actor,
    person_id: str,
    other_id: str,
    scope: Scope,
    on: date,
    reason: str,
    *,
    decided_by: str = "",
    now: datetime | None = None,
) -> Done:
    """Records that the two must not live in one room, scheme or area, from now on. Nobody is moved by it.

    Raises :class:`~beds.domain.errors.BadInput`, and :class:`~beds.domain.steps.NotNow` where that is decided already.
    """
    why = own_words(reason)
    if scope not in SCOPES:
        raise BadInput([Finding(_("decision"), 0, "scope", scope, _("there is no such distance"), ", ".join(SCOPES))])
    with deed(store, actor, "decide", now, done_on=on) as work:
        _check(work.books, person_id, other_id)
        told = {"person": person_id, "other": other_id}
        if any(row.scope == scope for row in work.books.living.kept_apart(person_id, other_id)):
            raise NotNow(_("%(person)s and %(other)s are kept apart like this already.", **told))
        row = KeepApartRow(
            person_a=person_id, person_b=other_id, scope=scope, reason=why, decided_by=decided_by or work.by
        )
        work.books.living.add(row)
        work.id = str(row.keep_apart_id)
        work.tell(_TOLD[scope], subject=f"keep apart {row.keep_apart_id}", why=why, **told)
        _name_neighbours(work, KeepApart(person_id, other_id, scope), on)
        return work.done()


def end_keep_apart(
    store: Store,
    actor: Actor,
    person_id: str,
    other_id: str,
    on: date,
    *,
    reason: str = "",
    now: datetime | None = None,
) -> Done:
    """Ends that the two are kept apart, however far. Raises :class:`~beds.domain.steps.NotNow` where they are not."""
    with deed(store, actor, "decide", now, done_on=on) as work:
        found = work.books.living.kept_apart(person_id, other_id)
        told = {"person": person_id, "other": other_id}
        if not found:
            raise NotNow(_("%(person)s and %(other)s are not kept apart.", **told))
        for row in found:
            row.withdrawn_on, row.withdrawn_by = on, work.by
        work.tell(
            "kept_apart_ended", subject=f"keep apart {found[0].keep_apart_id}", why=reason.strip(), **told
        )  # fmt: skip
        return work.done()


def _check(books: Books, person_id: str, other_id: str) -> None:
    """Both are known, and two."""
    books.facts.get(PersonRow, person_id)
    if person_id == other_id:
        message, accepted = _("nobody is kept apart from herself"), _("the id of another person")
        raise BadInput([Finding(_("decision"), 0, "other", other_id, message, accepted)])
    try:
        books.facts.get(PersonRow, other_id)
    except NotFound:
        message, accepted = _("nobody of this id is in the database"), _("the id of somebody who is")
        raise BadInput([Finding(_("decision"), 0, "other", other_id, message, accepted)]) from None


def _name_neighbours(deed: Deed, pair: KeepApart, on: date) -> None:
    """Whoever lives too close to the other goes on living there until somebody moves her: it is said."""
    facts = replace(deed.books.facts.snapshot(on), keep_apart=(pair,))
    deed.follows += [f"{message}." for *_place, message in living_together(Week(facts, on))]
