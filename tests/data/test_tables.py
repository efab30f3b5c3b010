"""The format says of every field of the domain exactly one column, in the order of the contract."""

from dataclasses import MISSING, fields

import pytest

from beds.data.tables import TABLES, tables_by_name
from beds.domain.rule_ids import ALL_RULES, NEVER_OFF, WAIVABLE
from beds.domain.snapshot import Snapshot

CONTRACT = {
    "schemes": "scheme_id, name, provider, phase, area, women_only, substance_policy, min_age, max_age, "
    "takes_children, takes_pets, takes_intentional, needs_connection, needs_recourse, reserved_for, routes, features, "
    "turnaround_days, weekly_cost",
    "beds": "bed_id, scheme_id, room_id, step_free, features, open_from, open_to",
    "people": "person_id, birth_date, gender, route, waiting_since, band, seeks, recourse, intentional, connection, "
    "connection_exempt, substance, groups, step_free_needed, needs, prefers, children, pets, shares_room, avoid_areas, "
    "avoid_schemes, withhold_from, languages, worker_id, programme_start, ethnicity, disability",
    "stays": "stay_id, person_id, bed_id, started_on, extended_to, leaving_on, ended_on, outcome",
    "workers": "worker_id, provider, covers, capacity, languages, away_from, away_to, leaving_on",
    "keep_apart": "person_a, person_b, scope",
    "waivers": "person_id, rule, reason, decided_by, decided_on, expires_on",
    "pins": "person_id, bed_id, action, reason, decided_by",
}
OF_OUR_OWN = {"pins": ", worker_id"}
"""Columns that the contract does not have, after those that it has; each may be left out."""


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_columns_are_those_of_the_contract_in_its_order(table):
    assert ", ".join(column.name for column in table.columns) == CONTRACT[table.name] + OF_OUR_OWN.get(table.name, "")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_field_of_the_domain_has_its_column(table):
    assert {column.name for column in table.columns} == {field.name for field in fields(table.row)}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_blank_cell_is_the_default_of_the_domain(table):
    defaults = {field.name: field.default for field in fields(table.row)}
    for column in table.columns:
        default = defaults[column.name]
        if column.required:
            assert default is MISSING, column.name
        elif default is not MISSING:
            assert column.kind.blank == default, column.name


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_has_help_and_says_what_it_accepts(table):
    for column in table.columns:
        assert column.help.endswith(".")
        assert column.accepted()


def test_a_snapshot_has_a_field_for_every_table():
    assert [field.name for field in fields(Snapshot)] == [*tables_by_name(), "policy"]


def test_rules_that_may_be_waived_or_never_switched_off_are_rules():
    assert set(WAIVABLE) < set(ALL_RULES)
    assert set(NEVER_OFF) < set(ALL_RULES)
    assert not set(WAIVABLE) & set(NEVER_OFF)
    assert len(set(ALL_RULES)) == len(ALL_RULES) == 22
