"""A database that can be looked at: what a GET request is given, so that no link ever changes service data."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import has_request_context, request

from beds.services.opening import Books, Store

LOOKING = ("GET", "HEAD", "OPTIONS")


class ChangedByLooking(AssertionError):
    """A page tried to change service data while it was only looked at: a defect of the program."""


class LookedAt(Store):
    """Reads everything, and writes only what is no service data: the log of access, leases, heartbeats."""

    @contextmanager
    def write(self, *, alone: bool = True) -> Iterator[Books]:
        if alone:
            raise ChangedByLooking("a GET request changes no service data")
        with super().write(alone=False) as books:
            yield books
            changed = sorted({change.table for _row, change in books.changes()})
            if changed:
                raise ChangedByLooking(f"a GET request changes no service data: {', '.join(changed)}")


def store_for(store: Store) -> Store:
    """The database as this request may use it."""
    if has_request_context() and request.method in LOOKING:
        return LookedAt(store.engine, store.today, store.before)
    return store
