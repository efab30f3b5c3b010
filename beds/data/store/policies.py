"""The repository of policies: which version holds on a day, and a new version in the place of the last."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from beds.data.findings import Findings
from beds.data.policy_file import policy_to_yaml, read_policy_text
from beds.data.store.tables.policies import PolicyRow
from beds.domain.policy import Policy


@dataclass(frozen=True)
class Version:
    """A policy as it was decided. Version 0 is the default of the program: nobody has decided anything yet."""

    policy_version: int
    valid_from: date
    policy: Policy
    source: str = ""
    saved_by: str = ""
    reason: str = ""
    saved_at: datetime | None = None


class Policies:
    """Every version there was; none is ever changed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def in_force(self, on: date) -> Version:
        """The version of a day: of those begun by then the one that began last. Before the first: the first."""
        asked = select(PolicyRow).order_by(PolicyRow.valid_from.desc(), PolicyRow.policy_version.desc()).limit(1)
        row = self._session.scalar(asked.where(PolicyRow.valid_from <= on))
        if row is None:
            first = select(PolicyRow).order_by(PolicyRow.valid_from, PolicyRow.policy_version.desc()).limit(1)
            row = self._session.scalar(first)
        return _version(row) if row else Version(0, on, Policy())

    def get(self, policy_version: int) -> Version:
        """A version by its number."""
        row = self._session.get(PolicyRow, policy_version)
        assert row is not None, f"there is no policy version {policy_version}"
        return _version(row)

    def versions(self) -> list[Version]:
        """Every version, oldest first."""
        return [_version(row) for row in self._session.scalars(select(PolicyRow).order_by(PolicyRow.policy_version))]

    def add(
        self, policy: Policy, valid_from: date, *, by: str, at: datetime, source: str = "", reason: str = ""
    ) -> int:
        """Adds a version and returns its number. It holds from ``valid_from``, before whatever was to hold by then."""
        content = policy_to_yaml(policy)
        row = PolicyRow(
            valid_from=valid_from, name=policy.name, content=content, source=source, reason=reason,
            sha256=hashlib.sha256(content.encode()).hexdigest(), saved_by=by, saved_at=at,
        )  # fmt: skip
        self._session.add(row)
        self._session.flush()
        return row.policy_version


def _version(row: PolicyRow) -> Version:
    findings = Findings()
    policy = read_policy_text(row.content, findings)
    assert not findings.faults, "a stored policy can be read"
    return Version(row.policy_version, row.valid_from, policy, row.source, row.saved_by, row.reason, row.saved_at)
