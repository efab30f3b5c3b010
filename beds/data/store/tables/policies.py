"""Policies: dated, versioned, with their sources. A version is never changed; a new one takes its place."""

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from beds.data.store.base import Base


class PolicyRow(Base):
    """One version of the policy, as the text of a policy.yaml with every key."""

    __tablename__ = "policies"

    policy_version: Mapped[int] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(index=True)
    name: Mapped[str]
    content: Mapped[str]
    sha256: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    """Who decided it where: the paper, the meeting. The sources of single keys stand in the content."""
    reason: Mapped[str] = mapped_column(default="")
    saved_by: Mapped[str]
    saved_at: Mapped[datetime]
