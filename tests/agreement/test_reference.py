"""The reference held against hand-made worlds, against the plainest enumeration there is, and against the calendar."""

from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest

from .describe import describe
from .golden import GOLDEN
from .reference import Placements, Reference
from .reference.dates import working_days_after
from .reference.unary import completed_years
from .worlds import FLAVOURS, world

WORLDS = 30


@pytest.mark.parametrize("name", GOLDEN)
def test_the_reference_gives_what_was_reasoned_out_by_hand(name: str) -> None:
    golden = GOLDEN[name]()
    reference = Reference(golden.snapshot, golden.on)
    answer = reference.answer()
    if golden.tiers is None:
        assert answer is None
        return
    assert answer is not None
    placements = answer.placements
    nonzero = {tier: value for tier, value in (reference.tiers() or {}).items() if value}
    assert nonzero == {tier: value for tier, value in golden.tiers.items() if value}
    assert reference.violations(placements) == []
    for person_id, bed_id in golden.beds.items():
        assert placements.get(person_id, ("", ""))[0] == bed_id, person_id
    for person_id, worker_id in golden.workers.items():
        assert placements[person_id][1] == worker_id, person_id
    dates = reference.dates(placements)
    assert {p: dates[p][0] for p in golden.starts} == golden.starts
    assert {p: dates[p][1] for p in golden.ends} == golden.ends
    assert {p: reference.cause(p, placements) for p in golden.causes} == golden.causes
    assert {p: reference.alone_rules(p) for p in golden.alone_rules} == golden.alone_rules
    if golden.skipped is not None:
        found = {(row.placed_id, row.bed_id, row.passed_id): row.decided_by for row in reference.skipped(placements)}
        assert found == {key: frozenset({decided_by}) for key, decided_by in golden.skipped.items()}


def every_allocation(reference: Reference) -> Iterator[Placements]:
    """Candidates x (none | every bed x every worker), valid or not, without one thought about rules."""
    facts = reference.facts
    workers = list(facts.workers) if reference.search.caseload.binds else [""]
    options = [None, *product(facts.beds, workers)]
    for chosen in product(options, repeat=len(facts.candidates)):
        yield {person_id: choice for person_id, choice in zip(facts.candidates, chosen, strict=True) if choice}


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_no_valid_allocation_is_better_and_the_best_is_valid(flavour: str) -> None:
    """The search places step by step; here every complete allocation is judged as a whole."""
    looked_at = 0
    for seed in range(1000):
        tiny = world(flavour, seed)
        reference = Reference(tiny.snapshot, tiny.on)
        choices = 1 + len(reference.facts.beds) * max(1, len(reference.facts.workers))
        if choices ** len(reference.facts.candidates) > 2_000:
            continue
        valid = [reference.vector_of(p) for p in every_allocation(reference) if not reference.violations(p)]
        answer = reference.answer()
        assert (answer.vector if answer else None) == max(valid, default=None), describe(tiny)
        assert answer is None or not reference.violations(answer.placements), describe(tiny)
        looked_at += 1
        if looked_at == WORLDS:
            return
    pytest.fail(f"only {looked_at} worlds of flavour {flavour} were small enough")


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_pruning_loses_nothing(flavour: str) -> None:
    for seed in range(WORLDS):
        tiny = world(flavour, seed)
        reference = Reference(tiny.snapshot, tiny.on)
        pruned, whole = reference.answer(), reference.search.best(prune=False)
        assert (pruned and pruned.vector) == (whole and whole.vector), describe(tiny)


def test_working_days_skip_weekends_and_the_bank_holidays_of_england() -> None:
    thursday = date(2026, 12, 24)
    assert working_days_after(thursday, 0) == thursday
    assert working_days_after(thursday, 1) == date(2026, 12, 29), "Friday is Christmas, Monday is for Boxing Day"
    assert working_days_after(date(2026, 12, 26), 0) == date(2026, 12, 26), "none is the same day, a Saturday too"
    assert working_days_after(date(2027, 3, 25), 1) == date(2027, 3, 30), "Good Friday and Easter Monday"
    assert working_days_after(date(2026, 12, 31), 1) == date(2027, 1, 4), "over the year's end"


def test_ages_are_completed_years() -> None:
    born = date(2000, 2, 29)
    assert completed_years(born, date(2018, 2, 28)) == 17
    assert completed_years(born, date(2018, 3, 1)) == 18
    assert completed_years(date(2001, 11, 23), date(2026, 11, 23)) == 25
    assert completed_years(date(2001, 11, 24), date(2026, 11, 23)) == 24
