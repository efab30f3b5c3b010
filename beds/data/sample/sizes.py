"""How many of everything a sample holds, given how many candidates and vacant beds are asked for."""

from dataclasses import dataclass

from beds.data.sample import rates


@dataclass(frozen=True)
class Sizes:
    """``occupied`` counts every bed with an open stay: of residents, leavers and people still to arrive."""

    candidates: int
    vacant: int
    occupied: int
    closed: int
    movers: int
    leaving_candidates: int

    @property
    def beds(self) -> int:
        return self.vacant + self.occupied + self.closed

    @property
    def waiting(self) -> int:
        return self.candidates - self.movers - self.leaving_candidates

    @property
    def follow_on(self) -> int:
        return round(self.occupied * rates.FOLLOW_ON)

    @property
    def former(self) -> int:
        return round(self.occupied * rates.FORMER)

    @property
    def people(self) -> int:
        """At most so many: somebody for whose past stay no bed stood empty is left out."""
        return self.occupied + self.waiting + self.follow_on + self.former


def sizes_of(candidates: int, vacant: int) -> Sizes:
    """Sizes of a city with exactly so many candidates and vacant beds; beds lived in, though none or few be vacant."""
    occupied = max(round(vacant * rates.OCCUPIED_PER_VACANT), candidates // 2)
    movers = min(round(candidates * rates.MOVERS), int(occupied * rates.MOVERS_AT_MOST))
    return Sizes(
        candidates=candidates,
        vacant=vacant,
        occupied=occupied,
        closed=round((vacant + occupied) * rates.CLOSED_BEDS),
        movers=movers,
        leaving_candidates=min(round(candidates * rates.LEAVER_CANDIDATES), occupied - movers),
    )
