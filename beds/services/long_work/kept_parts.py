"""The finished replications of a run in the database, for whichever worker goes on with it."""

from beds.services.long_work.holding import Holding

PARTS = "part/"
"""What begins the names of replications among the files of a run: whole lives, which go when the run is over."""
DIGESTS = "digests"
"""The file from which the report is made again; no file for readers."""


class KeptParts:
    """What :class:`~beds.simulation.parts.Kept` asks for. Writes several together, at the pace of the holding."""

    def __init__(self, holding: Holding) -> None:
        self._holding = holding
        with holding.store.read() as books:
            self._there = set(books.run_files.names(holding.run_id, PARTS))

    def has(self, key: str, replication: int) -> bool:
        return _name(key, replication) in self._there

    def save(self, key: str, replication: int, content: bytes) -> None:
        self._holding.keep(_name(key, replication), content)

    def load(self, key: str, replication: int) -> bytes:
        with self._holding.store.read() as books:
            return books.run_files.get(self._holding.run_id, _name(key, replication))


def _name(key: str, replication: int) -> str:
    return f"{PARTS}{key[:32]}/{replication}"
