"""The page of key workers: points as a run counts them, and everybody who would need somebody new."""

from collections.abc import Callable
from fractions import Fraction

from flask.testing import FlaskClient

from beds.domain.access import Actor
from beds.optimizer.caseload import Caseload
from beds.services.caseloads import Caseloads, caseloads
from beds.web.settings import WebSettings

COORDINATOR = Actor("coordinator", ("coordinator",))


def loads(web: WebSettings) -> Caseloads:
    return caseloads(web.store, COORDINATOR, web.today())


def test_points_are_counted_as_a_run_counts_them(web: WebSettings) -> None:
    found = loads(web)
    caseload = Caseload(found.week)
    assert [line.load for line in found.lines] == [
        Fraction(load, caseload.scale) for load in caseload.load_if_nobody_moves
    ]
    policy, week = found.week.policy, found.week
    line = next(line for line in found.lines if line.residents and not any(map(week.is_leaver, line.residents)))
    by_hand = sum(policy.points(week.scheme_of(week.home[one].bed_id).phase) for one in line.residents)
    assert line.load == by_hand + policy.follow_on_points * len(line.follow_on)


def test_everybody_whose_key_worker_is_out_needs_another(web: WebSettings) -> None:
    found = loads(web)
    out = {line.worker.worker_id for line in found.lines if line.is_out}
    assert out
    needing = {one.person.person_id for one in found.orphans}
    for line in found.lines:
        if line.is_out:
            assert {*line.residents, *line.follow_on} <= needing
    for person_id in found.week.home:
        if not found.week.people[person_id].worker_id:
            assert person_id in needing


def test_whoever_could_take_her_covers_her_scheme_and_has_the_points(web: WebSettings) -> None:
    found = loads(web)
    lines = {line.worker.worker_id: line for line in found.lines}
    named = 0
    for one in found.orphans:
        for taker in one.takers:
            stay = found.week.home[one.person.person_id]
            assert lines[taker].worker.covers_scheme(found.week.scheme_of(stay.bed_id).scheme_id)
            assert lines[taker].spare > 0
            assert not lines[taker].is_out
            named += 1
    assert named


def test_the_page_names_each_worker_and_whom_she_holds(
    client_of: Callable[[str], FlaskClient], web: WebSettings
) -> None:
    shown = client_of("planner").get("/workers").text
    for line in loads(web).lines:
        assert f'id="worker-{line.worker.worker_id}"' in shown
        for person_id in line.residents:
            assert f"/people/{person_id}" in shown
