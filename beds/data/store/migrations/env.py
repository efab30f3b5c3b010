"""Alembic's way in: runs the steps on the connection, in the transaction, that migrate.py has opened."""

from alembic import context

from beds.data.store import tables
from beds.data.store.base import Base

assert tables.__all__
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
