"""What is written reads back as the very same facts, from a folder and from a workbook."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from beds.data.exchange import read_exchange, write_exchange
from beds.domain.snapshot import Snapshot
from tests.strategies import ON, snapshots


def reread(snapshot: Snapshot, name: str) -> Snapshot:
    with tempfile.TemporaryDirectory() as place:
        write_exchange(snapshot, Path(place) / name)
        return read_exchange(Path(place) / name, ON)[0]


SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)


@settings(SLOW, max_examples=60)
@given(snapshots())
def test_a_folder_reads_back_as_the_facts_that_were_written(snapshot):
    assert reread(snapshot, "borough") == snapshot


@settings(SLOW, max_examples=30)
@given(snapshots())
def test_a_workbook_reads_back_as_the_facts_that_were_written(snapshot):
    assert reread(snapshot, "borough.xlsx") == snapshot
