"""Speakers are merged and split, and both can be undone.

Revision ID: 0007
Revises: 0004

The column is added and dropped in place: to make the table of quotes anew, as batch operations do on SQLite, would
drop the triggers that guard it and those that keep the search index.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

identifier = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
moment = sa.DateTime(timezone=True)
open_merge = sa.text("kind = 'merge' AND undone_at IS NULL")


def upgrade() -> None:
    # In SQL, because SQLite takes a constraint with a new column only as part of it. Until now no person has decided
    # on a speaker without deciding on the whole quote.
    op.execute(
        "ALTER TABLE quotes ADD COLUMN speaker_decided_by VARCHAR(10) DEFAULT 'machine' NOT NULL"
        " CONSTRAINT ck_quotes_speaker_decided_by CHECK (speaker_decided_by IN ('machine', 'human'))"
    )
    # op.f: the name is whole; without it the naming convention would be put before it a second time.
    op.create_table(
        "denied_speaker_names",
        sa.Column("speaker_id", identifier, nullable=False),
        sa.Column("name_key", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speakers.id"], name="fk_denied_speaker_names_speaker_id_speakers"
        ),
        sa.PrimaryKeyConstraint("speaker_id", "name_key", name="pk_denied_speaker_names"),
    )
    op.create_table(
        "speaker_changes",
        sa.Column("id", identifier, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("speaker_id", identifier, nullable=False),
        sa.Column("other_id", identifier, nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("quote_count", sa.Integer(), nullable=False),
        sa.Column("names", json, nullable=False),
        sa.Column("before", json, nullable=False),
        sa.Column("after", json, nullable=False),
        sa.Column("undone_at", moment, nullable=True),
        sa.Column("undone_by", sa.String(length=200), nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.CheckConstraint("kind IN ('merge', 'split')", name=op.f("ck_speaker_changes_kind")),
        sa.CheckConstraint("speaker_id <> other_id", name=op.f("ck_speaker_changes_two_speakers")),
        sa.CheckConstraint(
            "(undone_at IS NULL) = (undone_by IS NULL)", name=op.f("ck_speaker_changes_undone_by_somebody")
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speakers.id"], name="fk_speaker_changes_speaker_id_speakers"
        ),
        sa.ForeignKeyConstraint(["other_id"], ["speakers.id"], name="fk_speaker_changes_other_id_speakers"),
        sa.PrimaryKeyConstraint("id", name="pk_speaker_changes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_speaker_changes_speaker_id", "speaker_changes", ["speaker_id"], unique=False)
    op.create_index("ix_speaker_changes_other_id", "speaker_changes", ["other_id"], unique=False)
    op.create_index(
        "ix_speaker_changes_open_merge",
        "speaker_changes",
        ["other_id"],
        unique=True,
        sqlite_where=open_merge,
        postgresql_where=open_merge,
    )
    op.create_table(
        "speaker_change_quotes",
        sa.Column("change_id", identifier, nullable=False),
        sa.Column("quote_id", identifier, nullable=False),
        sa.Column("decided_by_before", sa.String(length=10), nullable=False),
        sa.CheckConstraint(
            "decided_by_before IN ('machine', 'human')",
            name=op.f("ck_speaker_change_quotes_decided_by_before"),
        ),
        sa.ForeignKeyConstraint(
            ["change_id"], ["speaker_changes.id"], name="fk_speaker_change_quotes_change_id_speaker_changes"
        ),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quotes.id"], name="fk_speaker_change_quotes_quote_id_quotes"
        ),
        sa.PrimaryKeyConstraint("change_id", "quote_id", name="pk_speaker_change_quotes"),
    )
    op.create_index("ix_speaker_change_quotes_quote_id", "speaker_change_quotes", ["quote_id"], unique=False)


def downgrade() -> None:
    op.drop_table("speaker_change_quotes")
    op.drop_table("speaker_changes")
    op.drop_table("denied_speaker_names")
    op.drop_column("quotes", "speaker_decided_by")
