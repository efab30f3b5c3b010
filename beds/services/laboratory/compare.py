"""The use case of comparing scenarios: two to six of them, kept or shipped, asked for as one run of the laboratory."""

from collections.abc import Sequence
from datetime import datetime

from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.domain.errors import BadInput, Finding
from beds.domain.messages import _
from beds.services.laboratory.keep import keep_shipped
from beds.services.laboratory.look import one_scenario
from beds.services.long_work.ask import ask_simulation

FEWEST, MOST = 2, 6
LONGEST_NUMBER = 9
"""Digits of the number of a scenario."""
HOW_OFTEN = (20, 50, 100, 200)
"""Replications that can be asked for: for a first look, and up to what a committee should be given."""
USUAL = 50
SHIPPED = "shipped:"
"""What begins the pick of a shipped scenario; a kept one is picked by its number."""


def ask_comparison(
    store: Store, actor: Actor, picks: Sequence[str], replications: int, *, now: datetime | None = None
) -> int:
    """The number of the run. The others are compared with the first pick; a shipped one is kept under its name first.

    Raises :class:`BadInput` for too few, too many, or two of one name, :class:`~beds.data.store.facts.NotFound` for one
    that she cannot see, and what :func:`~beds.services.long_work.ask.ask_simulation` raises.
    """
    picked = list(dict.fromkeys(picks))
    if not FEWEST <= len(picked) <= MOST:
        message = _("choose %(fewest)d to %(most)d scenarios", fewest=FEWEST, most=MOST)
        raise BadInput([Finding("", 0, "others", "", message)])
    numbers = [_number(store, actor, pick, now) for pick in picked]
    return ask_simulation(store, actor, numbers, replications=replications, now=now)


def _number(store: Store, actor: Actor, pick: str, now: datetime | None) -> int:
    if pick.startswith(SHIPPED):
        name = pick.removeprefix(SHIPPED)
        return keep_shipped(store, actor, name, name, now=now)
    if not pick.isdecimal() or len(pick) > LONGEST_NUMBER:
        raise BadInput([Finding("", 0, "others", pick, _("there is no such scenario"))])
    return one_scenario(store, actor, int(pick)).scenario_id
