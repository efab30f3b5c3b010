"""The trail: what happened in sentences, before and after; and who looked."""

import pytest

from beds.data.store.store import Store
from beds.data.store.tables.access import AccessRow
from beds.data.store.tables.people import PersonRow
from beds.domain.errors import NotPermitted
from beds.domain.record import Event
from beds.services.decision.keep_apart import keep_apart
from beds.services.decision.waive import waive
from beds.services.record_words import details, sentence
from beds.services.trail import Filter, holds_head, trail, verify
from beds.services.unit_of_work import changing
from tests.data.store.sample import COMMISSIONER, COORDINATOR, PLANNER, fill


def reassess(store: Store, why: str) -> None:
    """A change of Ann's band, and of facts that are restricted."""
    with changing(store, COORDINATOR, "change_people") as work:
        row = work.books.facts.get(PersonRow, "ann")
        row.band = "A"
        work.books.facts.change("people", row, {"groups": (), "substance": "active"})
        work.tell("person_changed", subject="ann", why=why)


def test_an_event_is_told_in_a_sentence_with_its_reason_and_its_columns(store: Store) -> None:
    fill(store)
    reassess(store, "assessed again")
    (event,) = trail(store, COORDINATOR, Filter(person_id="ann"), last=1)
    assert sentence(event) == "cora changed the facts of the person ann. Why: assessed again."
    assert details(event) == ["band: B → A", "groups: exiting → blank", "substance: blank → active"]


def test_whoever_may_not_see_restricted_facts_does_not_find_them_in_the_record(store: Store) -> None:
    fill(store)
    reassess(store, "a letter of her clinic")
    (event,) = trail(store, PLANNER, Filter(person_id="ann"), last=1)
    assert sentence(event) == "cora changed the facts of the person ann."
    assert details(event) == ["band: B → A"]


def test_a_waiver_names_its_rule_in_words_and_a_restricted_one_only_to_those_who_may_know(store: Store) -> None:
    fill(store)
    for rule in ("substance", "recourse"):
        waive(store, COORDINATOR, "ann", rule, store.today(), "her doctor is sure")
    of_recourse, of_substance = (sentence(event) for event in reversed(trail(store, PLANNER, last=2)))
    assert of_substance == "cora waived the rule “A restricted fact” for ann until it is taken back."
    assert "the rule “Recourse to public funds” for ann" in of_recourse
    assert of_recourse.endswith("Why: her doctor is sure.")
    (event, _later) = trail(store, COORDINATOR, last=2)
    assert sentence(event).startswith("cora waived the rule “Substance use” for ann")
    assert not any("substance" in line or "doctor" in line for line in details(trail(store, PLANNER, last=2)[0]))


def test_from_whom_somebody_is_kept_apart_is_told_to_nobody_who_may_not_see_restricted_facts(store: Store) -> None:
    fill(store)
    keep_apart(store, COORDINATOR, "ann", "bea", "scheme", store.today(), "she fled from her")
    (event,) = trail(store, PLANNER, Filter(kind="kept_apart_scheme"))
    assert not event.people
    assert "ann" not in sentence(event) + "".join(details(event))
    assert "fled" not in sentence(event)


def test_the_text_of_a_word_cannot_steer_a_sentence(store: Store) -> None:
    with changing(store, COORDINATOR, "decide") as work:
        work.tell("person_changed", subject="100 %(actor)s %")
    (event,) = trail(store, COORDINATOR)
    assert sentence(event) == "cora changed the facts of the person 100 %(actor)s %."


def test_of_an_event_that_was_erased_it_is_told_that_it_was() -> None:
    assert sentence(Event(1, "", "cora", "person_changed", "", erased=True)).startswith("The text of this event was")


def test_who_looks_at_the_trail_is_logged(store: Store) -> None:
    fill(store)
    trail(store, PLANNER, Filter(person_id="ann"))
    with store.read() as books:
        (row,) = books.session.query(AccessRow)
    assert (row.user_id, row.what, row.person_id) == ("pia", "audit", "ann")


def test_commissioners_may_verify_the_record_and_not_read_it(store: Store) -> None:
    fill(store)
    verdict = verify(store, COMMISSIONER)
    assert verdict.broken is None
    assert holds_head(store, COMMISSIONER, f"{verdict.links}:{verdict.head}")
    assert not holds_head(store, COMMISSIONER, f"{verdict.links}:other")
    assert not holds_head(store, COMMISSIONER, "nonsense")
    with pytest.raises(NotPermitted):
        trail(store, COMMISSIONER)
