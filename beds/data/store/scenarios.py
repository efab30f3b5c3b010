"""The repository of scenarios that people keep: text, author, link. Retired ones stay, for runs that were of them."""

import hashlib
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from beds.data.store.tables.scenarios import ScenarioRow


class Scenarios:
    """Every scenario that was ever kept."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, scenario_id: int) -> ScenarioRow | None:
        """The scenario of this number, retired ones too."""
        return self._session.get(ScenarioRow, scenario_id)

    def readable(self, scenario_id: int, reader: str) -> ScenarioRow | None:
        """The scenario of this number, if it is the reader's own or one that is shared, and not retired."""
        row = self.get(scenario_id)
        if row is None or row.retired_at is not None or (row.author != reader and row.share_key is None):
            return None
        return row

    def shared(self, share_key: str) -> ScenarioRow | None:
        """The scenario to which this link leads."""
        asked = select(ScenarioRow).where(ScenarioRow.share_key == share_key, ScenarioRow.retired_at.is_(None))
        return self._session.scalar(asked)

    def open_to(self, author: str) -> list[ScenarioRow]:
        """Her own and those that others share, without the retired ones: the latest first."""
        asked = select(ScenarioRow).where(
            ScenarioRow.retired_at.is_(None), or_(ScenarioRow.author == author, ScenarioRow.share_key.is_not(None))
        )
        return list(self._session.scalars(asked.order_by(ScenarioRow.saved_at.desc(), ScenarioRow.scenario_id.desc())))

    def same(self, author: str, content: str) -> ScenarioRow | None:
        """A scenario of this author that says the very same, if there is one that is not retired."""
        asked = select(ScenarioRow).where(
            ScenarioRow.author == author, ScenarioRow.sha256 == _digest(content), ScenarioRow.retired_at.is_(None)
        )
        return self._session.scalar(asked.order_by(ScenarioRow.scenario_id).limit(1))

    def add(
        self, name: str, content: str, *, author: str, at: datetime, copied_from: int | None = None
    ) -> ScenarioRow:  # fmt: skip
        """Keeps a new one."""
        row = ScenarioRow(
            name=name, author=author, content=content, sha256=_digest(content), copied_from=copied_from, saved_at=at
        )  # fmt: skip
        self._session.add(row)
        self._session.flush()
        return row

    def change(self, row: ScenarioRow, name: str, content: str, at: datetime) -> None:
        """Gives it another name and text."""
        row.name, row.content, row.sha256, row.saved_at = name, content, _digest(content), at


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
