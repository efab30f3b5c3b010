"""What a row of stays counts as: one time in a phase, a planned move, a step back, a departure, a return."""

from datetime import date

import pytest

from beds.domain.people import Stay
from beds.simulation.fitting.fit import fit
from beds.simulation.fitting.spells import Departure, PhaseSpell, history
from tests.builders import MONDAY, a_bed, a_person, a_scheme, a_week, days

PLACES = (
    a_scheme("hostel", 1), a_scheme("rooms", 2), a_bed("h1"), a_bed("h2"), a_bed("r1", "rooms"),
)  # fmt: skip


def a_past_stay(bed: str, first: int, last: int | None = None, outcome: str = "", who: str = "ann") -> Stay:
    """From so many days before Monday to so many; without an end she lives there still."""
    ended = None if last is None else days(-last)
    return Stay(f"{who} {bed} {first}", who, bed, days(-first), ended_on=ended, outcome=outcome)  # type: ignore[arg-type]


def told(*stays: Stay, since: date | None = None) -> tuple[tuple[PhaseSpell, ...], tuple[Departure, ...]]:
    return history(a_week(*PLACES, *stays), since)


def test_who_lives_there_counts_for_as_long_as_she_has() -> None:
    assert told(a_past_stay("h1", 70)) == ((PhaseSpell(1, 10, ""),), ())


def test_a_bed_that_is_promised_is_no_stay_yet() -> None:
    assert told(a_past_stay("h1", -3)) == ((), ())


def test_two_beds_of_one_phase_in_a_row_are_one_time() -> None:
    spells, _ = told(a_past_stay("h1", 70, 35, "moved_phase"), a_past_stay("h2", 35, 0, "abandoned"))
    assert spells == (PhaseSpell(1, 10, "unplanned"),)


def test_a_move_to_the_next_phase_is_planned_and_nobody_has_left() -> None:
    spells, gone = told(a_past_stay("h1", 70, 35, "moved_phase"), a_past_stay("r1", 35))
    assert spells == (PhaseSpell(1, 5, "planned"), PhaseSpell(2, 5, ""))
    assert gone == ()


def test_a_move_to_the_phase_before_is_a_step_back() -> None:
    spells, _ = told(a_past_stay("r1", 70, 35, "other"), a_past_stay("h1", 35))
    assert spells[0] == PhaseSpell(2, 5, "stepped_back")


@pytest.mark.parametrize("outcome", ["abandoned", "evicted", "hospital", "custody", "returned", "other", ""])
def test_any_other_end_is_unplanned(outcome: str) -> None:
    spells, gone = told(a_past_stay("h1", 70, 35, outcome))
    assert spells == (PhaseSpell(1, 5, "unplanned"),)
    assert gone == (Departure(planned=False, weeks=5, returned=False),)


def test_who_has_died_cannot_come_back() -> None:
    assert told(a_past_stay("h1", 70, 35, "died")) == ((PhaseSpell(1, 5, "unplanned"),), ())


def test_a_later_stay_is_a_return() -> None:
    _, gone = told(a_past_stay("r1", 140, 70, "moved_on"), a_past_stay("h1", 28))
    assert gone == (Departure(planned=True, weeks=6, returned=True),)


def test_who_waits_again_has_returned() -> None:
    waits = a_person("ann", waiting_since=days(-14))
    week = a_week(*PLACES, waits, a_past_stay("h1", 140, 70, "abandoned"))
    assert history(week)[1] == (Departure(planned=False, weeks=8, returned=True),)


def test_since_leaves_out_what_began_before() -> None:
    old, new = a_past_stay("h1", 140, 70, "moved_on", "bea"), a_past_stay("h1", 60, 4, "moved_on", "cia")
    spells, gone = told(old, new, since=days(-65))
    assert spells == (PhaseSpell(1, 8, "planned"),)
    assert len(gone) == 1


def test_a_day_is_the_shortest_stay_that_counts() -> None:
    spells, _ = told(a_past_stay("h1", 7, 7, "moved_on"))
    assert 0 < spells[0].weeks < 0.1


def test_a_fit_speaks_of_every_phase_in_which_somebody_has_lived() -> None:
    found = fit(a_week(*PLACES, a_past_stay("h1", 70, 35, "moved_phase"), a_past_stay("r1", 35)))
    assert (found.on, tuple(found.stays), tuple(found.leaving), dict(found.stepping_back)) == (
        MONDAY,
        (1, 2),
        (1, 2),
        {},
    )
    assert found.returns["planned"].value is None
