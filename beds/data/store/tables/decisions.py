"""Decisions of named people: keep-apart, waivers, pins; and decisions on a proposal, with reasons that are kept."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from beds.data.store.base import Base, Versioned, in_order, one_of
from beds.data.store.columns import SealedText
from beds.domain.reasons import EFFECTS, LISTS, SIDES

DECISIONS = (
    "approved", "refused", "amended", "passed_over", "pinned", "forbidden", "waived", "withdrawn", "overruled",
)  # fmt: skip


class Withdrawable:
    """A decision that can be taken back; it is never deleted."""

    withdrawn_on: Mapped[date | None]
    withdrawn_by: Mapped[str] = mapped_column(default="")


class KeepApartRow(Withdrawable, Versioned, Base):
    """Two people who must not live close to each other."""

    __tablename__ = "keep_apart"
    __table_args__ = (
        one_of("scope", ("room", "scheme", "area")),
        CheckConstraint("person_a <> person_b", name="two_people"),
    )

    keep_apart_id: Mapped[int] = mapped_column(primary_key=True)
    person_a: Mapped[str] = mapped_column(ForeignKey("people.person_id"), index=True)
    person_b: Mapped[str] = mapped_column(ForeignKey("people.person_id"), index=True)
    scope: Mapped[str]
    reason: Mapped[str] = mapped_column(SealedText, default="")
    decided_by: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None]


class WaiverRow(Withdrawable, Versioned, Base):
    """One rule that shall not bind one person."""

    __tablename__ = "waivers"
    __table_args__ = (in_order("decided_on", "expires_on"),)

    waiver_id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.person_id"), index=True)
    rule: Mapped[str]
    reason: Mapped[str] = mapped_column(SealedText, default="")
    decided_by: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date]
    expires_on: Mapped[date | None]


class PinRow(Withdrawable, Versioned, Base):
    """A coordinator's own decision: this person into this bed, or never."""

    __tablename__ = "pins"
    __table_args__ = (one_of("action", ("pin", "forbid")), in_order("decided_on", "expires_on"))

    pin_id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.person_id"), index=True)
    bed_id: Mapped[str] = mapped_column(ForeignKey("beds.bed_id"), index=True)
    action: Mapped[str]
    reason: Mapped[str] = mapped_column(SealedText, default="")
    decided_by: Mapped[str] = mapped_column(default="")
    worker_id: Mapped[str | None] = mapped_column(ForeignKey("workers.worker_id"))
    """The key worker that goes with the bed. Blank: whoever a run gives."""
    decided_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    """The last day it holds. Blank: no end."""


class DecisionRow(Base):
    """What somebody decided about a proposal, or about one row of it. Never changed: a later one takes its place."""

    __tablename__ = "decisions"
    __table_args__ = (one_of("kind", DECISIONS),)

    decision_id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    run_id: Mapped[int | None] = mapped_column(ForeignKey("runs.run_id"), index=True)
    row_id: Mapped[int | None] = mapped_column(ForeignKey("proposal_rows.row_id"), index=True)
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("offers.offer_id"), index=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.person_id"), index=True)
    bed_id: Mapped[str | None] = mapped_column(ForeignKey("beds.bed_id"))
    passed_person_id: Mapped[str | None] = mapped_column(ForeignKey("people.person_id"))
    """Somebody who was in front of her and was passed over by this decision."""
    reason_code: Mapped[str | None] = mapped_column(ForeignKey("reasons.code"))
    reason_text: Mapped[str] = mapped_column(SealedText, default="")
    """The wording of the reason when it was used, and what was added to it."""
    decided_by: Mapped[str]
    decided_on: Mapped[date]
    at: Mapped[datetime]


class ReasonRow(Versioned, Base):
    """A reason as data: for declining, deciding against a proposal, voids, closing, extending. Retired, never deleted.

    What a decline does is its ``effect``; none of them lowers her place.
    """

    __tablename__ = "reasons"
    __table_args__ = (
        one_of("list", LISTS),
        one_of("side", SIDES, blank=True),
        one_of("effect", EFFECTS, blank=True),
        CheckConstraint("list <> 'decline' OR (side <> '' AND effect <> '')", name="decline_is_defined"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    list: Mapped[str] = mapped_column(index=True)
    text: Mapped[str]
    side: Mapped[str] = mapped_column(default="")
    effect: Mapped[str] = mapped_column(default="")
    place: Mapped[int]
    """Where it stands in its list."""
    retired_on: Mapped[date | None]
