"""What is typed into forms: signs that nobody can read, mistyped years, and the id of somebody new."""

import pytest
from flask.testing import FlaskClient

from beds.web.settings import WebSettings
from tests.web.test_tasks import listed, resident, somebody, version


@pytest.fixture(scope="module")
def own_web(small_web: WebSettings) -> WebSettings:
    return small_web


def test_signs_that_nobody_can_read_are_not_kept(coordinator: FlaskClient, own_web: WebSettings) -> None:
    her = somebody(own_web.store, listed)
    address = f"/people/{her}/record/needs"
    data = {"version": version(coordinator, address), "prefers": "garden", "source": "told\x0bus \x00on Monday"}
    assert coordinator.post(address, data=data).status_code == 303
    page = coordinator.get("/audit", query_string={"person": her}).text
    assert "Why: told us  on Monday." in page


@pytest.mark.parametrize("year", ["0026", "9999"])
def test_a_year_that_was_mistyped_is_refused_beside_its_day(
    coordinator: FlaskClient, own_web: WebSettings, year: str
) -> None:
    address = f"/people/{somebody(own_web.store, resident)}/record/away"
    data = {"version": version(coordinator, address), "kind": "hospital", "since": "2026-11-23"}
    answer = coordinator.post(address, data={**data, "until": f"{year}-12-01"})
    assert answer.status_code == 422
    assert "Check the year: it must lie between 1900 and 2150" in answer.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Mary Smith", "it is never her name"),
        ("..", "it is never her name"),
        ("x/record/seek", "it is never her name"),
        ("", "Enter an id for her"),
    ],
)
def test_somebody_new_is_known_by_a_pseudonym_that_has_a_page(coordinator: FlaskClient, typed: str, said: str) -> None:
    answer = coordinator.post("/waiting/record/refer", data={"person_id": typed, "first": "0", "band": "A"})
    assert answer.status_code == 422
    assert said in answer.text


def test_nobody_is_added_twice_by_the_capitals_of_her_id(coordinator: FlaskClient, own_web: WebSettings) -> None:
    known = somebody(own_web.store, listed)
    data = {"person_id": known.swapcase(), "first": "0", "band": "A"}
    answer = coordinator.post("/waiting/record/refer", data=data)
    assert answer.status_code == 422
    assert f"Too like “{known}”, who is in the database" in answer.text
