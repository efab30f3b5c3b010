"""What the database itself refuses, beyond keys and checks: double bookings, deletions, a record that is rewritten.

Guards stand only while the schema is the newest, the only one that the program works with: a migration takes all of
them down first and puts up those of today at its end. So rebuilding a table on SQLite cannot lose one unnoticed.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, Date, Table, text

from beds.data.store.base import Base
from beds.data.store.tables.events import CHAINED
from beds.domain.messages import N_, _

_SENTENCES = {
    "ex_stays_bed": N_("Two stays in one bed would overlap. Nothing was stored."),
    "ex_stays_person": N_("Two stays of one person would overlap. Nothing was stored."),
    "ex_voids_bed": N_("Two voids of one bed would overlap. Nothing was stored."),
    "ex_voids_stays": N_("A stay and a void of one bed would overlap. Nothing was stored."),
    "ex_absences_stay": N_("Two absences from one stay would overlap. Nothing was stored."),
    "uq_offers_open_bed": N_("This bed is on offer already. Nothing was stored."),
    "uq_offers_open_person": N_("She has an open offer already. Nothing was stored."),
    # SQLite names the column, not the index.
    "offers.bed_id": N_("This bed is on offer already. Nothing was stored."),
    "offers.person_id": N_("She has an open offer already. Nothing was stored."),
}

_PERIODS = (
    ("ex_stays_bed", "stays", "stay_id", "bed_id", "started_on", "ended_on", "1 = 1"),
    ("ex_stays_person", "stays", "stay_id", "person_id", "started_on", "ended_on", "1 = 1"),
    ("ex_voids_bed", "voids", "void_id", "bed_id", "started_on", "ended_on", "{row}cancelled_on IS NULL"),
    (
        "ex_absences_stay", "absences", "absence_id", "stay_id", "away_from",
        "coalesce({row}returned_on, {row}held_until)", "1 = 1",
    ),
)  # fmt: skip
"""Name, table, its key, whose periods must not overlap, first day, end, and which rows count. Periods are half-open."""

UNCHANGED = {"events": CHAINED, "policies": (), "decisions": ("kind", "decided_by", "decided_on", "at")}
"""Tables whose rows, or these columns of them, are never changed; no column named: none may be."""


def sentence_of_guard(said: str) -> str | None:
    """What to tell when the database refuses; None where no guard for double bookings speaks."""
    return next((_(sentence) for name, sentence in _SENTENCES.items() if name in said), None)


def kept_tables() -> list[Table]:
    """The tables from which nothing is ever deleted."""
    recorded = {mapper.class_.__tablename__ for mapper in Base.registry.mappers if mapper.class_.recorded}
    return [table for table in Base.metadata.sorted_tables if table.name in recorded | {"events"}]


def put_up(connection: Connection) -> None:
    """Puts up every guard. The schema is the newest, and no guard stands."""
    statements = _sqlite() if connection.dialect.name == "sqlite" else _postgres()
    for statement in statements:
        connection.execute(text(statement.replace(":", r"\:")))


def take_down(connection: Connection) -> None:
    """Takes down every guard there is, whatever the schema."""
    if connection.dialect.name == "sqlite":
        found = connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard_%'")
        )
        for (name,) in found.all():
            connection.execute(text(f"DROP TRIGGER {name}"))
        return
    found = connection.execute(
        text(
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE t.tgname LIKE 'guard_%' AND c.relnamespace = current_schema()::regnamespace".replace("::", r"\:\:")
        )
    )
    for table, name in found.all():
        connection.execute(text(f"DROP TRIGGER {name} ON {table}"))
    for name, table, *_rest in _PERIODS:
        connection.execute(text(f"ALTER TABLE IF EXISTS {table} DROP CONSTRAINT IF EXISTS {name}"))


def standing(connection: Connection) -> frozenset[str]:
    """The names of all guards that stand, for whoever checks the database."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard_%'"))
    else:
        rows = connection.execute(
            text(
                "SELECT tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE tgname LIKE 'guard_%' "
                "AND c.relnamespace = current_schema()\\:\\:regnamespace AND tgenabled = 'O' "
                "UNION SELECT conname FROM pg_constraint WHERE contype = 'x' "
                "AND connamespace = current_schema()\\:\\:regnamespace"
            )
        )
    return frozenset(rows.scalars())


def expected(connection: Connection) -> frozenset[str]:
    """The names of the guards that must stand."""
    statements = _sqlite() if connection.dialect.name == "sqlite" else _postgres()
    words = [statement.split() for statement in statements]
    triggers = {word[2] for word in words if word[:2] == ["CREATE", "TRIGGER"]}
    return frozenset(triggers | {word[5] for word in words if word[3:5] == ["ADD", "CONSTRAINT"]})


# ------------------------------------------------------------------------------------------------ SQLite


