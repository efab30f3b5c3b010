"""Schemes and beds."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from beds.data.store.base import Base, Versioned, in_order, one_of


class SchemeRow(Versioned, Base):
    """One accommodation service."""

    __tablename__ = "schemes"
    __table_args__ = (
        CheckConstraint("phase BETWEEN 0 AND 9", name="phase_known"),
        one_of("substance_policy", ("any", "in_treatment", "abstinent")),
        CheckConstraint("min_age IS NULL OR max_age IS NULL OR max_age >= min_age", name="ages_in_order"),
        CheckConstraint("turnaround_days >= 0", name="turnaround_not_negative"),
    )

    scheme_id: Mapped[str] = mapped_column(primary_key=True)
    phase: Mapped[int]
    name: Mapped[str] = mapped_column(default="")
    provider: Mapped[str] = mapped_column(default="")
    area: Mapped[str] = mapped_column(default="")
    women_only: Mapped[bool | None]
    substance_policy: Mapped[str] = mapped_column(default="any")
    min_age: Mapped[int | None]
    max_age: Mapped[int | None]
    takes_children: Mapped[bool | None]
    takes_pets: Mapped[bool | None]
    takes_intentional: Mapped[bool | None]
    needs_connection: Mapped[bool | None]
    needs_recourse: Mapped[bool | None]
    reserved_for: Mapped[tuple[str, ...]] = mapped_column(default=())
    routes: Mapped[tuple[str, ...]] = mapped_column(default=())
    features: Mapped[tuple[str, ...]] = mapped_column(default=())
    turnaround_days: Mapped[int] = mapped_column(default=0)
    weekly_cost: Mapped[Decimal | None]


class BedRow(Versioned, Base):
    """One place to sleep."""

    __tablename__ = "beds"
    __table_args__ = (in_order("open_from", "open_to"),)

    bed_id: Mapped[str] = mapped_column(primary_key=True)
    scheme_id: Mapped[str] = mapped_column(ForeignKey("schemes.scheme_id"), index=True)
    room_id: Mapped[str] = mapped_column(default="")
    step_free: Mapped[bool | None]
    features: Mapped[tuple[str, ...]] = mapped_column(default=())
    open_from: Mapped[date | None]
    open_to: Mapped[date | None]
