"""The repository of what was: every row that speaks of one person or one bed, also those that count no more."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from beds.data.store.tables.decisions import DecisionRow, PinRow, WaiverRow
from beds.data.store.tables.offers import OfferRow
from beds.data.store.tables.people import PersonRow
from beds.data.store.tables.places import BedRow
from beds.data.store.tables.proposals import ProposedRow
from beds.data.store.tables.runs import RunRow
from beds.data.store.tables.stays import AbsenceRow, ExtensionRow, NoticeRow, StayRow
from beds.data.store.tables.voids import VoidRow
from beds.data.store.tables.waiting import WaitingRow
from beds.data.store.tables.workers import WorkerChangeRow


class History:
    """Rows to read, none to change. Each list is in the order in which things happened."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def waiting(self) -> Mapping[str, WaitingRow]:
        """How everybody who seeks a bed, now or after a pause, stands on the waiting list, by person; nobody stands
        here of whom nothing was written."""
        asked = select(WaitingRow).join(PersonRow, PersonRow.person_id == WaitingRow.person_id)
        asked = asked.where(PersonRow.seeks != ())
        return {row.person_id: row for row in self._session.scalars(asked)}

    def closed(self) -> Mapping[str, date]:
        """On which day the place on the list was closed, by person."""
        asked = select(WaitingRow.person_id, WaitingRow.closed_on).where(WaitingRow.closed_on.is_not(None))
        return {person_id: closed_on for person_id, closed_on in self._session.execute(asked) if closed_on}

    def standing(self, person_id: str) -> WaitingRow | None:
        """How one person stands on the list."""
        return self._session.get(WaitingRow, person_id)

    def waivers(self, person_id: str) -> list[WaiverRow]:
        """Her waivers, those that ran out or were taken back too."""
        return self._of(WaiverRow, WaiverRow.person_id == person_id, WaiverRow.decided_on, WaiverRow.waiver_id)

    def pins(self, person_id: str) -> list[PinRow]:
        """Her pins, those that ran out or were taken back too."""
        return self._of(PinRow, PinRow.person_id == person_id, PinRow.decided_on, PinRow.pin_id)

    def offers(self, *, person_id: str = "", bed_id: str = "") -> list[OfferRow]:
        """The offers to a person, or of a bed."""
        wanted = OfferRow.person_id == person_id if person_id else OfferRow.bed_id == bed_id
        return self._of(OfferRow, wanted, OfferRow.made_on, OfferRow.offer_id)

    def arrivals(self) -> list[OfferRow]:
        """Every offer that stands: made or accepted, and not begun yet."""
        return self._of(OfferRow, OfferRow.status.in_(("made", "accepted")), OfferRow.start_on, OfferRow.offer_id)

    def decisions(self, person_id: str) -> list[DecisionRow]:
        """What was decided about her, and where she was passed over."""
        wanted = or_(DecisionRow.person_id == person_id, DecisionRow.passed_person_id == person_id)
        return self._of(DecisionRow, wanted, DecisionRow.decided_on, DecisionRow.decision_id)

    def proposed(self, person_id: str) -> tuple[ProposedRow, date] | None:
        """Her row of the last proposal that has one, and the day that was for."""
        asked = select(ProposedRow, RunRow.run_on).join(RunRow, RunRow.run_id == ProposedRow.run_id)
        asked = asked.where(ProposedRow.person_id == person_id, RunRow.run_on.is_not(None))
        found = self._session.execute(asked.order_by(ProposedRow.run_id.desc()).limit(1)).first()
        return (found[0], found[1]) if found and found[1] else None

    def extensions(self, person_id: str) -> list[ExtensionRow]:
        return self._of_stays(ExtensionRow, StayRow.person_id == person_id, ExtensionRow.decided_on)

    def notices(self, person_id: str) -> list[NoticeRow]:
        return self._of_stays(NoticeRow, StayRow.person_id == person_id, NoticeRow.given_on)

    def absences(self, person_id: str) -> list[AbsenceRow]:
        return self._of_stays(AbsenceRow, StayRow.person_id == person_id, AbsenceRow.away_from)

    def held_beds(self) -> Mapping[str, AbsenceRow]:
        """The absences from which nobody has come back, by stay."""
        rows = self._of(AbsenceRow, AbsenceRow.returned_on.is_(None), AbsenceRow.away_from)
        return {row.stay_id: row for row in rows}

    def worker_changes(self, person_id: str = "") -> list[WorkerChangeRow]:
        """Who passed her to whom; without a person, every change that is agreed and still to come."""
        wanted = WorkerChangeRow.person_id == person_id if person_id else WorkerChangeRow.handed_over_on.is_(None)
        return self._of(WorkerChangeRow, wanted, WorkerChangeRow.agreed_on, WorkerChangeRow.change_id)

    def voids(self, *, bed_id: str = "", since: date | None = None, until: date | None = None) -> list[VoidRow]:
        """The voids of a bed, cancelled ones too; or of every bed those that count in ``[since, until)``."""
        if bed_id:
            return self._of(VoidRow, VoidRow.bed_id == bed_id, VoidRow.started_on, VoidRow.void_id)
        wanted: Any = VoidRow.cancelled_on.is_(None)
        if since is not None:
            wanted &= or_(VoidRow.ended_on.is_(None), VoidRow.ended_on > since)
        if until is not None:
            wanted &= VoidRow.started_on < until
        return self._of(VoidRow, wanted, VoidRow.started_on, VoidRow.void_id)

    def open_days(self) -> Mapping[str, tuple[date | None, date | None]]:
        """``open_from`` and ``open_to`` of every bed as they are recorded, whatever void it may be in."""
        asked = select(BedRow.bed_id, BedRow.open_from, BedRow.open_to)
        return {bed_id: (first, last) for bed_id, first, last in self._session.execute(asked)}

    def _of(self, row: type[Any], wanted: Any, *order: Any) -> list[Any]:
        return list(self._session.scalars(select(row).where(wanted).order_by(*order)))

    def _of_stays(self, row: type[Any], wanted: Any, order: Any) -> list[Any]:
        asked = select(row).join(StayRow, StayRow.stay_id == row.stay_id).where(wanted).order_by(order)
        return list(self._session.scalars(asked))
