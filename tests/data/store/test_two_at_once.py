"""Two writers at once: they take turns, and neither loses what the other wrote."""

from concurrent.futures import ThreadPoolExecutor

from beds.data.store.store import Store
from beds.data.store.tables.people import PersonRow
from beds.domain.errors import DoubleBooking
from beds.services.unit_of_work import changing
from tests.builders import MONDAY, a_person, a_stay, days
from tests.data.store.sample import COORDINATOR, NOW, a_service, fill, without

ROUNDS = 8


def test_writers_take_turns_and_the_chain_stays_one(store: Store) -> None:
    fill(store)

    def work(number: int) -> None:
        with changing(store, COORDINATOR, "change_people") as work:
            row = work.books.facts.get(PersonRow, "ann")
            row.children = (row.children or 0) + 1
            work.tell("person_changed", subject="ann", number=number)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(ROUNDS)))
    with store.read() as books:
        assert books.facts.get(PersonRow, "ann").children == ROUNDS
        assert books.record.verify().broken is None
        assert len(books.record.events(kind="person_changed")) == ROUNDS


def test_one_bed_goes_to_one_of_two(store: Store) -> None:
    people = tuple(a_person(f"p{number}") for number in range(ROUNDS))
    fill(store, without(a_service(), people=people, stays=(), keep_apart=(), waivers=(), pins=()))

    def move_in(number: int) -> bool:
        try:
            with changing(store, COORDINATOR, "change_stays") as work:
                work.books.facts.add("stays", [a_stay(f"p{number}", "b2", started_on=days(number))])
                work.tell("stay_added", subject=f"stay of p{number}")
        except DoubleBooking:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(move_in, range(ROUNDS))) == 1
    with store.read() as books:
        assert len(books.facts.snapshot(MONDAY).stays) == 1
        assert len(books.record.events(kind="stay_added")) == 1


def test_a_reader_sees_one_moment_while_somebody_writes(store: Store) -> None:
    fill(store)
    with store.read() as books:
        before = books.facts.get(PersonRow, "ann").band
        with changing(store, COORDINATOR, "change_people") as work:
            work.books.facts.get(PersonRow, "ann").band = "A"
            work.tell("person_changed", subject="ann")
        books.session.expire_all()
        assert books.facts.get(PersonRow, "ann").band == before == "B"


def test_bookkeeping_does_not_wait_for_a_writer_on_a_server(store: Store) -> None:
    if store.engine.dialect.name == "sqlite":
        return  # one writer at a time is all that there is
    with store.write(), store.write(alone=False) as books:
        books.users.looked("cora", "list", NOW)
