"""Scenarios that people keep: begun, sent, copied, shared, retired; whose they are, and that it is on record."""

import re

import pytest

from beds.data.scenario_file import understand
from beds.data.store.facts import NotFound
from beds.data.store.store import Store
from beds.domain.errors import BadInput, NotPermitted, StaleEdit
from beds.services.laboratory.copy import copy_scenario
from beds.services.laboratory.download import as_file
from beds.services.laboratory.keep import keep_present, keep_shipped, keep_text
from beds.services.laboratory.look import kept_scenarios, one_scenario, scenario_of_link, shipped_list
from beds.services.laboratory.retire import retire_scenario
from beds.services.laboratory.share import share_scenario, unshare_scenario
from beds.services.record_words import SENTENCES
from beds.services.shipped import shipped_scenarios
from tests.builders import MONDAY
from tests.data.store.sample import ADMINISTRATOR, COMMISSIONER, PLANNER, a_service, fill
from tests.services.laboratory_kept.keeping import begun, moved


def test_a_shipped_scenario_is_kept_under_another_name_and_changes_nothing_yet(store: Store) -> None:
    one = begun(store, "more-flats")
    assert (one.name, one.author) == ("Mine", "coleen")
    assert one.base is not None
    assert one.base.name == "baseline"
    assert [str(change) for change in one.changes] == ["Beds of Flats: 7 → 10"]
    assert one.scenario.question.startswith("What do three more flats buy")


def test_the_very_same_is_not_kept_twice_under_one_author(store: Store) -> None:
    first = keep_shipped(store, COMMISSIONER, "baseline", "baseline")
    assert keep_shipped(store, COMMISSIONER, "baseline", "baseline") == first
    assert keep_shipped(store, PLANNER, "baseline", "baseline") != first


def test_every_fault_of_a_file_is_told_with_its_line_and_nothing_is_kept(store: Store) -> None:
    with pytest.raises(BadInput) as refused:
        keep_text(store, COMMISSIONER, "extends: baseline\nweks: 3\npolicy: {continuity: no}\n", file="mine")
    assert [(fault.file, fault.row) for fault in refused.value.faults] == [("mine.yaml", 2), ("mine.yaml", 3)]
    assert kept_scenarios(store, COMMISSIONER) == []


def test_a_file_keeps_its_comments_and_what_is_downloaded_is_read_as_a_file_is(store: Store, tmp_path) -> None:
    number = keep_text(store, COMMISSIONER, "name: a/b\nextends: baseline  # as it is\nweeks: 104\n")
    name, content = as_file(one_scenario(store, COMMISSIONER, number))
    assert name == "a-b.yaml"
    file = tmp_path / name
    file.write_bytes(content.read())
    assert "# as it is" in file.read_text()
    assert understand(file, library=shipped_scenarios()).scenario.weeks == 104


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_the_present_state_holds_counts_and_nobody(store: Store) -> None:
    facts = fill(store)
    one = one_scenario(store, COMMISSIONER, keep_present(store, COMMISSIONER, MONDAY, "What if"))
    assert one.base is not None
    assert one.base.name == "Present state, 2026-11-23"
    assert (list(one.changes), one.scenario.question) == ([], "")
    assert {stock.scheme.scheme_id: stock.beds for stock in one.scenario.stock} == {"hostel": 2, "flats": 1}
    assert dict(one.scenario.start_state.occupied) == {"hostel": 1, "flats": 0}
    assert one.scenario.start_state.waiting == 1
    assert one.scenario.policy.lottery_seed == 7
    private = {*(person.person_id for person in facts.people), *(worker.worker_id for worker in facts.workers)}
    assert private & set(re.findall(r"[\w-]+", one.content)) == set()
    assert "exiting" not in one.content, "a group of one person"


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_shares_of_fewer_than_five_people_are_not_told(store: Store) -> None:
    from dataclasses import replace

    from tests.builders import a_person

    people = tuple(
        a_person(f"p{n:02}", ethnicity="rare" if n < 4 else "usual" if n < 20 else "other") for n in range(40)
    )
    fill(store, replace(a_service(), people=people, stays=(), keep_apart=(), waivers=(), pins=()))
    one = one_scenario(store, COMMISSIONER, keep_present(store, COMMISSIONER, MONDAY, "What if"))
    assert dict(one.scenario.demand.profile.facts["ethnicity"]) == {"other": 0.56, "usual": 0.44}
    assert one.scenario.sources["demand.profile.ethnicity"].startswith("Measured")
    assert one.scenario.sources["behaviour.refuse_offer"] == "Illustrative"


