"""The use case of copying a scenario, her own or a shared one: the copy is hers, and shown beside what it came from."""

from datetime import datetime

from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.services.laboratory.keep import added, checked_name
from beds.services.laboratory.kept import readable
from beds.services.laboratory.text import named
from beds.services.unit_of_work import changing


def copy_scenario(store: Store, actor: Actor, scenario_id: int, name: str, *, now: datetime | None = None) -> int:
    """The number of the copy. Raises :class:`~beds.data.store.facts.NotFound` for one that she cannot see."""
    called = checked_name(name)
    with changing(store, actor, "keep_scenarios", now=now) as work:
        row = readable(work.books, actor, scenario_id)
        return added(work, called, named(row.content, called), row).scenario_id
