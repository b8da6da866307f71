"""What each quote means, as a vector.

Revision ID: 0014
Revises: 0013

Vectors of the quotes that are there already are not made here: it takes some milliseconds for each. `onrecord embed` makes
them, and `onrecord serve` does so bit by bit; until then these quotes are found by their words alone.

`quote_id` is no foreign key: those who store vectors would wait for those who change quotes, and the other way round.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    identifier = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "quote_vectors",
        sa.Column("id", identifier, autoincrement=True, nullable=False),
        sa.Column("quote_id", identifier, nullable=False),
        sa.Column("engine", sa.String(length=50), nullable=False),
        sa.Column("engine_version", sa.String(length=50), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_quote_vectors"),
        sa.UniqueConstraint("quote_id", name="uq_quote_vectors_quote_id"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("quote_vectors")
