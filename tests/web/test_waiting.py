"""The waiting list: what stands in the address decides what is shown, page by page, and the same comes as a file."""

import csv
import io
import re
import time
from collections.abc import Callable
from dataclasses import replace

from flask.testing import FlaskClient
from openpyxl import load_workbook

from beds.domain.access import Actor
from beds.domain.snapshot import Snapshot
from beds.domain.week import Week
from beds.rules.refusals import judge
from beds.services.sought import sought
from beds.services.waiting_list import View, WaitingList, waiting_list
from beds.web.settings import WebSettings

COORDINATOR, PLANNER = Actor("coordinator", ("coordinator",)), Actor("planner", ("planner",))
ClientOf = Callable[[str], FlaskClient]


def listed(web: WebSettings, actor: Actor = COORDINATOR, **asked: object) -> WaitingList:
    return waiting_list(web.store, actor, web.today(), View(**asked))  # type: ignore[arg-type]


def ids(found: WaitingList) -> list[str]:
    return [line.person.person_id for line in found.lines]


def test_everybody_who_seeks_a_bed_is_there_most_urgent_and_longest_waiting_first(web: WebSettings) -> None:
    found = listed(web)
    order = [(line.band, -line.days) for line in found.lines]
    assert order == sorted(order)
    assert sorted(ids(found)) == sorted(person.person_id for person in found.week.candidates)


def test_each_filter_keeps_whom_it_names_and_nobody_else(web: WebSettings) -> None:
    everybody = listed(web).lines
    for asked, like in (
        ({"band": "A"}, lambda line: line.band == "A"),
        ({"route": "outreach"}, lambda line: line.person.route == "outreach"),
        ({"phase": 1}, lambda line: 1 in line.person.seeks),
        ({"weeks": 26}, lambda line: line.days >= 182),
        ({"blocked": "yes"}, lambda line: line.sought.suits == 0),
        ({"blocked": "vacancy"}, lambda line: line.sought.suits and not line.sought.open_now),
        ({"blocked": "substance"}, lambda line: "substance" in line.in_the_way),
        ({"who": "moving"}, lambda line: line.moving),
        ({"find": "p01"}, lambda line: "P01" in line.person.person_id),
    ):
        wanted = {line.person.person_id for line in everybody if like(line)}
        assert 0 < len(wanted) < len(everybody), asked
        assert set(ids(listed(web, **asked))) == wanted, asked


def test_the_beds_open_to_her_are_those_that_no_rule_refuses(web: WebSettings) -> None:
    found = listed(web)
    refusals = judge(found.week)
    for line in found.lines:
        assert line.sought.open_now == refusals.eligible_beds[refusals.row[line.person.person_id]]
        assert line.sought.open_now <= line.sought.suits
        assert bool(line.in_the_way) == (line.sought.suits == 0)


def test_a_waiver_of_a_rule_that_stands_alone_opens_a_bed(web: WebSettings) -> None:
    from beds.domain.decisions import Waiver

    found = listed(web)
    line = next(line for line in found.lines if line.alone)
    waiver = Waiver(line.person.person_id, line.alone[0], "tried", "test", web.today())
    snapshot = replace(found.week.snapshot, waivers=(*found.week.snapshot.waivers, waiver))
    assert sought(judge(Week(snapshot, web.today())))[line.person.person_id].suits > 0


def test_whoever_may_not_see_restricted_facts_does_not_learn_them_from_the_rules(
    web: WebSettings, client_of: ClientOf
) -> None:
    ways = {rule for line in listed(web, PLANNER).lines for rule in line.in_the_way}
    assert "restricted" in ways
    assert ways.isdisjoint({"substance", "age", "reserved", "needs", "area", "consent", "intentional", "connection"})
    assert listed(web, PLANNER, blocked="substance").lines == ()
    assert "Substance" not in client_of("planner").get("/waiting").text


def test_the_list_is_cut_into_pages_by_the_server(client_of: ClientOf, web: WebSettings) -> None:
    client = client_of("coordinator")
    pages = [re.findall(r'href="/people/(\w+)"', client.get(f"/waiting?page={page}").text) for page in (1, 2)]
    assert [len(page) for page in pages] == [50, len(ids(listed(web))) - 50]
    assert pages[0] + pages[1] == ids(listed(web))


def test_the_files_hold_every_line_that_was_asked_for_in_its_order(client_of: ClientOf, web: WebSettings) -> None:
    client, wanted = client_of("coordinator"), ids(listed(web, band="B", sort="wait", down=True))
    text = client.get("/waiting.csv?band=B&sort=wait&down=yes")
    rows = list(csv.reader(io.StringIO(text.data.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == wanted
    assert "attachment" in text.headers["Content-Disposition"]
    book = load_workbook(io.BytesIO(client.get("/waiting.xlsx?band=B&sort=wait&down=yes").data))
    assert [row[0] for row in book["Waiting"].iter_rows(min_row=2, values_only=True)] == wanted


def test_what_the_address_says_in_vain_asks_for_nothing(client_of: ClientOf, web: WebSettings) -> None:
    answer = client_of("coordinator").get("/waiting?band=Z&phase=x&weeks=-1&blocked=nonsense&sort=sideways&page=-4")
    assert answer.status_code == 200
    assert f"{len(ids(listed(web)))} people" in answer.text


def test_five_thousand_people_are_judged_and_sorted_in_a_moment(web: WebSettings) -> None:
    snapshot = listed(web).week.snapshot
    some = [person for person in snapshot.people if person.is_candidate]
    many = tuple(replace(some[number % len(some)], person_id=f"X{number:05}", worker_id="") for number in range(5000))
    begun = time.process_time()
    found = sought(judge(Week(Snapshot(schemes=snapshot.schemes, beds=snapshot.beds, people=many), web.today())))
    assert len(found) == 5000
    assert time.process_time() - begun < 3


def test_a_commissioner_sees_nobody(client_of: ClientOf) -> None:
    client = client_of("commissioner")
    for path in ("/waiting", "/waiting.csv", "/waiting.xlsx", "/people/P017", "/beds", "/beds/RIVER-18", "/workers"):
        assert client.get(path).status_code == 403, path
