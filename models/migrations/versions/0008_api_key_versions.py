"""API keys carry a version, and the history is found by who acted and by when.

Revision ID: 0010
Revises: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Rows that are there need a value; the default stays, as SQLite drops none.
    op.add_column("api_keys", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.create_index("ix_history_events_actor", "history_events", ["actor", "id"])
    op.create_index("ix_history_events_created_at", "history_events", ["created_at"])


def downgrade() -> None:
    op.drop_index("ix_history_events_created_at", "history_events")
    op.drop_index("ix_history_events_actor", "history_events")
    op.drop_column("api_keys", "version")
