"""connection: some schemes need a local connection, unless she is exempt or already lives in the service."""

from typing import Any

import pytest

from tests.builders import a_stay, days
from tests.spec.judging import PASSES, refused

NEEDS = "hostel needs a local connection; "
NONE = NEEDS + "none is recorded, and no exemption is recorded."
UNKNOWN = NEEDS + "whether there is one is not known, and no exemption is recorded."
FLED = {"connection": False, "connection_exempt": "violence"}
NOT_THIS = NEEDS + "none is recorded, and the exemption recorded (%s) is not one that the policy accepts."


@pytest.mark.parametrize(
    ("person", "needed", "policy", "refusal"),
    [
        ({"connection": True}, True, {}, PASSES),
        ({"connection": False}, True, {}, NONE),
        ({"connection": None}, True, {}, UNKNOWN),
        ({"connection": False}, False, {}, PASSES),
        ({"connection": False}, None, {}, PASSES),
        (FLED, True, {}, PASSES),
        ({"connection": False, "connection_exempt": "care_leaver"}, True, {}, PASSES),
        ({"connection": None, "connection_exempt": "armed_forces"}, True, {}, PASSES),
        ({"connection": False, "connection_exempt": "other"}, True, {}, NOT_THIS % "other"),
        ({"connection": False, "connection_exempt": "other"}, True, {"connection_exempt": ("other",)}, PASSES),
        (FLED, True, {"connection_exempt": ()}, NOT_THIS % "fled violence"),
        ({"connection": True, "connection_exempt": "other"}, True, {}, PASSES),
    ],
)
def test_a_local_connection(person: Any, needed: bool | None, policy: Any, refusal: str) -> None:
    assert refused("connection", person, {"needs_connection": needed}, **policy) == refusal


@pytest.mark.parametrize("stay", [{}, {"leaving_on": days(1)}, {"started_on": days(4)}])
@pytest.mark.parametrize("hers", [False, None])
def test_a_resident_is_never_asked_for_a_connection(hers: bool | None, stay: Any) -> None:
    rows = [a_stay("ann", "home", **stay)]
    assert refused("connection", {"connection": hers}, {"needs_connection": True}, rows=rows) == PASSES
