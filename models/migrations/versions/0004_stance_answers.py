"""What a remote stance engine answered, and how often it was asked.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # op.f: the name is whole; without it the naming convention would be put before it a second time.
    op.create_table(
        "stance_answers",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=10), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("evidence_start", sa.Integer(), nullable=False),
        sa.Column("evidence_end", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_stance_answers"),
        sa.CheckConstraint(
            "label IN ('favor', 'against', 'neutral', 'unrelated')", name=op.f("ck_stance_answers_label")
        ),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_stance_answers_confidence")),
        sa.CheckConstraint(
            "evidence_start >= 0 AND evidence_end >= evidence_start",
            name=op.f("ck_stance_answers_evidence_range"),
        ),
        sa.CheckConstraint(
            "(label = 'unrelated') = (evidence_end = evidence_start)",
            name=op.f("ck_stance_answers_side_has_evidence"),
        ),
    )
    op.create_table(
        "stance_request_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("requests", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_stance_request_days"),
        sa.CheckConstraint("requests > 0", name=op.f("ck_stance_request_days_requests")),
    )


def downgrade() -> None:
    op.drop_table("stance_request_days")
    op.drop_table("stance_answers")
