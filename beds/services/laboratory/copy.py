"""The use case of copying a scenario, her own or a shared one: the copy is hers, and shown beside what it came from."""

from datetime import datetime

from beds.data.scenario.editing import Inherited, edited
from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.services.laboratory.keep import added, checked_name
from beds.services.laboratory.kept import readable
from beds.services.unit_of_work import changing


def copy_scenario(store: Store, actor: Actor, scenario_id: int, name: str, *, now: datetime | None = None) -> int:
    """The number of the copy; what it asks is hers to say.

    Raises :class:`~beds.data.store.facts.NotFound` for one that she cannot see.
    """
    called = checked_name(name)
    with changing(store, actor, "keep_scenarios", now=now) as work:
        row = readable(work.books, actor, scenario_id)
        content = edited(row.content, {("name",): called, ("question",): Inherited()})
        return added(work, called, content, row).scenario_id
