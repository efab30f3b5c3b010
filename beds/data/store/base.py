"""What every table has in common: names of constraints, versions against stale edits, what the record keeps of it."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship

from beds.data.store.columns import ExactDecimal, ExactFraction, Listing, Moment

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name, the same on both engines: migrations and messages speak of it."""

SECRET = {"secret": True}
"""A column of which the record says only that it changed."""


class Base(DeclarativeBase):
    """A row of any table."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        datetime: Moment(),
        Fraction: ExactFraction(),
        Decimal: ExactDecimal(),
        tuple[str, ...]: Listing(),
        tuple[int, ...]: Listing(),
    }
    recorded: ClassVar[bool] = True
    """Whether a change of it needs an event. What only the machinery writes (leases, sessions) needs none."""


class Versioned:
    """A row that people edit: the second of two edits of the same version is refused."""

    version: Mapped[int] = mapped_column(nullable=False)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


def one_of(column: str, options: Iterable[str], *, blank: bool = False) -> CheckConstraint:
    """The column holds one of these words."""
    words = ", ".join(f"'{word}'" for word in (*([""] if blank else []), *options))
    return CheckConstraint(f"{column} IN ({words})", name=f"{column}_known")


def in_order(earlier: str, later: str) -> CheckConstraint:
    """``later`` is not before ``earlier``, where both are known."""
    return CheckConstraint(f"{later} IS NULL OR {earlier} IS NULL OR {later} >= {earlier}", name=f"{later}_in_order")


def follow_references() -> None:
    """Has rows written in the order in which they refer to each other, whatever order they were added in.

    The session orders by relationships, and foreign keys alone are none to it. Nobody reads by these: repositories ask.
    """
    by_table = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    for table, row in by_table.items():
        for column in row.__table__.columns:
            for key in column.foreign_keys:
                target = key.column.table.name
                if target != table:
                    reference = relationship(by_table[target], foreign_keys=[column], lazy="raise")
                    row.__mapper__.add_property(f"_after_{column.name}", reference)
