"""The pages of the laboratory: whose scenarios are whose, what was typed told beside its lever, and nobody named."""

from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from flask.testing import FlaskClient

from beds.web.settings import WebSettings
from tests.web.pseudo import pseudo_languages
from tests.web.server import an_app, opened_web, signed_in

Clients = Callable[[str], FlaskClient]


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebSettings]:
    """The smaller sample, whose weeks are decided quickly."""
    with opened_web(tmp_path_factory.mktemp("web"), "chrysalis", catalogues=pseudo_languages()) as settings:
        yield settings


def begin(client: FlaskClient, name: str, where: str = "baseline") -> str:
    """Begins a scenario; the address of its page."""
    answer = client.post("/lab/new", data={"begin": where, "name": name})
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].removesuffix("/change")


def test_a_commissioner_is_told_numbers_and_a_planner_names(client_of: Clients, web: WebSettings) -> None:
    with web.store.read() as books:
        people = [person.person_id for person in books.facts.snapshot(web.today()).people]
    shown = {}
    for user in ("commissioner", "planner"):
        client = client_of(user)
        page = begin(client, "What if", "present")
        client.post(f"{page}/change", data={"name": "What if", "lever-policy.rules_off.connection": "yes",
                                            "lever-stock.hostel.beds": "19"})  # fmt: skip
        shown[user] = "".join(client.get(one).text for one in (page, f"{page}/change", f"{page}/file", f"{page}/week"))
    assert [person for person in people if person in shown["commissioner"]] == []
    assert [person for person in people if person in shown["planner"]] != []
    assert "People whom it concerns" in shown["commissioner"]


def test_what_was_typed_is_told_beside_its_lever_and_stays_in_the_form(client_of: Clients) -> None:
    client = client_of("commissioner")
    page = begin(client, "Typed")
    data = {"name": "Typed", "lever-policy.stay_limit_weeks.1": "0", "lever-stock.flats.beds": "10"}
    answer = client.post(f"{page}/change", data=data)
    assert answer.status_code == 422
    assert "Stay limit: " in answer.text
    assert "Enter a number from 1 to 520" in answer.text
    assert 'name="lever-stock.flats.beds" type="text" value="10"' in answer.text
    assert "Beds of Flats" not in client.get(page).text


def test_a_stale_edit_is_refused(client_of: Clients) -> None:
    client = client_of("commissioner")
    page = begin(client, "Stale")
    data = {"name": "Stale", "version": "1", "lever-weeks": "104"}
    assert client.post(f"{page}/change", data=data).status_code == 303
    assert client.post(f"{page}/change", data=data | {"lever-weeks": "156"}).status_code == 409


def test_a_file_with_faults_is_told_line_by_line_and_a_sound_one_is_kept(client_of: Clients) -> None:
    client = client_of("planner")
    bad = client.post("/lab/upload", data={"file": (BytesIO(b"extends: baseline\nweks: 3\n"), "mine.yaml")})
    assert bad.status_code == 422
    assert "probably meant: weeks" in bad.text
    sound = client.post("/lab/upload", data={"file": (BytesIO(b"extends: baseline\nweeks: 104\n"), "mine.yaml")})
    page = sound.headers["Location"]
    assert "Length: 260 → 104 weeks" in client.get(page).text
    assert "weeks: 104" in client.get(f"{page}/file").text


@pytest.mark.parametrize("text", ["extends: " + "a" * 5000, "policy: " + "[" * 1000, 'name: "\\ud800"'])
def test_a_file_that_means_harm_is_told_its_faults(client_of: Clients, text: str) -> None:
    answer = client_of("planner").post("/lab/upload", data={"file": (BytesIO(text.encode()), "mine.yaml")})
    assert answer.status_code == 422
    assert "Nothing was kept" in answer.text


@pytest.mark.parametrize("address", ["/lab/{}", "/runs/{}", "/lab/compare/{}"])
def test_a_number_beyond_any_database_is_nobodys(client_of: Clients, address: str) -> None:
    assert client_of("planner").get(address.format("9" * 20)).status_code == 404


def test_a_version_that_is_no_number_is_stale(client_of: Clients) -> None:
    client = client_of("planner")
    page = begin(client, "Odd")
    assert client.post(f"{page}/share", data={"version": "²"}).status_code == 409


def test_a_shared_scenario_is_opened_by_its_link_and_copied(client_of: Clients) -> None:
    commissioner, planner = client_of("commissioner"), client_of("planner")
    page = begin(commissioner, "For others")
    assert planner.get(page).status_code == 404
    commissioner.post(f"{page}/share")
    text = commissioner.get(page).text
    link = "/lab/link/" + text.partition("/lab/link/")[2].partition('"')[0]
    assert planner.get(link).status_code == 200
    assert client_of("administrator").get(link).status_code == 200
    copied = planner.post(f"{link}/copy", data={"name": "Hers"})
    assert copied.headers["Location"].endswith("/change")
    assert planner.post(f"{page}/retire").status_code == 403
    commissioner.post(f"{page}/share", data={"action": "unshare"})
    assert planner.get(link).status_code == 404


def test_too_few_scenarios_are_not_compared(client_of: Clients) -> None:
    client = client_of("commissioner")
    page = begin(client, "Alone")
    number = page.rpartition("/")[2]
    answer = client.post("/lab/compare", data={"first": number, "others": [number], "replications": "20"})
    assert answer.status_code == 422
    assert "Choose 2 to 6 scenarios." in answer.text


def test_an_administrator_keeps_no_scenarios(web: WebSettings) -> None:
    client = signed_in(an_app(web), "administrator")
    for page in ("/lab", "/lab/new", "/lab/compare", "/lab/shipped/baseline"):
        assert client.get(page).status_code == 403
