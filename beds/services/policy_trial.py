"""The use case behind ``beds policy try``: what another policy would do to this week, before anybody saves it."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from beds.data.findings import Findings
from beds.data.policy_file import read_policy_text
from beds.data.store.policies import Version
from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.domain.errors import BadInput, Finding
from beds.domain.messages import _
from beds.domain.policy import Policy
from beds.domain.snapshot import Snapshot
from beds.domain.week import Week
from beds.optimizer import allocate
from beds.services.access_log import looked
from beds.services.progress import Report, nobody
from beds.services.promised import as_far_as_can_be
from beds.services.run_week import read_week
from beds.services.unit_of_work import reading
from beds.services.week_comparison import Comparison, Side, compare


@dataclass(frozen=True)
class Trial:
    """A policy on trial: the version that holds on the day, and what would be otherwise."""

    on: date
    present: Version
    policy: Policy
    comparison: Comparison
    before: Side
    after: Side

    @property
    def same_policy(self) -> bool:
        return not self.comparison.policy and bool(self.present.policy_version)


def read_policy_file(path: str | Path) -> Policy:
    """The policy in a policy.yaml; keys left out have their defaults. Raises :class:`BadInput` with every fault."""
    path = Path(path)
    if not path.is_file():
        raise BadInput([Finding(path.name, 0, "", "", _("there is no such file"), _("a policy.yaml"))])
    findings = Findings()
    try:
        policy = read_policy_text(path.read_text("utf-8-sig"), findings)
    except UnicodeDecodeError:
        raise BadInput([Finding(path.name, 0, "", "", _("this is no text in UTF-8"), _("a policy.yaml"))]) from None
    findings.raise_faults()
    return policy


def try_policy(store: Store, actor: Actor, policy: Policy, on: date, *, progress: Report = nobody) -> Trial:
    """Allocates this week under the policy that holds and under another one, from the same facts; stores nothing.

    Offers that were accepted are pins in both; nothing else of an earlier proposal is kept in either. It is logged that
    she looked. Raises what :func:`beds.optimizer.allocate` raises.
    """
    with reading(store, actor, "try_policy") as books:
        snapshot = read_week(books, on).snapshot
        present = books.policies.in_force(on)
    looked(store, actor, "policy try")
    tried = as_far_as_can_be(replace(snapshot, policy=policy), on)
    before, after = (decided(facts, on, progress=progress) for facts in (snapshot, tried))
    return Trial(on, present, policy, compare(before, after, restricted=actor.may("see_restricted")), before, after)


def decided(facts: Snapshot, on: date, *, explain: bool = True, progress: Report = nobody) -> Side:
    """The week as these facts would have it decided, for a comparison."""
    return Side(Week(facts, on), allocate(facts, on, explain=explain, progress=progress))
