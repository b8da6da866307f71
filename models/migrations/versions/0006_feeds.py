"""Feeds with their entries, and the languages that were found in texts.

Revision ID: 0009
Revises: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_IDENTIFIER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    # op.f: the name is whole; without it the naming convention would be put before it a second time.
    op.create_table(
        "language_detections",
        sa.Column("revision_id", _IDENTIFIER, autoincrement=False, nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("engine", sa.String(length=50), nullable=False),
        sa.Column("engine_version", sa.String(length=50), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("revision_id", name="pk_language_detections"),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["article_revisions.id"], name="fk_language_detections_revision_id_article_revisions"
        ),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_language_detections_confidence")),
    )
    op.create_table(
        "feeds",
        sa.Column("id", _IDENTIFIER, autoincrement=True, nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("publisher", sa.String(length=200), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("removed_at", _MOMENT, nullable=True),
        sa.Column("removed_reason", sa.Text(), nullable=True),
        sa.Column("polls", sa.Integer(), nullable=False),
        sa.Column("polled_at", _MOMENT, nullable=True),
        sa.Column("next_poll_at", _MOMENT, nullable=False),
        sa.Column("etag", sa.String(length=1000), nullable=True),
        sa.Column("last_modified", sa.String(length=1000), nullable=True),
        sa.Column("error_count", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
        sa.CheckConstraint("error_count >= 0", name=op.f("ck_feeds_error_count")),
        sqlite_autoincrement=True,
    )
    not_removed = sa.text("removed_at IS NULL")
    op.create_index(
        "uq_feeds_url_not_removed",
        "feeds",
        ["url"],
        unique=True,
        sqlite_where=not_removed,
        postgresql_where=not_removed,
    )
    op.create_index("ix_feeds_next_poll_at", "feeds", ["next_poll_at"], unique=False)
    op.create_table(
        "feed_entries",
        sa.Column("id", _IDENTIFIER, autoincrement=True, nullable=False),
        sa.Column("feed_id", _IDENTIFIER, nullable=False),
        sa.Column("url_digest", sa.String(length=64), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=True),
        sa.Column("published_at", _MOMENT, nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("article_id", _IDENTIFIER, nullable=True),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("next_visit_at", _MOMENT, nullable=True),
        sa.Column("etag", sa.String(length=1000), nullable=True),
        sa.Column("last_modified", sa.String(length=1000), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feed_entries"),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_feed_entries_feed_id_feeds"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_feed_entries_article_id_articles"),
        sa.UniqueConstraint("feed_id", "url_digest", name="uq_feed_entries_feed_id_url_digest"),
        sa.CheckConstraint(
            "state IN ('waiting', 'stored', 'given_up')", name=op.f("ck_feed_entries_state")
        ),
        sa.CheckConstraint(
            "state <> 'stored' OR article_id IS NOT NULL", name=op.f("ck_feed_entries_stored_has_article")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_feed_entries_article_id", "feed_entries", ["article_id"], unique=False)
    op.create_index(
        "ix_feed_entries_feed_id_next_visit_at", "feed_entries", ["feed_id", "next_visit_at"], unique=False
    )


def downgrade() -> None:
    op.drop_table("feed_entries")
    op.drop_table("feeds")
    op.drop_table("language_detections")
