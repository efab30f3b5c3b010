"""Today: what is under way and what is due, each with the way to it; and to commissioners no count of a few."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from beds.domain.access import Actor
from beds.services.demo import DEMO_DAY
from beds.services.offer.decline import decline
from beds.services.offer.show import offers
from beds.services.proposal.approve import approve
from beds.services.proposal.show import show_proposal
from beds.services.run_week import run_week
from beds.services.today import Today, today
from beds.services.waiting.keep import lose_contact, review
from beds.web.settings import WebSettings
from tests.web.server import an_app, signed_in

COORDINATOR, COMMISSIONER = Actor("coordinator", ("coordinator",)), Actor("commissioner", ("commissioner",))


def shown(web: WebSettings, actor: Actor = COORDINATOR, on: date = DEMO_DAY) -> Today:
    return today(web.store, actor, on)


@pytest.fixture
def client(own_web: WebSettings) -> FlaskClient:
    return signed_in(an_app(own_web), "coordinator")


def test_the_day_follows_a_run_to_its_offers_and_chains(client: FlaskClient, own_web: WebSettings) -> None:
    assert "There is no run for this week yet" in client.get("/").text
    vacant = shown(own_web).vacancies[-1]
    run_week(own_web.store, COORDINATOR, DEMO_DAY)
    rows = show_proposal(own_web.store, COORDINATOR).beds
    assert f"{len(rows)} beds of run 1 are still to be decided" in client.get("/").text
    approve(own_web.store, COORDINATOR, 1, DEMO_DAY, reply_by=DEMO_DAY + timedelta(days=2))
    found = shown(own_web)
    assert found.under_way is not None
    assert len(found.under_way.waiting) == len(rows)
    chains = {row.chain for row in rows if row.chain is not None}
    assert {chain.number for chain in found.under_way.chains} == chains
    assert not any(chain.is_broken for chain in found.under_way.chains)
    page = client.get("/").text
    for offer in offers(own_web.store, COORDINATOR):
        assert f"/allocation/offers/{offer.offer_id}" in page
    after = found.vacancies[-1]
    assert after.on_offer > 0
    assert after.now + after.on_offer == vacant.now


def test_a_chain_that_breaks_is_told(own_web: WebSettings) -> None:
    run_week(own_web.store, COORDINATOR, DEMO_DAY)
    approve(own_web.store, COORDINATOR, 1, DEMO_DAY)
    freeing = {row.waits_for for row in show_proposal(own_web.store, COORDINATOR).beds if row.waits_for}
    first = next(offer for offer in offers(own_web.store, COORDINATOR) if offer.person_id in freeing)
    decline(own_web.store, COORDINATOR, first.offer_id, DEMO_DAY, "room")
    found = shown(own_web).under_way
    assert found is not None
    assert any(chain.is_broken for chain in found.chains)


def test_what_is_due_leads_to_where_it_is_recorded(client: FlaskClient, own_web: WebSettings) -> None:
    one, other = [person.person_id for person in shown(own_web).week.candidates if not person.worker_id][:2]
    review(own_web.store, COORDINATOR, one, DEMO_DAY - timedelta(days=30), review_by=DEMO_DAY)
    lose_contact(own_web.store, COORDINATOR, other, DEMO_DAY)
    assert {(due.person_id, due.kind) for due in shown(own_web).due} >= {(one, "review"), (other, "contact_lost")}
    page = client.get("/").text
    assert f"/people/{one}/record/review" in page
    assert f"/people/{other}/record/close" in page


def test_a_commissioner_sees_no_count_that_could_point_at_somebody(own_web: WebSettings) -> None:
    found = shown(own_web, COMMISSIONER)
    assert found.under_way is None
    assert found.due == ()
    lines = found.published_bands
    for name, published in (("waiting", [line[1] for line in lines]), ("moving", [line[2] for line in lines])):
        exact = [getattr(line, name) for line in found.bands]
        assert all(count is None or count == 0 or count > 4 for count in published)
        hidden = [count for count, is_shown in zip(exact, published, strict=False) if is_shown is None]
        assert published[-1] is None or not hidden or sum(hidden) > 4
        assert len(hidden) != 1 or published[-1] is None
    page = signed_in(an_app(own_web), "commissioner").get("/").text
    assert "Counts from 1 to 4" in page
