"""The use case of retiring a scenario: it is listed no more and its link leads nowhere; runs of it go on naming it."""

from datetime import datetime

from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.services.laboratory.kept import own
from beds.services.unit_of_work import changing


def retire_scenario(
    store: Store, actor: Actor, scenario_id: int, *, version: int | None = None, now: datetime | None = None
) -> None:
    """Raises what :func:`~beds.services.laboratory.kept.own` raises."""
    with changing(store, actor, "keep_scenarios", now=now) as work:
        row = own(work.books, actor, scenario_id, version)
        row.retired_at, row.share_key = work.now, None
        work.tell("scenario_retired", subject=str(scenario_id), name=row.name)
