"""Jobs know how far they have come, and quotes can be counted by speaker and period without being read.

Revision ID: 0011
Revises: 0004

A job that was running when the program was replaced begins anew: its place was not written down before.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_COUNTED = ["state", "said_at", "speaker_id", "type", "article_id", "id"]


def upgrade() -> None:
    identifier = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    # Added in place: to make the table anew would take it away from a process that is at work.
    op.add_column("jobs", sa.Column("is_background", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("jobs", sa.Column("done", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("jobs", sa.Column("total", sa.Integer(), nullable=True))
    op.add_column("jobs", sa.Column("last_quote_id", identifier, nullable=False, server_default="0"))
    op.add_column("jobs", sa.Column("fruitful_attempt", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_quotes_counted", "quotes", _COUNTED, unique=False)


def downgrade() -> None:
    op.drop_index("ix_quotes_counted", table_name="quotes")
    for column in ("fruitful_attempt", "last_quote_id", "total", "done", "is_background"):
        op.drop_column("jobs", column)
