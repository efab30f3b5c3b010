"""Scenarios that people keep: a name, an author, the YAML."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from beds.data.store.base import Base, Versioned


class ScenarioRow(Versioned, Base):
    """One saved scenario. No person stands in it."""

    __tablename__ = "scenarios"

    scenario_id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    author: Mapped[str] = mapped_column(index=True)
    content: Mapped[str]
    sha256: Mapped[str]
    share_key: Mapped[str | None] = mapped_column(unique=True)
    """What stands in the link to it; blank: not shared."""
    copied_from: Mapped[int | None] = mapped_column(ForeignKey("scenarios.scenario_id"))
    saved_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
