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


def test_points_after_the_proposal_are_those_of_the_week_that_it_makes(own_web: WebSettings) -> None:
    from dataclasses import replace

    from beds.domain.week import Week
    from beds.services.demo import DEMO_DAY
    from beds.services.proposal.show import show_proposal
    from beds.services.run_week import run_week

    before = loads(own_web)
    assert [line.after for line in before.lines] == [line.load for line in before.lines]
    week = run_week(own_web.store, COORDINATOR, DEMO_DAY).week
    found, rows = loads(own_web), show_proposal(own_web.store, COORDINATOR).beds
    bed_of, worker_of = {row.person_id: row.bed_id for row in rows}, {row.person_id: row.worker_id for row in rows}
    assert {row.person_id for row in found.passing} == {
        who for who, worker in worker_of.items() if worker != week.people[who].worker_id
    }
    facts = week.snapshot
    moved = replace(
        facts,
        people=tuple(
            replace(one, seeks=(), worker_id=worker_of[one.person_id]) if one.person_id in bed_of else one
            for one in facts.people
        ),
        stays=tuple(
            replace(stay, bed_id=bed_of[stay.person_id], leaving_on=None)
            if stay.ended_on is None and stay.person_id in bed_of
            else stay
            for stay in facts.stays
        ),
    )
    new = [replace(facts.stays[0], stay_id=f"new-{who}", person_id=who, bed_id=bed, started_on=DEMO_DAY, ended_on=None,
                   outcome="", leaving_on=None, extended_to=None)
           for who, bed in bed_of.items() if who not in week.home]  # fmt: skip
    caseload = Caseload(Week(replace(moved, stays=(*moved.stays, *new)), DEMO_DAY))
    assert [line.after for line in found.lines] == [
        Fraction(load, caseload.scale) for load in caseload.load_if_nobody_moves
    ]
