"""shared_room: nobody is put into a shared room who does not share."""

from typing import Any

import pytest

from tests.builders import a_bed, days
from tests.spec.judging import PASSES, refused

REFUSAL = "This bed is in a shared room; a room of her own is asked for."


@pytest.mark.parametrize(
    ("shares", "room", "beside", "refusal"),
    [
        (False, "one", a_bed("other", room_id="one"), REFUSAL),
        (True, "one", a_bed("other", room_id="one"), PASSES),
        (None, "one", a_bed("other", room_id="one"), PASSES),
        (False, "one", a_bed("other", room_id="two"), PASSES),
        (False, "one", a_bed("other", "flats", room_id="one"), PASSES),  # rooms are read within their scheme
        (False, "", a_bed("other"), PASSES),  # without a room_id: a room of its own
    ],
)
def test_shared_rooms(shares: bool | None, room: str, beside: Any, refusal: str) -> None:
    assert refused("shared_room", {"shares_room": shares}, bed={"room_id": room}, rows=[beside]) == refusal


def test_a_room_counts_as_shared_even_where_its_other_bed_is_closed() -> None:
    closed = a_bed("other", room_id="one", open_to=days(-99))
    assert refused("shared_room", {"shares_room": False}, bed={"room_id": "one"}, rows=[closed]) == REFUSAL
