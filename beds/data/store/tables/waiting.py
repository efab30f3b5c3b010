"""The hygiene of the waiting list: who is due for review, paused, out of contact, closed, back again."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from beds.data.store.base import Base, Versioned
from beds.data.store.columns import SealedText


class WaitingRow(Versioned, Base):
    """How a person stands on the list. Nobody without a row here is closed or paused; a return reopens the row."""

    __tablename__ = "waiting"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.person_id"), primary_key=True)
    review_by: Mapped[date | None] = mapped_column(index=True)
    reviewed_on: Mapped[date | None]
    contact_lost_on: Mapped[date | None]
    paused_until: Mapped[date | None]
    """She is no candidate of a run before this day; her place by ``waiting_since`` is kept."""
    closed_on: Mapped[date | None]
    closed_code: Mapped[str | None] = mapped_column(ForeignKey("reasons.code"))
    closed_text: Mapped[str] = mapped_column(SealedText, default="")
    """The wording of the reason when it was used."""
    seeks_when_closed: Mapped[tuple[int, ...]] = mapped_column(default=())
    reopened_on: Mapped[date | None]
