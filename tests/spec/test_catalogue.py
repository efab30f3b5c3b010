"""The catalogue: every rule of the contract once, in its order, with all that is printed of it."""

from dataclasses import fields
from pathlib import Path

import pytest

import beds.rules
from beds.domain.people import Person
from beds.domain.places import Bed, Scheme
from beds.domain.policy import Policy
from beds.domain.rule_ids import ALL_RULES, WAIVABLE
from beds.domain.snapshot import Snapshot
from beds.rules.catalogue import CATALOGUE, UNARY
from beds.rules.refusals import BIT, WAIVABLE_BITS

COLUMNS = {field.name for row in (Person, Scheme, Bed) for field in fields(row)}
TABLES = {field.name for field in fields(Snapshot)}
APPARATUS = {"__init__", "catalogue", "columns", "refusals", "rule"}

every_rule = pytest.mark.parametrize("rule", CATALOGUE.values(), ids=CATALOGUE.keys())


def test_the_catalogue_holds_the_rules_of_the_contract_in_its_order() -> None:
    assert tuple(CATALOGUE) == ALL_RULES


def test_the_rules_that_may_be_waived_are_those_of_the_contract() -> None:
    assert tuple(rule.id for rule in CATALOGUE.values() if rule.waivable) == WAIVABLE


def test_a_rule_is_a_file_of_its_name() -> None:
    files = {path.stem for path in Path(beds.rules.__path__[0]).glob("*.py")}
    assert files - APPARATUS == set(ALL_RULES)


def test_no_two_rules_have_one_title() -> None:
    assert len({rule.title for rule in CATALOGUE.values()}) == len(ALL_RULES)


@every_rule
def test_a_rule_has_a_title_and_says_when_it_refuses(rule) -> None:
    assert rule.title[0].isupper()
    assert not rule.title.endswith(".")
    assert len(rule.refuses_when.split()) > 4


@every_rule
def test_what_a_rule_reads_is_there_to_be_read(rule) -> None:
    assert rule.reads
    assert set(rule.reads) <= COLUMNS | TABLES
    assert set(rule.policy_keys) <= {field.name for field in fields(Policy)}


@every_rule
def test_no_rule_reads_what_is_kept_for_equality_monitoring_only(rule) -> None:
    assert not {"ethnicity", "disability"} & set(rule.reads)


@every_rule
def test_a_rule_on_person_and_bed_judges_and_speaks_and_the_others_do_neither(rule) -> None:
    judges = rule.over in ("scheme", "bed")
    assert (rule in UNARY) == judges
    assert (rule.refuses is not None) == judges
    assert (rule.sentence is not None) == judges


@every_rule
def test_the_law_is_named_with_where_to_read_it(rule) -> None:
    for source in rule.sources:
        assert source.text
        assert not source.url or source.url.startswith("https://www.legislation.gov.uk/")


def test_every_rule_has_a_bit_of_its_own() -> None:
    bits = [int(BIT[rule.id]) for rule in UNARY]
    assert bits == [1 << position for position in range(len(UNARY))]
    assert int(WAIVABLE_BITS) == sum(int(BIT[rule]) for rule in WAIVABLE)
