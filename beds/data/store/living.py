"""The repository of daily life: who lives where, away or leaving, the waiting list, beds out of use, handovers."""

from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from beds.data.store.base import Base
from beds.data.store.tables.decisions import KeepApartRow, PinRow, WaiverRow
from beds.data.store.tables.stays import AbsenceRow, NoticeRow, StayRow
from beds.data.store.tables.voids import VoidRow
from beds.data.store.tables.waiting import WaitingRow
from beds.data.store.tables.workers import WorkerChangeRow


class Living:
    """Rows of daily life; whoever changes them tells of it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, *rows: Base) -> None:
        """Adds rows and gives them their numbers."""
        self._session.add_all(rows)
        self._session.flush()

    def flush(self) -> None:
        """Writes what was changed so far, in this order: a bed is freed before it is taken."""
        self._session.flush()

    def home(self, person_id: str) -> StayRow | None:
        """Her open stay."""
        asked = select(StayRow).where(StayRow.person_id == person_id, StayRow.ended_on.is_(None))
        return self._session.scalars(asked).one_or_none()

    def occupant(self, bed_id: str) -> StayRow | None:
        """The open stay in a bed."""
        asked = select(StayRow).where(StayRow.bed_id == bed_id, StayRow.ended_on.is_(None))
        return self._session.scalars(asked).one_or_none()

    def last_left(self, bed_id: str) -> date | None:
        """The day on which the last stay in a bed ended; None where nobody has left it."""
        return self._session.scalar(select(func.max(StayRow.ended_on)).where(StayRow.bed_id == bed_id))

    def died_on(self, person_id: str) -> date | None:
        """The day of her death, where a stay of hers ended with it."""
        asked = select(func.max(StayRow.ended_on)).where(StayRow.person_id == person_id, StayRow.outcome == "died")
        return self._session.scalar(asked)

    def new_stay_id(self) -> str:
        """An id that no stay has yet."""
        number = (self._session.scalar(select(func.count()).select_from(StayRow)) or 0) + 1
        while self._session.get(StayRow, f"stay-{number}") is not None:
            number += 1
        return f"stay-{number}"

    def notice(self, stay_id: str) -> NoticeRow | None:
        """The notice that stands, the last where there are several."""
        asked = select(NoticeRow).where(NoticeRow.stay_id == stay_id, NoticeRow.withdrawn_on.is_(None))
        return self._session.scalars(asked.order_by(NoticeRow.notice_id.desc()).limit(1)).first()

    def absence(self, stay_id: str) -> AbsenceRow | None:
        """The absence from which she has not come back."""
        asked = select(AbsenceRow).where(AbsenceRow.stay_id == stay_id, AbsenceRow.returned_on.is_(None))
        return self._session.scalars(asked.order_by(AbsenceRow.away_from.desc()).limit(1)).first()

    def lapsed_absences(self, on: date) -> list[tuple[AbsenceRow, StayRow]]:
        """Absences whose last held day is over, of stays that go on."""
        asked = select(AbsenceRow, StayRow).join(StayRow, StayRow.stay_id == AbsenceRow.stay_id)
        asked = asked.where(AbsenceRow.returned_on.is_(None), AbsenceRow.held_until <= on, StayRow.ended_on.is_(None))
        return [(absence, stay) for absence, stay in self._session.execute(asked.order_by(AbsenceRow.held_until))]

    def waiting(self, person_id: str) -> WaitingRow:
        """How she stands on the waiting list; a new row where there was none."""
        found = self._session.get(WaitingRow, person_id)
        if found is None:
            # Every column is named: a later change of one then knows what stood there.
            found = WaitingRow(
                person_id=person_id, review_by=None, reviewed_on=None, contact_lost_on=None, paused_until=None,
                closed_on=None, closed_code=None, closed_text="", seeks_when_closed=(), reopened_on=None,
            )  # fmt: skip
            self._session.add(found)
        return found

    def reviews(self, on: date) -> list[WaitingRow]:
        """Everybody on the list who is due for a review, the longest overdue first."""
        asked = select(WaitingRow).where(WaitingRow.review_by <= on, WaitingRow.closed_on.is_(None))
        return list(self._session.scalars(asked.order_by(WaitingRow.review_by, WaitingRow.person_id)))

    def lost(self) -> list[WaitingRow]:
        """Everybody with whom contact was lost and who is not closed."""
        asked = select(WaitingRow).where(WaitingRow.contact_lost_on.is_not(None), WaitingRow.closed_on.is_(None))
        return list(self._session.scalars(asked.order_by(WaitingRow.contact_lost_on, WaitingRow.person_id)))

    def void(self, bed_id: str, on: date) -> VoidRow | None:
        """The void of a bed that has not ended by a day, the first to begin."""
        asked = select(VoidRow).where(
            VoidRow.bed_id == bed_id,
            VoidRow.cancelled_on.is_(None),
            or_(VoidRow.ended_on.is_(None), VoidRow.ended_on > on),
        )
        return self._session.scalars(asked.order_by(VoidRow.started_on).limit(1)).first()

    def handover(self, person_id: str) -> WorkerChangeRow | None:
        """The change of key worker that was agreed and is still to come."""
        asked = select(WorkerChangeRow).where(
            WorkerChangeRow.person_id == person_id, WorkerChangeRow.handed_over_on.is_(None)
        )
        return self._session.scalars(asked.order_by(WorkerChangeRow.change_id.desc()).limit(1)).first()

    def handovers(self, on: date) -> list[WorkerChangeRow]:
        """Changes of key worker whose day of handover has come and that were not recorded as done."""
        asked = select(WorkerChangeRow).where(
            WorkerChangeRow.handed_over_on.is_(None), WorkerChangeRow.handover_on <= on
        )
        return list(self._session.scalars(asked.order_by(WorkerChangeRow.handover_on, WorkerChangeRow.change_id)))

    def pins(self, person_id: str, bed_id: str, action: str) -> list[PinRow]:
        """The pins of a person and a bed that were not taken back."""
        asked = select(PinRow).where(
            PinRow.person_id == person_id, PinRow.bed_id == bed_id, PinRow.action == action,
            PinRow.withdrawn_on.is_(None),
        )  # fmt: skip
        return list(self._session.scalars(asked.order_by(PinRow.pin_id)))

    def kept_apart(self, person_id: str, other_id: str = "") -> list[KeepApartRow]:
        """The decisions to keep a person apart, from anybody or this one, that were not taken back."""
        one, other = KeepApartRow.person_a, KeepApartRow.person_b
        hers = or_(one == person_id, other == person_id)
        if other_id:
            hers = and_(hers, or_(one == other_id, other == other_id))
        asked = select(KeepApartRow).where(hers, KeepApartRow.withdrawn_on.is_(None))
        return list(self._session.scalars(asked.order_by(KeepApartRow.keep_apart_id)))

    def waivers(self, person_id: str, rule: str) -> list[WaiverRow]:
        """The waivers of a rule for a person that were not taken back."""
        asked = select(WaiverRow).where(
            WaiverRow.person_id == person_id, WaiverRow.rule == rule, WaiverRow.withdrawn_on.is_(None)
        )
        return list(self._session.scalars(asked.order_by(WaiverRow.waiver_id)))
