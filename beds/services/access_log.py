"""The log of access: who looked at whose facts. It is not the record: it tells of looking, and may be cut."""

from datetime import UTC, datetime

from beds.data.store.store import Store
from beds.domain.access import Actor


def looked(store: Store, actor: Actor, what: str, person_id: str = "", now: datetime | None = None) -> None:
    """Writes down that somebody looks at personal facts: of one person, or of many where none is named.

    ``what``: the page or command, such as ``export``. An id that nobody has, or nobody has any more, is not written:
    so that of somebody who was erased does not come back by being asked for.
    """
    with store.write(alone=False) as books:
        person_id = person_id if books.held.has(person_id) else ""
        books.users.looked(actor.user_id, what, now or datetime.now(UTC), person_id)
