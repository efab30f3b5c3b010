"""policy.yaml: what it means, what it refuses, and that it writes back."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given

from beds.data.findings import Findings
from beds.data.policy_file import merged, policy_to_yaml, policy_values, read_policy
from beds.data.policy_keys import KEYS
from beds.data.raw_tables import RawExchange
from beds.data.tables import POLICY
from beds.data.yaml_tree import Entries, parse
from beds.data.yaml_values import Place
from beds.domain.policy import Policy
from tests.strategies import policies

AS_IN_THE_CONTRACT = """\
name: chrysalis
phase_names: {0: Crisis, 1: Hostel, 2: Semi-independent hostel, 3: Third-phase flat}
stay_limit_weeks: {0: 4, 1: 26, 2: 26, 3: 52}
stay_limit_applies_to: all_stays      # or new_stays: then the next two say since when, and what held before
stay_limit_from: null
stay_limit_weeks_before: null
programme_limit_weeks: 130
minimum_stay_weeks: 4
follow_on_weeks: 26
continuity: required                  # required | preferred | off
caseload_points: {0: 1.0, 1: 1.0, 2: 1.0, 3: 0.5}
follow_on_points: 0.25
connection_exempt: [violence, care_leaver, armed_forces]
women_only_accepts: [woman]
route_priority: {}                    # {specialist: 1}: bands of that route count one step more urgent
rules_off: []                         # what a what-if switches off
objective: [placed_A, placed_B, placed_C, placed_D, overdue, continuity, waiting, first_choice, prefers, moves]
lottery_seed: 1
"""


def read(text):
    """The policy in the text, and everything found."""
    findings = Findings()
    raw = RawExchange(files={POLICY: "policy.yaml"}, policy=text)
    return read_policy(raw, findings), findings


def keys(text):
    """The keys of a mapping in YAML."""
    tree = parse(text)
    assert isinstance(tree, Entries)
    return tree


def faults(text):
    return [(fault.row, fault.column, fault.value) for fault in read(text)[1].faults]


def test_the_policy_of_the_contract_is_the_default():
    policy, findings = read(AS_IN_THE_CONTRACT)
    assert policy == Policy()
    assert (findings.faults, findings.warnings) == ([], [])


def test_every_key_left_out_has_its_default():
    assert read("name: chrysalis\n")[0] == Policy()


@pytest.mark.parametrize("text", [None, "", "# nothing yet\n"])
def test_a_missing_or_empty_policy_is_the_default_with_a_warning(text):
    policy, findings = read(text)
    assert policy == Policy()
    assert [warning.file for warning in findings.warnings] == ["policy.yaml"]


def test_every_key_of_a_policy_is_read():
    assert {key.name for key in KEYS} == set(vars(Policy()))


def test_a_phase_left_out_has_its_default():
    assert dict(read("stay_limit_weeks: {1: 13}\n")[0].stay_limit_weeks) == {0: 4, 1: 13, 2: 26, 3: 52}


def test_points_are_exact():
    policy, _findings = read("caseload_points: {0: 0.1, 4: 1/3}\nfollow_on_points: 0.3\n")
    assert policy.caseload_points[0] == Fraction(1, 10)
    assert policy.caseload_points[4] == Fraction(1, 3)
    assert policy.follow_on_points == Fraction(3, 10)


def test_off_and_no_are_words():
    policy, findings = read("continuity: off\nname: NO\n")
    assert (policy.continuity, policy.name, findings.faults) == ("off", "NO", [])


def test_routes_are_compared_in_any_case():
    assert dict(read("route_priority: {snap: 1}\n")[0].route_priority) == {"SNAP": 1}


def test_one_word_is_a_list_of_one():
    assert read("rules_off: connection\n")[0].rules_off == ("connection",)


def test_an_empty_list_or_mapping_may_be_blank():
    assert read("rules_off:\nroute_priority:\n")[1].faults == []


def test_limits_before_are_completed_from_the_limits_now():
    policy, findings = read(
        "stay_limit_weeks: {1: 13}\nstay_limit_applies_to: new_stays\nstay_limit_from: 2026-04-01\n"
        "stay_limit_weeks_before: {3: 104}\n"
    )
    assert findings.faults == []
    assert policy.stay_limit_from == date(2026, 4, 1)
    assert dict(policy.stay_limit_weeks_before or {}) == {0: 4, 1: 13, 2: 26, 3: 104}


def test_a_source_of_a_key_is_kept():
    assert dict(read("sources: {continuity: 'Cabinet, 3 March'}\n")[0].sources) == {"continuity": "Cabinet, 3 March"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name: x\ncontnuity: off\n", [(2, "contnuity", "")]),
        ("continuity: sometimes\n", [(1, "continuity", "sometimes")]),
        ("minimum_stay_weeks: 4\nminimum_stay_weeks: 6\n", [(2, "minimum_stay_weeks", "")]),
        ("stay_limit_weeks: {1: 13, 1: 14}\n", [(1, "stay_limit_weeks.1", "")]),
        ("stay_limit_weeks:\n  0: 4\n  10: 26\n", [(3, "stay_limit_weeks.10", "10")]),
        ("stay_limit_weeks: {1: 0}\n", [(1, "stay_limit_weeks.1", "0")]),
        ("stay_limit_weeks: 13\n", [(1, "stay_limit_weeks", "13")]),
        ("stay_limit_weeks: {1: [13]}\n", [(1, "stay_limit_weeks.1", "")]),
        ("stay_limit_weeks: {1: }\n", [(1, "stay_limit_weeks.1", "")]),
        ("programme_limit_weeks: 130.5\n", [(1, "programme_limit_weeks", "130.5")]),
        ("programme_limit_weeks: -1\n", [(1, "programme_limit_weeks", "-1")]),
        ("programme_limit_weeks: yes\n", [(1, "programme_limit_weeks", "yes")]),
        ("programme_limit_weeks:\n", [(1, "programme_limit_weeks", "")]),
        ("follow_on_points: .5.\n", [(1, "follow_on_points", ".5.")]),
        ("name: ''\n", [(1, "name", "")]),
        ("rules_off: [consent]\n", [(1, "rules_off", "consent")]),
        ("rules_off: [in_service, keep_apart, forbidden, conection]\n", [
            (1, "rules_off", "in_service"), (1, "rules_off", "keep_apart"), (1, "rules_off", "forbidden"),
            (1, "rules_off", "conection"),
        ]),
        ("objective: []\n", [(1, "objective", "")]),
        ("objective:\n", [(1, "objective", "")]),
        ("objective:\n  - waiting\n  - waiting\n", [(3, "objective", "waiting")]),
        ("objective: [wating]\n", [(1, "objective", "wating")]),
        ("women_only_accepts: [women]\n", [(1, "women_only_accepts", "women")]),
        ("route_priority: {GP: 1}\n", [(1, "route_priority.GP", "GP")]),
        ("route_priority: {snap: 1, SNAP: 2}\n", [(1, "route_priority.SNAP", "SNAP")]),
        ("route_priority: {SNAP: -1}\n", [(1, "route_priority.SNAP", "-1")]),
        ("lottery_seed: one\n", [(1, "lottery_seed", "one")]),
        ("stay_limit_from: 1 April\n", [(1, "stay_limit_from", "1 April")]),
        ("name: x\nstay_limit_applies_to: new_stays\n", [
            (2, "stay_limit_from", ""), (2, "stay_limit_weeks_before", ""),
        ]),
        ("sources: {contnuity: x}\n", [(1, "sources.contnuity", "contnuity")]),
        ("- a\n", [(1, "", "")]),
        ("name: [x\n", [(2, "", "")]),
        ("<<: {name: x}\n", [(1, "<<", "")]),
    ],
)  # fmt: skip
def test_unknown_keys_and_values_are_faults_with_their_line(text, expected):
    assert faults(text) == expected


def test_a_misspelt_key_names_the_likely_one():
    fault = read("contnuity: off\n")[1].faults[0]
    assert fault.message == "this key is not known; probably meant: continuity"


def test_all_faults_are_told_at_once():
    assert len(faults("contnuity: off\nrules_off: [consent]\nlottery_seed: -1\n")) == 3


def test_part_of_a_policy_is_merged_over_another_as_a_scenario_does():
    findings = Findings()
    base = Policy(rules_off=("age",), stay_limit_weeks=read("stay_limit_weeks: {1: 20}\n")[0].stay_limit_weeks)
    entries = keys("stay_limit_weeks: {2: 13}\nrules_off: [connection]\n")
    place = Place("baseline.yaml", prefix="policy.")
    policy = merged(base, policy_values(entries, place, findings), entries, place, findings)
    assert dict(policy.stay_limit_weeks) == {0: 4, 1: 20, 2: 13, 3: 52}
    assert policy.rules_off == ("connection",)
    policy_values(keys("name: x\nobjectif: [moves]\n"), place, findings)
    assert [(fault.file, fault.row, fault.column) for fault in findings.faults] == [
        ("baseline.yaml", 2, "policy.objectif")
    ]


@given(policies())
def test_what_is_written_reads_back_as_the_same_policy(policy):
    again, findings = read(policy_to_yaml(policy))
    assert again == policy
    assert (findings.faults, findings.warnings) == ([], [])


def test_phases_are_written_as_numbers_are():
    assert "stay_limit_weeks: {0: 4, 1: 26, 2: 26, 3: 52}\n" in policy_to_yaml(Policy())


def test_a_written_policy_has_help_on_every_key():
    lines = policy_to_yaml(Policy()).splitlines()
    assert [line.split(":")[0] for line in lines[1::2]] == [key.name for key in KEYS]
    assert all(line.startswith("# ") for line in lines[::2])
