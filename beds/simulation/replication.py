"""One scenario lived once: from a frozen scenario and a replication's number to its records."""

from beds.simulation.ground import Ground
from beds.simulation.records import Records
from beds.simulation.scenario import Scenario
from beds.simulation.week import Weeks
from beds.simulation.world import World


def simulate(scenario: Scenario, replication: int, *, ground: Ground | None = None) -> Records:
    """Live one replication (from 0). The same arguments give the same records on any machine.

    ``ground`` is what ``Ground.of(scenario)`` gives: hand it in where many replications of one scenario are lived.
    """
    world = live(scenario, replication, ground)
    return world.recorder.records(world.fresh_ids)


def live(scenario: Scenario, replication: int, ground: Ground | None = None, *, exact: bool = True) -> World:
    """The world after its last week. It names the people of a real folder: for the process that lives it alone.

    Not ``exact``: weeks that only the full engine could settle exactly are settled nearly as well, and much quicker.
    """
    world = World(ground or Ground.of(scenario), replication, exact=exact)
    weeks = Weeks(world)
    for week in range(scenario.weeks):
        weeks.live(week)
    return world
