"""The use cases of sharing a scenario: a link that leads whoever may see figures to it, and taking the link back."""

import secrets
from datetime import datetime

from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.services.laboratory.kept import own
from beds.services.unit_of_work import changing


def share_scenario(
    store: Store, actor: Actor, scenario_id: int, *, version: int | None = None, now: datetime | None = None
) -> str:
    """What stands in the link; the one that there is, where it is shared already."""
    with changing(store, actor, "keep_scenarios", now=now) as work:
        row = own(work.books, actor, scenario_id, version)
        if row.share_key is None:
            row.share_key = secrets.token_urlsafe(16)
            work.tell("scenario_shared", subject=str(scenario_id), name=row.name)
        return row.share_key


def unshare_scenario(
    store: Store, actor: Actor, scenario_id: int, *, version: int | None = None, now: datetime | None = None
) -> None:
    """It is hers alone again, and the link leads nowhere."""
    with changing(store, actor, "keep_scenarios", now=now) as work:
        row = own(work.books, actor, scenario_id, version)
        if row.share_key is not None:
            row.share_key = None
            work.tell("scenario_unshared", subject=str(scenario_id), name=row.name)
