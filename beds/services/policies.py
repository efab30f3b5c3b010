"""The use case of policies: a new dated version in the place of the last."""

from datetime import date, datetime

from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.domain.policy import Policy
from beds.services.unit_of_work import changing


def save_policy(
    store: Store,
    actor: Actor,
    policy: Policy,
    valid_from: date,
    *,
    source: str = "",
    reason: str = "",
    now: datetime | None = None,
) -> int:
    """Saves the policy as a new version that holds from a day on; its number. What was saved before stays."""
    with changing(store, actor, "change_policy", now=now) as work:
        version = work.books.policies.add(
            policy, valid_from, by=actor.user_id, at=work.now, source=source, reason=reason
        )  # fmt: skip
        work.tell("policy_saved", subject=str(version), why=reason, version=version, valid_from=valid_from.isoformat())
        return version
