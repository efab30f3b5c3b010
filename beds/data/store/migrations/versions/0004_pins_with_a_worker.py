"""A pin may name the key worker that goes with the bed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("pins") as pins:
        pins.add_column(sa.Column("worker_id", sa.Text(), nullable=True))
        pins.create_foreign_key(op.f("fk_pins_worker_id"), "workers", ["worker_id"], ["worker_id"])


def downgrade() -> None:
    with op.batch_alter_table("pins") as pins:
        pins.drop_constraint(op.f("fk_pins_worker_id"), type_="foreignkey")
        pins.drop_column("worker_id")
