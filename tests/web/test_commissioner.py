"""No person reaches a commissioner's browser: all that she can be shown is searched for all that may not be shown."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import xlsxwriter
from flask import Flask, Response, jsonify
from openpyxl import load_workbook
from sqlalchemy import select

from beds.data.store.base import Base
from beds.data.store.columns import SealedText
from beds.data.store.store import Store
from beds.data.store.tables.decisions import ReasonRow
from beds.data.store.tables.offers import OfferRow
from beds.data.store.tables.people import PersonRow
from beds.data.store.tables.runs import RunRow
from beds.domain.access import ROLES, Actor
from beds.domain.small_numbers import LARGEST
from beds.services.decision.waive import waive
from beds.services.demo import DEMO_DAY
from beds.services.laboratory.keep import keep_present
from beds.services.long_work.ask import ask_simulation
from beds.services.long_work.state import runs_of
from beds.services.offer.decline import decline
from beds.services.proposal.approve import approve
from beds.services.quarter.figures import MISSING
from beds.services.quarter.period import quarter_of
from beds.services.quarter.report import quarter_report
from beds.services.run_week import run_week
from beds.services.unit_of_work import changing
from beds.services.void_bed import begin_void
from beds.web import access
from beds.web.settings import WebSettings
from tests.services.attacker import widths
from tests.services.long_work.laboratory import a_worker, keep
from tests.web.crawling import Seen, crawl
from tests.web.server import an_app, opened_web, signed_in

CORA = Actor("coordinator", ROLES)
CAL = Actor("commissioner", ("commissioner",))
PRIYA = Actor("planner", ("planner",))
FROM_PEOPLE = (
    "start: 2026-11-23\nweeks: 6\nwarm_up_weeks: 2\nreplications: 2\nfrom_folder: present\n"
    "policy: {{stay_limit_weeks: {{1: {weeks}}}}}\n"
)
SAID = "Kestrel would be harmed if this were read"
"""What a coordinator writes beside whatever she decides."""
PLANTED = {
    "groups": ["kestrel-group"], "needs": ["kestrel-need"], "avoid_areas": ["kestrel-area"],
    "withhold_from": ["kestrel-provider"], "ethnicity": "kestrel-ethnicity", "disability": "kestrel-disability",
}  # fmt: skip
"""Restricted facts as nobody else has them, so that they are found wherever they stand."""
NO_PERSON = {"events", "service"}
"""Sealed texts that are looked for in other tables, piece by piece, or that are no person's."""
_WORD = re.compile(r"[\w-]+")
BEGINNINGS = ("/", "/help", "/policy", "/audit", "/account", "/reports/2026-07")
"""Where a commissioner can surely go; the crawl must have been there."""


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebSettings]:
    """The borough with its past, a week that was run and decided, and what was written beside the decisions."""
    with opened_web(tmp_path_factory.mktemp("past"), history=True) as settings:
        _decide(settings.store)
        _simulate(settings.store)
        yield settings


def _decide(store: Store) -> None:
    with changing(store, CORA, "change_people") as work:
        people = work.books.session.scalars(select(PersonRow).where(PersonRow.seeks != ())).all()
        people[0].restricted = {**people[0].restricted, **PLANTED}
        work.tell("person_changed", subject=people[0].person_id)
        asked = people[0].person_id
    waive(store, CORA, asked, "connection", DEMO_DAY, SAID)
    run = run_week(store, CORA, DEMO_DAY, explain=False).run_id
    approve(store, CORA, run, DEMO_DAY)
    with store.read() as books:
        (first, *_rest) = [row.offer_id for row in books.proposals.offers(only_open=True)]
        empty = next(one.bed_id for one in books.boards.bed_board(DEMO_DAY) if not one.person_id and not one.offered_to)
    decline(store, CORA, first, DEMO_DAY, "area", note=SAID)
    begin_void(store, CORA, empty, DEMO_DAY, "deep_clean", ended_on=DEMO_DAY + timedelta(days=1), note=SAID)


def _simulate(store: Store) -> None:
    """A run of a few weeks from the very people, which she asked for, and one that is a planner's own."""
    keep_present(store, CAL, DEMO_DAY, "As it is")
    kept = [keep(store, f"Limit of {weeks}", FROM_PEOPLE.format(weeks=weeks), CAL) for weeks in (26, 13)]
    ask_simulation(store, CAL, kept)
    assert a_worker(store).work_once()
    ask_simulation(store, PRIYA, [keep(store, "A planner's own", FROM_PEOPLE.format(weeks=20), PRIYA)])


