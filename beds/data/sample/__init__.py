"""Invented cities of any size: the same seed gives the same snapshot, byte for byte, on any machine.

People, places and bodies are invented; how often each fact occurs stands, with its source where there is one, in
``rates``. ``sample`` reads as the city comes about: buildings, empty beds, residents, the waiting list, workers,
decisions.
"""

from dataclasses import replace
from datetime import date

from beds.data.sample.arrivals import put_on_the_waiting_list, remember_those_who_left
from beds.data.sample.decisions import keep_some_apart, pin_some, waive_some
from beds.data.sample.places import build_city
from beds.data.sample.register import Register
from beds.data.sample.residents import fill
from beds.data.sample.sizes import sizes_of
from beds.data.sample.staff import hand_out, hire, weigh
from beds.data.sample.vacancies import empty_some
from beds.domain.policy import Policy
from beds.domain.snapshot import Snapshot
from beds.domain.week import Week

__all__ = ["sample"]


def sample(candidates: int, beds: int, seed: int, on: date) -> Snapshot:
    """A valid snapshot with exactly ``candidates`` candidates and exactly ``beds`` vacant beds on the run date.

    Candidates are waiting people and residents who seek another bed. A vacant bed is in service this week and nobody
    has a stay in it; four to five times as many more are lived in. Both numbers are at least 0.
    """
    policy = Policy(name="sample")
    sizes = sizes_of(candidates, beds)
    city, occupied = empty_some(seed, build_city(seed, candidates, sizes.beds), sizes, on)
    register = Register(seed, city, occupied, sizes.people, policy, on)
    fill(register, occupied, sizes)
    put_on_the_waiting_list(register, sizes)
    remember_those_who_left(register, sizes)
    team = hire(seed, city, sizes.occupied, on)
    snapshot = Snapshot(
        schemes=city.schemes,
        beds=city.beds,
        people=hand_out(seed, team, city, register),
        stays=register.numbered_stays(),
        workers=team.workers,
        policy=policy,
    )
    week = Week(snapshot, on)
    workers = weigh(seed, week)
    kept_apart = keep_some_apart(seed, week, register.borough_of)
    return replace(
        snapshot,
        workers=workers,
        keep_apart=kept_apart,
        waivers=waive_some(seed, week),
        pins=pin_some(seed, week, workers, kept_apart),
    )
