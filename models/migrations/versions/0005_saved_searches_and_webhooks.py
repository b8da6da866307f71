"""Saved searches, webhooks, and triggers that note which quotes changed.

Revision ID: 0008
Revises: 0004

The triggers write nothing while there is no webhook, so that who uses none pays nothing. A later migration that makes
the table `quotes` or `stances` anew, as batch operations do on SQLite, drops them with it and must make them again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

identifier = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
moment = sa.DateTime(timezone=True)
# Each with the table and the row whose quote changed.
_TRIGGERS = (
    ("quote_changes_insert", "quotes", "INSERT", "NEW.id"),
    ("quote_changes_update", "quotes", "UPDATE", "NEW.id"),
    ("quote_changes_stance_insert", "stances", "INSERT", "NEW.quote_id"),
    ("quote_changes_stance_update", "stances", "UPDATE", "NEW.quote_id"),
    ("quote_changes_stance_delete", "stances", "DELETE", "OLD.quote_id"),
)
_IS_LISTENED = "EXISTS (SELECT 1 FROM webhooks WHERE deleted_at IS NULL)"


def upgrade() -> None:
    _create_saved_searches()
    _create_webhooks()
    _create_deliveries()
    if op.get_bind().dialect.name == "postgresql":
        _create_postgresql_triggers()
    else:
        _create_sqlite_triggers()


def downgrade() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for name, table, _, _ in _TRIGGERS:
        op.execute(f"DROP TRIGGER {name} ON {table}" if is_postgresql else f"DROP TRIGGER {name}")
    if is_postgresql:
        op.execute("DROP FUNCTION note_quote_change()")
    for table in (
        "webhook_deliveries",
        "webhook_quotes",
        "quote_changes",
        "webhook_searches",
        "webhooks",
        "saved_searches",
    ):
        op.drop_table(table)


def _create_saved_searches() -> None:
    op.create_table(
        "saved_searches",
        sa.Column("id", identifier, autoincrement=True, nullable=False),
        sa.Column("api_key_id", identifier, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("query", json, nullable=False),
        sa.Column("deleted_at", moment, nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", moment, nullable=False),
        sa.ForeignKeyConstraint(["api_key_id"], ["api_keys.id"], name="fk_saved_searches_api_key_id_api_keys"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_searches"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_saved_searches_api_key_id", "saved_searches", ["api_key_id"])


def _create_webhooks() -> None:
    op.create_table(
        "webhooks",
        sa.Column("id", identifier, autoincrement=True, nullable=False),
        sa.Column("api_key_id", identifier, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("secret", sa.String(length=100), nullable=False),
        sa.Column("previous_secret", sa.String(length=100), nullable=True),
        sa.Column("previous_secret_until", moment, nullable=True),
        sa.Column("disabled_reason", sa.String(length=20), nullable=True),
        sa.Column("disabled_at", moment, nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("retry_at", moment, nullable=True),
        sa.Column("deleted_at", moment, nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", moment, nullable=False),
        sa.CheckConstraint(
            "disabled_reason IN ('gone', 'failing')", name=op.f("ck_webhooks_disabled_reason")
        ),
        sa.CheckConstraint(
            "(disabled_reason IS NULL) = (disabled_at IS NULL)", name=op.f("ck_webhooks_disabled_whole")
        ),
        sa.CheckConstraint(
            "disabled_at IS NULL OR NOT active", name=op.f("ck_webhooks_disabled_is_inactive")
        ),
        sa.CheckConstraint(
            "(previous_secret IS NULL) = (previous_secret_until IS NULL)",
            name=op.f("ck_webhooks_previous_secret_whole"),
        ),
        sa.ForeignKeyConstraint(["api_key_id"], ["api_keys.id"], name="fk_webhooks_api_key_id_api_keys"),
        sa.PrimaryKeyConstraint("id", name="pk_webhooks"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_webhooks_api_key_id", "webhooks", ["api_key_id"])
    op.create_table(
        "webhook_searches",
        sa.Column("webhook_id", identifier, nullable=False),
        sa.Column("saved_search_id", identifier, nullable=False),
        sa.ForeignKeyConstraint(
            ["webhook_id"], ["webhooks.id"], name="fk_webhook_searches_webhook_id_webhooks"
        ),
        sa.ForeignKeyConstraint(
            ["saved_search_id"], ["saved_searches.id"], name="fk_webhook_searches_saved_search_id_saved_searches"
        ),
        sa.PrimaryKeyConstraint("webhook_id", "saved_search_id", name="pk_webhook_searches"),
    )
    op.create_index("ix_webhook_searches_saved_search_id", "webhook_searches", ["saved_search_id"])


def _create_deliveries() -> None:
    op.create_table(
        "quote_changes",
        sa.Column("id", identifier, autoincrement=True, nullable=False),
        sa.Column("quote_id", identifier, nullable=False),
        sa.ForeignKeyConstraint(["quote_id"], ["quotes.id"], name="fk_quote_changes_quote_id_quotes"),
        sa.PrimaryKeyConstraint("id", name="pk_quote_changes"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "webhook_quotes",
        sa.Column("webhook_id", identifier, nullable=False),
        sa.Column("quote_id", identifier, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["webhook_id"], ["webhooks.id"], name="fk_webhook_quotes_webhook_id_webhooks"),
        sa.ForeignKeyConstraint(["quote_id"], ["quotes.id"], name="fk_webhook_quotes_quote_id_quotes"),
        sa.PrimaryKeyConstraint("webhook_id", "quote_id", name="pk_webhook_quotes"),
    )
    op.create_index("ix_webhook_quotes_quote_id", "webhook_quotes", ["quote_id"])
    op.create_table(
        "webhook_deliveries",
        sa.Column("id", identifier, autoincrement=True, nullable=False),
        sa.Column("webhook_id", identifier, nullable=False),
        sa.Column("message_id", sa.String(length=40), nullable=False),
        sa.Column("event", sa.String(length=20), nullable=False),
        sa.Column("quote_id", identifier, nullable=True),
        sa.Column("search_ids", json, nullable=False),
        sa.Column("occurred_at", moment, nullable=False),
        sa.Column("replay_of", identifier, nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", moment, nullable=True),
        sa.Column("claimed_at", moment, nullable=True),
        sa.Column("finished_at", moment, nullable=True),
        sa.Column("response_status", sa.Integer(), nullable=True),
        sa.Column("duration_ms", sa.Integer(), nullable=True),
        sa.Column("error", sa.String(length=300), nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.CheckConstraint(
            "event IN ('quote.found', 'quote.changed', 'quote.withdrawn', 'webhook.test')",
            name=op.f("ck_webhook_deliveries_event"),
        ),
        sa.CheckConstraint(
            "state IN ('pending', 'sending', 'delivered', 'failed', 'dropped')",
            name=op.f("ck_webhook_deliveries_state"),
        ),
        sa.CheckConstraint(
            "(event = 'webhook.test') = (quote_id IS NULL)", name=op.f("ck_webhook_deliveries_test_has_no_quote")
        ),
        sa.CheckConstraint(
            "(state = 'pending') = (next_attempt_at IS NOT NULL)",
            name=op.f("ck_webhook_deliveries_pending_has_moment"),
        ),
        sa.CheckConstraint(
            "(state = 'sending') = (claimed_at IS NOT NULL)", name=op.f("ck_webhook_deliveries_sending_is_claimed")
        ),
        sa.ForeignKeyConstraint(
            ["webhook_id"], ["webhooks.id"], name="fk_webhook_deliveries_webhook_id_webhooks"
        ),
        sa.ForeignKeyConstraint(["quote_id"], ["quotes.id"], name="fk_webhook_deliveries_quote_id_quotes"),
        sa.ForeignKeyConstraint(
            ["replay_of"], ["webhook_deliveries.id"], name="fk_webhook_deliveries_replay_of_webhook_deliveries"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_webhook_deliveries"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_webhook_deliveries_webhook_id_id", "webhook_deliveries", ["webhook_id", "id"])
    op.create_index(
        "ix_webhook_deliveries_state_next_attempt_at", "webhook_deliveries", ["state", "next_attempt_at"]
    )
    op.create_index("ix_webhook_deliveries_quote_id", "webhook_deliveries", ["quote_id"])
    op.create_index("ix_webhook_deliveries_replay_of", "webhook_deliveries", ["replay_of"])


def _create_sqlite_triggers() -> None:
    for name, table, event, quote in _TRIGGERS:
        op.execute(
            f"CREATE TRIGGER {name} AFTER {event} ON {table} WHEN {_IS_LISTENED}"
            f" BEGIN INSERT INTO quote_changes (quote_id) VALUES ({quote}); END"
        )


def _create_postgresql_triggers() -> None:
    op.execute(
        f"""
        CREATE FUNCTION note_quote_change() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            changed bigint;
        BEGIN
            IF {_IS_LISTENED} THEN
                IF TG_TABLE_NAME = 'quotes' THEN
                    changed := NEW.id;
                ELSIF TG_OP = 'DELETE' THEN
                    changed := OLD.quote_id;
                ELSE
                    changed := NEW.quote_id;
                END IF;
                INSERT INTO quote_changes (quote_id) VALUES (changed);
            END IF;
            RETURN NULL;
        END $$
        """
    )
    for name, table, event, _ in _TRIGGERS:
        op.execute(
            f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW EXECUTE FUNCTION note_quote_change()"
        )
