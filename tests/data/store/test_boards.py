"""The two lists of every day: who waits and which bed is whose."""

from beds.data.store.store import Store
from beds.data.store.tables.waiting import WaitingRow
from beds.services.unit_of_work import changing
from tests.builders import MONDAY, a_bed, a_person, a_stay, days
from tests.data.store.sample import COORDINATOR, a_service, fill, without


def test_the_waiting_list_is_by_band_and_wait_without_whoever_rests(store: Store) -> None:
    people = (
        a_person("late", band="A"),
        a_person("early", band="A", waiting_since=days(-90)),
        a_person("lower", band="C", waiting_since=days(-900)),
        a_person("closed"),
        a_person("paused"),
        a_person("back", band="D"),
    )
    fill(store, without(a_service(), people=people, stays=(a_stay("lower", "b1"),), keep_apart=(), waivers=(), pins=()))
    with changing(store, COORDINATOR, "change_people") as work:
        rows = (
            ("closed", {"closed_on": MONDAY}),
            ("paused", {"paused_until": days(1)}),
            ("back", {"paused_until": MONDAY}),
        )
        for person_id, facts in rows:
            work.books.session.add(WaitingRow(person_id=person_id, seeks_when_closed=(), **facts))
        work.tell("person_changed")
    with store.read() as books:
        found = books.boards.waiting_list(MONDAY)
    assert [one.person_id for one in found] == ["early", "late", "lower", "back"]
    assert [one.bed_id for one in found] == [None, None, "b1", None]


def test_the_bed_board_shows_every_bed_in_service_once(store: Store) -> None:
    beds = (a_bed("b1"), a_bed("b2"), a_bed("shut", open_to=MONDAY), a_bed("soon", open_from=days(1)))
    stays = (a_stay("ann", "b1", ended_on=MONDAY, outcome="other"), a_stay("bea", "b1", started_on=MONDAY))
    fill(store, without(a_service(), beds=beds, stays=stays, pins=()))
    with store.read() as books:
        found = books.boards.bed_board(MONDAY)
    assert [(one.bed_id, one.person_id) for one in found] == [("b1", "bea"), ("b2", None)]
