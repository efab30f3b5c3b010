"""A person's page: her way to a bed rule by rule, her facts and their age, and nothing that the reader may not see."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from beds.data.store.tables.access import AccessRow
from beds.domain.access import Actor
from beds.rules.catalogue import UNARY
from beds.rules.refusals import judge
from beds.services.at_hand import at_hand
from beds.services.demo import DEMO_DAY
from beds.services.opening import NotFound
from beds.services.person import person_shown
from beds.services.restricted import RESTRICTED, reads_restricted
from beds.web.settings import WebSettings

COORDINATOR, PLANNER = Actor("coordinator", ("coordinator",)), Actor("planner", ("planner",))
ClientOf = Callable[[str], FlaskClient]


def looks(web: WebSettings) -> list[tuple[str, str, str]]:
    with web.store.read() as books:
        rows = books.session.scalars(select(AccessRow).order_by(AccessRow.access_id))
        return [(row.user_id, row.what, row.person_id) for row in rows]


def test_the_matrix_says_of_every_bed_what_the_rules_say(web: WebSettings) -> None:
    her = person_shown(web.store, COORDINATOR, web.today(), "P017")
    refusals = judge(her.week)
    row = refusals.row["P017"]
    for scheme, said in her.matrix:
        for rule in UNARY:
            refused = sum(
                rule in refusals.rules_at(row, refusals.place_of_bed[bed]) for bed in scheme.beds
            )  # fmt: skip
            assert (said[rule.id].verdict == "refuses") == bool(refused)
            assert not refused or said[rule.id].beds == refused
    assert set(her.columns) | set(her.silent) == set(UNARY)


def test_a_band_that_the_policy_lifts_is_told_beside_the_one_on_record(web: WebSettings, client_of: ClientOf) -> None:
    with web.store.read() as books:
        week = at_hand(books, DEMO_DAY).week
    lifted = next(one for one in week.candidates if week.band(one) != one.band)
    other = next(one for one in week.candidates if week.band(one) == one.band)
    client = client_of("planner")
    said = f"Band {lifted.band} is on record; the policy lifts referrals by this route"
    page = client.get(f"/people/{lifted.person_id}").text
    assert f"Band {week.band(lifted)}, waiting since" in page
    assert said in page
    assert "is on record" not in client.get(f"/people/{other.person_id}").text


def test_a_fact_is_as_old_as_the_record_says(web: WebSettings) -> None:
    facts = {fact.name: fact for fact in person_shown(web.store, COORDINATOR, web.today(), "P017").facts}
    with web.store.read() as books:
        imported = books.record.events(person_id="P017")[0].at[:10]
    assert facts["gender"].recorded == facts["birth_date"].recorded == date.fromisoformat(imported)


def test_restricted_facts_are_shown_to_whoever_may_see_them_and_asks(web: WebSettings, client_of: ClientOf) -> None:
    restricted = {fact.name: fact.value for fact in person_shown(
        web.store, COORDINATOR, web.today(), "P017", restricted=True).facts if fact.restricted}  # fmt: skip
    assert set(restricted) == set(RESTRICTED)
    assert None not in restricted.values()
    assert "9 August 2003" not in client_of("coordinator").get("/people/P017").text
    assert "9 August 2003" in client_of("coordinator").get("/people/P017?restricted=yes").text
    for path in ("/people/P017", "/people/P017?restricted=yes"):
        shown = client_of("planner").get(path).text
        assert "9 August 2003" not in shown
        assert "Costs agreed" not in shown, "what somebody wrote may tell of anything"


def test_a_planner_learns_no_restricted_fact_from_a_verdict(web: WebSettings) -> None:
    her = person_shown(web.store, PLANNER, web.today(), "P017", restricted=True)
    assert not her.restricted_shown
    for rule in UNARY:
        assert her.is_hidden(rule) == reads_restricted(rule)
    assert all(not reads_restricted(one.rule) for one in her.opened)
    assert all(fact.value is None for fact in her.facts if fact.restricted)


def test_each_look_is_written_down_one_at_restricted_facts_as_such(web: WebSettings, client_of: ClientOf) -> None:
    client = client_of("coordinator")
    client.get("/people/P081")
    client.get("/people/P081?restricted=yes")
    client_of("planner").get("/people/P081?restricted=yes")
    assert looks(web)[-3:] == [
        ("coordinator", "person", "P081"), ("coordinator", "restricted facts", "P081"), ("planner", "person", "P081"),
    ]  # fmt: skip


def test_her_line_tells_of_her_stays_and_what_is_to_come_the_newest_first(web: WebSettings) -> None:
    her = person_shown(web.store, COORDINATOR, web.today(), "P087")
    days = [moment.day for moment in her.line]
    assert days == sorted(days, reverse=True)
    told = [moment.text for moment in reversed(her.line)]
    assert "Moved into NIGHT-05, Quay Night House." in told
    assert "Left NIGHT-05, Quay Night House: moved to another phase." in told


def test_a_waiver_in_force_and_one_that_ran_out_are_told_apart(client_of: ClientOf) -> None:
    assert "in force" in client_of("coordinator").get("/people/P017").text
    assert "run out" in client_of("coordinator").get("/people/P199").text


def test_what_one_waiver_alone_would_open_is_what_it_opens(web: WebSettings) -> None:
    from dataclasses import replace

    from beds.domain.decisions import Waiver
    from beds.domain.week import Week

    tried = 0
    week = person_shown(web.store, COORDINATOR, web.today(), "P017").week
    for person in week.candidates[:30]:
        her = person_shown(web.store, COORDINATOR, web.today(), person.person_id)
        for one in [one for one in her.opened if one.rule.waivable][:1]:
            waiver = Waiver(person.person_id, one.rule.id, "tried", "test", web.today())
            after = Week(replace(week.snapshot, waivers=(*week.snapshot.waivers, waiver)), web.today())
            assert judge(after, [person]).eligible_beds[0] - judge(week, [person]).eligible_beds[0] == one.now
            tried += 1
    assert tried


def test_there_is_no_page_of_nobody(web: WebSettings, client_of: ClientOf) -> None:
    with pytest.raises(NotFound):
        person_shown(web.store, COORDINATOR, web.today(), "MARY-SMITH")
    answer = client_of("coordinator").get("/people/MARY-SMITH")
    assert answer.status_code == 404
    assert "MARY-SMITH" not in answer.text
