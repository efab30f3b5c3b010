"""One person as she lives through a run. The only thing here that changes; nothing outlives the run but her record."""

from datetime import date
from typing import Any

from beds.domain.people import BANDS, Person
from beds.simulation.fates import Source
from beds.simulation.records import NONE
from beds.simulation.verdicts import Standing

OUT, WAITING, RESIDENT, FOLLOW_ON = range(4)


class Woman:
    """Weeks count from 0; days from the first Monday; ``number`` names her in her source."""

    __slots__ = (
        "band",
        "bed",
        "changes",
        "follow_on",
        "home_since",
        "key",
        "kind",
        "last_worker",
        "limit_day",
        "lived",
        "number",
        "open_bits",
        "open_for",
        "open_until",
        "person",
        "phase",
        "programme_start",
        "ready",
        "refusals",
        "row",
        "seeks",
        "since",
        "source",
        "spell",
        "spell_row",
        "standing",
        "started_day",
        "state",
        "stay",
        "stay_row",
        "worker",
    )  # fmt: skip

    def __init__(self, row: int, source: Source, number: int, person: Person, standing: Standing) -> None:
        self.row = row
        self.source = source
        self.number = number
        self.key = source.keys[number]
        self.person = person
        self.standing = standing
        self.state = OUT
        self.band = own_band(self)
        """Position in BANDS as it counts now."""
        self.seeks: tuple[int, ...] = ()
        self.since = 0
        """Day since which she has waited for what she seeks."""
        self.spell = -1
        self.spell_row: list[Any] = []
        self.stay = 0
        """How many stays she has begun; an event of an earlier one is void."""
        self.lived: dict[int, int] = {}
        """Stays begun in each phase."""
        self.stay_row: list[Any] = []
        self.kind = -1
        self.phase = -1
        self.bed = ""
        self.started_day = 0
        self.limit_day: int | None = None
        self.ready = NONE
        """Week she became ready for what comes after her present phase."""
        self.home_since = NONE
        """Week since which she seeks a home of her own."""
        self.follow_on = 0
        """How often follow-on has begun; the end of an earlier one is void."""
        self.worker = -1
        self.last_worker: tuple[int, int] | None = None
        """Position and generation of the key worker she had last in this spell."""
        self.programme_start: date | None = None
        self.open_bits = 0
        """The kinds open to her as last judged, for this stay and what she sought then, until this day."""
        self.open_for: tuple[int, tuple[int, ...]] | None = None
        self.open_until = date.min
        self.refusals = 0
        self.changes = 0


def own_band(woman: Woman) -> int:
    """The position in BANDS of the band she was referred with; C where none is known, as in a profile."""
    return BANDS.index(woman.person.band or "C")
