"""Two people are kept apart by a decision: it binds runs from now on, is told, exported, and can be ended."""

from pathlib import Path

import pytest

from beds.data.exchange import read_exchange
from beds.data.store.store import Store
from beds.domain.errors import BadInput, NotPermitted
from beds.domain.steps import NotNow
from beds.services.decision.keep_apart import end_keep_apart, keep_apart
from beds.services.erasure import erase
from beds.services.export_facts import export_facts
from beds.services.import_facts import preview_import
from beds.services.run_week import run_week
from tests.builders import MONDAY, a_person, a_scheme, a_stay, apart, somebody
from tests.data.store.sample import ADMINISTRATOR, COORDINATOR, PLANNER, a_service, fill


@pytest.fixture
def filled(store: Store) -> Store:
    """Bea lives in the hostel; ann seeks a bed there."""
    people = (a_person("ann"), somebody("bea"))
    facts = a_service(
        schemes=(a_scheme(area="north"), a_scheme("flats", 3)), people=people, stays=(a_stay("bea", "b1"),),
        keep_apart=(), waivers=(), pins=(),
    )  # fmt: skip
    fill(store, facts)
    return store


def bed_of_ann(store: Store) -> str:
    return next(row.bed_id for row in run_week(store, COORDINATOR, MONDAY).allocation.rows if row.person_id == "ann")


def test_a_run_keeps_to_it_until_it_is_ended(filled: Store, tmp_path: Path) -> None:
    assert bed_of_ann(filled) == "b2"
    done = keep_apart(filled, COORDINATOR, "ann", "bea", "scheme", MONDAY, "she asked for it", decided_by="panel")
    assert "ann and bea must not live in one scheme" in done.said[0]
    assert "Why: she asked for it" in done.said[0]
    assert bed_of_ann(filled) == ""
    export_facts(filled, COORDINATOR, tmp_path / "out", MONDAY)
    assert read_exchange(tmp_path / "out", MONDAY)[0].keep_apart == (apart("ann", "bea", "scheme"),)
    assert preview_import(filled, COORDINATOR, tmp_path / "out", MONDAY).changes_nothing
    # Whoever ends it may name the two in either order.
    ended = end_keep_apart(filled, COORDINATOR, "bea", "ann", MONDAY, reason="settled")
    assert "bea and ann are kept apart" in ended.said[0]
    assert bed_of_ann(filled) == "b2"
    with filled.read() as books:
        assert books.record.verify().broken is None


def test_who_lives_too_close_already_is_named(filled: Store) -> None:
    with filled.write() as books:
        books.facts.add("stays", [a_stay("ann", "b2")])
    done = keep_apart(filled, COORDINATOR, "bea", "ann", "area", MONDAY, "threats")
    assert done.follows == ("bea and ann are kept apart and live in the same area.",)


def test_it_is_of_two_people_who_are_known_once_and_by_a_coordinator(filled: Store) -> None:
    for other, scope, column in (("ann", "room", "other"), ("nobody", "room", "other"), ("bea", "town", "scope")):
        with pytest.raises(BadInput) as refused:
            keep_apart(filled, COORDINATOR, "ann", other, scope, MONDAY, "threats")  # type: ignore[arg-type]
        assert [fault.column for fault in refused.value.faults] == [column]
    with pytest.raises(BadInput, match="needs a reason"):
        keep_apart(filled, COORDINATOR, "ann", "bea", "room", MONDAY, " ")
    with pytest.raises(NotPermitted):
        keep_apart(filled, PLANNER, "ann", "bea", "room", MONDAY, "threats")
    with pytest.raises(NotNow, match="are not kept apart"):
        end_keep_apart(filled, COORDINATOR, "ann", "bea", MONDAY)
    keep_apart(filled, COORDINATOR, "ann", "bea", "room", MONDAY, "threats")
    with pytest.raises(NotNow, match="like this already"):
        keep_apart(filled, COORDINATOR, "bea", "ann", "room", MONDAY, "threats")
    keep_apart(filled, COORDINATOR, "ann", "bea", "scheme", MONDAY, "threats")


def test_the_one_can_be_erased_and_the_other_keeps_what_was_decided(filled: Store) -> None:
    keep_apart(filled, COORDINATOR, "ann", "bea", "room", MONDAY, "bea is afraid of her")
    erase(filled, ADMINISTRATOR, "ann", "retention", MONDAY)
    with filled.read() as books:
        assert books.record.verify().broken is None
        assert len(books.living.kept_apart("bea")) == 1
        assert "afraid" not in str(books.record.events())
