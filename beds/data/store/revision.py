"""Which revision of the schema a database has, and which ones there are; without the weight of the migrations."""

from sqlalchemy import Connection, inspect, text

REVISIONS = ("0001", "0002", "0003", "0004")
"""Every revision, oldest first; a test holds them against the files."""
HEAD = REVISIONS[-1]
"""The newest: the only one that the program works with."""


def revision_of(connection: Connection) -> str | None:
    """The revision of a database; None where no schema of beds was made yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision
