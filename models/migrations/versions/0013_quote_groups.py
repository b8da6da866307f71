"""Groups of quotes that several articles carry.

Revision ID: 0013
Revises: 0012

What is stored already is only noted here as still to be grouped, which takes seconds; sweeps do it then, a few quotes
at a time, while the service runs.

The numbers of quotes and speakers in groups and wordings are no foreign keys: those who group would wait for those who
change quotes, and the other way round.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    identifier = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "quote_groups",
        sa.Column("id", identifier, autoincrement=False, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("first_quote_id", identifier, nullable=False),
        sa.CheckConstraint("size > 1", name=op.f("ck_quote_groups_size")),
        sa.PrimaryKeyConstraint("id", name="pk_quote_groups"),
    )
    op.create_table(
        "quote_wordings",
        sa.Column("quote_id", identifier, autoincrement=False, nullable=False),
        sa.Column("speaker_id", identifier, nullable=False),
        sa.Column("wording", sa.BigInteger(), nullable=False),
        sa.Column("shape", sa.BigInteger(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("group_id", identifier, nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"], ["quote_groups.id"], name="fk_quote_wordings_group_id_quote_groups"
        ),
        sa.PrimaryKeyConstraint("quote_id", name="pk_quote_wordings"),
    )
    op.create_index("ix_quote_wordings_wording", "quote_wordings", ["wording", "shape", "quote_id"])
    op.create_index("ix_quote_wordings_group_id", "quote_wordings", ["group_id", "said_at", "quote_id"])
    op.create_table(
        "wording_keys",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("wording", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("is_first", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", "wording", name="pk_wording_keys"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_wording_keys_wording", "wording_keys", ["wording"])
    op.create_table(
        "ungrouped_quotes",
        sa.Column("quote_id", identifier, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["quote_id"], ["quotes.id"], name="fk_ungrouped_quotes_quote_id_quotes"),
        sa.PrimaryKeyConstraint("quote_id", name="pk_ungrouped_quotes"),
    )
    op.execute(
        "INSERT INTO ungrouped_quotes (quote_id)"
        " SELECT id FROM quotes WHERE state = 'active' AND speaker_id IS NOT NULL"
    )


def downgrade() -> None:
    for table in ("ungrouped_quotes", "wording_keys", "quote_wordings", "quote_groups"):
        op.drop_table(table)
