"""Every world is valid input by SPEC section 2: written to an exchange folder it reads back whole, with no fault."""

from pathlib import Path

import pytest

from beds.data.exchange import read_exchange, write_exchange

from .worlds import FLAVOURS, world

EACH = 6


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_a_world_survives_the_exchange_folder(flavour: str, tmp_path: Path) -> None:
    for seed in range(EACH):
        tiny = world(flavour, seed)
        folder = tmp_path / str(seed)
        write_exchange(tiny.snapshot, folder)
        again, _warnings = read_exchange(folder, tiny.on)
        assert again.sha256() == tiny.snapshot.sha256()
