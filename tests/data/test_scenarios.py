"""The sample folders that come with the program: valid, invented, and with the stories that their pages tell."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from beds.data.exchange import read_exchange
from beds.domain.errors import Finding
from beds.domain.snapshot import Snapshot
from beds.domain.week import Week

ON = date(2026, 11, 23)
NAMES = ["chrysalis", "borough"]


def read(root: Path, name: str) -> tuple[Snapshot, tuple[Finding, ...]]:
    return read_exchange(root / "scenarios" / name, ON)


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def week(root: Path, name: str) -> Week:
    return Week(read(root, name)[0], ON)


@pytest.fixture
def chrysalis(root: Path) -> Week:
    return Week(read(root, "chrysalis")[0], ON)


@pytest.fixture
def borough(root: Path) -> Week:
    return Week(read(root, "borough")[0], ON)


def test_a_sample_folder_has_no_faults_and_few_warnings(root: Path, name: str) -> None:
    _snapshot, warnings = read(root, name)
    assert len(warnings) <= 3


def test_nobody_is_named(week: Week) -> None:
    assert all(re.fullmatch(r"P\d{3}", person_id) for person_id in week.people)
    assert all(re.fullmatch(r"KW-\d+", worker_id) for worker_id in week.workers)
    offices = {waiver.decided_by for waiver in week.snapshot.waivers} | {pin.decided_by for pin in week.snapshot.pins}
    assert offices <= {"Service manager", "Allocations panel", "Duty manager"}


def test_its_page_tells_only_of_people_and_beds_that_are_there(root: Path, name: str, week: Week) -> None:
    page = (root / "scenarios" / name / "README.md").read_text("utf-8")
    assert set(re.findall(r"\bP\d{3}\b", page)) <= set(week.people)
    assert set(re.findall(r"\b[A-Z]+-\d+\b", page)) <= {*week.beds, *week.workers}
    assert "nvented" in page
    assert "illustrative" in page


def test_there_is_something_of_everything(week: Week) -> None:
    candidates = week.candidates
    assert {week.is_mover(person.person_id) for person in candidates} == {True, False}
    assert any(week.is_leaver(person.person_id) for person in candidates)
    assert any(week.is_leaver(person_id) and not week.people[person_id].is_candidate for person_id in week.home)
    lapses = [
        person
        for person in candidates
        if week.is_mover(person.person_id)
        and person.seeks[0] < week.scheme_of(week.home[person.person_id].bed_id).phase
    ]
    assert lapses
    assert any(week.overdue_weeks(person_id) for person_id in week.home)
    assert any(week.in_follow_on(person_id) and not week.people[person_id].is_candidate for person_id in week.people)
    assert any(worker.is_out(ON) for worker in week.snapshot.workers)
    assert any(worker.is_away(ON) and not worker.is_out(ON) for worker in week.snapshot.workers)
    assert {pair.scope for pair in week.snapshot.keep_apart} == {"room", "scheme", "area"}
    assert {waiver.in_force(ON) for waiver in week.snapshot.waivers} == {True, False}
    assert {pin.action for pin in week.snapshot.pins} == {"pin", "forbid"}
    assert {person.band for person in candidates} == {"A", "B", "C", "D"}


def test_chrysalis_has_the_shape_of_the_service(chrysalis: Week) -> None:
    sizes = Counter(bed.scheme_id for bed in chrysalis.snapshot.beds)
    assert sizes == {"crisis": 5, "hostel": 18, "semi": 10, "flats": 7}
    assert [scheme.phase for scheme in chrysalis.schemes.values()] == [0, 3, 1, 2]
    assert chrysalis.policy.continuity == "required"


def test_chrysalis_remembers_enough_ended_stays_to_learn_from(chrysalis: Week) -> None:
    ended = [stay for stay in chrysalis.snapshot.stays if stay.ended_on is not None]
    assert len(ended) > 100
    assert {"moved_phase", "moved_on", "abandoned", "evicted", "custody"} <= {stay.outcome for stay in ended}


def test_chrysalis_has_people_overdue_only_because_the_limits_were_shortened(chrysalis: Week) -> None:
    before = chrysalis.policy.stay_limit_weeks_before
    assert before is not None
    caught = [
        person_id
        for person_id, stay in chrysalis.home.items()
        if chrysalis.overdue_weeks(person_id)
        and (ON - stay.started_on).days <= 7 * before[chrysalis.scheme_of(stay.bed_id).phase]
    ]
    assert len(caught) >= 5


def test_the_borough_has_twelve_schemes_of_several_providers(borough: Week) -> None:
    assert len(borough.schemes) == 12
    assert len({scheme.provider for scheme in borough.schemes.values()}) == 5
    assert len(borough.beds) == 150
    assert sum(person.person_id not in borough.home for person in borough.candidates) == 60
