"""The use case behind ``beds waiting refer``: somebody seeks a bed, for the first time or again."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from beds.data.store.facts import NotFound
from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.domain.errors import BadInput, Finding
from beds.domain.messages import _
from beds.domain.people import BANDS, ROUTES, Band, Gender, Person
from beds.domain.steps import NotNow
from beds.services.deed import Deed, Done, deed
from beds.services.offer.offered import refuse_open_offer
from beds.services.waiting.standing import next_review, refuse_review_past, standing

_PSEUDONYM = re.compile(r"\w[\w.-]{0,63}")


def refer(
    store: Store,
    actor: Actor,
    person_id: str,
    on: date,
    seeks: Sequence[int],
    band: Band,
    *,
    since: date | None = None,
    route: str = "",
    gender: Gender = "unknown",
    new: bool = False,
    review_by: date | None = None,
    version: int | None = None,
    now: datetime | None = None,
) -> Done:
    """Puts somebody on the list: the phases she seeks, first choice first, from ``since`` (default: that day).

    ``new``: she is not in the database yet; her other facts follow by import or on her page. Whoever was here before,
    closed or moved on with success, comes back without a mark. Raises :class:`~beds.data.store.facts.NotFound` and
    :class:`~beds.domain.errors.BadInput`.
    """
    _check(person_id, seeks, band, route, since, on)
    refuse_review_past(review_by, on)
    with deed(store, actor, "change_people", now, done_on=on) as work:
        if new:
            _add(work, Person(person_id, gender=gender, route=route))
        elif not work.books.held.has(person_id):
            raise NotFound(_("“%(id)s” is not in the database. Say so if she is new.", id=person_id))
        person, waiting = standing(work.books, person_id, version=version)
        refuse_open_offer(work.books, person_id)
        _refuse_the_dead(work, person_id)
        wanted = {"seeks": tuple(seeks), "band": band, "waiting_since": since or on, "route": route or person.route}
        work.books.facts.change("people", person, wanted)
        if waiting.closed_on is not None:
            waiting.closed_on, waiting.closed_code, waiting.closed_text = None, None, ""
            waiting.seeks_when_closed, waiting.reopened_on = (), on
        waiting.contact_lost_on = waiting.paused_until = None
        waiting.review_by = next_review(on, review_by)
        phases = ", ".join(map(str, seeks))
        work.tell("referred", subject=person_id, person=person_id, phases=phases, band=band, since=since or on)
        work.follows.append(_("To be reviewed by %(day)s.", day=waiting.review_by.isoformat()))
        return work.done()


def _refuse_the_dead(deed: Deed, person_id: str) -> None:
    died_on = deed.books.living.died_on(person_id)
    if died_on is not None:
        told = {"person": person_id, "day": died_on.isoformat()}
        raise NotNow(
            _("%(person)s is recorded as having died on %(day)s. If that is wrong, import the stay mended.", **told)
        )


def _add(deed: Deed, person: Person) -> None:
    """Adds somebody, whose id must be good for a pseudonym and an address, and no other's but for its capitals."""
    her, message, accepted = person.person_id, "", ""
    alike = deed.books.held.alike(her)
    if her in alike:
        message, accepted = _("she is in the database already"), _("an id that nobody has")
    elif alike:
        message, accepted = _("too like “%(id)s”, who is in the database", id=alike[0]), _("an id that nobody has")
    elif not _PSEUDONYM.fullmatch(her):
        message = _("an id has letters, figures, dots and hyphens and no spaces: it is never her name")
        accepted = _("such as P205")
    if message:
        raise BadInput([Finding(_("person"), 0, "person_id", her, message, accepted)])
    deed.books.facts.add("people", [person])


def _check(person_id: str, seeks: Sequence[int], band: str, route: str, since: date | None, on: date) -> None:
    faults = []
    if not person_id.strip() or person_id != person_id.strip():
        faults.append(("person_id", person_id, _("an id has no spaces around it"), _("a pseudonym")))
    if not seeks or any(not 0 <= phase <= 9 for phase in seeks) or len(set(seeks)) < len(seeks):
        faults.append(("seeks", ", ".join(map(str, seeks)), _("phases are 0 to 9, each once"), "0;1"))
    if band not in BANDS:
        faults.append(("band", band, _("there is no such band"), ", ".join(BANDS)))
    if route and route not in ROUTES:
        faults.append(("route", route, _("there is no such route"), ", ".join(ROUTES)))
    if since is not None and since > on:
        faults.append(("waiting_since", since.isoformat(), _("she cannot wait since a later day"), on.isoformat()))
    if faults:
        raise BadInput([Finding(_("referral"), 0, *fault) for fault in faults])
