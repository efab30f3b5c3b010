"""Scenarios kept for tests: begun, and moved by their levers."""

from typing import Any

from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.services.laboratory.change import change_scenario
from beds.services.laboratory.keep import keep_shipped
from beds.services.laboratory.kept import Kept
from beds.services.laboratory.look import one_scenario
from tests.data.store.sample import COMMISSIONER


def begun(
    store: Store, shipped: str = "baseline", name: str = "Mine", actor: Actor = COMMISSIONER,
    question: str | None = None,
) -> Kept:  # fmt: skip
    """A scenario begun from a shipped one; without a ``question`` kept as it is."""
    return one_scenario(store, actor, keep_shipped(store, actor, shipped, name, question=question))


def moved(store: Store, before: Kept, actor: Actor = COMMISSIONER, **settings: Any) -> Kept:
    """The same with levers moved: ``levers`` by name, and ``name`` or ``version`` where they matter."""
    given: dict[str, Any] = {"name": before.name, "question": "", "version": before.version, **settings}
    change_scenario(store, actor, before.scenario_id, given.pop("levers", {}), **given)
    return one_scenario(store, actor, before.scenario_id)
