"""The pairs of words by which a quotation is checked against a million quotes.

Revision ID: 0005
Revises: 0004

The numbers of the pairs come from the program, so that it asks for what is stored; a later version that makes others
fills the table anew in a migration of its own.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.quote_pair import pair_rows

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_BATCH = 2_000


def upgrade() -> None:
    op.create_table(
        "quote_pairs",
        sa.Column("pair", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "quote_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.ForeignKeyConstraint(["quote_id"], ["quotes.id"], name="fk_quote_pairs_quote_id_quotes"),
        sa.PrimaryKeyConstraint("pair", "quote_id", name="pk_quote_pairs"),
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    pairs = sa.table("quote_pairs", sa.column("pair", sa.Integer), sa.column("quote_id", sa.BigInteger))
    next_quotes = sa.text(
        "SELECT id, text FROM quotes WHERE id > :last AND state = 'active' ORDER BY id LIMIT :batch"
    )
    last = 0
    while quotes := connection.execute(next_quotes, {"last": last, "batch": _BATCH}).all():
        rows = [row for number, text in quotes for row in pair_rows(number, text)]
        if rows:
            connection.execute(sa.insert(pairs), rows)
        last = quotes[-1].id


def downgrade() -> None:
    op.drop_table("quote_pairs")
