"""What a run gives out: one frozen value that files, screens and the record all read (SPEC section 6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from beds.domain.people import Band

Outcome = Literal["placed", "moved", "stays", "waits"]
Cause = Literal["no_eligible_bed", "kept_apart", "no_key_worker", "no_vacancy", "outranked"]


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate's answer. ``bed_id`` to ``worker_id`` are blank or None unless placed or moved."""

    person_id: str
    outcome: Outcome
    band: Band
    waiting_days: int
    from_bed: str = ""
    bed_id: str = ""
    scheme_id: str = ""
    phase: int | None = None
    start_on: date | None = None
    planned_end: date | None = None
    worker_id: str = ""
    worker_changed: bool | None = None
    chain: int | None = None
    reason: str = ""

    @property
    def has_bed(self) -> bool:
        return self.outcome in ("placed", "moved")


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier of the objective: what was reached, and the bound that proves it (or how far off it may be)."""

    name: str
    sense: Literal["max", "min"]
    value: int
    bound: int
    proven: bool


@dataclass(frozen=True, slots=True)
class SchemeExplanation:
    """One candidate before one scheme: how many of its beds refuse her, by which rules."""

    person_id: str
    scheme_id: str
    beds: int
    eligible_beds: int
    refused_by: tuple[tuple[str, int], ...]
    alone: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A candidate with no bed from this run, and why. ``alone_rules`` is None where it was not asked for."""

    person_id: str
    cause: Cause | None
    eligible_beds: int
    alone_rules: tuple[str, ...] | None
    reason: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """Somebody passed over for a bed that she could have had, and the tier or rule that decided."""

    placed_id: str
    bed_id: str
    passed_id: str
    passed_band: Band
    passed_waiting_days: int
    decided_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Lottery:
    """The recorded lottery: its seed, and the people for whom nothing but the lottery decided."""

    seed: int
    decided: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows of an earlier proposal that this run was asked to keep where that costs no tier anything.

    ``wanted``: each person and bed, in order of ``person_id``; ``value`` of them were kept, ``bound`` proves it.
    """

    wanted: tuple[tuple[str, str], ...]
    value: int
    bound: int

    @property
    def proven(self) -> bool:
        return self.value == self.bound


@dataclass(frozen=True)
class Allocation:
    """A run's whole answer. Rows are ordered by ``person_id``."""

    on: date
    policy: str
    inputs_sha256: str
    rows: tuple[Row, ...]
    tiers: tuple[Tier, ...]
    unplaced: tuple[Unplaced, ...]
    skipped: tuple[Skipped, ...]
    explanations: Sequence[SchemeExplanation]
    lottery: Lottery
    engine: str
    seconds: float
    kept: Kept | None = None
    """None where nothing was asked to be kept."""

    def count(self, outcome: Outcome) -> int:
        return sum(row.outcome == outcome for row in self.rows)
