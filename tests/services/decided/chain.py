"""A small service with a chain of three: eve's move frees a bed for cat, hers one for ann; dot waits behind ann."""

from typing import Any

from beds.data.store.store import Store
from beds.data.store.tables.offers import OfferRow
from beds.data.store.tables.people import PersonRow
from beds.data.store.tables.proposals import ProposedRow
from beds.data.store.tables.stays import StayRow
from beds.data.store.tables.waiting import WaitingRow
from beds.domain.snapshot import Snapshot
from beds.services.offer.accept import accept
from beds.services.proposal.approve import approve
from beds.services.stay.begin import begin
from tests.builders import MONDAY, a_bed, a_person, a_scheme, a_stay, a_worker, days
from tests.data.store.sample import COORDINATOR

ANN, CAT, EVE, DOT = "ann", "cat", "eve", "dot"
BEDS = {EVE: "f1", CAT: "s1", ANN: "h1"}


def a_chain(**tables: Any) -> Snapshot:
    """Facts in which the run moves eve and cat and places ann."""
    usual: dict[str, Any] = {
        "schemes": (a_scheme(), a_scheme("semi", 2), a_scheme("flats", 3, turnaround_days=2)),
        "beds": (a_bed("h1"), a_bed("s1", "semi"), a_bed("f1", "flats")),
        "workers": (a_worker(), a_worker("mo")),
        "people": (
            a_person(ANN, worker_id="kit"),
            a_person(DOT, band="C", worker_id="kit"),
            a_person(CAT, worker_id="kit", seeks=(2,), programme_start=days(-70)),
            a_person(EVE, worker_id="kit", seeks=(3,), programme_start=days(-70)),
        ),
        "stays": (a_stay(CAT, "h1"), a_stay(EVE, "s1")),
    }
    return Snapshot(**(usual | tables))


def rows(store: Store, run_id: int) -> dict[str, ProposedRow]:
    with store.read() as books:
        return {row.person_id: row for row in books.proposals.rows(run_id)}


def statuses(store: Store, run_id: int) -> dict[str, str]:
    """Where the row of everybody stands who was given a bed."""
    return {person: row.status for person, row in rows(store, run_id).items() if row.bed_id}


def offer_of(store: Store, person_id: str) -> OfferRow:
    """The last offer made to her."""
    with store.read() as books:
        return [offer for offer in books.proposals.offers() if offer.person_id == person_id][-1]


def person(store: Store, person_id: str) -> PersonRow:
    with store.read() as books:
        found: PersonRow = books.facts.get(PersonRow, person_id)
        return found


def waiting(store: Store, person_id: str) -> WaitingRow:
    with store.read() as books:
        found: WaitingRow = books.facts.get(WaitingRow, person_id)
        return found


def home(store: Store, person_id: str) -> StayRow | None:
    with store.read() as books:
        return books.living.home(person_id)


def housed(store: Store, run_id: int, *people: str) -> None:
    """Approves all of a run; these accept and move in, one after the other, on the day of their start."""
    approve(store, COORDINATOR, run_id, MONDAY)
    for name in people:
        offer = offer_of(store, name)
        accept(store, COORDINATOR, offer.offer_id, MONDAY)
        begin(store, COORDINATOR, offer.offer_id, offer.start_on)
