"""Runs and their answers, proposals, offers, decisions, and the reasons that they may have."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    "reasons",
    "scenarios",
    "snapshots",
    "runs",
    "proposals",
    "run_files",
    "passed_over",
    "proposal_rows",
    "offers",
    "decisions",
)

REASONS = (
    # list, code, text, side, effect
    ("decline", "not_ready", "She does not feel ready to move", "hers", "none"),
    ("decline", "area", "The area is not safe or not right for her", "hers", "avoid_scheme"),
    ("decline", "scheme", "She does not want to live in this scheme", "hers", "avoid_scheme"),
    ("decline", "room", "The room or the bed does not suit her", "hers", "none"),
    ("decline", "later", "She cannot move before a later date", "hers", "pause"),
    ("decline", "other_hers", "Another reason of hers", "hers", "none"),
    ("decline", "risk", "The provider cannot keep her or others safe", "provider", "avoid_scheme"),
    ("decline", "mix", "The mix of residents does not allow it now", "provider", "none"),
    ("decline", "not_available", "The bed is not available after all", "provider", "none"),
    ("decline", "other_provider", "Another reason of the provider", "provider", "none"),
    ("decision", "risk_known", "A risk that the files do not show", "", ""),
    ("decision", "change_of_need", "Her needs have changed since", "", ""),
    ("decision", "safeguarding", "A safeguarding decision", "", ""),
    ("decision", "managed_move", "A move agreed outside the run", "", ""),
    ("decision", "other_decision", "Another reason", "", ""),
    ("void", "cooling_off", "Cooling off (e.g. following an incident)", "", ""),
    ("void", "deep_clean", "Deep clean", "", ""),
    ("void", "needle_sweep", "Needle sweep", "", ""),
    ("void", "resident_damage", "Resident damage/repairs", "", ""),
    ("void", "stolen_goods", "Stolen goods/furniture replacement", "", ""),
    ("void", "supplier_maintenance", "Supplier maintenance/repairs", "", ""),
    ("void", "other_void", "Other", "", ""),
    ("closing", "housed_elsewhere", "She found a home elsewhere", "", ""),
    ("closing", "contact_lost", "Contact was lost", "", ""),
    ("closing", "withdrew", "She withdrew", "", ""),
    ("closing", "not_eligible", "She is not eligible for this service", "", ""),
    ("closing", "died", "She died", "", ""),
    ("closing", "other_closing", "Another reason", "", ""),
    ("extension", "no_move_on", "Ready to move on, and no home is there yet", "", ""),
    ("extension", "support_needed", "She needs more time with support", "", ""),
    ("extension", "health", "Health or treatment", "", ""),
    ("extension", "limit_changed", "The limit was shortened during her stay", "", ""),
    ("extension", "other_extension", "Another reason", "", ""),
)
"""What the lists hold at first; a service changes them as it needs."""


def upgrade() -> None:
    op.create_table(
        "reasons",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("list", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("effect IN ('', 'none', 'avoid_scheme', 'pause')", name=op.f("ck_reasons_effect_known")),
        sa.CheckConstraint(
            "list <> 'decline' OR (side <> '' AND effect <> '')", name=op.f("ck_reasons_decline_is_defined")
        ),
        sa.CheckConstraint(
            "list IN ('decline', 'decision', 'void', 'closing', 'extension')", name=op.f("ck_reasons_list_known")
        ),
        sa.CheckConstraint("side IN ('', 'hers', 'provider')", name=op.f("ck_reasons_side_known")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_reasons")),
    )
    op.create_index(op.f("ix_reasons_list"), "reasons", ["list"])
    op.create_table(
        "scenarios",
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("share_key", sa.Text(), nullable=True),
        sa.Column("copied_from", sa.Integer(), nullable=True),
        sa.Column("saved_at", sa.Text(), nullable=False),
        sa.Column("retired_at", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["copied_from"], ["scenarios.scenario_id"], name=op.f("fk_scenarios_copied_from")),
        sa.PrimaryKeyConstraint("scenario_id", name=op.f("pk_scenarios")),
        sa.UniqueConstraint("share_key", name=op.f("uq_scenarios_share_key")),
    )
    op.create_index(op.f("ix_scenarios_author"), "scenarios", ["author"])
    op.create_table(
        "snapshots",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("stored_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_snapshots")),
    )
    op.create_table(
        "runs",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("run_on", sa.Date(), nullable=True),
        sa.Column("snapshot_sha256", sa.Text(), nullable=True),
        sa.Column("policy_version", sa.Integer(), nullable=True),
        sa.Column("scenario_id", sa.Integer(), nullable=True),
        sa.Column("after_run", sa.Integer(), nullable=True),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("answer_sha256", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.Column("worker", sa.Text(), nullable=False),
        sa.Column("lease_until", sa.Text(), nullable=True),
        sa.Column("heartbeat_at", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("steps_done", sa.Integer(), nullable=False),
        sa.Column("steps_total", sa.Integer(), nullable=False),
        sa.Column("cancel_asked", sa.Boolean(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind <> 'allocation' OR run_on IS NOT NULL", name=op.f("ck_runs_allocation_has_a_day")),
        sa.CheckConstraint("kind IN ('allocation', 'simulation', 'trial')", name=op.f("ck_runs_kind_known")),
        sa.CheckConstraint(
            "status IN ('queued', 'running', 'done', 'failed', 'cancelled')", name=op.f("ck_runs_status_known")
        ),
        sa.ForeignKeyConstraint(["after_run"], ["runs.run_id"], name=op.f("fk_runs_after_run")),
        sa.ForeignKeyConstraint(["policy_version"], ["policies.policy_version"], name=op.f("fk_runs_policy_version")),
        sa.ForeignKeyConstraint(["scenario_id"], ["scenarios.scenario_id"], name=op.f("fk_runs_scenario_id")),
        sa.ForeignKeyConstraint(["snapshot_sha256"], ["snapshots.sha256"], name=op.f("fk_runs_snapshot_sha256")),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_runs")),
    )
    op.create_index(op.f("ix_runs_asked_at"), "runs", ["asked_at"])
    op.create_index(op.f("ix_runs_lease_until"), "runs", ["lease_until"])
    op.create_index(op.f("ix_runs_run_on"), "runs", ["run_on"])
    op.create_index(op.f("ix_runs_status"), "runs", ["status"])
    op.create_table(
        "proposals",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('open', 'approved', 'partly_approved', 'refused', 'superseded')",
            name=op.f("ck_proposals_status_known"),
        ),
        sa.ForeignKeyConstraint(["run_id"], ["runs.run_id"], name=op.f("fk_proposals_run_id")),
        sa.ForeignKeyConstraint(["superseded_by"], ["runs.run_id"], name=op.f("fk_proposals_superseded_by")),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_proposals")),
    )
    op.create_index(op.f("ix_proposals_status"), "proposals", ["status"])
    op.create_table(
        "run_files",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["runs.run_id"], name=op.f("fk_run_files_run_id")),
        sa.PrimaryKeyConstraint("run_id", "name", name=op.f("pk_run_files")),
    )
    op.create_table(
        "passed_over",
        sa.Column("passed_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("placed_person_id", sa.Text(), nullable=False),
        sa.Column("bed_id", sa.Text(), nullable=False),
        sa.Column("passed_person_id", sa.Text(), nullable=False),
        sa.Column("passed_band", sa.Text(), nullable=False),
        sa.Column("passed_waiting_days", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["bed_id"], ["beds.bed_id"], name=op.f("fk_passed_over_bed_id")),
        sa.ForeignKeyConstraint(
            ["passed_person_id"], ["people.person_id"], name=op.f("fk_passed_over_passed_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["placed_person_id"], ["people.person_id"], name=op.f("fk_passed_over_placed_person_id")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["proposals.run_id"], name=op.f("fk_passed_over_run_id")),
        sa.PrimaryKeyConstraint("passed_id", name=op.f("pk_passed_over")),
    )
    op.create_index(op.f("ix_passed_over_passed_person_id"), "passed_over", ["passed_person_id"])
    op.create_index(op.f("ix_passed_over_run_id"), "passed_over", ["run_id"])
    op.create_table(
        "proposal_rows",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("from_bed", sa.Text(), nullable=True),
        sa.Column("bed_id", sa.Text(), nullable=True),
        sa.Column("scheme_id", sa.Text(), nullable=True),
        sa.Column("phase", sa.Integer(), nullable=True),
        sa.Column("start_on", sa.Date(), nullable=True),
        sa.Column("planned_end", sa.Date(), nullable=True),
        sa.Column("worker_id", sa.Text(), nullable=True),
        sa.Column("worker_changed", sa.Boolean(), nullable=True),
        sa.Column("chain", sa.Integer(), nullable=True),
        sa.Column("band", sa.Text(), nullable=False),
        sa.Column("waiting_days", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("depends_on", sa.Integer(), nullable=True),
        sa.Column("held_because", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('placed', 'moved', 'stays', 'waits')", name=op.f("ck_proposal_rows_outcome_known")
        ),
        sa.CheckConstraint(
            "outcome IN ('stays', 'waits') OR bed_id IS NOT NULL", name=op.f("ck_proposal_rows_placed_has_a_bed")
        ),
        sa.CheckConstraint(
            "status IN ('proposed', 'approved', 'refused', 'held', 'offered', 'accepted', 'begun', 'failed', 'superseded')",
            name=op.f("ck_proposal_rows_status_known"),
        ),
        sa.ForeignKeyConstraint(["bed_id"], ["beds.bed_id"], name=op.f("fk_proposal_rows_bed_id")),
        sa.ForeignKeyConstraint(["depends_on"], ["proposal_rows.row_id"], name=op.f("fk_proposal_rows_depends_on")),
        sa.ForeignKeyConstraint(["from_bed"], ["beds.bed_id"], name=op.f("fk_proposal_rows_from_bed")),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"], name=op.f("fk_proposal_rows_person_id")),
        sa.ForeignKeyConstraint(["run_id"], ["proposals.run_id"], name=op.f("fk_proposal_rows_run_id")),
        sa.ForeignKeyConstraint(["scheme_id"], ["schemes.scheme_id"], name=op.f("fk_proposal_rows_scheme_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["workers.worker_id"], name=op.f("fk_proposal_rows_worker_id")),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_proposal_rows")),
        sa.UniqueConstraint("run_id", "person_id", name=op.f("uq_proposal_rows_run_id_person_id")),
    )
    op.create_index(op.f("ix_proposal_rows_bed_id"), "proposal_rows", ["bed_id"])
    op.create_index(op.f("ix_proposal_rows_person_id"), "proposal_rows", ["person_id"])
    op.create_index(op.f("ix_proposal_rows_run_id"), "proposal_rows", ["run_id"])
    op.create_index(op.f("ix_proposal_rows_status"), "proposal_rows", ["status"])
    op.create_table(
        "offers",
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("bed_id", sa.Text(), nullable=False),
        sa.Column("worker_id", sa.Text(), nullable=True),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("planned_end", sa.Date(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("reply_by", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by", sa.Text(), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=True),
        sa.Column("reason_text", sa.Text(), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("effect_until", sa.Date(), nullable=True),
        sa.Column("stay_id", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("status <> 'begun' OR stay_id IS NOT NULL", name=op.f("ck_offers_begun_has_a_stay")),
        sa.CheckConstraint(
            "status <> 'declined' OR reason_code IS NOT NULL", name=op.f("ck_offers_declined_has_a_reason")
        ),
        sa.CheckConstraint(
            "status IN ('made', 'accepted', 'declined', 'withdrawn', 'expired', 'did_not_arrive', 'begun')",
            name=op.f("ck_offers_status_known"),
        ),
        sa.CheckConstraint(
            "answered_on IS NULL OR made_on IS NULL OR answered_on >= made_on",
            name=op.f("ck_offers_answered_on_in_order"),
        ),
        sa.CheckConstraint(
            "reply_by IS NULL OR made_on IS NULL OR reply_by >= made_on", name=op.f("ck_offers_reply_by_in_order")
        ),
        sa.ForeignKeyConstraint(["bed_id"], ["beds.bed_id"], name=op.f("fk_offers_bed_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"], name=op.f("fk_offers_person_id")),
        sa.ForeignKeyConstraint(["reason_code"], ["reasons.code"], name=op.f("fk_offers_reason_code")),
        sa.ForeignKeyConstraint(["row_id"], ["proposal_rows.row_id"], name=op.f("fk_offers_row_id")),
        sa.ForeignKeyConstraint(["stay_id"], ["stays.stay_id"], name=op.f("fk_offers_stay_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["workers.worker_id"], name=op.f("fk_offers_worker_id")),
        sa.PrimaryKeyConstraint("offer_id", name=op.f("pk_offers")),
    )
    op.create_index(op.f("ix_offers_bed_id"), "offers", ["bed_id"])
    op.create_index(op.f("ix_offers_person_id"), "offers", ["person_id"])
    op.create_index(op.f("ix_offers_row_id"), "offers", ["row_id"])
    op.create_index(op.f("ix_offers_status"), "offers", ["status"])
    op.create_index(
        "uq_offers_open_bed",
        "offers",
        ["bed_id"],
        unique=True,
        sqlite_where=sa.text("status IN ('made', 'accepted')"),
        postgresql_where=sa.text("status IN ('made', 'accepted')"),
    )
    op.create_index(
        "uq_offers_open_person",
        "offers",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("status IN ('made', 'accepted')"),
        postgresql_where=sa.text("status IN ('made', 'accepted')"),
    )
    op.create_table(
        "decisions",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("row_id", sa.Integer(), nullable=True),
        sa.Column("offer_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("bed_id", sa.Text(), nullable=True),
        sa.Column("passed_person_id", sa.Text(), nullable=True),
        sa.Column("reason_code", sa.Text(), nullable=True),
        sa.Column("reason_text", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('approved', 'refused', 'amended', 'passed_over', 'pinned', 'forbidden', 'waived', 'withdrawn', 'overruled')",
            name=op.f("ck_decisions_kind_known"),
        ),
        sa.ForeignKeyConstraint(["bed_id"], ["beds.bed_id"], name=op.f("fk_decisions_bed_id")),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.offer_id"], name=op.f("fk_decisions_offer_id")),
        sa.ForeignKeyConstraint(["passed_person_id"], ["people.person_id"], name=op.f("fk_decisions_passed_person_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"], name=op.f("fk_decisions_person_id")),
        sa.ForeignKeyConstraint(["reason_code"], ["reasons.code"], name=op.f("fk_decisions_reason_code")),
        sa.ForeignKeyConstraint(["row_id"], ["proposal_rows.row_id"], name=op.f("fk_decisions_row_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.run_id"], name=op.f("fk_decisions_run_id")),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_decisions")),
    )
    op.create_index(op.f("ix_decisions_offer_id"), "decisions", ["offer_id"])
    op.create_index(op.f("ix_decisions_person_id"), "decisions", ["person_id"])
    op.create_index(op.f("ix_decisions_row_id"), "decisions", ["row_id"])
    op.create_index(op.f("ix_decisions_run_id"), "decisions", ["run_id"])
    table = sa.table(
        "reasons", *(sa.column(name) for name in ("list", "code", "text", "side", "effect", "place", "version"))
    )
    op.bulk_insert(
        table,
        [
            {"list": list_, "code": code, "text": text, "side": side, "effect": effect, "place": place, "version": 1}
            for place, (list_, code, text, side, effect) in enumerate(REASONS, start=1)
        ],
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
