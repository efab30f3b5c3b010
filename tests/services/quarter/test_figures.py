"""Every figure of a quarter counts what its definition says."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from beds.data.store.activity import Listed, Offered
from beds.data.store.tables.voids import VoidRow
from beds.domain.people import Stay
from beds.services.quarter.facts import Sought
from tests.builders import a_bed, a_person, a_scheme, somebody
from tests.services.quarter.quarters import AUGUST, JULY, MAY, OCTOBER, SEPTEMBER, SUMMER, facts, told

ALL = -1


def stay(person_id: str, bed_id: str, started_on: date, ended_on: date | None = None, outcome: str = "") -> Stay:
    return Stay(f"{person_id} {started_on}", person_id, bed_id, started_on, ended_on=ended_on, outcome=outcome)  # type: ignore[arg-type]


def test_the_waiting_list_is_a_balance_of_who_came_and_who_left_it() -> None:
    of = facts(
        a_person("before", waiting_since=MAY, route="SNAP"),
        a_person("came", waiting_since=JULY, route="outreach"),
        somebody("placed", waiting_since=MAY, route="SNAP"), stay("placed", "b1", AUGUST),
        somebody("closed", waiting_since=JULY, route="self"),
        somebody("gone", waiting_since=JULY),
        somebody("later", waiting_since=MAY, route="SNAP"), stay("later", "b2", OCTOBER),
        a_person("too late", waiting_since=OCTOBER),
        seeking=("before", "came", "too late"), closed={"closed": SEPTEMBER},
    )  # fmt: skip
    # By SNAP, directly, neither, all.
    assert told(of)["waiting_list"] == {
        "Waiting at the start": (3, 0, 0, 3),
        "Referred": (0, 2, 1, 3),
        "Given a bed, and moved in": (1, 0, 0, 1),
        "Left the list without a bed": (0, 1, 0, 1),
        "Left the list, and the day is not known": (0, 0, 1, 1),
        "Waiting at the end": (2, 1, 0, 3),
    }


def test_whoever_lives_here_is_not_on_the_list_and_whoever_comes_back_is_again() -> None:
    of = facts(
        a_person("mover", waiting_since=JULY), stay("mover", "b1", MAY),
        a_person("back", waiting_since=SEPTEMBER), stay("back", "b2", MAY, AUGUST, "abandoned"),
        seeking=("mover", "back"),
    )  # fmt: skip
    assert told(of)["waiting_list"]["Referred"][ALL] == 1
    assert told(of)["waiting_list"]["Waiting at the end"][ALL] == 1


def test_an_earlier_wait_is_known_from_referrals_and_offers_though_her_facts_hold_the_last() -> None:
    of = facts(
        a_person("ann", waiting_since=SEPTEMBER), stay("ann", "b1", AUGUST, AUGUST + timedelta(days=5), "abandoned"),
        seeking=("ann",), since=[("ann", JULY), ("ann", JULY)],
    )  # fmt: skip
    rows = told(of)["waiting_list"]
    assert (rows["Referred"][ALL], rows["Given a bed, and moved in"][ALL], rows["Waiting at the end"][ALL]) == (2, 1, 1)


def test_waits_are_told_in_whole_weeks_of_ten_people_or_more() -> None:
    def placed(many: int) -> tuple[object, ...]:
        people = [somebody(f"p{n}", waiting_since=AUGUST - timedelta(weeks=n)) for n in range(many)]
        stays = [stay(f"p{n}", f"b{n}", AUGUST) for n in range(many)]
        return told(facts(*people, *stays), largest=4)["waits"]["Given a bed"]

    assert placed(11) == (11, 2, 5, 8)
    assert placed(9) == (9, "[c]", "[c]", "[c]")
    assert placed(0) == (0, "[x]", "[x]", "[x]")


def test_somebody_whose_wait_nobody_recorded_is_counted_as_such() -> None:
    rows = told(facts(stay("ann", "b1", AUGUST)))["waits"]
    assert rows["Came from outside, and the wait is not known"][0] == 1


def test_offers_stand_under_their_answer_and_declines_under_whose_they_were_and_why() -> None:
    of = facts(
        somebody("ann", route="SNAP"), somebody("eve", route="outreach"),
        offers=[
            Offered("ann", "declined", "hers", "area"), Offered("ann", "begun", "", ""),
            Offered("eve", "declined", "provider", "mix"), Offered("eve", "expired", "", ""),
        ],
        reasons={"decline": [Listed("area", "hers"), Listed("room", "hers"), Listed("mix", "provider")]},
    )  # fmt: skip
    rows = told(of)
    assert rows["offers"]["Offers made"] == (2, 2, 0, 4)
    assert rows["offers"]["Declined by her"] == (1, 0, 0, 1)
    assert rows["offers"]["Declined by the provider"] == (0, 1, 0, 1)
    assert rows["declines"] == {
        "Declined by her": (1,), "area": (1,), "room": (0,), "Declined by the provider": (1,), "mix": (1,),
    }  # fmt: skip


def test_a_move_within_the_service_is_no_arrival_and_no_departure() -> None:
    of = facts(
        a_scheme("hostel", 1), a_scheme("flats", 3), a_bed("f1", "flats"),
        stay("ann", "h1", MAY, AUGUST, "moved_phase"), stay("ann", "f1", AUGUST),
        stay("eve", "h2", JULY, SEPTEMBER, "moved_on"),
    )  # fmt: skip
    rows = told(of)
    assert rows["residents"] == {
        "Living here at the start": (1,), "Came from outside": (1,), "Left the service": (1,),
        "Living here at the end": (1,),
    }  # fmt: skip
    assert rows["placements"] == {"Hostel": (1, 0, 1), "Third-phase flat": (0, 1, 1), "All": (1, 1, 2)}
    assert rows["endings"]["Planned"] == (1, 1.0)
    assert rows["endings"]["Left the service"] == (1, None)


@pytest.mark.parametrize(
    ("outcome", "row"), [("abandoned", "Unplanned"), ("evicted", "Unplanned"), ("hospital", "Neither"), ("", "Neither")]
)
def test_endings_are_planned_unplanned_or_neither(outcome: str, row: str) -> None:
    rows = told(facts(stay("ann", "b1", MAY, AUGUST, outcome)))["endings"]
    assert rows[row] == (1, 1.0)


def test_returns_are_told_of_those_who_left_a_year_before() -> None:
    left = date(2025, 8, 10)
    of = facts(
        stay("back", "b1", date(2025, 5, 1), left, "moved_on"), stay("back", "b1", date(2026, 2, 1)),
        a_person("again", waiting_since=date(2026, 3, 1)), stay("again", "b2", date(2025, 5, 1), left, "abandoned"),
        stay("away", "b3", date(2025, 5, 1), left, "moved_on"),
        seeking=("again",),
    )  # fmt: skip
    rows = told(of)["returns"]
    assert [row[0] for row in rows.values()] == [2, 1, 3]


def test_stays_are_set_against_their_limit_or_the_day_to_which_they_were_extended() -> None:
    limit = {"stay_limit_weeks": {1: 10}}
    of = facts(
        stay("short", "b1", JULY, AUGUST, "moved_on"), stay("long", "b2", MAY, SEPTEMBER, "moved_on"),
        stay("here", "b3", MAY), stay("new", "b4", SEPTEMBER),
        Stay("x", "extended", "b5", MAY, extended_to=OCTOBER), policy=limit,
    )  # fmt: skip
    rows = told(of)
    assert rows["stays_ended"]["All"][:4] == (1, 1, 0, 2)
    assert rows["stays_open"]["All"] == (2, 1, 0, 3)


def test_extensions_are_counted_by_reason_and_those_without_one_too() -> None:
    rows = told(facts(extensions=["health", "health", ""], reasons={"extension": [Listed("health", "")]}))
    assert rows["extensions"] == {"health": (2,), "No reason recorded": (1,), "All": (3,)}


def test_everybody_who_lived_here_kept_her_key_worker_or_not() -> None:
    of = facts(
        somebody("kept", worker_id="kit"), stay("kept", "b1", MAY),
        somebody("changed", worker_id="kit"), stay("changed", "b2", MAY),
        stay("none", "b3", MAY), passed_on=frozenset({"changed", "not here"}),
    )  # fmt: skip
    assert [row[0] for row in told(of)["continuity"].values()] == [1, 1, 1, 3]


def test_every_night_of_a_bed_in_service_is_counted_once() -> None:
    void = VoidRow(bed_id="b1", started_on=date(2026, 8, 1), ended_on=date(2026, 8, 11), reason_text="Deep clean")
    of = facts(
        a_scheme(turnaround_days=2, weekly_cost=Decimal(70)), a_bed("b1", open_to=date(2026, 9, 1)),
        stay("ann", "b1", MAY, date(2026, 7, 21), "moved_on"), stay("eve", "b1", date(2026, 8, 21)),
        voids=[void],
    )  # fmt: skip
    # July: 20 nights; turnaround 2; a void of 10; from 21 August on lived in, though the bed closes in September.
    row = told(of)["occupancy"]["hostel"]
    assert row[:6] == (2, 92, 20 + 41, 10, 2, 92 - 61 - 12)
    assert row[6] == pytest.approx(61 / 92)
    assert told(of)["voids"]["Deep clean"] == (10,)
    assert told(of)["cost"]["hostel"][:2] == (920, pytest.approx(920 / 61 * 7, abs=0.01))


def test_a_scheme_whose_cost_nobody_recorded_is_missing_and_named() -> None:
    of = facts(a_bed("b1"), stay("ann", "b1", MAY))
    assert told(of)["cost"]["hostel"][0] == "[x]"
    assert told(of)["cost"]["All"][0] == "[x]"


def test_unmet_need_is_what_the_last_run_said_by_cause_and_by_the_rule_that_alone_refused() -> None:
    of = facts(
        runs=3,
        sought={
            "ann": Sought(False, False, "no_eligible_bed", ("connection", "recourse")),
            "eve": Sought(False, False, "outranked", ()),
            "ida": Sought(True, False, "no_eligible_bed", ("intentional",)),
            "uma": Sought(False, True, "", ()),
        },
    )
    rows = told(of)
    assert rows["unmet_need"]["Proposed a bed"] == (1, 0, 1)
    assert rows["unmet_need"]["No bed that the rules allow"] == (1, 1, 2)
    assert rows["unmet_by_rule"]["Local connection"] == (1, pytest.approx(1 / 3))
    assert rows["unmet_by_rule"]["Found intentionally homeless"][0] == 1
    assert rows["unmet_by_rule"]["Proposed no bed"][0] == 3


def test_without_a_run_unmet_need_is_not_known_rather_than_none() -> None:
    rows = told(facts())
    assert {*rows["unmet_need"].values()} == {("[x]", "[x]", "[x]")}
    assert rows["unmet_by_rule"]["Local connection"] == ("[x]", "[x]")


def test_equality_is_told_of_referred_placed_and_waiting() -> None:
    of = facts(
        a_person("ann", waiting_since=JULY, birth_date=date(1996, 1, 1), ethnicity="white"),
        a_person("eve", waiting_since=JULY, gender="unknown", ethnicity=""),
        seeking=("ann", "eve"),
    )  # fmt: skip
    rows = told(of)
    assert rows["by_age"]["25 to 34"] == (1, 0, 1)
    assert rows["by_age"]["Not known"] == (1, 0, 1)
    assert rows["by_gender"]["woman"] == (1, 0, 1)
    assert rows["by_ethnicity"]["white"] == (1, 0, 1)


def test_what_few_people_have_in_common_is_not_named() -> None:
    people = [a_person(f"p{n}", waiting_since=JULY, ethnicity="white") for n in range(5)]
    of = facts(*people, a_person("ann", waiting_since=JULY, ethnicity="her own words"), seeking=("ann",))
    rows = told(of, largest=4)["by_ethnicity"]
    assert "white" in rows
    assert "her own words" not in rows
    assert rows["Another, of fewer people"][0] == "[c]"


def test_no_share_is_told_of_a_count_that_is_hidden() -> None:
    stays = [stay(f"p{n}", f"b{n}", MAY, AUGUST, "moved_on" if n else "evicted") for n in range(12)]
    rows = told(facts(*stays), largest=4)["endings"]
    assert rows["Unplanned"] == ("[c]", "[c]")
    assert rows["Planned"] == ("[c]", "[c]")


def test_the_nights_of_a_scheme_where_few_live_are_hidden_with_those_of_another() -> None:
    schemes = [a_scheme("small"), a_scheme("large"), a_scheme("larger")]
    sizes = {"small": 1, "large": 6, "larger": 9}
    beds = [a_bed(f"{name}{n}", name) for name, size in sizes.items() for n in range(size)]
    stays = [stay(f"who {bed.bed_id}", bed.bed_id, MAY) for bed in beds]
    rows = told(facts(*schemes, *beds, *stays), largest=4)["occupancy"]
    assert rows["small"][2] == rows["large"][2] == "[c]"
    assert rows["larger"][2] == 9 * SUMMER.nights
    assert rows["All"][2] == 16 * SUMMER.nights
