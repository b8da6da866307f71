"""Targets carry the inverse of their proposition, notes, and a version of their wording.

Revision ID: 0003
Revises: 0002

Until now every change of a target was one of its wording, so the version of the wording starts at the target's own.
The columns are added and dropped in place: to make the table anew, as batch operations do on SQLite, it would have to
be dropped while stances and jobs point to it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("targets", sa.Column("inverse", sa.String(length=500), nullable=True))
    op.add_column("targets", sa.Column("notes", sa.Text(), nullable=True))
    # Rows that are there need a value before they can have the right one; the default stays, as SQLite drops none.
    op.add_column("targets", sa.Column("wording_version", sa.Integer(), nullable=False, server_default="1"))
    op.execute("UPDATE targets SET wording_version = version")


def downgrade() -> None:
    # The older program takes a stance for stale that is of another version than the target's.
    op.execute("UPDATE targets SET version = wording_version")
    op.drop_column("targets", "wording_version")
    op.drop_column("targets", "notes")
    op.drop_column("targets", "inverse")
