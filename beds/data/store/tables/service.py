"""A few facts about the database itself."""

from sqlalchemy.orm import Mapped, mapped_column

from beds.data.store.base import Base
from beds.data.store.columns import SealedText


class ServiceRow(Base):
    """``key_check`` is a known text, sealed: whether the key at hand is the one that the database was made with.

    Which workers give signs of life, and digests of the ids that were erased, stand here too.
    """

    __tablename__ = "service"
    recorded = False

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(SealedText)
