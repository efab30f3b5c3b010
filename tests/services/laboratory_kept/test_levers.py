"""The levers: one table from which form, bounds, reading and writing derive."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from beds.services.laboratory.change import NotUnderstood, changed_text
from beds.services.laboratory.kept import Kept
from beds.services.laboratory.lever_rows import lever_groups
from beds.services.laboratory.lever_values import Placed, all_placed, mark, shown, value_at
from beds.services.laboratory.look import shipped_list
from beds.services.laboratory.text import copy_of_shipped, shipped_text
from beds.simulation.scenario import Scenario

SINCE = ("policy.stay_limit_weeks_before", "policy.stay_limit_from")
"""What is filled in where those already there keep their limits, and stays."""


def kept(content: str, name: str = "Mine") -> Kept:
    return Kept(1, name, "coleen", content, "", datetime(2026, 11, 23, tzinfo=UTC), 1)


def begun(shipped: str = "baseline") -> Kept:
    return kept(copy_of_shipped(shipped, "Mine"))


def moved(before: Kept, question: str = "", **levers: str) -> Kept:
    return kept(changed_text(before, levers, name=before.name, question=question))


def as_shown(scenario: Scenario) -> dict[str, str]:
    """The form as it comes."""
    return {one.name: shown(one.lever, value_at(scenario, one.path)) for one in all_placed(scenario)}


def other_value(one: Placed, there: str) -> str:
    """Something else that the lever takes."""
    if one.lever.options:
        return next(option for option, _text in one.lever.options if option != there)
    if one.name == "weeks":
        return "104"  # fewer are all warm-up
    return {"day": "2027-01-04", "words": "specialist"}.get(one.lever.kind, "3" if there != "3" else "4")


def test_a_form_that_is_sent_as_it_came_changes_nothing() -> None:
    for one in shipped_list():
        before = begun(one.name)
        after = moved(before, before.scenario.question, **as_shown(before.scenario))
        assert after.content == before.content, one.name


def test_every_lever_can_be_moved_and_moved_back() -> None:
    before = begun()
    form = as_shown(before.scenario)
    of_each = {one.lever.key: one for one in all_placed(before.scenario)}
    for one in of_each.values():
        there = form[one.name]
        levers = {one.name: other_value(one, there)}
        if one.path[0] == "stock_changes":
            levers = {f"stock_changes.{one.path[1]}.beds": "3", f"stock_changes.{one.path[1]}.week": "3"}
        elif one.name.startswith("demand.profile.route."):
            levers |= {"demand.profile.route.SNAP": "97"}
        elif one.name.startswith(SINCE):
            levers |= {"policy.stay_limit_applies_to": "new_stays"}
        after = moved(before, **{**form, **levers})
        assert shown(one.lever, value_at(after.scenario, one.path)) == levers[one.name], one.name
        assert mark(after.scenario, one.path)[0] == "chosen", one.name
        back = moved(after, before.scenario.question, **form)
        left = {name for name, text in as_shown(back.scenario).items() if text != form[name]}
        assert {name for name in left if not name.startswith(SINCE)} == set(), one.name


def test_what_is_moved_back_leaves_the_text_as_it_was() -> None:
    before = begun()
    after = moved(before, before.scenario.question, **{"stock.flats.beds": "10", "behaviour.refuse_offer": "12"})
    assert moved(after, before.scenario.question, **as_shown(before.scenario)).content == before.content


def test_a_value_that_will_not_do_is_told_by_its_lever() -> None:
    levers = {
        "policy.stay_limit_weeks.1": "0", "behaviour.refuse_offer": "108", "stock.flats.beds": "7.5",
        "demand.referrals_per_week": "many", "policy.stay_limit_from": "soon", "weeks": "",
        "policy.continuity": "never",
    }  # fmt: skip
    with pytest.raises(NotUnderstood) as refused:
        changed_text(begun(), levers, name=" ", question="")
    assert refused.value.faults.keys() == {*levers, "name"}


def test_what_only_the_whole_shows_is_told_by_its_lever_too() -> None:
    for levers, lever in (
        ({"demand.profile.route.SNAP": "70"}, "demand.profile.route.SNAP"),
        ({"weeks": "40"}, "warm_up_weeks"),
        ({"behaviour.step_back_per_week.0": "1"}, "behaviour.step_back_per_week.0"),
    ):
        with pytest.raises(NotUnderstood) as refused:
            moved(begun(), **levers)
        assert set(refused.value.faults) == {lever}


def test_those_already_there_keep_the_limits_that_held_until_now() -> None:
    one = moved(begun(), **{"policy.stay_limit_weeks.1": "13", "policy.stay_limit_weeks.2": "13"})
    policy = moved(one, **{"policy.stay_limit_applies_to": "new_stays"}).scenario.policy
    assert policy.stay_limit_from == date(2027, 11, 22), "the first day that is measured"
    assert policy.limit_weeks(1, date(2027, 1, 4)) == 39
    assert policy.limit_weeks(1, date(2027, 12, 6)) == 13


def test_what_an_earlier_change_of_limits_left_is_no_answer_to_this_one() -> None:
    earlier = {"stay_limit_applies_to": "all_stays", "stay_limit_from": "2026-09-01"}
    before = "stay_limit_weeks_before: {0: 4, 1: 60, 2: 60, 3: 104}"
    said = "\n".join(f"  {key}: {value}" for key, value in earlier.items())
    state = shipped_text("baseline").replace("policy:\n", f"policy:\n{said}\n  {before}\n", 1)
    base = kept(state, "State")
    one = replace(kept(state), copied_from=base)
    levers = {"policy.stay_limit_weeks.1": "13", "policy.stay_limit_applies_to": "new_stays"}
    text = changed_text(one, as_shown(one.scenario) | levers, name="Mine", question="")
    policy = kept(text).scenario.policy
    assert policy.stay_limit_from == date(2027, 11, 22)
    assert policy.limit_weeks(1, date(2026, 12, 7)) == 39


def test_key_workers_are_added_as_their_team_is_and_taken_away_from_its_end() -> None:
    before = begun()
    more = moved(before, **{"workers.kw1.number": "10", "workers.kw2.capacity": "9"})
    held = {worker.worker_id: float(worker.capacity) for worker in more.scenario.workers or ()}
    assert list(held) == [f"kw{number}" for number in range(1, 11)]
    assert (held["kw2"], held["kw8"], held["kw9"], held["kw10"]) == (9, 6, 6, 6)
    marks = {one: mark(more.scenario, ("workers", *one))[0] for one in (("kw1", "number"), ("kw2", "capacity"))}
    assert set(marks.values()) == {"chosen"}
    assert mark(more.scenario, ("workers", "kw3", "capacity"))[0] == "illustrative", "she is as she was"
    fewer = moved(more, **{"workers.kw1.number": "2"})
    assert [worker.worker_id for worker in fewer.scenario.workers or ()] == ["kw1", "kw2"]
    back = moved(fewer, before.scenario.question, **as_shown(before.scenario))
    assert back.content == before.content


def test_each_team_has_its_own_number_and_a_new_worker_what_her_team_has() -> None:
    rows = (
        "  - {worker_id: ann1, provider: Ash, covers: hostel, languages: pl, capacity: 5, away_from: 2026-12-01}\n"
        "  - {worker_id: bea, provider: Birch, capacity: 8}\n"
        "  - {worker_id: ann2, provider: Ash, covers: hostel, capacity: 5}\n"
    )
    one = kept(f"extends: baseline\nworkers:\n{rows}")
    shown_of = {cell.of: cell.told for group in lever_groups(one.scenario, None) for _of, row in group.rows
                for cell in row if cell.name.endswith(".number")}  # fmt: skip
    assert shown_of == {"Ash: Hostel": "2", "Birch: every scheme": "1"}
    workers = {worker.worker_id: worker for worker in moved(one, **{"workers.ann1.number": "3"}).scenario.workers or ()}
    assert list(workers) == ["ann1", "ann2", "ann3", "bea"]
    new = workers["ann3"]
    assert (new.provider, new.covers, float(new.capacity), new.away_from) == ("Ash", ("hostel",), 5, None)
    assert workers["ann1"].away_from == date(2026, 12, 1)


def test_closing_beds_from_the_start_leaves_nobody_in_them() -> None:
    one = moved(begun(), **{"stock.hostel.beds": "12"})
    assert one.scenario.start_state.occupied["hostel"] == 12


def test_later_changes_of_one_scheme_beyond_the_first_stay_as_they_were_written() -> None:
    text = (
        "extends: baseline\nstock_changes: [{week: 9, scheme_id: semi, beds: 1}, {week: 30, scheme_id: semi, beds: 2}]"
    )
    after = moved(kept(text), **{"stock_changes.semi.beds": "4", "stock_changes.flats.beds": "3"})
    assert [(change.week, change.scheme_id, change.beds) for change in after.scenario.stock_changes] == [
        (0, "flats", 3), (9, "semi", 4), (30, "semi", 2),
    ]  # fmt: skip


def test_beside_each_lever_stands_the_value_that_it_began_from_and_where_it_is_from() -> None:
    one = moved(begun(), **{"stock.flats.beds": "10"})
    assert one.base is not None
    groups = lever_groups(one.scenario, one.base.scenario)
    cells = {cell.name: cell for group in groups for _of, row in group.rows for cell in row}
    flats, refused = cells["stock.flats.beds"], cells["behaviour.refuse_offer"]
    assert (flats.told, flats.beside, flats.differs, flats.mark) == ("10", "7", True, "chosen")
    assert cells["stock.hostel.beds"].mark == "published"
    assert (refused.told, refused.accepted, refused.mark) == ("8 %", "0 to 100", "illustrative")