def secrets_of(store: Store) -> dict[str, str]:
    """Everything that no commissioner may read, with what it is: ids, birth dates, restricted facts, sealed texts."""
    found = {value: name for name, value in PLANTED.items() if isinstance(value, str)}
    found |= {one: name for name, value in PLANTED.items() if isinstance(value, list) for one in value}
    found[SAID] = "what was written beside a decision"
    with store.read() as books:
        for person in books.session.scalars(select(PersonRow)):
            found[person.person_id] = "a person"
            born = person.restricted.get("birth_date")
            if born:
                day = date.fromisoformat(born)
                found |= dict.fromkeys((born, _in_english(day), f"{day:%d/%m/%Y}"), "a birth date")
        facts = books.facts.snapshot(DEMO_DAY)
        found |= {stay.stay_id: "a stay" for stay in facts.stays}
        listed = set(books.session.scalars(select(ReasonRow.text)))
        for mapper in Base.registry.mappers:
            row: Any = mapper.class_
            for column in row.__table__.columns:
                if isinstance(column.type, SealedText) and row.__tablename__ not in NO_PERSON:
                    texts = books.session.scalars(select(getattr(row, column.name)))
                    found |= {text: f"{row.__tablename__}.{column.name}" for text in texts if text and len(text) > 3}
    # The lists of reasons name nobody, and head the rows of a report.
    return {secret: what for secret, what in found.items() if secret not in listed}


