"""What happens between moves: voids, absences, notices, extensions, the waiting list; sessions and access."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = (
    "access_log",
    "sign_ins",
    "sessions",
    "voids",
    "waiting",
    "worker_changes",
    "absences",
    "extensions",
    "notices",
)


def upgrade() -> None:
    op.create_table(
        "access_log",
        sa.Column("access_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("access_id", name=op.f("pk_access_log")),
    )
    op.create_index(op.f("ix_access_log_at"), "access_log", ["at"])
    op.create_index(op.f("ix_access_log_person_id"), "access_log", ["person_id"])
    op.create_index(op.f("ix_access_log_user_id"), "access_log", ["user_id"])
    op.create_table(
        "sign_ins",
        sa.Column("sign_in_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("succeeded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("sign_in_id", name=op.f("pk_sign_ins")),
    )
    op.create_index(op.f("ix_sign_ins_at"), "sign_ins", ["at"])
    op.create_index(op.f("ix_sign_ins_user_id"), "sign_ins", ["user_id"])
    op.create_table(
        "sessions",
        sa.Column("token_sha256", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.user_id"], name=op.f("fk_sessions_user_id")),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_user_id"), "sessions", ["user_id"])
    op.create_table(
        "voids",
        sa.Column("void_id", sa.Integer(), nullable=False),
        sa.Column("bed_id", sa.Text(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("reason_code", sa.Text(), nullable=False),
        sa.Column("reason_text", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "ended_on IS NULL OR started_on IS NULL OR ended_on >= started_on", name=op.f("ck_voids_ended_on_in_order")
        ),
        sa.ForeignKeyConstraint(["bed_id"], ["beds.bed_id"], name=op.f("fk_voids_bed_id")),
        sa.ForeignKeyConstraint(["reason_code"], ["reasons.code"], name=op.f("fk_voids_reason_code")),
        sa.PrimaryKeyConstraint("void_id", name=op.f("pk_voids")),
    )
    op.create_index(op.f("ix_voids_bed_id"), "voids", ["bed_id"])
    op.create_table(
        "waiting",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("review_by", sa.Date(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("contact_lost_on", sa.Date(), nullable=True),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_code", sa.Text(), nullable=True),
        sa.Column("closed_text", sa.Text(), nullable=False),
        sa.Column("seeks_when_closed", sa.Text(), nullable=False),
        sa.Column("reopened_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["closed_code"], ["reasons.code"], name=op.f("fk_waiting_closed_code")),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"], name=op.f("fk_waiting_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_waiting")),
    )
    op.create_index(op.f("ix_waiting_review_by"), "waiting", ["review_by"])
    op.create_table(
        "worker_changes",
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("from_worker", sa.Text(), nullable=True),
        sa.Column("to_worker", sa.Text(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("handover_on", sa.Date(), nullable=True),
        sa.Column("handed_over_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "handed_over_on IS NULL OR agreed_on IS NULL OR handed_over_on >= agreed_on",
            name=op.f("ck_worker_changes_handed_over_on_in_order"),
        ),
        sa.CheckConstraint(
            "handover_on IS NULL OR agreed_on IS NULL OR handover_on >= agreed_on",
            name=op.f("ck_worker_changes_handover_on_in_order"),
        ),
        sa.ForeignKeyConstraint(["from_worker"], ["workers.worker_id"], name=op.f("fk_worker_changes_from_worker")),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"], name=op.f("fk_worker_changes_person_id")),
        sa.ForeignKeyConstraint(["to_worker"], ["workers.worker_id"], name=op.f("fk_worker_changes_to_worker")),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_worker_changes")),
    )
    op.create_index(op.f("ix_worker_changes_person_id"), "worker_changes", ["person_id"])
    op.create_table(
        "absences",
        sa.Column("absence_id", sa.Integer(), nullable=False),
        sa.Column("stay_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("away_from", sa.Date(), nullable=False),
        sa.Column("held_until", sa.Date(), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('hospital', 'custody', 'rehab', 'other')", name=op.f("ck_absences_kind_known")),
        sa.CheckConstraint(
            "held_until IS NULL OR away_from IS NULL OR held_until >= away_from",
            name=op.f("ck_absences_held_until_in_order"),
        ),
        sa.CheckConstraint(
            "returned_on IS NULL OR away_from IS NULL OR returned_on >= away_from",
            name=op.f("ck_absences_returned_on_in_order"),
        ),
        sa.ForeignKeyConstraint(["stay_id"], ["stays.stay_id"], name=op.f("fk_absences_stay_id")),
        sa.PrimaryKeyConstraint("absence_id", name=op.f("pk_absences")),
    )
    op.create_index(op.f("ix_absences_stay_id"), "absences", ["stay_id"])
    op.create_table(
        "extensions",
        sa.Column("extension_id", sa.Integer(), nullable=False),
        sa.Column("stay_id", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("extended_to", sa.Date(), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["reason_code"], ["reasons.code"], name=op.f("fk_extensions_reason_code")),
        sa.ForeignKeyConstraint(["stay_id"], ["stays.stay_id"], name=op.f("fk_extensions_stay_id")),
        sa.PrimaryKeyConstraint("extension_id", name=op.f("pk_extensions")),
    )
    op.create_index(op.f("ix_extensions_stay_id"), "extensions", ["stay_id"])
    op.create_table(
        "notices",
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("stay_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("leaving_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('planned', 'unplanned')", name=op.f("ck_notices_kind_known")),
        sa.CheckConstraint(
            "leaving_on IS NULL OR given_on IS NULL OR leaving_on >= given_on",
            name=op.f("ck_notices_leaving_on_in_order"),
        ),
        sa.CheckConstraint(
            "withdrawn_on IS NULL OR given_on IS NULL OR withdrawn_on >= given_on",
            name=op.f("ck_notices_withdrawn_on_in_order"),
        ),
        sa.ForeignKeyConstraint(["stay_id"], ["stays.stay_id"], name=op.f("fk_notices_stay_id")),
        sa.PrimaryKeyConstraint("notice_id", name=op.f("pk_notices")),
    )
    op.create_index(op.f("ix_notices_stay_id"), "notices", ["stay_id"])


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
