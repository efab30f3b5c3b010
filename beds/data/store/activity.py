"""The repository of what happened in a time: for reports, which count and name nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from beds.data.store.record import Record
from beds.data.store.runs import ALLOCATION
from beds.data.store.tables.decisions import ReasonRow
from beds.data.store.tables.offers import OfferRow
from beds.data.store.tables.people import PersonRow
from beds.data.store.tables.proposals import ProposalRow, ProposedRow
from beds.data.store.tables.runs import RunRow
from beds.data.store.tables.stays import ExtensionRow, StayRow
from beds.data.store.tables.workers import WorkerChangeRow


@dataclass(frozen=True, slots=True)
class Offered:
    """One offer. ``side`` and ``reason`` are blank but for declines."""

    person_id: str
    status: str
    side: str
    reason: str
    """The wording that stands in the list of reasons, without what anybody added."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One reason of a list. ``side`` is blank but for declines."""

    text: str
    side: str


class Activity:
    """Rows of a time ``[first, end)``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def begun(self) -> date | None:
        """The first day on which anybody lived here; None where nobody ever did."""
        return self._session.scalar(select(func.min(StayRow.started_on)))

    def offers(self, first: date, end: date) -> list[Offered]:
        """The offers made in the time, with how they stand now."""
        asked = select(OfferRow.person_id, OfferRow.status, ReasonRow.side, ReasonRow.text)
        asked = asked.outerjoin(ReasonRow, ReasonRow.code == OfferRow.reason_code)
        asked = asked.where(OfferRow.made_on >= first, OfferRow.made_on < end).order_by(OfferRow.offer_id)
        return [
            Offered(person, status, side if status == "declined" else "", text if status == "declined" else "")
            for person, status, side, text in self._session.execute(asked)
        ]

    def reasons(self, list_: str) -> list[Listed]:
        """Every reason of a list, those that are out of use too, in their order."""
        asked = select(ReasonRow.text, ReasonRow.side).where(ReasonRow.list == list_)
        return [Listed(text, side) for text, side in self._session.execute(asked.order_by(ReasonRow.place))]

    def seeking(self) -> frozenset[str]:
        """Everybody who seeks a bed now, paused or not."""
        return frozenset(self._session.scalars(select(PersonRow.person_id).where(PersonRow.seeks != ())))

    def waited_since(self, since: date) -> list[tuple[str, date]]:
        """Each person and a day from which she waited, so far as referrals told since a day and begun offers say it.

        Her own facts hold the last of these days only.
        """
        told = Record(self._session).events(kind="referred", since=since.isoformat())
        referred = [
            (event.words["person"], date.fromisoformat(event.words["since"])) for event in told if not event.erased
        ]
        asked = (
            select(OfferRow.person_id, RunRow.run_on, ProposedRow.waiting_days)
            .join(ProposedRow, ProposedRow.row_id == OfferRow.row_id)
            .join(RunRow, RunRow.run_id == ProposedRow.run_id)
            .where(OfferRow.status == "begun")
        )
        placed = [
            (person, run_on - timedelta(days=days)) for person, run_on, days in self._session.execute(asked) if run_on
        ]
        return [*referred, *placed]

    def extensions(self, first: date, end: date) -> list[str]:
        """The reason of every extension decided in the time, as its list words it; blank where there is none."""
        asked = select(ReasonRow.text).select_from(ExtensionRow)
        asked = asked.outerjoin(ReasonRow, ReasonRow.code == ExtensionRow.reason_code)
        asked = asked.where(ExtensionRow.decided_on >= first, ExtensionRow.decided_on < end)
        return [text or "" for text in self._session.scalars(asked.order_by(ExtensionRow.extension_id))]

    def passed_on(self, first: date, end: date) -> frozenset[str]:
        """Everybody who passed from one key worker to another in the time."""
        asked = select(WorkerChangeRow.person_id).where(
            WorkerChangeRow.handed_over_on >= first, WorkerChangeRow.handed_over_on < end,
            WorkerChangeRow.from_worker.is_not(None), WorkerChangeRow.to_worker.is_not(None),
        )  # fmt: skip
        return frozenset(self._session.scalars(asked))

    def runs(self, first: date, end: date) -> Mapping[date, int]:
        """The newest run of each day in the time, by its run date, in order."""
        asked = (
            select(RunRow.run_on, func.max(RunRow.run_id))
            .join(ProposalRow, ProposalRow.run_id == RunRow.run_id)
            .where(RunRow.kind == ALLOCATION, RunRow.run_on >= first, RunRow.run_on < end)
            .group_by(RunRow.run_on)
            .order_by(RunRow.run_on)
        )
        return {on: run_id for on, run_id in self._session.execute(asked) if on is not None}
