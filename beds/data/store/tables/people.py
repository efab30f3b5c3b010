"""People, by pseudonym. What would harm or expose somebody if it were read is sealed, the rest is plain."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from beds.data.store.base import Base, Versioned, one_of
from beds.data.store.columns import SealedPlain
from beds.domain.people import BANDS, ROUTES

SEALED = (
    "birth_date", "intentional", "connection_exempt", "substance", "groups", "needs", "avoid_areas",
    "withhold_from", "ethnicity", "disability",
)  # fmt: skip
"""The restricted facts: health, offences, violence, sex work, places of danger, ethnicity; and the birth date."""


class PersonRow(Versioned, Base):
    """Somebody referred, resident or in follow-on."""

    __tablename__ = "people"
    __table_args__ = (
        one_of("gender", ("woman", "man", "non_binary", "unknown")),
        one_of("route", ROUTES, blank=True),
        CheckConstraint("band IN (" + ", ".join(f"'{band}'" for band in BANDS) + ")", name="band_known"),
        CheckConstraint(
            "seeks = '[]' OR (waiting_since IS NOT NULL AND band IS NOT NULL)", name="candidate_has_band_and_date"
        ),
        CheckConstraint("children >= 0", name="children_not_negative"),
    )

    person_id: Mapped[str] = mapped_column(primary_key=True)
    gender: Mapped[str] = mapped_column(default="unknown")
    route: Mapped[str] = mapped_column(default="")
    waiting_since: Mapped[date | None]
    band: Mapped[str | None]
    seeks: Mapped[tuple[int, ...]] = mapped_column(default=(), index=True)
    recourse: Mapped[bool | None]
    connection: Mapped[bool | None]
    step_free_needed: Mapped[bool | None]
    prefers: Mapped[tuple[str, ...]] = mapped_column(default=())
    children: Mapped[int | None]
    pets: Mapped[bool | None]
    shares_room: Mapped[bool | None]
    avoid_schemes: Mapped[tuple[str, ...]] = mapped_column(default=())
    languages: Mapped[tuple[str, ...]] = mapped_column(default=())
    worker_id: Mapped[str | None] = mapped_column(ForeignKey("workers.worker_id"), index=True)
    programme_start: Mapped[date | None]
    restricted: Mapped[dict[str, Any]] = mapped_column(SealedPlain)
    """The facts named in ``SEALED``, as plain values."""
    erased_on: Mapped[date | None]
