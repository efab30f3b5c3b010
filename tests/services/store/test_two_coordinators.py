"""Two coordinators who do random things in turn: nothing is booked twice, no update is lost, the record replays."""

from pathlib import Path

import pytest

from tools.coordinators import places, run

ACTIONS = 80


def test_two_coordinators_lose_nothing(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    server = request.getfixturevalue("postgres") if engine_name == "postgres" else None
    place = places(tmp_path / "stores", server.url if server else None, server.new_database if server else str)
    done, _refused = run(place, ACTIONS, derandomize=True)
    assert done >= ACTIONS
