"""Kinds of columns that neither engine has: exact numbers, lists, moments, and personal text that is sealed at rest."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

from beds.data.store.keys import Keyring

KEYRING = "beds_keyring"
"""Where an engine's dialect keeps the keys: each engine has its own, and no key is global."""


def keyring_of(dialect: Dialect) -> Keyring:
    ring: Keyring = getattr(dialect, KEYRING)
    return ring


class ExactFraction(TypeDecorator[Fraction]):
    """A fraction as text, such as 1/4: caseload points are exact."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Fraction | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Fraction | None:
        return None if value is None else Fraction(value)


class ExactDecimal(TypeDecorator[Decimal]):
    """Pounds as text, to the digit that was written."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Listing(TypeDecorator[tuple[Any, ...]]):
    """A list of words or numbers, as JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[Any, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Any, ...] | None:
        return None if value is None else _listed(value)


@lru_cache(maxsize=4096)
def _listed(text: str) -> tuple[Any, ...]:
    """Thousands of rows hold the same few lists."""
    return tuple(json.loads(text))


class Plain(TypeDecorator[dict[str, Any]]):
    """A mapping of plain values, as JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)

    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[str, Any] | None:
        return None if value is None else dict(json.loads(value))


class Moment(TypeDecorator[datetime]):
    """A moment in UTC as text that sorts: 2026-11-23T09:30:00.000000Z, the same on every engine."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else moment_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


def moment_text(value: datetime) -> str:
    """The moment in UTC. ``value`` must know its zone."""
    assert value.tzinfo is not None, "a moment knows its zone"
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class SealedText(TypeDecorator[str]):
    """Text about a person, sealed with the service's key; blank stays blank."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return keyring_of(dialect).seal(value.encode()) if value else value

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return keyring_of(dialect).open(value).decode() if value else value


class SealedPlain(TypeDecorator[dict[str, Any]]):
    """A mapping of plain values about a person, sealed with the service's key."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> str | None:
        return None if value is None else keyring_of(dialect).seal(json.dumps(value, ensure_ascii=False).encode())

    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[str, Any] | None:
        return None if value is None else dict(json.loads(keyring_of(dialect).open(value)))
