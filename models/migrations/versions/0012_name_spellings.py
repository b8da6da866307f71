"""The spellings by which speakers are found whose names people spell another way.

Revision ID: 0012
Revises: 0011

The numbers of the spellings come from the program, so that it asks for what is stored; a later version that makes others
fills the table anew in a migration of its own.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.name_spelling import spelling_rows

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_BATCH = 2_000


def upgrade() -> None:
    op.create_table(
        "speaker_name_spellings",
        sa.Column("spelling", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "alias_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["alias_id"],
            ["speaker_aliases.id"],
            name="fk_speaker_name_spellings_alias_id_speaker_aliases",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("spelling", "alias_id", name="pk_speaker_name_spellings"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_speaker_name_spellings_alias_id", "speaker_name_spellings", ["alias_id"])
    connection = op.get_bind()
    spellings = sa.table(
        "speaker_name_spellings", sa.column("spelling", sa.Integer), sa.column("alias_id", sa.BigInteger)
    )
    next_names = sa.text(
        "SELECT id, name_key FROM speaker_aliases WHERE id > :last ORDER BY id LIMIT :batch"
    )
    last = 0
    while names := connection.execute(next_names, {"last": last, "batch": _BATCH}).all():
        rows = [row for number, key in names for row in spelling_rows(number, key)]
        connection.execute(sa.insert(spellings), rows)
        last = names[-1].id


def downgrade() -> None:
    op.drop_index("ix_speaker_name_spellings_alias_id", "speaker_name_spellings")
    op.drop_table("speaker_name_spellings")
