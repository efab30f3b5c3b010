"""The record: what happened, as links of a chain in which every change afterwards shows (issue: nothing rewritten).

A link holds the digest of its text, salted, rather than the text: the text and salt of a person can be erased, and the
chain still verifies.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FIRST = "0" * 64
"""What the first link has before it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row that an event changed. ``before`` is empty where it was added, ``after`` where it was taken away.

    Both hold plain values, by column: all columns of a row that was added, the changed ones otherwise.
    """

    table: str
    key: str
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: who, when, what, why, before and after."""

    seq: int
    at: str
    """UTC, as 2026-11-23T09:30:00.000000Z."""
    actor: str
    kind: str
    action: str
    """The same for all events of one use case: they happened together or not at all."""
    subject: str = ""
    """The id of what it happened to; blank once it is erased."""
    people: tuple[str, ...] = ()
    """Whom it concerns; empty for nobody, and once it is erased."""
    why: str = ""
    words: Mapping[str, Any] = field(default_factory=dict)
    """What fills the blanks of its sentence."""
    changes: tuple[Change, ...] = ()
    erased: bool = False


def canonical(value: Any) -> str:
    """One spelling of a plain value: JSON with sorted keys and no spaces."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def text_of(event: Event) -> dict[str, Any]:
    """Everything of an event that may speak of a person, as a plain value: what the digest is taken over."""
    return {
        "subject": event.subject,
        "people": sorted(event.people),
        "why": event.why,
        "words": dict(event.words),
        "changes": [
            {"table": change.table, "key": change.key, "before": dict(change.before), "after": dict(change.after)}
            for change in event.changes
        ],
    }


def digest(salt: str, text: str) -> str:
    """The salted fingerprint of an event's text, which is in canonical JSON."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def link_hash(seq: int, at: str, actor: str, kind: str, action: str, digested: str, prev: str) -> str:
    """The hash of a link, which is also what the next one has before it."""
    fields = {"seq": seq, "at": at, "actor": actor, "kind": kind, "action": action, "digest": digested, "prev": prev}
    return hashlib.sha256(canonical(fields).encode()).hexdigest()
