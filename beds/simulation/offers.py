"""The week's allocation: who is offered which bed, who refuses, and who moves in."""

from collections.abc import Sequence

from beds.simulation.decide import Offer, decide
from beds.simulation.luck import WORD, mixed
from beds.simulation.woman import RESIDENT, Woman
from beds.simulation.world import World

REFUSAL = 0x52454655534C


def allocate(world: World) -> None:
    """Solve the week, let people refuse, solve again until no refusal is new; then everybody moves in."""
    refused: set[int] = set()
    while True:
        offers = decide(world, refused)
        new = [offer.woman for offer in offers if _refuses(world, offer.woman)]
        if not new:
            break
        for woman in new:
            woman.refusals += 1
            # She refuses whatever she is offered this week: every pair with her would be forbidden in turn.
            refused.add(woman.row)
    _move_in(world, offers)


def _refuses(world: World, woman: Woman) -> bool:
    chance = world.scenario.behaviour.refuse_offer
    return bool(chance) and mixed(woman.key ^ mixed(REFUSAL + world.week)) < chance * WORD


def _move_in(world: World, offers: Sequence[Offer]) -> None:
    for offer in offers:
        if offer.woman.state == RESIDENT:
            world.vacate(offer.woman, "moved_phase")
    for offer in offers:
        beds = world.free[offer.kind]
        # Beds of a kind are alike, but nobody moves into the very bed that she leaves.
        last = -2 if beds[-1] == offer.woman.bed and len(beds) > 1 else -1
        world.place(offer.woman, offer.kind, beds.pop(last), offer.worker)
