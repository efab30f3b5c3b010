"""Upload as pages: faults by cell, a marked copy, a preview, then all or nothing."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from beds.data.exchange import read_exchange, write_exchange
from beds.services.demo import DEMO_DAY
from beds.services.shipped import shipped_scenarios
from beds.services.uploads import MOST_FILES
from beds.web.settings import WebSettings
from tests.web.server import an_app, signed_in

Clients = Callable[[str], FlaskClient]
DAY = DEMO_DAY.isoformat()


def sample() -> dict[str, bytes]:
    """The files of the smaller sample."""
    folder = shipped_scenarios() / "chrysalis"
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir()) if file.suffix in (".csv", ".yaml")}


def send(client: FlaskClient, files: dict[str, bytes], **fields: str) -> TestResponse:
    data: dict[str, Any] = {"on": DAY, "files": [(BytesIO(content), name) for name, content in files.items()], **fields}
    return client.post("/import", data=data)


def test_what_changes_is_shown_first_and_stored_on_her_word(own_web: WebSettings) -> None:
    client = signed_in(an_app(own_web), "coordinator")
    answer = send(client, renamed("Renamed scheme"))
    assert answer.headers["Location"].startswith("/import/preview")
    page = client.get(answer.headers["Location"]).text
    assert "What the upload would change" in page
    assert "Renamed scheme" in page
    assert "Renamed scheme" not in titles(own_web)
    stored = client.post(f"/import/store?on={DAY}", data={"mark": mark_in(page)})
    assert stored.status_code == 303
    assert "Renamed scheme" in titles(own_web)
    assert "All of it is stored" in client.get("/import").text
    assert client.get("/import/preview").status_code == 302, "the upload is gone"


def test_the_same_files_change_nothing(own_web: WebSettings) -> None:
    client = signed_in(an_app(own_web), "coordinator")
    page = client.get(send(client, sample()).headers["Location"]).text
    assert "Nothing would change" in page
    assert "Store all of it" not in page


def test_what_was_not_shown_is_not_stored(own_web: WebSettings) -> None:
    client = signed_in(an_app(own_web), "coordinator")
    send(client, renamed("Renamed scheme"))
    answer = client.post(f"/import/store?on={DAY}", data={"mark": "another"})
    assert answer.status_code == 409
    assert "Renamed scheme" not in titles(own_web)


def test_every_fault_is_told_by_cell(client_of: Clients) -> None:
    client = client_of("coordinator")
    page = client.get(send(client, with_a_fault()).headers["Location"]).text
    assert "people.csv" in page
    assert "birth_date" in page
    assert "the day of the fox" in page
    assert "Store all of it" not in page


def test_the_marked_copy_says_at_each_cell_what_is_wrong(client_of: Clients) -> None:
    client = client_of("coordinator")
    send(client, with_a_fault())
    answer = client.get(f"/import/marked?on={DAY}")
    assert "attachment" in answer.headers["Content-Disposition"]
    book = load_workbook(BytesIO(answer.data))
    assert book.sheetnames[0] == "faults"
    people = book["people"]
    header = [cell.value for cell in people[1]]
    marked = people.cell(2, header.index("birth_date") + 1)
    assert marked.value == "the day of the fox"
    assert marked.comment is not None
    assert "Fault" in marked.comment.text
    listed = [row[4].value for row in book["faults"].iter_rows(min_row=2)]
    assert "the day of the fox" in listed


def test_a_marked_workbook_keeps_days_and_places_and_can_be_sent_back(own_web: WebSettings, tmp_path: Path) -> None:
    facts, _warnings = read_exchange(shipped_scenarios() / "chrysalis", DEMO_DAY)
    path = tmp_path / "week.xlsx"
    write_exchange(facts, path)
    book = load_workbook(path)
    header = [cell.value for cell in book["people"][1]]
    was = book["people"].cell(3, header.index("band") + 1).value
    book["people"].cell(3, header.index("band") + 1).value = "urgent"
    book.save(path)
    client = signed_in(an_app(own_web), "coordinator")
    page = client.get(send(client, {"week.xlsx": path.read_bytes()}).headers["Location"]).text
    assert "urgent" in page
    marked = load_workbook(BytesIO(client.get(f"/import/marked?on={DAY}").data))
    assert marked["people"].cell(3, header.index("band") + 1).comment is not None
    marked["people"].cell(3, header.index("band") + 1).value = was
    mended = tmp_path / "mended.xlsx"
    marked.save(mended)
    page = client.get(send(client, {"mended.xlsx": mended.read_bytes()}).headers["Location"]).text
    assert "Nothing would change" in page


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "Choose a workbook"),
        ({"letter.pdf": b"x"}, "neither a workbook"),
        ({"a.xlsx": b"x", "b.csv": b"y"}, "not both"),
        ({"people.csv": b""}, "is empty"),
        ({"../people.csv": b"x", "people.csv": b"y"}, "same name"),
        ({f"{number}.csv": b"x" for number in range(MOST_FILES + 1)}, "files or fewer"),
    ],
)
def test_what_is_not_taken_is_told_at_once(client_of: Clients, files: dict[str, bytes], said: str) -> None:
    answer = send(client_of("coordinator"), files)
    assert answer.status_code == 422
    assert said in answer.text


def test_a_file_that_is_no_workbook_is_a_fault_and_not_a_failure(client_of: Clients) -> None:
    client = client_of("coordinator")
    page = client.get(send(client, {"week.xlsx": b"no workbook"}).headers["Location"]).text
    assert "cannot be opened" in page
    assert load_workbook(BytesIO(client.get("/import/marked").data)).sheetnames == ["faults"]


def test_a_file_that_is_too_large_is_refused_with_a_page(web: WebSettings) -> None:
    app = an_app(web)
    client = signed_in(app, "coordinator")
    app.config["MAX_CONTENT_LENGTH"] = 1000
    answer = send(client, {"people.csv": b"x" * 2000})
    assert answer.status_code == 413
    assert "20 MB" in answer.text


def test_an_upload_belongs_to_its_session(client_of: Clients) -> None:
    one, other = client_of("coordinator"), client_of("coordinator")
    send(one, with_a_fault())
    assert one.get("/import/preview").status_code == 200
    assert other.get("/import/preview").status_code == 302
    one.post("/import/remove")
    assert one.get("/import/preview").status_code == 302


@pytest.mark.parametrize("user", ["planner", "commissioner"])
def test_whoever_may_not_upload_sees_nothing_of_it(client_of: Clients, user: str) -> None:
    client = client_of(user)
    for path in ("/import", "/import/preview", "/import/marked"):
        assert client.get(path).status_code == 403
    assert client.post("/import/store").status_code == 403


def with_a_fault() -> dict[str, bytes]:
    files = sample()
    lines = files["people.csv"].decode("utf-8-sig").splitlines()
    cells = lines[1].split(",")
    cells[lines[0].split(",").index("birth_date")] = "the day of the fox"
    lines[1] = ",".join(cells)
    return {**files, "people.csv": "\n".join(lines).encode()}


def renamed(title: str) -> dict[str, bytes]:
    files = sample()
    lines = files["schemes.csv"].decode("utf-8-sig").splitlines()
    cells = lines[1].split(",")
    cells[lines[0].split(",").index("name")] = title
    lines[1] = ",".join(cells)
    return {**files, "schemes.csv": "\n".join(lines).encode()}


def titles(web: WebSettings) -> list[str]:
    with web.store.read() as books:
        return [scheme.title for scheme in books.facts.snapshot(web.today()).schemes]


def mark_in(page: str) -> str:
    return page.split('name="mark" value="')[1].split('"')[0]
