"""What can be recorded on pages: every form over its use case, checked by it, refused where it is stale or not hers."""

import re
from collections.abc import Callable
from dataclasses import fields
from datetime import date

import pytest
from flask.testing import FlaskClient

from beds.domain.access import Actor
from beds.domain.people import Person
from beds.services.demo import DEMO_DAY
from beds.services.opening import Store
from beds.services.person_now import PersonNow, person_now
from beds.services.restricted import RESTRICTED
from beds.web.settings import WebSettings
from beds.web.tasks.of_bed import OF_BED
from beds.web.tasks.of_person import OF_PERSON
from tests.web.server import an_app, signed_in

COORDINATOR = Actor("coordinator", ("coordinator",))
Fits = Callable[[PersonNow], bool]


@pytest.fixture(scope="module")
def own_web(small_web: WebSettings) -> WebSettings:
    return small_web


def now(store: Store, person_id: str) -> PersonNow:
    with store.read() as books:
        return person_now(books, DEMO_DAY, person_id)


def somebody(store: Store, fits: Fits) -> str:
    """The first person who is like that."""
    with store.read() as books:
        people: list[Person] = list(books.facts.snapshot(DEMO_DAY).people)
        return next(one.person_id for one in people if fits(person_now(books, DEMO_DAY, one.person_id)))


def resident(her: PersonNow) -> bool:
    return her.lives_here and not her.recorded.seeks and her.home is not None and her.home.leaving_on is None


def listed(her: PersonNow) -> bool:
    return her.is_listed and her.home is None


def version(client: FlaskClient, address: str) -> str:
    found = re.search(r'name="version" value="(\d*)"', client.get(address).text)
    assert found, address
    return found[1]


