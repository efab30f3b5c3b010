"""The allocation on its pages: run, looked at, decided on, answered; by those who may, and by nobody else."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from beds.domain.access import Actor
from beds.services.demo import DEMO_DAY
from beds.services.offer.show import Offer, offers
from beds.services.proposal.show import Proposal, show_proposal
from beds.web.settings import WebSettings
from tests.web.server import an_app, signed_in

COORDINATOR = Actor("coordinator", ("coordinator",))


def run(client: FlaskClient) -> TestResponse:
    answer = client.post("/allocation/run", follow_redirects=True)
    assert answer.status_code == 200
    return answer


def proposal_of(client: FlaskClient, web: WebSettings) -> Proposal:
    run(client)
    return proposal(web)


def proposal(web: WebSettings) -> Proposal:
    return show_proposal(web.store, COORDINATOR)


def version(client: FlaskClient, run_id: int) -> str:
    found = re.search(r'name="version" value="(\d+)"', client.get(f"/allocation/{run_id}").text)
    assert found, "an undecided proposal can be approved"
    return found[1]


def approve(client: FlaskClient, found: Proposal, people: list[str], **more: str) -> TestResponse:
    data = {"version": version(client, found.run_id), "person": people, "rest": "later", **more}
    return client.post(f"/allocation/{found.run_id}/approve", data=data)


def offered(web: WebSettings) -> list[Offer]:
    return offers(web.store, COORDINATOR)


def test_a_run_is_shown_with_its_proposal_and_every_list(coordinator: FlaskClient, own_web: WebSettings) -> None:
    assert "There is no run yet" in coordinator.get("/allocation").text
    shown = run(coordinator).text
    found = proposal(own_web)
    assert found.beds
    for row in found.beds:
        assert row.person_id in shown
        assert row.bed_id in shown
    assert "Proven best" in shown
    for part in ("sheet", "without", "passed-over"):
        assert coordinator.get(f"/allocation/{found.run_id}/{part}").status_code == 200


def test_an_earlier_run_shows_the_offers_that_came_of_it_alone(coordinator: FlaskClient, own_web: WebSettings) -> None:
    runs = []
    for _week in range(2):
        found = proposal_of(coordinator, own_web)
        asked = {one.person_id for one in offered(own_web)}
        alone = [row.person_id for row in found.beds if not row.waits_for and row.person_id not in asked]
        assert approve(coordinator, found, alone[:1]).status_code == 303
        runs.append(found.run_id)
    links = [f'href="/allocation/offers/{one.offer_id}"' for one in offered(own_web)]
    earlier, last = (coordinator.get(f"/allocation/{number}").text for number in runs)
    assert [link in earlier for link in links] == [True, False]
    assert [link in last for link in links] == [True, True]


@pytest.mark.parametrize(("days", "offer"), [(0, "Run again"), (6, "Run again"), (7, "Run this week")])
def test_a_week_that_is_over_leads_to_a_run_of_this_one(
    coordinator: FlaskClient, own_web: WebSettings, days: int, offer: str
) -> None:
    run(coordinator)
    own_web.store.today = lambda: DEMO_DAY + timedelta(days)
    later = signed_in(an_app(own_web), "coordinator")
    other = {"Run again": "Run this week", "Run this week": "Run again"}[offer]
    assert offer in (shown := later.get("/allocation").text)
    assert other not in shown
    assert ("There is no run for this week yet" in later.get("/").text) == (days == 7)


def test_there_is_nothing_to_compare_the_first_run_with(coordinator: FlaskClient) -> None:
    run(coordinator)
    assert coordinator.get("/allocation/1/compare").status_code == 404
    assert coordinator.get("/allocation/99").status_code == 404


def test_a_forbid_is_tried_at_once_and_can_be_taken_back(coordinator: FlaskClient, own_web: WebSettings) -> None:
    run(coordinator)
    row = proposal(own_web).beds[0]
    decided = {"kind": "forbid", "person": row.person_id, "bed": row.bed_id, "reason": "Her sister lives there"}
    answer = coordinator.post("/allocation/decide", data=decided, follow_redirects=True)
    assert "What run 2 does otherwise than run 1" in answer.text
    assert (row.person_id, row.bed_id) not in [(one.person_id, one.bed_id) for one in proposal(own_web).beds]
    assert "Her sister lives there" in coordinator.get("/allocation").text
    coordinator.post("/allocation/take-back", data=decided)
    assert proposal(own_web).run_id == 3
    assert "Her sister lives there" not in coordinator.get("/allocation").text


def test_a_pin_that_no_run_can_keep_is_taken_back_and_the_rule_is_named(
    coordinator: FlaskClient, own_web: WebSettings
) -> None:
    run(coordinator)
    found = proposal(own_web)
    first, second = found.beds[:2]
    decided = {"kind": "pin", "person": first.person_id, "bed": first.bed_id, "reason": "Agreed"}
    assert coordinator.post("/allocation/decide", data=decided).status_code == 303
    answer = coordinator.post("/allocation/decide", data={**decided, "person": second.person_id})
    assert answer.status_code == 422
    assert "No run can keep to this, so it was taken back" in answer.text
    assert proposal(own_web).run_id == 2


def test_a_decision_without_a_reason_or_about_nobody_is_not_kept(coordinator: FlaskClient) -> None:
    run(coordinator)
    decided = {"kind": "pin", "person": "NOBODY", "bed": "NOWHERE", "reason": ""}
    assert "Say why" in coordinator.post("/allocation/decide", data=decided).text
    answer = coordinator.post("/allocation/decide", data={**decided, "reason": "Agreed"})
    assert answer.status_code == 422
    assert "Check both ids" in answer.text


def test_approval_in_part_leaves_the_rest_open_and_refusal_needs_a_reason(
    coordinator: FlaskClient, own_web: WebSettings
) -> None:
    run(coordinator)
    found = proposal(own_web)
    alone = [row.person_id for row in found.beds if not row.waits_for]
    assert approve(coordinator, found, alone[:1]).status_code == 303
    assert [offer.person_id for offer in offered(own_web)] == alone[:1]
    assert proposal(own_web).status == "partly_approved"
    answer = approve(coordinator, found, [], rest="refuse")
    assert answer.status_code == 422
    assert "Choose why they are refused" in answer.text
    assert approve(coordinator, found, []).status_code == 422
    answer = approve(coordinator, found, [], rest="refuse", reason="other_decision", note="Not now")
    assert answer.status_code == 303
    assert {row.status for row in proposal(own_web).beds} <= {"offered", "refused", "held"}


def test_two_who_decide_at_once_do_not_overwrite_each_other(coordinator: FlaskClient, own_web: WebSettings) -> None:
    run(coordinator)
    found = proposal(own_web)
    alone = [row.person_id for row in found.beds if not row.waits_for]
    assert approve(coordinator, found, alone[:1]).status_code == 303
    stale = {"version": str(found.version), "person": alone[1:2], "rest": "later"}
    assert coordinator.post(f"/allocation/{found.run_id}/approve", data=stale).status_code == 409


def test_a_decline_tells_its_effect_and_the_bed_is_not_proposed_to_her_again(
    coordinator: FlaskClient, own_web: WebSettings
) -> None:
    run(coordinator)
    found = proposal(own_web)
    approve(coordinator, found, [row.person_id for row in found.beds])
    offer = offered(own_web)[0]
    page = coordinator.get(f"/allocation/offers/{offer.offer_id}").text
    assert "she is no longer proposed this scheme" in page
    address = f"/allocation/offers/{offer.offer_id}/decline"
    assert coordinator.post(address, data={}).status_code == 422
    answer = coordinator.post(address, data={"decline-reason": "later", "decline-version": str(offer.version)})
    assert answer.status_code == 422
    assert "must come after today" in answer.text
    answer = coordinator.post(address, data={"decline-reason": "scheme"}, follow_redirects=True)
    assert "Her place on the list is kept" in answer.text
    run(coordinator)
    again = [row for row in proposal(own_web).beds if row.person_id == offer.person_id]
    assert offer.bed_id not in [row.bed_id for row in again]


def test_every_other_answer_to_an_offer_can_be_given(coordinator: FlaskClient, own_web: WebSettings) -> None:
    run(coordinator)
    found = proposal(own_web)
    approve(coordinator, found, [row.person_id for row in found.beds], reply_by="2026-11-25")
    first, second = offered(own_web)[:2]
    assert first.reply_by is not None
    answer = coordinator.post(f"/allocation/offers/{first.offer_id}/expire", data={})
    assert answer.status_code == 422
    assert "may be answered until" in answer.text
    withdrawn = {"withdraw-reason": "other_decision", "withdraw-note": "The boiler is broken"}
    assert coordinator.post(f"/allocation/offers/{first.offer_id}/withdraw", data=withdrawn).status_code == 303
    assert "The boiler is broken" in coordinator.get("/allocation/offers?all=yes").text
    accepted = coordinator.post(f"/allocation/offers/{second.offer_id}/accept", data={}, follow_redirects=True)
    assert "She has moved in" in accepted.text
    answer = coordinator.post(f"/allocation/offers/{second.offer_id}/no-arrival", data={})
    assert answer.status_code in (303, 422)


def test_a_planner_looks_and_decides_nothing_and_a_commissioner_sees_nobody(own_web: WebSettings) -> None:
    app = an_app(own_web)
    coordinator, planner, commissioner = (signed_in(app, user) for user in ("coordinator", "planner", "commissioner"))
    run(coordinator)
    found = proposal(own_web)
    approve(coordinator, found, [row.person_id for row in found.beds])
    addresses = ("/allocation", "/allocation/1", "/allocation/1/sheet", "/allocation/offers", "/allocation/offers/1")
    for address in addresses:
        shown = planner.get(address)
        assert shown.status_code == 200, address
        assert "<button" not in shown.text.split("<main")[1], address
        assert commissioner.get(address).status_code == 403, address
    steps = ("run", "decide", "take-back", "1/approve", "offers/1/accept", "offers/1/begin", "offers/1/decline")
    for step in steps:
        for client in (planner, commissioner):
            assert client.post(f"/allocation/{step}").status_code == 403, step


def test_two_people_are_swapped_with_one_reason_or_neither_is(coordinator: FlaskClient, own_web: WebSettings) -> None:
    run(coordinator)
    found = proposal(own_web)
    beds = {row.person_id: row.bed_id for row in found.beds}
    decided = {"kind": "swap", "person": found.beds[0].person_id, "reason": "Agreed in the meeting"}
    assert "other person" in coordinator.get("/allocation/decide?kind=swap").text
    assert "Enter the id of the other person" in coordinator.post("/allocation/decide", data=decided).text
    nobody = coordinator.post("/allocation/decide", data={**decided, "other": "NOBODY"})
    assert "gives NOBODY no bed" in nobody.text
    swapped = {}
    for other in list(beds)[1:]:
        answer = coordinator.post("/allocation/decide", data={**decided, "other": other})
        if answer.status_code == 303:
            swapped = {decided["person"]: beds[other], other: beds[decided["person"]]}
            break
        # No run can keep to it: neither of the two pins is left.
        with own_web.store.read() as books:
            assert not books.living.pins(other, beds[decided["person"]], "pin")
            assert not books.living.pins(decided["person"], beds[other], "pin")
    assert swapped, "some two people of the sample can be swapped"
    after = {row.person_id: row.bed_id for row in proposal(own_web).beds}
    assert swapped.items() <= after.items()


def test_a_version_that_never_was_is_stale_and_no_fault_of_the_program(
    coordinator: FlaskClient, own_web: WebSettings
) -> None:
    run(coordinator)
    found = proposal(own_web)
    person = found.beds[0].person_id
    for nonsense in ("9" * 5000, "rubbish"):
        assert approve(coordinator, found, [person], version=nonsense).status_code == 409
    approve(coordinator, found, [person])
    (offer,) = offered(own_web)
    answer = coordinator.post(
        f"/allocation/offers/{offer.offer_id}/accept", data={"accept-version": "9" * 5000}
    )  # fmt: skip
    assert answer.status_code == 409


def test_a_planner_is_not_told_by_a_run_which_restricted_rule_stands_in_whose_way(own_web: WebSettings) -> None:
    client = signed_in(an_app(own_web), "coordinator")
    person = proposal_of(client, own_web).beds[0].person_id
    data = {"kind": "waive", "person": person, "rule": "substance", "reason": "her doctor is sure"}
    assert client.post("/allocation/decide", data=data).status_code == 303
    number = proposal(own_web).run_id
    whole, seen = (
        "".join(signed_in(an_app(own_web), user).get(f"/allocation/{number}{part}").text
                for part in ("", "/without", "/sheet", "/compare"))
        for user in ("coordinator", "planner")
    )  # fmt: skip
    for told in ("Substance use", "her doctor is sure", "beds in the phases sought can be offered"):
        assert told in whole
        assert told not in seen
    assert f"A restricted fact is waived for {person}" in seen
