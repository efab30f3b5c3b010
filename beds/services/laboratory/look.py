"""The use cases of looking at scenarios: hers and those that are shared, those that are shipped, one by its link."""

from collections.abc import Sequence
from dataclasses import dataclass

from beds.data.store.facts import NotFound
from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.domain.messages import _
from beds.services.changes import Change, changes
from beds.services.laboratory.kept import Base, Kept, kept, readable
from beds.services.laboratory.text import root_of, shipped, shipped_names
from beds.services.unit_of_work import reading
from beds.simulation.scenario import Scenario

SERVICE = "baseline"
"""The shipped service that the what-ifs are about; what else is shipped checks the model."""


@dataclass(frozen=True)
class Shipped:
    """A scenario that comes with the program."""

    name: str
    scenario: Scenario
    base: Base | None
    changes: Sequence[Change]

    @property
    def is_check(self) -> bool:
        """Whether it is there to check the model, not to ask anything of a service."""
        return root_of(self.name) != SERVICE


def kept_scenarios(store: Store, actor: Actor) -> list[Kept]:
    """Her own and those that others share, the latest first."""
    with reading(store, actor, "keep_scenarios") as books:
        return [kept(books, row) for row in books.scenarios.open_to(actor.user_id)]


def one_scenario(store: Store, actor: Actor, scenario_id: int) -> Kept:
    """Raises :class:`~beds.data.store.facts.NotFound` for one that is neither hers nor shared."""
    with reading(store, actor, "keep_scenarios") as books:
        return kept(books, readable(books, actor, scenario_id))


def scenario_of_link(store: Store, actor: Actor, share_key: str) -> Kept:
    """The scenario to which a link leads, for whoever sees figures."""
    with reading(store, actor, "see_figures") as books:
        row = books.scenarios.shared(share_key)
        if row is None:
            raise NotFound(_("This link leads to no scenario: it is no longer shared."))
        return kept(books, row)


def shipped_scenario(name: str) -> Shipped:
    """Raises :class:`~beds.data.store.facts.NotFound` where none is called so."""
    found = shipped(name)
    base = Base(root_of(name), shipped(root_of(name)).scenario) if found.extends else None
    return Shipped(name, found.scenario, base, changes(base.scenario, found.scenario) if base else ())


def shipped_list() -> list[Shipped]:
    """All of them, the service itself first, checks of the model last."""
    return sorted((shipped_scenario(name) for name in shipped_names()), key=lambda one: one.is_check)
