"""The pages of long work: how it stands, what came of it, and who may see and cancel it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from beds.domain.access import Actor
from beds.services.demo import DEMO_DAY
from beds.services.long_work import ask as asking
from beds.services.long_work.ask import ask_simulation, ask_week
from beds.services.long_work.state import state_of
from beds.web.settings import WebSettings
from tests.services.long_work.laboratory import a_worker, keep_two
from tests.web.server import an_app, signed_in

COORDINATOR = Actor("coordinator", ("coordinator",))
COMMISSIONER = Actor("commissioner", ("commissioner",))


@pytest.fixture
def own_client(own_web: WebSettings) -> Callable[[str], FlaskClient]:
    app = an_app(own_web)
    return lambda user: signed_in(app, user)


def test_a_simulation_is_watched_done_and_its_files_are_there(
    own_client: Callable[[str], FlaskClient], own_web: WebSettings
) -> None:
    run = ask_simulation(own_web.store, COMMISSIONER, keep_two(own_web.store, COMMISSIONER), replications=1)
    client = own_client("commissioner")
    waiting = client.get(f"/runs/{run}").text
    assert "It waits for a worker" in waiting
    assert '<noscript><meta http-equiv="refresh"' in waiting
    assert a_worker(own_web.store).work_once()
    done = client.get(f"/runs/{run}").text
    assert "http-equiv" not in done
    assert "hx-get" not in done
    file = client.get(f"/runs/{run}/files/measures.csv")
    assert file.data.startswith("\ufeffscenario,measure".encode())
    assert file.headers["Content-Disposition"] == f'attachment; filename="run-{run}-measures.csv"'
    for missing in (f"/runs/{run}/files/digests", f"/runs/{run}/files/nothing.csv", f"/runs/{run + 1}"):
        assert client.get(missing).status_code == 404
    assert f"/runs/{run}" in client.get("/runs").text


def test_a_large_week_is_asked_for_watched_and_leads_to_its_proposal(
    own_client: Callable[[str], FlaskClient], own_web: WebSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "LARGE", 0)
    client = own_client("coordinator")
    answer = client.post("/allocation/run")
    run = int(answer.headers["Location"].rpartition("/")[2])
    assert state_of(own_web.store, COORDINATOR, run).status == "queued"
    assert "Run " not in client.get("/beds").text.partition("<main")[2].partition("<h1")[0]
    assert a_worker(own_web.store).work_once()
    assert f"Run {run} is done." in client.get("/beds").text, "she is told on whatever page she is"
    assert f"Run {run} is done." not in client.get("/beds").text, "once"
    assert client.get(f"/runs/{run}").headers["Location"] == f"/allocation/{run}/changes"
    assert client.get(f"/runs/{run}", headers={"HX-Request": "true"}).headers["HX-Redirect"]
    assert f"Run {run}, made by coordinator" in client.get(f"/runs/{run}", follow_redirects=True).text


def test_a_worker_that_was_killed_is_not_said_to_be_at_work(
    own_client: Callable[[str], FlaskClient], own_web: WebSettings
) -> None:
    run = ask_simulation(own_web.store, COMMISSIONER, keep_two(own_web.store, COMMISSIONER), replications=1)
    client = own_client("commissioner")
    with own_web.store.write(alone=False) as books:
        books.queue.take("killed", timedelta(seconds=60))
    page = client.get(f"/runs/{run}").text
    assert "at work" in page
    assert "sign of life 0 seconds ago" in page
    with own_web.store.write(alone=False) as books:
        books.queue.hold(run, "killed", timedelta(seconds=20), heartbeat_at=books.queue.now() - timedelta(seconds=25))
    page = client.get(f"/runs/{run}").text
    assert "at work" not in page
    assert "no sign of life for 25 seconds" in page
    assert "another worker may take the run over in 20 seconds" in page
    with own_web.store.write(alone=False) as books:
        books.queue.hold(run, "killed", timedelta(seconds=-1))
    assert "The next worker that is free takes the run over" in client.get(f"/runs/{run}").text
    assert "no sign of life" in client.get("/runs").text


def test_who_sees_and_who_cancels(own_client: Callable[[str], FlaskClient], own_web: WebSettings) -> None:
    simulation = ask_simulation(own_web.store, COMMISSIONER, keep_two(own_web.store, COMMISSIONER, shared=True))
    week = ask_week(own_web.store, COORDINATOR, DEMO_DAY)
    commissioner, planner = own_client("commissioner"), own_client("planner")
    assert commissioner.get(f"/runs/{week}").status_code == 403
    assert f"/runs/{week}" not in commissioner.get("/runs").text
    assert "Cancel this run" not in planner.get(f"/runs/{week}").text
    assert planner.post(f"/runs/{week}/cancel").status_code == 403
    assert own_client("administrator").post(f"/runs/{simulation}/cancel").status_code == 403
    assert "Cancel this run" in planner.get(f"/runs/{simulation}").text
    assert "It was cancelled" in planner.post(f"/runs/{simulation}/cancel", follow_redirects=True).text
    assert "is over already" in planner.post(f"/runs/{simulation}/cancel", follow_redirects=True).text
