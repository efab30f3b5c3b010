"""The use cases behind ``beds pin`` and ``beds forbid``: this person into this bed, or never; and taken back."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from beds.data.store.store import Store
from beds.data.store.tables.decisions import DecisionRow, PinRow
from beds.data.store.tables.people import PersonRow
from beds.data.store.tables.places import BedRow
from beds.domain.access import Actor
from beds.domain.errors import BadInput, Finding
from beds.domain.messages import _
from beds.domain.steps import NotNow
from beds.domain.week import Week
from beds.services.deed import Deed, Done, deed
from beds.services.in_front import before_her
from beds.services.reasons import own_words

Action = Literal["pin", "forbid"]


def pin(
    store: Store,
    actor: Actor,
    person_id: str,
    bed_id: str,
    on: date,
    reason: str,
    *,
    action: Action = "pin",
    expires_on: date | None = None,
    decided_by: str = "",
    now: datetime | None = None,
) -> Done:
    """Records that the next runs give her this bed (``pin``) or never do (``forbid``), until a day, that day included.

    A pin that passes over somebody in front of her is kept as such, with the reason. Raises
    :class:`~beds.domain.steps.NotNow` and :class:`~beds.domain.errors.BadInput`.
    """
    why = own_words(reason)
    check_expiry(expires_on, on)
    with deed(store, actor, "decide", now) as work:
        keep_pin(work, person_id, bed_id, on, why, action=action, expires_on=expires_on, decided_by=decided_by)
        return work.done()


def keep_pin(
    deed: Deed,
    person_id: str,
    bed_id: str,
    on: date,
    why: str,
    *,
    action: Action = "pin",
    expires_on: date | None = None,
    decided_by: str = "",
) -> None:
    """The same within a deed that is open already."""
    person: PersonRow = deed.books.facts.get(PersonRow, person_id)
    deed.books.facts.get(BedRow, bed_id)
    if deed.books.living.pins(person_id, bed_id, action):
        raise NotNow(_("This is decided already: %(person)s, bed %(bed)s.", person=person_id, bed=bed_id))
    if action == "pin":
        refuse_pin(deed, person, bed_id)
    row = PinRow(
        person_id=person_id, bed_id=bed_id, action=action, reason=why, decided_by=decided_by or deed.by,
        decided_on=on, expires_on=expires_on,
    )  # fmt: skip
    deed.books.living.add(row)
    decided = "pinned" if action == "pin" else "forbidden"
    deed.books.proposals.add(
        DecisionRow(
            kind=decided, person_id=person_id, bed_id=bed_id, reason_text=why, decided_by=decided_by or deed.by,
            decided_on=on, at=deed.now,
        )
    )  # fmt: skip
    until = expires_on.isoformat() if expires_on else _("it is taken back")
    deed.id = str(row.pin_id)
    deed.tell(decided, subject=f"pin {row.pin_id}", why=why, person=person_id, bed=bed_id, until=until)
    if action == "pin":
        pass_over(deed, person_id, bed_id, on, why)


def take_back_pin(
    store: Store, actor: Actor, person_id: str, bed_id: str, on: date, *, action: Action = "pin", reason: str = "",
    now: datetime | None = None,
) -> Done:  # fmt: skip
    """Takes a pin or a forbid back. Raises :class:`~beds.domain.steps.NotNow` where there is none."""
    with deed(store, actor, "decide", now) as work:
        found = work.books.living.pins(person_id, bed_id, action)
        if not found:
            raise NotNow(_("There is no such decision for %(person)s and bed %(bed)s.", person=person_id, bed=bed_id))
        end_pins(work, found, on, reason.strip())
        return work.done()


def end_pins(deed: Deed, pins: Sequence[PinRow], on: date, why: str) -> None:
    """Takes back these pins or forbids, at least one, all of one person and bed."""
    for row in pins:
        row.withdrawn_on, row.withdrawn_by = on, deed.by
    first = pins[0]
    deed.tell("pin_withdrawn", subject=f"pin {first.pin_id}", why=why, person=first.person_id, bed=first.bed_id)


def pass_over(deed: Deed, person_id: str, bed_id: str, on: date, why: str) -> None:
    """Keeps, for everybody in front of her who could have had the bed, that the decision passes her over, and why."""
    passed = before_her(Week(deed.books.facts.snapshot(on), on), deed.books, person_id, bed_id)
    for one in passed:
        deed.books.proposals.add(
            DecisionRow(
                kind="passed_over", person_id=person_id, bed_id=bed_id, passed_person_id=one.person_id,
                reason_text=why, decided_by=deed.by, decided_on=on, at=deed.now,
            )
        )  # fmt: skip
        deed.tell(
            "decision_passed_over", subject=one.person_id, why=why, passed=one.person_id, bed=bed_id, band=one.band,
            days=one.waiting_days,
        )  # fmt: skip


def check_expiry(expires_on: date | None, on: date) -> None:
    """Raises :class:`~beds.domain.errors.BadInput` where a decision would be over before it begins."""
    if expires_on is not None and expires_on < on:
        message = _("it would be over before it begins")
        raise BadInput([Finding(_("until"), 0, "", expires_on.isoformat(), message, _("a later day"))])


def refuse_pin(deed: Deed, person: PersonRow, bed_id: str) -> None:
    """Raises :class:`~beds.domain.steps.NotNow` where she lives there, or seeks no bed."""
    home = deed.books.living.home(person.person_id)
    if home is not None and home.bed_id == bed_id:
        raise NotNow(_("%(person)s lives in bed %(bed)s already.", person=person.person_id, bed=bed_id))
    if not person.seeks:
        raise NotNow(_("%(person)s seeks no bed: put her on the waiting list first.", person=person.person_id))
