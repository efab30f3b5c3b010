"""Stays, and what happens during them: extensions, notices, absences with the bed held."""

from datetime import date
from typing import get_args

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from beds.data.store.base import Base, Versioned, in_order, one_of
from beds.data.store.columns import SealedText
from beds.domain.people import ABSENCES, Outcome

OUTCOMES = tuple(outcome for outcome in get_args(Outcome) if outcome)
NOTICES = ("planned", "unplanned")


class StayRow(Versioned, Base):
    """One person in one bed, ``[started_on, ended_on)``. Guards refuse overlaps of a bed and of a person."""

    __tablename__ = "stays"
    __table_args__ = (
        in_order("started_on", "extended_to"),
        in_order("started_on", "leaving_on"),
        in_order("started_on", "ended_on"),
        one_of("outcome", OUTCOMES, blank=True),
        CheckConstraint("ended_on IS NOT NULL OR outcome = ''", name="open_has_no_outcome"),
    )

    stay_id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.person_id"), index=True)
    bed_id: Mapped[str] = mapped_column(ForeignKey("beds.bed_id"), index=True)
    started_on: Mapped[date]
    extended_to: Mapped[date | None]
    leaving_on: Mapped[date | None]
    ended_on: Mapped[date | None] = mapped_column(index=True)
    outcome: Mapped[str] = mapped_column(default="")


class ExtensionRow(Base):
    """One agreed extension of a stay's limit: why, by whom, until when."""

    __tablename__ = "extensions"

    extension_id: Mapped[int] = mapped_column(primary_key=True)
    stay_id: Mapped[str] = mapped_column(ForeignKey("stays.stay_id"), index=True)
    decided_on: Mapped[date]
    extended_to: Mapped[date]
    reason_code: Mapped[str | None] = mapped_column(ForeignKey("reasons.code"))
    reason: Mapped[str] = mapped_column(SealedText, default="")
    decided_by: Mapped[str]


class NoticeRow(Versioned, Base):
    """Notice of leaving: given on a day, for a day, and perhaps taken back."""

    __tablename__ = "notices"
    __table_args__ = (
        one_of("kind", NOTICES),
        in_order("given_on", "leaving_on"),
        in_order("given_on", "withdrawn_on"),
    )

    notice_id: Mapped[int] = mapped_column(primary_key=True)
    stay_id: Mapped[str] = mapped_column(ForeignKey("stays.stay_id"), index=True)
    kind: Mapped[str]
    given_on: Mapped[date]
    leaving_on: Mapped[date]
    withdrawn_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(SealedText, default="")
    recorded_by: Mapped[str]


class AbsenceRow(Versioned, Base):
    """She is away and her bed is held for her, ``[away_from, held_until)``; one absence of a stay at a time."""

    __tablename__ = "absences"
    __table_args__ = (
        one_of("kind", ABSENCES),
        in_order("away_from", "held_until"),
        in_order("away_from", "returned_on"),
    )

    absence_id: Mapped[int] = mapped_column(primary_key=True)
    stay_id: Mapped[str] = mapped_column(ForeignKey("stays.stay_id"), index=True)
    kind: Mapped[str]
    away_from: Mapped[date]
    held_until: Mapped[date]
    returned_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(SealedText, default="")
    recorded_by: Mapped[str]
