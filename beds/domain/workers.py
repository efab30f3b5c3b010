"""Key workers: who holds people across every phase and follow-on."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

OUT_HORIZON = timedelta(days=28)
EVERY_SCHEME = "*"


@dataclass(frozen=True, slots=True)
class Worker:
    """A key worker; ``capacity`` in caseload points, ``[away_from, away_to)`` half-open."""

    worker_id: str
    capacity: Fraction
    provider: str = ""
    covers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    away_from: date | None = None
    away_to: date | None = None
    leaving_on: date | None = None

    def is_away(self, on: date) -> bool:
        """Whether she is away on this day. A blank end is open."""
        if self.away_from is None and self.away_to is None:
            return False
        begun = self.away_from is None or self.away_from <= on
        return begun and (self.away_to is None or on < self.away_to)

    def is_out(self, on: date) -> bool:
        """Whether her people need somebody else: a long or open-ended absence, or leaving within 28 days."""
        if self.leaving_on is not None and self.leaving_on <= on + OUT_HORIZON:
            return True
        return self.is_away(on) and (self.away_to is None or self.away_to > on + OUT_HORIZON)

    def covers_scheme(self, scheme_id: str) -> bool:
        return EVERY_SCHEME in self.covers or scheme_id in self.covers

    def speaks_with(self, languages: tuple[str, ...]) -> bool:
        """Whether they share a language. Blank languages and ``en`` ask for nothing."""
        return not languages or "en" in languages or not set(languages).isdisjoint(self.languages)
