"""The schema: what the migrations make is what the tables say, and facts survive the way up and down."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from beds.data.settings import Settings
from beds.data.store import guards, migrate
from beds.data.store.base import Base
from beds.data.store.engine import make_engine
from beds.data.store.keys import make_keyring
from beds.data.store.revision import HEAD, REVISIONS, revision_of
from beds.data.store.store import Store, open_store, upgrade_store
from beds.domain.errors import StoreTrouble
from tests.data.store.sample import NOW, fill


def empty_engine(settings: Settings) -> Engine:
    return make_engine(settings.database_url, make_keyring(settings))


def test_the_revisions_are_those_of_the_files() -> None:
    scripts = ScriptDirectory(str(migrate.MIGRATIONS)).walk_revisions()
    assert tuple(script.revision for script in scripts)[::-1] == REVISIONS
    assert all(
        Path(script.path).name.startswith(script.revision)
        for script in ScriptDirectory(str(migrate.MIGRATIONS)).walk_revisions()
    )


def test_what_the_migrations_make_is_what_the_tables_say(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, Base.metadata)
        exclusions = {"ex_stays_bed", "ex_stays_person", "ex_voids_bed", "ex_absences_stay"}
        assert [entry for entry in found if getattr(entry[1], "name", "") not in exclusions] == []


def test_the_migrations_make_every_check_that_the_tables_have(store: Store) -> None:
    for table in Base.metadata.sorted_tables:
        made = {check["name"] for check in inspect(store.engine).get_check_constraints(table.name)}
        said = {c.name for c in table.constraints if c.__visit_name__ == "check_constraint"}
        assert said <= made, table.name


def test_facts_survive_a_step_down_and_up_again(store: Store) -> None:
    facts = fill(store)
    migrate.downgrade(store.engine, "0001")
    with store.engine.connect() as connection:
        assert revision_of(connection) == "0001"
        assert guards.standing(connection) == frozenset()
    migrate.upgrade(store.engine)
    with store.read() as books:
        assert books.facts.snapshot(NOW.date()).sha256() == facts.sha256()
        assert books.record.verify().broken is None
    with store.engine.connect() as connection:
        assert guards.standing(connection) == guards.expected(connection)


def test_every_step_can_be_gone_up_and_down(settings: Settings) -> None:
    engine = empty_engine(settings)
    for revision in REVISIONS:
        migrate.upgrade(engine, revision)
    for revision in (*REVISIONS[-2::-1], "base"):
        migrate.downgrade(engine, revision)
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    engine.dispose()


def test_a_step_that_fails_leaves_the_database_as_it_was(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store)

    def fails(_connection: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(migrate, "_finish", fails)
    with pytest.raises(RuntimeError):
        migrate.downgrade(store.engine, "0001")
    with store.engine.connect() as connection:
        assert revision_of(connection) == HEAD
        assert guards.standing(connection) == guards.expected(connection)


def test_an_older_database_is_refused_and_can_be_brought_up(made: Settings) -> None:
    store = open_store(made)
    migrate.downgrade(store.engine, "0002")
    store.close()
    with pytest.raises(StoreTrouble, match="older than the program"):
        open_store(made)
    assert upgrade_store(made) == ("0002", HEAD)
    open_store(made).close()


def test_a_newer_database_is_refused(made: Settings) -> None:
    store = open_store(made)
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(StoreTrouble, match="newer than the program"):
        open_store(made)
    with pytest.raises(StoreTrouble, match="newer than the program"):
        upgrade_store(made)
