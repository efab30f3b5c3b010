"""The facts, the policy, the users and the record."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "events",
    "policies",
    "schemes",
    "service",
    "users",
    "workers",
    "beds",
    "event_people",
    "people",
    "keep_apart",
    "pins",
    "stays",
    "waivers",
)


def upgrade() -> None:
    op.create_table(
        "events",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("prev", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_events")),
        sa.UniqueConstraint("hash", name=op.f("uq_events_hash")),
    )
    op.create_index(op.f("ix_events_actor"), "events", ["actor"])
    op.create_index(op.f("ix_events_at"), "events", ["at"])
    op.create_index(op.f("ix_events_kind"), "events", ["kind"])
    op.create_index(op.f("ix_events_subject"), "events", ["subject"])
    op.create_table(
        "policies",
        sa.Column("policy_version", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("saved_by", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("policy_version", name=op.f("pk_policies")),
    )
    op.create_index(op.f("ix_policies_valid_from"), "policies", ["valid_from"])
    op.create_table(
        "schemes",
        sa.Column("scheme_id", sa.Text(), nullable=False),
        sa.Column("phase", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("women_only", sa.Boolean(), nullable=True),
        sa.Column("substance_policy", sa.Text(), nullable=False),
        sa.Column("min_age", sa.Integer(), nullable=True),
        sa.Column("max_age", sa.Integer(), nullable=True),
        sa.Column("takes_children", sa.Boolean(), nullable=True),
        sa.Column("takes_pets", sa.Boolean(), nullable=True),
        sa.Column("takes_intentional", sa.Boolean(), nullable=True),
        sa.Column("needs_connection", sa.Boolean(), nullable=True),
        sa.Column("needs_recourse", sa.Boolean(), nullable=True),
        sa.Column("reserved_for", sa.Text(), nullable=False),
        sa.Column("routes", sa.Text(), nullable=False),
        sa.Column("features", sa.Text(), nullable=False),
        sa.Column("turnaround_days", sa.Integer(), nullable=False),
        sa.Column("weekly_cost", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "substance_policy IN ('any', 'in_treatment', 'abstinent')", name=op.f("ck_schemes_substance_policy_known")
        ),
        sa.CheckConstraint(
            "min_age IS NULL OR max_age IS NULL OR max_age >= min_age", name=op.f("ck_schemes_ages_in_order")
        ),
        sa.CheckConstraint("phase BETWEEN 0 AND 9", name=op.f("ck_schemes_phase_known")),
        sa.CheckConstraint("turnaround_days >= 0", name=op.f("ck_schemes_turnaround_not_negative")),
        sa.PrimaryKeyConstraint("scheme_id", name=op.f("pk_schemes")),
    )
    op.create_table(
        "service",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_service")),
    )
    op.create_table(
        "users",
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("retired_at", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_users")),
    )
    op.create_table(
        "workers",
        sa.Column("worker_id", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("covers", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("away_from", sa.Date(), nullable=True),
        sa.Column("away_to", sa.Date(), nullable=True),
        sa.Column("leaving_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "away_to IS NULL OR away_from IS NULL OR away_to >= away_from", name=op.f("ck_workers_away_to_in_order")
        ),
        sa.PrimaryKeyConstraint("worker_id", name=op.f("pk_workers")),
    )
    op.create_table(
        "beds",
        sa.Column("bed_id", sa.Text(), nullable=False),
        sa.Column("scheme_id", sa.Text(), nullable=False),
        sa.Column("room_id", sa.Text(), nullable=False),
        sa.Column("step_free", sa.Boolean(), nullable=True),
        sa.Column("features", sa.Text(), nullable=False),
        sa.Column("open_from", sa.Date(), nullable=True),
        sa.Column("open_to", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "open_to IS NULL OR open_from IS NULL OR open_to >= open_from", name=op.f("ck_beds_open_to_in_order")
        ),
        sa.ForeignKeyConstraint(["scheme_id"], ["schemes.scheme_id"], name=op.f("fk_beds_scheme_id")),
        sa.PrimaryKeyConstraint("bed_id", name=op.f("pk_beds")),
    )
    op.create_index(op.f("ix_beds_scheme_id"), "beds", ["scheme_id"])
    op.create_table(
        "event_people",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["events.seq"], name=op.f("fk_event_people_seq")),
        sa.PrimaryKeyConstraint("seq", "person_id", name=op.f("pk_event_people")),
    )
    op.create_index(op.f("ix_event_people_person_id"), "event_people", ["person_id"])
    op.create_table(
        "people",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("gender", sa.Text(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("waiting_since", sa.Date(), nullable=True),
        sa.Column("band", sa.Text(), nullable=True),
        sa.Column("seeks", sa.Text(), nullable=False),
        sa.Column("recourse", sa.Boolean(), nullable=True),
        sa.Column("connection", sa.Boolean(), nullable=True),
        sa.Column("step_free_needed", sa.Boolean(), nullable=True),
        sa.Column("prefers", sa.Text(), nullable=False),
        sa.Column("children", sa.Integer(), nullable=True),
        sa.Column("pets", sa.Boolean(), nullable=True),
        sa.Column("shares_room", sa.Boolean(), nullable=True),
        sa.Column("avoid_schemes", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("worker_id", sa.Text(), nullable=True),
        sa.Column("programme_start", sa.Date(), nullable=True),
        sa.Column("restricted", sa.Text(), nullable=False),
        sa.Column("erased_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("band IN ('A', 'B', 'C', 'D')", name=op.f("ck_people_band_known")),
        sa.CheckConstraint("gender IN ('woman', 'man', 'non_binary', 'unknown')", name=op.f("ck_people_gender_known")),
        sa.CheckConstraint(
            "route IN ('', 'SNAP', 'specialist', 'outreach', 'internal', 'self')", name=op.f("ck_people_route_known")
        ),
        sa.CheckConstraint(
            "seeks = '[]' OR (waiting_since IS NOT NULL AND band IS NOT NULL)",
            name=op.f("ck_people_candidate_has_band_and_date"),
        ),
        sa.CheckConstraint("children >= 0", name=op.f("ck_people_children_not_negative")),
        sa.ForeignKeyConstraint(["worker_id"], ["workers.worker_id"], name=op.f("fk_people_worker_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_people")),
    )
    op.create_index(op.f("ix_people_seeks"), "people", ["seeks"])
    op.create_index(op.f("ix_people_worker_id"), "people", ["worker_id"])
    op.create_table(
        "keep_apart",
        sa.Column("keep_apart_id", sa.Integer(), nullable=False),
        sa.Column("person_a", sa.Text(), nullable=False),
        sa.Column("person_b", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_by", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("scope IN ('room', 'scheme', 'area')", name=op.f("ck_keep_apart_scope_known")),
        sa.CheckConstraint("person_a <> person_b", name=op.f("ck_keep_apart_two_people")),
        sa.ForeignKeyConstraint(["person_a"], ["people.person_id"], name=op.f("fk_keep_apart_person_a")),
        sa.ForeignKeyConstraint(["person_b"], ["people.person_id"], name=op.f("fk_keep_apart_person_b")),
        sa.PrimaryKeyConstraint("keep_apart_id", name=op.f("pk_keep_apart")),
    )
    op.create_index(op.f("ix_keep_apart_person_a"), "keep_apart", ["person_a"])
    op.create_index(op.f("ix_keep_apart_person_b"), "keep_apart", ["person_b"])
    op.create_table(
        "pins",
        sa.Column("pin_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("bed_id", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_by", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("action IN ('pin', 'forbid')", name=op.f("ck_pins_action_known")),
        sa.CheckConstraint(
            "expires_on IS NULL OR decided_on IS NULL OR expires_on >= decided_on",
            name=op.f("ck_pins_expires_on_in_order"),
        ),
        sa.ForeignKeyConstraint(["bed_id"], ["beds.bed_id"], name=op.f("fk_pins_bed_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"], name=op.f("fk_pins_person_id")),
        sa.PrimaryKeyConstraint("pin_id", name=op.f("pk_pins")),
    )
    op.create_index(op.f("ix_pins_bed_id"), "pins", ["bed_id"])
    op.create_index(op.f("ix_pins_person_id"), "pins", ["person_id"])
    op.create_table(
        "stays",
        sa.Column("stay_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("bed_id", sa.Text(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("extended_to", sa.Date(), nullable=True),
        sa.Column("leaving_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ended_on IS NOT NULL OR outcome = ''", name=op.f("ck_stays_open_has_no_outcome")),
        sa.CheckConstraint(
            "outcome IN ('', 'moved_phase', 'moved_on', 'returned', 'abandoned', 'evicted', 'hospital', 'custody', 'died', 'other')",
            name=op.f("ck_stays_outcome_known"),
        ),
        sa.CheckConstraint(
            "ended_on IS NULL OR started_on IS NULL OR ended_on >= started_on", name=op.f("ck_stays_ended_on_in_order")
        ),
        sa.CheckConstraint(
            "extended_to IS NULL OR started_on IS NULL OR extended_to >= started_on",
            name=op.f("ck_stays_extended_to_in_order"),
        ),
        sa.CheckConstraint(
            "leaving_on IS NULL OR started_on IS NULL OR leaving_on >= started_on",
            name=op.f("ck_stays_leaving_on_in_order"),
        ),
        sa.ForeignKeyConstraint(["bed_id"], ["beds.bed_id"], name=op.f("fk_stays_bed_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"], name=op.f("fk_stays_person_id")),
        sa.PrimaryKeyConstraint("stay_id", name=op.f("pk_stays")),
    )
    op.create_index(op.f("ix_stays_bed_id"), "stays", ["bed_id"])
    op.create_index(op.f("ix_stays_ended_on"), "stays", ["ended_on"])
    op.create_index(op.f("ix_stays_person_id"), "stays", ["person_id"])
    op.create_table(
        "waivers",
        sa.Column("waiver_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_by", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "expires_on IS NULL OR decided_on IS NULL OR expires_on >= decided_on",
            name=op.f("ck_waivers_expires_on_in_order"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"], name=op.f("fk_waivers_person_id")),
        sa.PrimaryKeyConstraint("waiver_id", name=op.f("pk_waivers")),
    )
    op.create_index(op.f("ix_waivers_person_id"), "waivers", ["person_id"])


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
