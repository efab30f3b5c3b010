"""The record: one row an event. Guards refuse that a row is deleted or a chained column changed."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from beds.data.store.base import Base
from beds.data.store.columns import SealedText

CHAINED = ("seq", "at", "actor", "kind", "action", "digest", "prev", "hash")
"""What the chain is over; never changed once it is written."""


class EventRow(Base):
    """One link of the chain, and its text."""

    __tablename__ = "events"
    recorded = False

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(index=True)
    """Text, not a moment: what is hashed is what is stored."""
    actor: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(index=True)
    action: Mapped[str]
    digest: Mapped[str]
    prev: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)
    subject: Mapped[str] = mapped_column(default="", index=True)
    """It, the salt and the text speak of people: they are gone once they are erased, and checked until then."""
    salt: Mapped[str | None]
    text: Mapped[str | None] = mapped_column(SealedText)


class EventPersonRow(Base):
    """Whom an event concerns; gone once it is erased."""

    __tablename__ = "event_people"
    recorded = False

    seq: Mapped[int] = mapped_column(ForeignKey("events.seq"), primary_key=True)
    person_id: Mapped[str] = mapped_column(primary_key=True, index=True)