def test_a_scenario_is_its_authors_alone_until_it_is_shared(store: Store) -> None:
    one = begun(store)
    with pytest.raises(NotFound):
        one_scenario(store, PLANNER, one.scenario_id)
    assert kept_scenarios(store, PLANNER) == []
    key = share_scenario(store, COMMISSIONER, one.scenario_id)
    assert [kept.name for kept in kept_scenarios(store, PLANNER)] == ["Mine"]
    assert scenario_of_link(store, ADMINISTRATOR, key).name == "Mine"
    with pytest.raises(NotPermitted):
        moved(store, one_scenario(store, PLANNER, one.scenario_id), PLANNER, levers={"weeks": "104"})
    unshare_scenario(store, COMMISSIONER, one.scenario_id)
    with pytest.raises(NotFound):
        scenario_of_link(store, ADMINISTRATOR, key)


def test_a_copy_is_hers_who_copies_and_is_shown_against_what_the_first_began_from(store: Store) -> None:
    one = moved(store, begun(store), levers={"stock.flats.beds": "9"})
    share_scenario(store, COMMISSIONER, one.scenario_id)
    copy = one_scenario(store, PLANNER, copy_scenario(store, PLANNER, one.scenario_id, "Hers"))
    assert (copy.name, copy.author, copy.scenario.name) == ("Hers", "pia", "Hers")
    assert copy.base is not None
    assert copy.base.name == "baseline"
    assert [str(change) for change in copy.changes] == ["Beds of Flats: 7 → 9"]


def test_what_it_changes_is_told_policy_first_and_how_it_is_run_last(store: Store) -> None:
    levers = {
        "weeks": "208", "behaviour.refuse_offer": "12", "workers.kw1.capacity": "7", "stock.flats.beds": "9",
        "policy.rules_off.connection": "yes", "policy.stay_limit_weeks.1": "13",
    }  # fmt: skip
    assert [one.key for one in moved(store, begun(store), levers=levers).changes] == [
        "policy.stay_limit_weeks.1", "policy.rules_off.connection", "stock.flats.beds", "workers.capacity",
        "workers.kw1", "behaviour.refuse_offer", "weeks",
    ]  # fmt: skip


def test_what_is_moved_does_not_ask_what_the_one_asked_that_it_was_begun_from(store: Store) -> None:
    named = begun(store, "more-flats", question="And ten flats, if a phase is shorter too?")
    assert named.scenario.question == "And ten flats, if a phase is shorter too?"
    assert begun(store, "more-flats", "Not said", question="").scenario.question == ""
    as_it_is = begun(store, "more-flats")
    original = as_it_is.scenario.question
    renamed = moved(store, as_it_is, question=original, name="More flats")
    assert renamed.scenario.question == original, "no lever was moved"
    after = moved(store, renamed, question=original, levers={"policy.stay_limit_weeks.1": "13"})
    assert after.scenario.question == ""
    assert moved(store, after, question=original, levers={"weeks": "208"}).scenario.question == original, "she said so"


def test_what_a_copy_asks_is_hers_to_say(store: Store) -> None:
    one = begun(store, "more-flats")
    assert one.scenario.question
    copy = one_scenario(store, COMMISSIONER, copy_scenario(store, COMMISSIONER, one.scenario_id, "Another"))
    assert copy.scenario.question == ""


def test_a_retired_scenario_is_listed_no_more_and_its_link_leads_nowhere(store: Store) -> None:
    one = begun(store)
    key = share_scenario(store, COMMISSIONER, one.scenario_id)
    retire_scenario(store, COMMISSIONER, one.scenario_id)
    assert kept_scenarios(store, COMMISSIONER) == []
    for look in (
        lambda: one_scenario(store, COMMISSIONER, one.scenario_id),
        lambda: scenario_of_link(store, PLANNER, key),
    ):
        with pytest.raises(NotFound):
            look()


def test_the_second_of_two_edits_of_one_version_is_refused(store: Store) -> None:
    one = begun(store)
    moved(store, one, levers={"weeks": "104"})
    with pytest.raises(StaleEdit):
        moved(store, one, levers={"weeks": "156"})


def test_who_may_not_keep_scenarios_keeps_none(store: Store) -> None:
    with pytest.raises(NotPermitted):
        keep_shipped(store, ADMINISTRATOR, "baseline", "Mine")


def test_whatever_is_done_to_a_scenario_is_on_record(store: Store) -> None:
    one = moved(store, begun(store), levers={"weeks": "104"})
    share_scenario(store, COMMISSIONER, one.scenario_id)
    unshare_scenario(store, COMMISSIONER, one.scenario_id)
    copy_scenario(store, COMMISSIONER, one.scenario_id, "Copy")
    retire_scenario(store, COMMISSIONER, one.scenario_id)
    with store.read() as books:
        kinds = [event.kind for event in books.record.events()]
    assert kinds == [
        "scenario_kept", "scenario_changed", "scenario_shared", "scenario_unshared", "scenario_copied",
        "scenario_retired",
    ]  # fmt: skip
    assert set(kinds) <= set(SENTENCES)


def test_scenarios_that_check_the_model_are_told_apart() -> None:
    checks = {one.name for one in shipped_list() if one.is_check}
    assert checks == {one.name for one in shipped_list() if one.name.startswith("check-")}
    assert shipped_list()[0].name == "baseline"
