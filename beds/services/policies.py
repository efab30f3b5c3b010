"""The use case of policies: a new dated version in the place of the last."""

from datetime import date, datetime

from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.domain.errors import StaleEdit
from beds.domain.messages import _
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
    seen: int | None = None,
    now: datetime | None = None,
) -> int:
    """Saves the policy as a new version that holds from a day on; its number. What was saved before stays.

    ``seen``: the newest version there was when it was written, 0 for none; raises
    :class:`~beds.domain.errors.StaleEdit` where there is a newer one, whose changes it would undo.
    """
    with changing(store, actor, "change_policy", now=now) as work:
        if seen is not None and (saved := work.books.policies.versions()) and saved[-1].policy_version != seen:
            number = saved[-1].policy_version
            raise StaleEdit(
                _(
                    "Nothing was stored: version %(number)d of the policy was saved meanwhile, and this would undo "
                    "what it changed. Open the page anew and make your change there.",
                    number=number,
                )
            )
        version = work.books.policies.add(
            policy, valid_from, by=actor.user_id, at=work.now, source=source, reason=reason
        )  # fmt: skip
        work.tell("policy_saved", subject=str(version), why=reason, version=version, valid_from=valid_from.isoformat())
        return version
