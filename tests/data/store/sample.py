"""A small service for tests of the store: two schemes, three beds, a resident, a candidate and their worker."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from beds.data.store.store import Store
from beds.domain.access import Actor
from beds.domain.snapshot import Snapshot
from beds.services.unit_of_work import changing
from tests.builders import (
    a_bed,
    a_person,
    a_pin,
    a_policy,
    a_scheme,
    a_stay,
    a_waiver,
    a_worker,
    apart,
    somebody,
)

COORDINATOR = Actor("cora", ("coordinator",))
PLANNER = Actor("pia", ("planner",))
COMMISSIONER = Actor("coleen", ("commissioner",))
ADMINISTRATOR = Actor("ada", ("administrator",))
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TABLES = ("schemes", "beds", "workers", "people", "stays", "keep_apart", "waivers", "pins")


def a_service(**tables: Any) -> Snapshot:
    """Facts with a row of every kind; a table given takes the place of this one's."""
    usual: dict[str, Any] = {
        "schemes": (a_scheme(), a_scheme("flats", 3, features=("en_suite",), turnaround_days=2)),
        "beds": (a_bed("b1"), a_bed("b2"), a_bed("f1", "flats")),
        "workers": (a_worker(),),
        "people": (
            a_person("ann", worker_id="kit", groups=("exiting",), connection_exempt="violence"),
            somebody("bea", worker_id="kit", ethnicity="x"),
        ),
        "stays": (a_stay("bea", "b1"),),
        "keep_apart": (apart("ann", "bea"),),
        "waivers": (a_waiver("connection"),),
        "pins": (a_pin("ann", "b2"),),
        "policy": a_policy(lottery_seed=7),
    }
    return Snapshot(**(usual | tables))


def fill(store: Store, snapshot: Snapshot | None = None) -> Snapshot:
    """Writes the facts into an empty database, as one unit of work."""
    facts = snapshot or a_service()
    with changing(store, COORDINATOR, "import_facts", now=NOW) as work:
        for table in TABLES:
            work.books.facts.add(table, getattr(facts, table))
        work.books.policies.add(facts.policy, NOW.date(), by="cora", at=NOW)
        work.tell_each(lambda change: f"{change.table} added")
    return facts


def without(snapshot: Snapshot, **tables: Any) -> Snapshot:
    """The same facts, some tables different."""
    return replace(snapshot, **tables)