def record(client: FlaskClient, person_id: str, name: str, **told: str) -> str:
    """Fills in a form as a browser does; the page that follows."""
    address = f"/people/{person_id}/record/{name}"
    answer = client.post(address, data={"version": version(client, address), **told}, follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_a_stay_goes_through_all_that_can_happen_to_it(coordinator: FlaskClient, own_web: WebSettings) -> None:
    store = own_web.store
    who = somebody(store, lambda her: resident(her) and her.absence is None)
    assert "The limit of the stay" in record(
        coordinator, who, "extend", until="2028-01-10", reason="no_move_on", note="Panel of 20 November"
    )
    assert "is away from 22 November 2026" in record(
        coordinator, who, "away", kind="hospital", since="2026-11-22", until="2026-12-07"
    )
    assert "is held for" in record(coordinator, who, "hold-longer", until="2026-12-21")
    absence = now(store, who).absence
    assert absence is not None
    assert absence.held_until == date(2026, 12, 21)
    record(coordinator, who, "back", on="2026-11-23")
    assert now(store, who).absence is None
    assert "leaves bed" in record(coordinator, who, "notice", leaving="2026-12-14", kind="planned")
    record(coordinator, who, "stays", reason="Her flat fell through")
    her = now(store, who)
    assert her.home is not None
    assert (her.home.extended_to, her.home.leaving_on) == (date(2028, 1, 10), None)
    assert "moved on from bed" in record(coordinator, who, "move-on", on="2026-11-23")
    assert now(store, who).home is None


def test_leaving_and_stepping_back_are_recorded_with_their_words(
    coordinator: FlaskClient, own_web: WebSettings
) -> None:
    store = own_web.store
    who = somebody(store, lambda her: resident(her) and her.scheme is not None and her.scheme.phase > 1)
    record(coordinator, who, "step-back", phase="0", band="A", reason="A lapse")
    assert now(store, who).recorded.seeks == (0,)
    assert "left bed" in record(coordinator, who, "leave", on="2026-11-22", outcome="abandoned")


def test_a_place_on_the_list_is_kept_true(coordinator: FlaskClient, own_web: WebSettings) -> None:
    store = own_web.store
    who = somebody(store, listed)
    since = now(store, who).recorded.waiting_since
    record(coordinator, who, "review", review_by="2026-12-31")
    standing = now(store, who).standing
    assert standing is not None
    assert standing.review_by == date(2026, 12, 31)
    assert "Contact with" in record(coordinator, who, "lost-contact")
    record(coordinator, who, "close", reason="contact_lost")
    assert now(store, who).is_closed
    record(coordinator, who, "reopen")
    assert now(store, who).recorded.waiting_since == since
    record(coordinator, who, "seek", first="1", second="0", band="A", since="2026-11-02", route="SNAP")
    her = now(store, who).recorded
    assert (her.seeks, her.band, her.waiting_since) == ((1, 0), "A", date(2026, 11, 2))


def test_another_key_worker_takes_her_after_a_handover(
    coordinator: FlaskClient, own_web: WebSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = own_web.store
    who = somebody(store, lambda her: resident(her) and bool(her.person.worker_id))
    form = coordinator.get(f"/people/{who}/record/worker").text
    other = re.findall(r'<option value="([^"]+)"', form)[0]
    page = record(coordinator, who, "worker", worker=other, handover="2026-12-07", reason="She asked for it")
    assert "When the handover is done, record it." in page
    assert now(store, who).person.worker_id != other
    monkeypatch.setattr(store, "today", lambda: date(2026, 12, 7))
    record(coordinator, who, "handover", on="2026-12-07")
    assert now(store, who).person.worker_id == other


def test_a_fact_is_changed_with_its_source_and_shown_with_it(coordinator: FlaskClient, own_web: WebSettings) -> None:
    who = somebody(own_web.store, listed)
    address = f"/people/{who}/record/facts"
    form = coordinator.get(address).text
    said = dict(re.findall(r'<(?:input|select) class="[^"]*" id="\w+" name="(\w+)"[^>]* value="([^"]*)"', form))
    before = now(own_web.store, who).recorded
    told = {
        **said, "gender": before.gender, "route": before.route, "recourse": "yes", "connection": "no",
        "languages": "so; en",
    }  # fmt: skip
    assert "Say where this comes from" in coordinator.post(address, data=told).text
    page = record(coordinator, who, "facts", **told, source="Her assessment of 20 November")
    assert "Her assessment of 20 November" in page
    her = now(own_web.store, who).recorded
    assert (her.recourse, her.connection, her.languages) == (True, False, ("so", "en"))
    assert her.prefers == before.prefers
    again = coordinator.post(address, data={**told, "source": "The same"})
    assert again.status_code == 422
    assert "Nothing differs" in again.text


def test_what_a_file_would_be_refused_for_is_refused_beside_its_field(
    coordinator: FlaskClient, own_web: WebSettings
) -> None:
    who = somebody(own_web.store, listed)
    address = f"/people/{who}/record/restricted"
    answer = coordinator.post(address, data={"birth_date": "2030-01-01", "source": "Herself"})
    assert answer.status_code == 422
    assert '<a href="#birth_date">After the run date' in answer.text
    address = f"/people/{who}/record/needs"
    answer = coordinator.post(address, data={"avoid_schemes": "NOWHERE", "children": "many", "source": "Herself"})
    assert '<a href="#avoid_schemes">“NOWHERE” is not in schemes' in answer.text
    assert '<a href="#children">Not a whole number' in answer.text


def test_a_waiver_is_kept_and_taken_back_on_her_page(coordinator: FlaskClient, own_web: WebSettings) -> None:
    who = somebody(own_web.store, lambda her: her.is_listed and not her.waived)
    page = record(coordinator, who, "waive", rule="connection", until="2027-01-31", reason="Costs agreed")
    assert "in force" in page
    assert now(own_web.store, who).waived == ("connection",)
    record(coordinator, who, "unwaive", rule="connection", reason="It was not needed")
    assert now(own_web.store, who).waived == ()


def test_whoever_saw_an_older_version_is_told_so_and_nothing_is_stored(
    coordinator: FlaskClient, own_web: WebSettings
) -> None:
    who = somebody(own_web.store, listed)
    address = f"/people/{who}/record/close"
    seen = version(coordinator, address)
    record(coordinator, who, "seek", first="1", band="D", since="2026-11-05")
    answer = coordinator.post(address, data={"version": seen, "reason": "withdrew"})
    assert answer.status_code == 409
    assert "Somebody else has changed this" in answer.text
    assert not now(own_web.store, who).is_closed


def test_a_form_that_the_use_case_refuses_comes_back_with_why(coordinator: FlaskClient, own_web: WebSettings) -> None:
    who = somebody(own_web.store, resident)
    address = f"/people/{who}/record/extend"
    answer = coordinator.post(address, data={"until": "2020-01-01", "reason": "no_move_on"})
    assert answer.status_code == 422
    assert "is no extension" in answer.text
    assert 'value="2020-01-01"' in answer.text
    empty = coordinator.post(address, data={})
    assert '<a href="#until">Enter the day of her new limit</a>' in empty.text
    assert empty.text.count("<title>Error: ") == 1


@pytest.mark.parametrize("phase", ["", "²", "99"])
def test_a_step_back_is_to_a_phase_that_was_offered(coordinator: FlaskClient, own_web: WebSettings, phase: str) -> None:
    who = somebody(own_web.store, lambda her: resident(her) and her.scheme is not None and her.scheme.phase > 1)
    told = {"phase": phase, "band": "A", "reason": "A lapse"}
    answer = coordinator.post(f"/people/{who}/record/step-back", data=told)
    assert answer.status_code == 422
    assert '<a href="#phase">' in answer.text


def test_somebody_new_is_put_on_the_list_once(coordinator: FlaskClient, own_web: WebSettings) -> None:
    told = {"person_id": "P-NEW", "gender": "woman", "first": "0", "band": "B", "since": "2026-11-20", "route": "SNAP"}
    page = coordinator.post("/waiting/record/refer", data=told, follow_redirects=True).text
    assert "P-NEW was referred" in page
    assert now(own_web.store, "P-NEW").recorded.waiting_since == date(2026, 11, 20)
    again = coordinator.post("/waiting/record/refer", data=told)
    assert '<a href="#person_id">She is in the database already' in again.text


def test_a_bed_is_taken_out_of_use_and_back_and_its_days_change(coordinator: FlaskClient, own_web: WebSettings) -> None:
    with own_web.store.read() as books:
        facts = books.facts.snapshot(DEMO_DAY)
    taken = {stay.bed_id for stay in facts.stays if stay.is_open}
    bed = next(bed for bed in facts.beds if bed.bed_id not in taken and bed.open_from is None and bed.open_to is None)
    address = f"/beds/{bed.bed_id}/record"
    out = {"since": "2026-11-23", "reason": "supplier_maintenance", "note": "Boiler"}
    page = coordinator.post(f"{address}/void", data=out, follow_redirects=True).text
    assert "until further notice" in page
    assert "The bed can be used again" in page
    coordinator.post(f"{address}/end-void", data={"on": "2026-11-30"})
    assert "(Boiler)" in coordinator.get(f"/beds/{bed.bed_id}").text
    coordinator.post(f"{address}/cancel-void", data={})
    assert "recorded by mistake" in coordinator.get(f"/beds/{bed.bed_id}").text
    days = {"open_from": "2027-02-01", "open_to": "2027-01-01", "source": "The landlord"}
    assert '<a href="#open_to">' in coordinator.post(f"{address}/facts", data=days).text
    coordinator.post(f"{address}/facts", data={**days, "open_from": "", "step_free": "yes"})
    with own_web.store.read() as books:
        after = next(one for one in books.facts.snapshot(DEMO_DAY).beds if one.bed_id == bed.bed_id)
    assert (after.open_to, after.step_free) == (date(2027, 1, 1), True)


def test_a_key_workers_absence_is_recorded(coordinator: FlaskClient, own_web: WebSettings) -> None:
    with own_web.store.read() as books:
        worker = books.facts.snapshot(DEMO_DAY).workers[0]
    address = f"/workers/{worker.worker_id}/record/facts"
    told = {"capacity": "8", "covers": "*", "away_from": "2026-12-01", "source": "Her manager"}
    assert coordinator.post(address, data=told).status_code == 303
    with own_web.store.read() as books:
        after = books.facts.snapshot(DEMO_DAY).workers[0]
    assert (after.away_from, after.away_to, after.covers) == (date(2026, 12, 1), None, ("*",))


def test_what_is_done_was_not_done_tomorrow_and_the_field_says_so(
    coordinator: FlaskClient, own_web: WebSettings
) -> None:
    who = somebody(own_web.store, resident)
    address = f"/people/{who}/record/leave"
    told = {"version": version(coordinator, address), "outcome": "abandoned", "on": "2026-11-24"}
    answer = coordinator.post(address, data=told)
    assert answer.status_code == 422
    assert re.search(r'id="on-error".{0,120}This day is still to come', answer.text, re.DOTALL)
    assert now(own_web.store, who).lives_here


def test_a_bed_is_offered_by_hand_from_her_page_and_from_that_of_the_bed(
    coordinator: FlaskClient, own_web: WebSettings
) -> None:
    who = somebody(own_web.store, lambda her: listed(her) and her.offer is None and not her.person.avoid_areas)
    address = f"/people/{who}/record/offer"
    beds = re.findall(r'<option value="([^"]+)">[^<]*\(', coordinator.get(address).text)
    assert beds
    reason = {"reason": "other_decision", "reply_by": "2026-11-27"}
    refused = coordinator.post(address, data={"bed": beds[0]})
    assert "Choose a reason" in refused.text
    late = coordinator.post(address, data={"bed": beds[0], **reason, "reply_by": "2026-11-20"})
    assert re.search(r'id="reply_by-error".{0,120}The answer would be due', late.text, re.DOTALL)
    made = coordinator.post(address, data={"bed": beds[0], **reason})
    assert made.status_code == 303
    assert re.search(r"/allocation/offers/\d+$", made.headers["Location"])
    page = coordinator.get(made.headers["Location"]).text
    assert f"offered {who} bed {beds[0]}" in page
    assert "beds offer accept" not in page
    assert "Offer her a bed outside a run" not in coordinator.get(f"/people/{who}").text
    # From the page of a bed: whatever stands against it is said there.
    other = f"/beds/{beds[0]}/record/offer"
    assert "is on offer to" in coordinator.post(other, data={"person": who, **reason}).text
    assert "is not in the database" in coordinator.post(other, data={"person": "nobody", **reason}).text


def test_two_people_are_kept_apart_and_no_more(coordinator: FlaskClient, own_web: WebSettings) -> None:
    her = somebody(own_web.store, lambda one: listed(one) and not one.kept_apart)
    other = somebody(own_web.store, lambda one: resident(one) and not one.kept_apart)
    address = f"/people/{her}/record/keep-apart"
    wrong = coordinator.post(address, data={"other": "nobody", "scope": "room", "reason": "threats"})
    assert re.search(r'id="other-error".{0,120}Nobody of this id', wrong.text, re.DOTALL)
    assert "Not in a scheme with 1 other person" in record(
        coordinator, her, "keep-apart", other=other, scope="scheme", reason="threats"
    )
    assert other in coordinator.get(f"/people/{her}/record/end-apart").text
    assert now(own_web.store, other).kept_apart == (her,)
    assert "Kept apart" not in record(coordinator, her, "end-apart", other=other, reason="settled")


def test_a_list_of_reasons_is_added_to_reworded_and_cut(coordinator: FlaskClient, own_web: WebSettings) -> None:
    lists, told = "/policy/reasons", {"text": "Too far from her school", "code": "school", "side": "hers"}
    assert "Lists of reasons" in coordinator.get("/policy").text
    assert "Choose what it does" in coordinator.post(f"{lists}/lists/decline/add", data=told).text
    answer = coordinator.post(f"{lists}/lists/decline/add", data={**told, "effect": "none"}, follow_redirects=True)
    assert "Too far from her school" in answer.text
    again = coordinator.post(f"{lists}/lists/decline/add", data={**told, "effect": "none"})
    assert re.search(r'id="code-error".{0,150}There is a reason of this code', again.text, re.DOTALL)
    coordinator.post(f"{lists}/school/rename", data={"text": "Too far from the school"})
    answer = coordinator.post(f"{lists}/school/retire", follow_redirects=True)
    assert re.search(r"Too far from the school</bdi>.{0,80}out of use since", answer.text, re.DOTALL)
    assert "Use it again" in answer.text
    assert coordinator.get(f"{lists}/lists/none/add").status_code == 404
    assert coordinator.get(f"{lists}/none/rename").status_code == 404
    planner = signed_in(an_app(own_web), "planner")
    assert "Add a reason" not in planner.get(lists).text
    assert planner.post(f"{lists}/school/rename", data={"text": "x"}).status_code == 403


def test_nobody_else_may_record_anything(own_web: WebSettings) -> None:
    app = an_app(own_web)
    who = somebody(own_web.store, lambda her: her.is_listed and her.home is not None)
    bed = now(own_web.store, who).home
    assert bed is not None
    planner, administrator = signed_in(app, "planner"), signed_in(app, "administrator")
    for client in (planner, administrator, signed_in(app, "commissioner")):
        for task in OF_PERSON:
            address = f"/people/{who}/record/{task.name}"
            assert client.get(address).status_code == 403, address
            assert client.post(address).status_code == 403, address
    assert "Record something" not in planner.get(f"/people/{who}").text
    for name in [one.name for one in OF_BED]:
        assert planner.get(f"/beds/{bed.bed_id}/record/{name}").status_code == 403
    assert administrator.get(f"/beds/{bed.bed_id}/record/void").status_code == 200


def test_there_is_no_form_of_nobody_and_no_task_of_that_name(coordinator: FlaskClient, own_web: WebSettings) -> None:
    who = somebody(own_web.store, listed)
    assert coordinator.get("/people/NOBODY/record/close").status_code == 404
    assert coordinator.get(f"/people/{who}/record/nothing").status_code == 404


def test_only_what_fits_is_offered(coordinator: FlaskClient, own_web: WebSettings) -> None:
    who = somebody(own_web.store, listed)
    page = coordinator.get(f"/people/{who}").text
    assert "Take her off the list" in page
    assert "Extend her stay" not in page
    assert "Put her back on the list" not in page


def test_every_fact_has_its_form_and_the_restricted_ones_a_form_of_their_own(
    coordinator: FlaskClient, own_web: WebSettings
) -> None:
    who = somebody(own_web.store, listed)
    asked = {
        form: set(re.findall(r'name="(\w+)"', coordinator.get(f"/people/{who}/record/{form}").text))
        for form in ("facts", "needs", "restricted")
    }
    elsewhere = {"person_id", "seeks", "band", "waiting_since", "worker_id"}
    assert asked["restricted"] >= set(RESTRICTED)
    assert not set(RESTRICTED) & (asked["facts"] | asked["needs"])
    assert set.union(*asked.values()) >= {field.name for field in fields(Person)} - elsewhere
