"""The repository of what was proposed and what became of it: proposals, their rows, offers, decisions, reasons."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from beds.data.store.base import Base
from beds.data.store.facts import NotFound
from beds.data.store.tables.decisions import ReasonRow
from beds.data.store.tables.offers import OfferRow
from beds.data.store.tables.proposals import PassedOverRow, ProposalRow, ProposedRow
from beds.data.store.tables.runs import RunRow
from beds.data.store.versions import refuse_stale
from beds.domain.messages import _
from beds.domain.steps import OPEN_OFFERS


class Proposals:
    """Proposals by their run, and the offers made from them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, run_id: int) -> tuple[RunRow, ProposalRow]:
        """A run and its proposal. Raises :class:`~beds.data.store.facts.NotFound`."""
        run, proposal = self._session.get(RunRow, run_id), self._session.get(ProposalRow, run_id)
        if run is None or proposal is None:
            raise NotFound(_("Run %(run)s has no proposal.", run=run_id))
        return run, proposal

    def latest(self) -> int | None:
        """The run whose proposal was made last."""
        return self._session.scalar(select(ProposalRow.run_id).order_by(ProposalRow.run_id.desc()).limit(1))

    def rows(self, run_id: int, *, given: bool = False) -> list[ProposedRow]:
        """Every row, or only those that give a bed, in order of person."""
        asked = select(ProposedRow).where(ProposedRow.run_id == run_id).order_by(ProposedRow.person_id)
        return list(self._session.scalars(asked.where(ProposedRow.bed_id.is_not(None)) if given else asked))

    def row(self, row_id: int) -> ProposedRow:
        """One row by its number."""
        found = self._session.get(ProposedRow, row_id)
        assert found is not None, f"there is no row {row_id}"
        return found

    def behind(self, row: ProposedRow) -> list[ProposedRow]:
        """The rows whose bed this one's move frees; in a closed swap they lead round to it again."""
        asked = select(ProposedRow).where(ProposedRow.depends_on == row.row_id).order_by(ProposedRow.row_id)
        return list(self._session.scalars(asked))

    def passed_over(self, run_id: int) -> list[PassedOverRow]:
        """Everybody whom the proposal passes over."""
        return list(self._session.scalars(select(PassedOverRow).where(PassedOverRow.run_id == run_id)))

    def offer(self, offer_id: int, *, version: int | None = None) -> OfferRow:
        """One offer. ``version``: what the person at the screen has seen.

        Raises :class:`~beds.data.store.facts.NotFound`, and :class:`~beds.domain.errors.StaleEdit` where it has
        changed since.
        """
        found = self._session.get(OfferRow, offer_id)
        if found is None:
            raise NotFound(_("There is no offer %(offer)s.", offer=offer_id))
        refuse_stale(found, version)
        return found

    def offers(self, *, only_open: bool = False) -> list[OfferRow]:
        """Every offer, oldest first."""
        asked = select(OfferRow).order_by(OfferRow.offer_id)
        return list(self._session.scalars(asked.where(OfferRow.status.in_(OPEN_OFFERS)) if only_open else asked))

    def offers_with_rows(self, *, only_open: bool = False) -> list[tuple[OfferRow, ProposedRow | None]]:
        """The same, each with the row of the proposal that it comes from; None for one made by hand."""
        asked = select(OfferRow, ProposedRow).outerjoin(ProposedRow, ProposedRow.row_id == OfferRow.row_id)
        asked = asked.where(OfferRow.status.in_(OPEN_OFFERS)) if only_open else asked
        return [(offer, row) for offer, row in self._session.execute(asked.order_by(OfferRow.offer_id))]

    def open_offer(self, *, person_id: str = "", bed_id: str = "") -> OfferRow | None:
        """The open offer to a person, or of a bed; there is at most one."""
        asked = select(OfferRow).where(OfferRow.status.in_(OPEN_OFFERS))
        if person_id:
            asked = asked.where(OfferRow.person_id == person_id)
        if bed_id:
            asked = asked.where(OfferRow.bed_id == bed_id)
        return self._session.scalars(asked).one_or_none()

    def overdue(self, on: date) -> list[OfferRow]:
        """Offers without an answer whose last day to answer is over."""
        asked = select(OfferRow).where(OfferRow.status == "made", OfferRow.reply_by < on)
        return list(self._session.scalars(asked.order_by(OfferRow.reply_by, OfferRow.offer_id)))

    def reasons(self, list_: str, *, every: bool = False) -> list[ReasonRow]:
        """The reasons of one list in their order: those in use, or every one."""
        asked = select(ReasonRow).where(ReasonRow.list == list_)
        asked = asked if every else asked.where(ReasonRow.retired_on.is_(None))
        return list(self._session.scalars(asked.order_by(ReasonRow.place)))

    def has_reason(self, code: str) -> bool:
        """Whether a reason of any list has this code, in use or retired."""
        return self._session.get(ReasonRow, code) is not None

    def add(self, *rows: Base) -> None:
        """Adds rows and gives them their numbers."""
        self._session.add_all(rows)
        self._session.flush()
