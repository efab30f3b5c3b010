"""What holds for every rule on person and bed: waivers, rules switched off, sentences, blocks and single pairs."""

import re

import numpy as np
import pytest

from beds.domain.rule_ids import NEVER_OFF, WAIVABLE
from beds.domain.week import Week
from beds.rules.catalogue import CATALOGUE, UNARY
from beds.rules.columns import place_of
from beds.rules.refusals import masks_for
from tests.agreement.reference import Reference
from tests.agreement.worlds import FLAVOURS, world
from tests.builders import a_person, a_waiver, days
from tests.spec.examples import EXAMPLES
from tests.spec.judging import refusing

every_rule = pytest.mark.parametrize("rule", [rule.id for rule in UNARY])


def test_there_is_an_example_of_every_rule() -> None:
    assert list(EXAMPLES) == [rule.id for rule in UNARY]


@every_rule
def test_it_refuses_alone(rule: str) -> None:
    assert refusing(EXAMPLES[rule].week(), "ann", "bed") == (rule,)


@every_rule
def test_its_sentence_is_whole(rule: str) -> None:
    week = EXAMPLES[rule].week()
    speak = CATALOGUE[rule].sentence
    assert speak is not None
    sentence = speak(week.people["ann"], place_of("bed", week), week)
    assert re.fullmatch(r"[A-Za-z].*\w.*\.", sentence)
    assert "%" not in sentence
    assert "ann" not in sentence, "a sentence can be read out: it names nobody"


@pytest.mark.parametrize("rule", [rule.id for rule in UNARY if rule.id not in NEVER_OFF])
def test_switched_off_it_refuses_nobody(rule: str) -> None:
    assert refusing(EXAMPLES[rule].week(rules_off=(rule,)), "ann", "bed") == ()


@every_rule
def test_another_rule_switched_off_changes_nothing(rule: str) -> None:
    others = tuple(other for other in CATALOGUE if other not in (rule, *NEVER_OFF))
    assert refusing(EXAMPLES[rule].week(rules_off=others), "ann", "bed") == (rule,)


@every_rule
def test_a_waiver_lifts_it_only_where_it_may_be_waived(rule: str) -> None:
    lifted = () if rule in WAIVABLE else (rule,)
    assert refusing(EXAMPLES[rule].week(a_waiver(rule)), "ann", "bed") == lifted


@pytest.mark.parametrize("rule", WAIVABLE)
@pytest.mark.parametrize(
    ("first", "last", "in_force"),
    [
        (days(0), None, True),  # decided on the run date
        (days(1), None, False),
        (days(-30), days(0), True),  # its last day
        (days(-30), days(-1), False),
        (days(-30), days(30), True),
    ],
)
def test_a_waiver_binds_from_its_decision_to_its_last_day(
    rule: str, first: object, last: object, in_force: bool
) -> None:
    waiver = a_waiver(rule, decided_on=first, expires_on=last)
    assert refusing(EXAMPLES[rule].week(waiver), "ann", "bed") == (() if in_force else (rule,))


@pytest.mark.parametrize("rule", WAIVABLE)
def test_a_waiver_of_another_rule_or_of_another_person_lifts_nothing(rule: str) -> None:
    others = [a_waiver(other) for other in WAIVABLE if other != rule]
    week = EXAMPLES[rule].week(*others, a_waiver(rule, "bea"), a_person("bea"))
    assert refusing(week, "ann", "bed") == (rule,)


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_a_block_says_of_each_pair_what_the_pair_alone_says_and_the_reference_too(flavour: str) -> None:
    """People down and beds across, or a slice of one by one: the same judgement."""
    for seed in range(12):
        tiny = world(flavour, seed)
        reference = Reference(tiny.snapshot, tiny.on)
        week = Week(tiny.snapshot, tiny.on)
        places = [place_of(bed_id, week) for bed_id in week.beds]
        block = masks_for(week.candidates, places, week)
        assert block.shape == (len(week.candidates), len(places))
        for i, person in enumerate(week.candidates):
            for k, bed_id in enumerate(week.beds):
                alone = masks_for([person], [places[k]], week)
                assert alone.shape == (1, 1)
                assert block[i, k] == alone[0, 0]
                assert set(refusing(week, person.person_id, bed_id)) == reference.refusals(person.person_id, bed_id)


def test_nobody_before_no_bed_is_an_empty_block() -> None:
    week = EXAMPLES["phase"].week()
    assert masks_for([], [place_of("bed", week)], week).shape == (0, 1)
    assert masks_for(list(week.people.values()), [], week).shape == (1, 0)
    assert masks_for([], [], week).dtype == np.uint32