def _sqlite() -> Iterator[str]:
    for name, table, key, whose, first, end, counts in _PERIODS:
        yield from _sqlite_periods(name, table, key, whose, first, end, counts)
    yield from _sqlite_trigger(
        "ex_voids_stays", "voids", "INSERT", "UPDATE",
        when="NEW.cancelled_on IS NULL AND EXISTS (SELECT 1 FROM stays AS other WHERE other.bed_id = NEW.bed_id AND "
        + _meet("NEW.started_on", "NEW.ended_on", "other.started_on", "other.ended_on") + ")",
    )  # fmt: skip
    yield from _sqlite_trigger(
        "ex_voids_stays", "stays", "INSERT", "UPDATE",
        when="EXISTS (SELECT 1 FROM voids AS other WHERE other.bed_id = NEW.bed_id AND other.cancelled_on IS NULL AND "
        + _meet("NEW.started_on", "NEW.ended_on", "other.started_on", "other.ended_on") + ")",
    )  # fmt: skip
    for table_ in kept_tables():
        yield from _sqlite_trigger("kept", table_.name, "DELETE")
    for name, columns in UNCHANGED.items():
        changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns) or "1 = 1"
        yield from _sqlite_trigger("unchanged", name, "UPDATE", when=changed)
    yield from _sqlite_trigger("erased_whole", "events", "UPDATE", when=_HALF_ERASED)
    for table_ in Base.metadata.sorted_tables:
        days = [column.name for column in table_.columns if isinstance(column.type, Date)]
        if days:
            # Without the "+0 days" older engines give 31 February back as it came.
            wrong = " OR ".join(
                f"(NEW.{day} IS NOT NULL AND date(NEW.{day}, '+0 days') IS NOT NEW.{day})" for day in days
            )
            yield from _sqlite_trigger("real_days", table_.name, "INSERT", "UPDATE", when=wrong)


_HALF_ERASED = "(NEW.salt IS NULL) <> (NEW.text IS NULL) OR (OLD.text IS NULL AND NEW.text IS NOT NULL)"


def _meet(first: str, end: str, other_first: str, other_end: str) -> str:
    """Whether two half-open periods share a day; an empty one shares none. A blank end is open."""
    return (
        f"({end} IS NULL OR {first} < {end}) AND ({other_end} IS NULL OR {other_first} < {other_end}) AND "
        f"({other_end} IS NULL OR {first} < {other_end}) AND ({end} IS NULL OR {other_first} < {end})"
    )


def _sqlite_periods(
    name: str, table: str, key: str, whose: str, first: str, end: str, counts: str
) -> Iterator[str]:  # fmt: skip
    def of(row: str) -> tuple[str, str, str]:
        ends = end.format(row=f"{row}.") if "{row}" in end else f"{row}.{end}"
        return f"{row}.{first}", ends, counts.format(row=f"{row}.")

    new_first, new_end, new_counts = of("NEW")
    other_first, other_end, other_counts = of("other")
    overlap = (
        f"{new_counts} AND EXISTS (SELECT 1 FROM {table} AS other WHERE other.{whose} = NEW.{whose} AND {other_counts} "
        f"AND other.{key} <> {{same}} AND {_meet(new_first, new_end, other_first, other_end)})"
    )
    # A new row has no number yet where the engine gives it; it is then nobody's.
    yield from _sqlite_trigger(name, table, "INSERT", when=overlap.format(same=f"coalesce(NEW.{key}, '')"))
    yield from _sqlite_trigger(name, table, "UPDATE", when=overlap.format(same=f"OLD.{key}"))


def _sqlite_trigger(name: str, table: str, *events: str, when: str = "1 = 1") -> Iterator[str]:
    for event in events:
        yield (
            f"CREATE TRIGGER guard_{name}_{table}_{event.lower()} BEFORE {event} ON {table} WHEN {when} "
            f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
        )


# -------------------------------------------------------------------------------------------- PostgreSQL


def _postgres() -> Iterator[str]:
    yield "CREATE EXTENSION IF NOT EXISTS btree_gist"
    for name, table, _key, whose, first, end, counts in _PERIODS:
        ends, which = end.format(row=""), counts.format(row="")
        yield (
            f"ALTER TABLE {table} ADD CONSTRAINT {name} EXCLUDE USING gist "
            f"({whose} WITH =, daterange({first}, {ends}) WITH &&) WHERE ({which})"
        )
    yield (
        "CREATE OR REPLACE FUNCTION guard_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = '23P01'; END $$"
    )
    for table, other, mine, theirs in (
        ("voids", "stays", "NEW.cancelled_on IS NULL", "true"),
        ("stays", "voids", "true", "other.cancelled_on IS NULL"),
    ):
        yield (
            f"CREATE OR REPLACE FUNCTION guard_{table}_against_{other}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {mine} AND EXISTS (SELECT 1 FROM {other} AS other WHERE other.bed_id = NEW.bed_id AND {theirs} AND "
            "daterange(other.started_on, other.ended_on) && daterange(NEW.started_on, NEW.ended_on)) "
            "THEN RAISE EXCEPTION 'ex_voids_stays' USING ERRCODE = '23P01'; END IF; RETURN NEW; END $$"
        )
        yield (
            f"CREATE TRIGGER guard_ex_voids_stays_{table} BEFORE INSERT OR UPDATE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION guard_{table}_against_{other}()"
        )
    for table_ in kept_tables():
        for event, each in (("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
            yield (
                f"CREATE TRIGGER guard_kept_{table_.name}_{event.lower()} BEFORE {event} ON {table_.name} "
                f"FOR EACH {each} EXECUTE FUNCTION guard_refuse('kept')"
            )
    for name, columns in UNCHANGED.items():
        changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns) or "true"
        yield _postgres_update("unchanged", name, changed)
    yield _postgres_update("erased_whole", "events", _HALF_ERASED)


def _postgres_update(name: str, table: str, when: str) -> str:
    return (
        f"CREATE TRIGGER guard_{name}_{table}_update BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({when}) "
        f"EXECUTE FUNCTION guard_refuse('{name}')"
    )
