"""What is under way from run to stay: the proposal before people, offers without an answer, arrivals, chains."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from beds.data.store.store import Books
from beds.data.store.tables.offers import OfferRow
from beds.data.store.tables.proposals import ProposedRow
from beds.domain.week import covers

_MOVING = ("approved", "offered", "accepted", "held", "failed")
"""Where a row of a proposal may stand while its chain is neither only proposed nor over."""


@dataclass(frozen=True, slots=True)
class ChainNow:
    """A chain of the last proposal that somebody has begun to carry out, its moves in the order of their starts."""

    number: int
    rows: tuple[ProposedRow, ...]

    @property
    def is_broken(self) -> bool:
        return any(row.status in ("held", "failed") for row in self.rows)


@dataclass(frozen=True)
class InProgress:
    """What waits for somebody between a run and the stays that come of it."""

    run_id: int | None
    """The last run that has a proposal."""
    run_on: date | None
    undecided: int
    """Beds of it on which nobody has decided yet."""
    waiting: tuple[OfferRow, ...]
    """Offers without an answer, the earliest last day for one first."""
    arriving: tuple[OfferRow, ...]
    """Accepted offers, the earliest start first."""
    chains: tuple[ChainNow, ...]

    def covers(self, day: date) -> bool:
        return self.run_on is not None and covers(self.run_on, day)


def in_progress(books: Books) -> InProgress:
    """The last proposal, the open offers and the chains that are under way."""
    offers = books.proposals.offers(only_open=True)
    waiting = sorted(
        (one for one in offers if one.status == "made"), key=lambda one: (one.reply_by or date.max, one.offer_id)
    )
    arriving = sorted(
        (one for one in offers if one.status == "accepted"), key=lambda one: (one.start_on, one.offer_id)
    )  # fmt: skip
    run_id = books.proposals.latest()
    if run_id is None:
        return InProgress(None, None, 0, tuple(waiting), tuple(arriving), ())
    run, _proposal = books.proposals.get(run_id)
    rows = books.proposals.rows(run_id, given=True)
    undecided = sum(row.status == "proposed" for row in rows)
    return InProgress(run_id, run.run_on, undecided, tuple(waiting), tuple(arriving), _chains(rows))


def _chains(rows: list[ProposedRow]) -> tuple[ChainNow, ...]:
    by_number: defaultdict[int, list[ProposedRow]] = defaultdict(list)
    for row in rows:
        if row.chain is not None:
            by_number[row.chain].append(row)
    return tuple(
        ChainNow(number, tuple(sorted(links, key=lambda row: (row.start_on or date.max, row.row_id))))
        for number, links in sorted(by_number.items())
        if any(row.status in _MOVING for row in links)
    )
