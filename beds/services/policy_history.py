"""The use cases of looking at policies: every version, side by side, and one put together from its keys."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from beds.data.findings import Findings
from beds.data.policy_file import read_policy_text, value_to_yaml
from beds.data.policy_keys import KEYS
from beds.data.store.facts import NotFound
from beds.data.store.policies import Version
from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.domain.messages import _
from beds.domain.policy import Policy
from beds.services.unit_of_work import reading


@dataclass(frozen=True)
class Key:
    """One key of a policy as a form asks for it: its help, what is accepted, and its value as the file writes it."""

    name: str
    help: str
    accepted: str
    value: str
    source: str


@dataclass(frozen=True)
class Line:
    """One key of two policies. ``before`` is None where there is nothing to compare with."""

    name: str
    help: str
    before: str | None
    after: str
    source: str

    @property
    def differs(self) -> bool:
        return self.before is not None and self.before != self.after


def policy_versions(store: Store, actor: Actor) -> list[Version]:
    """Every version of the policy, oldest first. It speaks of nobody, so everybody who sees figures may ask."""
    with reading(store, actor, "see_figures") as books:
        return books.policies.versions()


def policy_version(store: Store, actor: Actor, number: int) -> Version:
    """A version by its number; raises :class:`~beds.data.store.facts.NotFound`."""
    return _of_number(policy_versions(store, actor), number)


def _of_number(versions: list[Version], number: int) -> Version:
    for version in versions:
        if version.policy_version == number:
            return version
    raise NotFound(_("There is no version %(number)d of the policy.", number=number))


def policy_in_force(store: Store, actor: Actor, on: date) -> Version:
    """The version that holds on a day; version 0, the defaults, where nobody has decided anything."""
    with reading(store, actor, "see_figures") as books:
        return books.policies.in_force(on)


def with_the_one_before(store: Store, actor: Actor, number: int) -> tuple[Version, Version | None]:
    """A version and the one that held before it began, as things were when it was saved; None before the first.

    Raises :class:`~beds.data.store.facts.NotFound` where there is no version of this number.
    """
    versions = policy_versions(store, actor)
    found = _of_number(versions, number)
    earlier = [one for one in versions if one.policy_version < number and one.valid_from <= found.valid_from]
    return found, max(earlier, key=lambda one: (one.valid_from, one.policy_version), default=None)


def side_by_side(before: Policy | None, after: Policy) -> list[Line]:
    """Every key but the sources, which stand beside what they are of."""
    return [
        Line(
            key.name, _(key.help), value_to_yaml(key, getattr(before, key.name)) if before else None,
            value_to_yaml(key, getattr(after, key.name)), after.sources.get(key.name, ""),
        )
        for key in KEYS
        if key.name != "sources"
    ]  # fmt: skip


def keys_of(policy: Policy) -> list[Key]:
    """The policy as a form asks for it."""
    return [
        Key(
            key.name, _(key.help), key.kind.accepted(), value_to_yaml(key, getattr(policy, key.name)),
            policy.sources.get(key.name, ""),
        )
        for key in KEYS
        if key.name != "sources"
    ]  # fmt: skip


def policy_of(values: Mapping[str, str], sources: Mapping[str, str]) -> Policy:
    """The policy whose keys have these values, each written as policy.yaml writes it on one line.

    Raises :class:`~beds.domain.errors.BadInput` with every fault; the column of each begins with its key.
    """
    findings = Findings()
    names = [key.name for key in KEYS if key.name in values]
    lines = [f"{name}: {' '.join(values[name].split())}" for name in names]
    given = {name: " ".join(text.split()) for name, text in sources.items() if text.strip()}
    sources_key = next(key for key in KEYS if key.name == "sources")
    lines.append(f"sources: {value_to_yaml(sources_key, given)}")
    policy = read_policy_text("\n".join(lines) + "\n", findings)
    findings.raise_faults()
    return policy


def key_of_fault(column: str, row: int, values: Mapping[str, str]) -> str:
    """Which key a fault speaks of: by its column, else by its line; blank where it is none."""
    name = column.split(".")[0].split("[")[0]
    if name in values:
        return name
    names = [key.name for key in KEYS if key.name in values]
    return names[row - 1] if 0 < row <= len(names) else ""
