"""The use cases behind ``beds waive``: one rule shall not bind one person; and taken back."""

from datetime import date, datetime

from beds.data.store.store import Store
from beds.data.store.tables.decisions import DecisionRow, WaiverRow
from beds.data.store.tables.people import PersonRow
from beds.domain.access import Actor
from beds.domain.errors import BadInput, Finding
from beds.domain.messages import _
from beds.domain.rule_ids import WAIVABLE
from beds.domain.steps import NotNow
from beds.services.decision.pin import check_expiry
from beds.services.deed import Done, deed
from beds.services.reasons import own_words
from beds.services.restricted import rule_title


def waive(
    store: Store,
    actor: Actor,
    person_id: str,
    rule: str,
    on: date,
    reason: str,
    *,
    expires_on: date | None = None,
    decided_by: str = "",
    now: datetime | None = None,
) -> Done:
    """Records a waiver from a day until another, both included. Raises :class:`~beds.domain.errors.BadInput`."""
    why = own_words(reason)
    check_expiry(expires_on, on)
    if rule not in WAIVABLE:
        message = _("this rule cannot be waived")
        raise BadInput([Finding(_("waiver"), 0, "rule", rule, message, ", ".join(WAIVABLE))])
    with deed(store, actor, "decide", now) as work:
        work.books.facts.get(PersonRow, person_id)
        if any(row.expires_on is None or row.expires_on >= on for row in work.books.living.waivers(person_id, rule)):
            raise NotNow(
                _("The rule “%(rule)s” is waived for %(person)s already.", rule=rule_title(rule), person=person_id)
            )
        row = WaiverRow(
            person_id=person_id, rule=rule, reason=why, decided_by=decided_by or work.by, decided_on=on,
            expires_on=expires_on,
        )  # fmt: skip
        work.books.living.add(row)
        work.books.proposals.add(
            DecisionRow(
                kind="waived", person_id=person_id, reason_text=why, decided_by=decided_by or work.by, decided_on=on,
                at=work.now,
            )
        )  # fmt: skip
        until = expires_on.isoformat() if expires_on else _("it is taken back")
        work.id = str(row.waiver_id)
        work.tell("waived", subject=f"waiver {row.waiver_id}", why=why, person=person_id, rule=rule, until=until)
        return work.done()


def take_back_waiver(
    store: Store, actor: Actor, person_id: str, rule: str, on: date, *, reason: str = "", now: datetime | None = None
) -> Done:
    """Takes the waivers of a rule for a person back. Raises :class:`~beds.domain.steps.NotNow` where there is none."""
    with deed(store, actor, "decide", now) as work:
        found = work.books.living.waivers(person_id, rule)
        if not found:
            raise NotNow(
                _("The rule “%(rule)s” is not waived for %(person)s.", rule=rule_title(rule), person=person_id)
            )
        for row in found:
            row.withdrawn_on, row.withdrawn_by = on, work.by
        work.tell("waiver_withdrawn", subject=f"waiver {found[0].waiver_id}", why=reason.strip(), rule=rule)
        return work.done()