def _in_english(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def leaks(seen: Iterable[Seen], secrets: dict[str, str]) -> list[str]:
    """Where a secret is shown, and what it is. An id is found as a word of its own, a sentence anywhere."""
    words = {one for one in secrets if _WORD.fullmatch(one)}
    sentences = secrets.keys() - words
    return [
        f"{one.address}: {secrets[found]} ({found})"
        for one in seen
        for found in sorted(
            words.intersection(_WORD.findall(one.text)) | {told for told in sentences if told in one.text}
        )
    ]


def _named(store: Store) -> dict[str, list[object]]:
    """What fills the blanks of addresses: things that are there."""
    offers: list[object]
    with store.read() as books:
        facts = books.facts.snapshot(DEMO_DAY)
        offers = list(books.session.scalars(select(OfferRow.offer_id)))
        runs: list[object] = list(books.session.scalars(select(RunRow.run_id)))
    return {
        "person_id": [person.person_id for person in facts.people[:3]],
        "bed_id": [bed.bed_id for bed in facts.beds[:3]],
        "run": runs,
        "run_id": runs,
        "number": [1],
        "offer": offers[-3:],
        "offer_id": offers[-3:],
        "user_id": ["planner"],
        "key": ["2026-07", "2026-10", "2026-04"],
        "filename": ["beds.css"],
    }


@pytest.fixture(scope="module")
def secrets(past: WebSettings) -> dict[str, str]:
    return secrets_of(past.store)


def test_there_is_something_to_keep_from_her(secrets: dict[str, str], past: WebSettings) -> None:
    assert set(secrets.values()) >= {"a person", "a stay", "a birth date", "groups", "ethnicity"}
    assert len(secrets) > 1000
    assert any(SAID in secret for secret in secrets)
    # A coordinator is shown much of it.
    app = an_app(past)
    shown = Seen("/waiting", 200, signed_in(app, "coordinator").get("/waiting").text)
    assert len(leaks([shown], secrets)) > 40


def test_no_page_no_file_and_no_answer_shows_a_commissioner_a_person(
    past: WebSettings, secrets: dict[str, str]
) -> None:
    app = an_app(past)
    (simulated,) = [one.run_id for one in runs_of(past.store, CAL)]
    client = signed_in(app, "commissioner")
    seen = list(crawl(app, client, _named(past.store)))
    seen.append(Seen("/audit, verified", 200, client.post("/audit").text))
    assert leaks(seen, secrets) == []
    been = {one.address: one.status for one in seen}
    assert {been.get(address) for address in BEGINNINGS} == {200}
    assert been[f"/lab/compare/{simulated}"] == 200
    of_run = {address.rpartition("/")[2] for address in been if address.startswith(f"/runs/{simulated}/files/")}
    assert of_run >= {"measures.csv", "measures.xlsx", "weekly.csv", "report.html"}
    assert been[f"/runs/{simulated + 1}"] == 404, "a planner's own"
    files = [one for one in seen if one.address.endswith((".xlsx", ".csv")) and one.status == 200]
    assert len(files) >= 8, "every quarter as a workbook and as CSV"
    assert any("xl/worksheets" in one.text or "sheetData" in one.text for one in files), "workbooks are opened"
    for one in ("/people/P001", "/allocation/1", "/waiting.csv", "/reports/2026-07/lettings.csv"):
        assert been[one] == 403, one
    assert been["/reports/2026-10"] == 404, "the quarter is not over"


def test_the_page_the_workbook_and_the_data_tell_the_same(past: WebSettings) -> None:
    client = signed_in(an_app(past), "commissioner")
    page = client.get("/reports/2026-07").text
    book = load_workbook(io.BytesIO(client.get("/reports/2026-07/report.xlsx").data))
    held = client.get("/reports/2026-07/report.csv").data
    assert held.startswith(b"\xef\xbb\xbf")
    data = list(csv.DictReader(io.StringIO(held.decode("utf-8-sig"), newline="")))
    shown = {
        name: [[str(cell) for cell in row[1:] if cell is not None] for row in _rows(book[name])]
        for name in book.sheetnames[1:]
    }
    told: dict[str, list[str]] = {}
    for one in data:
        told.setdefault(one["table"], []).append(one["value"])
    assert told.keys() == shown.keys()
    assert {name: [cell for row in rows for cell in row] for name, rows in shown.items()} == told
    figures = re.findall(r"<td[^>]*>([^<]*)</td>", page[page.index('id="residents"') :])
    assert figures[:4] == told["residents"]


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    (table,) = sheet.tables.values()
    first = int(re.findall(r"[0-9]+", table.ref)[0])
    return iter(sheet.iter_rows(min_row=first + 1, values_only=True))


def test_the_workbook_keeps_to_the_conventions_of_the_sector(past: WebSettings) -> None:
    answer = signed_in(an_app(past), "commissioner").get("/reports/2026-07/report.xlsx")
    book = load_workbook(io.BytesIO(answer.data))
    assert book.worksheets[0].title == "Cover"
    assert book.worksheets[0]["A1"].value == "Report: 2026-07-01 to 2026-09-30"
    for sheet in book.worksheets[1:]:
        assert sheet["A1"].value, sheet.title
        assert list(sheet.tables) == [sheet.title]
        assert sheet.tables[sheet.title].ref.startswith("A")
        assert list(sheet.merged_cells.ranges) == []


def test_the_past_of_the_demo_leaves_no_table_without_anything_to_tell(past: WebSettings) -> None:
    report = quarter_report(past.store, CORA, quarter_of(date(2026, 7, 1)), DEMO_DAY, every_count=True)
    silent = [
        table.id
        for table in report.tables
        if not any(report.shown(cell) not in (0, None, MISSING) for line in table.lines for cell in line.cells)
    ]
    assert silent == ["returns"], "nobody of the sample left a year before"
    assert [table.id for table in report.tables if table.missing] == []


def test_whoever_works_in_the_service_sees_the_quarter_that_runs_and_is_told_so(past: WebSettings) -> None:
    page = signed_in(an_app(past), "coordinator").get("/reports/2026-10").text
    assert "This quarter is not over yet" in page
    assert "CORE lettings" in page
    assert "CORE lettings" not in signed_in(an_app(past), "commissioner").get("/reports/2026-07").text


def test_a_service_in_which_nobody_has_lived_says_that_there_is_nothing_to_report(own_web: WebSettings) -> None:
    own_web.store.today = lambda: date(2000, 1, 1)
    answer = signed_in(an_app(own_web), "commissioner").get("/reports")
    assert answer.status_code == 200
    assert "There is no quarter to report on yet" in answer.text


@pytest.mark.parametrize("largest", [LARGEST, 9])
def test_nothing_that_a_whole_report_hides_can_be_reckoned_from_it(past: WebSettings, largest: int) -> None:
    quarter = quarter_of(date(2026, 7, 1))
    report = quarter_report(past.store, CORA, quarter, DEMO_DAY, largest=largest)
    assert len(report.hidden) > 50
    found = widths(report.ledger.counts, report.ledger.ties, report.hidden)
    assert {key: width for key, width in found.items() if width <= largest} == {}


def _workbook(secret: str) -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        book.add_worksheet("harmless").write_string(3, 3, secret)
    return held.getvalue()


@pytest.mark.parametrize(
    "answer",
    [
        lambda secret: f"<p>Longest wait: {secret}</p>",
        lambda secret: jsonify({"weeks": [{"who": secret}]}),
        lambda secret: Response(_workbook(secret), mimetype="application/octet-stream"),
        lambda secret: Response("moved", headers={"X-Last": secret}),
    ],
    ids=["page", "api", "workbook", "header"],
)
def test_a_page_that_shows_one_is_noticed(
    past: WebSettings, secrets: dict[str, str], answer: Callable[[str], Any]
) -> None:
    for secret in (next(one for one, what in secrets.items() if what == "a person"), "kestrel-need", "1982-09-17"):
        app = Flask("leaky")
        app.add_url_rule("/", "begin", lambda: '<a href="/deep?page=2">more</a>')
        app.add_url_rule("/deep", "deep", lambda secret=secret: answer(secret))
        assert leaks(crawl(app, app.test_client(), {}), secrets), secret


def test_a_leaky_page_of_the_service_itself_is_noticed(past: WebSettings, secrets: dict[str, str]) -> None:
    app = an_app(past)

    @access.needs("see_figures")
    def view(number: int) -> str:
        return f"Run {number}: P017 waits longest"

    app.add_url_rule("/figures/<int:number>", "figures", view)
    # What the pages show that are there already is the other test's.
    only_new = (one for one in crawl(app, signed_in(app, "commissioner"), _named(past.store)))
    first = next(one for one in only_new if one.address.startswith("/figures"))
    assert leaks([first], secrets) == ["/figures/1: a person (P017)"]
