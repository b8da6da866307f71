"""What people decide about quotes: replies, what a quote is not about, the review queue, a quote's whole history.

Revision ID: 0006
Revises: 0004

Columns are added and dropped in place: to make `quotes` anew, as batch operations do on SQLite, would drop the triggers
that keep the search index.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

identifier = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
moment = sa.DateTime(timezone=True)

HUMAN_STANCE = "a human decided this stance"
UNRELATED = "a human decided that the quote is not about this target"
# A decision of a person is only ever replaced by another one, which must be there before the first one goes.
DECIDED_UNRELATED = (
    "EXISTS (SELECT 1 FROM unrelated_targets WHERE unrelated_targets.quote_id = {row}.quote_id"
    " AND unrelated_targets.target_id = {row}.target_id)"
)
DECIDED_STANCE = (
    "EXISTS (SELECT 1 FROM stances WHERE stances.quote_id = {row}.quote_id"
    " AND stances.target_id = {row}.target_id AND stances.decided_by = 'human')"
)
# Each refusal: a name, the table, the event, the row, the condition and what is said then.
REFUSALS = (
    (
        "stances_no_delete",
        "stances",
        "DELETE",
        "OLD",
        f"OLD.decided_by = 'human' AND NOT {DECIDED_UNRELATED.format(row='OLD')}",
        HUMAN_STANCE,
    ),
    (
        "stances_not_unrelated",
        "stances",
        "INSERT",
        "NEW",
        f"NEW.decided_by = 'machine' AND {DECIDED_UNRELATED.format(row='NEW')}",
        UNRELATED,
    ),
    (
        "unrelated_targets_no_delete",
        "unrelated_targets",
        "DELETE",
        "OLD",
        f"NOT {DECIDED_STANCE.format(row='OLD')}",
        UNRELATED,
    ),
    ("unrelated_targets_no_update", "unrelated_targets", "UPDATE", "NEW", "1 = 1", UNRELATED),
)
# As services.doubt weighs it.
DOUBT = """
    UPDATE quotes SET doubt = CAST(round(100 * (1 - confidence)) AS INTEGER)
        + CASE WHEN speaker_id IS NULL AND CAST(speaker_candidates AS TEXT) <> '[]' THEN 25 ELSE 0 END
        + CAST(round(50 * (1 - coalesce((
            SELECT min(stances.confidence) FROM stances
            WHERE stances.quote_id = quotes.id AND stances.decided_by = 'machine'
        ), 1))) AS INTEGER)
        + CASE WHEN (
            SELECT CAST(article_revisions.warnings AS TEXT) FROM article_revisions
            WHERE article_revisions.id = quotes.revision_id
        ) <> '[]' THEN 5 ELSE 0 END
    WHERE state = 'active'
"""


def upgrade() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    create_tables()
    op.add_column("quotes", sa.Column("withdrawn_at", moment, nullable=True))
    op.add_column("quotes", sa.Column("doubt", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("quotes", sa.Column("former_content", json, nullable=False, server_default="[]"))
    op.execute(
        "UPDATE quotes SET withdrawn_at = (SELECT articles.withdrawn_at FROM articles"
        " WHERE articles.id = quotes.article_id) WHERE state = 'withdrawn'"
    )
    op.execute(DOUBT)
    op.create_index("ix_quotes_review", "quotes", ["state", "decided_by", "doubt", "id"], unique=False)
    op.add_column("history_events", sa.Column("quote_id", identifier, nullable=True))
    fill_history(is_postgresql)
    op.create_index("ix_history_events_quote_id_id", "history_events", ["quote_id", "id"], unique=False)
    op.execute("DROP TRIGGER stances_no_delete" + (" ON stances" if is_postgresql else ""))
    for refusal in REFUSALS:
        create_refusal(is_postgresql, *refusal)
    if is_postgresql:
        op.execute(
            "CREATE TRIGGER unrelated_targets_no_truncate BEFORE TRUNCATE ON unrelated_targets"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('this table is never emptied')"
        )


def downgrade() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for name, table, *_ in REFUSALS:
        op.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if is_postgresql else ""))
        if is_postgresql:
            op.execute(f"DROP FUNCTION {name}()")
    refusal = f"SELECT RAISE(ABORT, '{HUMAN_STANCE}')"
    op.execute(
        "CREATE TRIGGER stances_no_delete BEFORE DELETE ON stances FOR EACH ROW"
        f" WHEN (OLD.decided_by = 'human') EXECUTE FUNCTION refuse_change('{HUMAN_STANCE}')"
        if is_postgresql
        else f"CREATE TRIGGER stances_no_delete BEFORE DELETE ON stances WHEN OLD.decided_by = 'human' BEGIN {refusal}; END"
    )
    op.drop_table("quote_replies")
    op.drop_table("unrelated_targets")
    op.drop_index("ix_history_events_quote_id_id", table_name="history_events")
    op.drop_column("history_events", "quote_id")
    op.drop_index("ix_quotes_review", table_name="quotes")
    for column in ("former_content", "doubt", "withdrawn_at"):
        op.drop_column("quotes", column)


def create_tables() -> None:
    op.create_table(
        "quote_replies",
        sa.Column("id", identifier, autoincrement=True, nullable=False),
        sa.Column("quote_id", identifier, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=300), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=True),
        sa.Column("published_at", moment, nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", moment, nullable=False),
        sa.ForeignKeyConstraint(["quote_id"], ["quotes.id"], name="fk_quote_replies_quote_id_quotes"),
        sa.PrimaryKeyConstraint("id", name="pk_quote_replies"),
        sa.UniqueConstraint("quote_id", name="uq_quote_replies_quote_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "unrelated_targets",
        sa.Column("id", identifier, autoincrement=True, nullable=False),
        sa.Column("quote_id", identifier, nullable=False),
        sa.Column("target_id", identifier, nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.ForeignKeyConstraint(["quote_id"], ["quotes.id"], name="fk_unrelated_targets_quote_id_quotes"),
        sa.ForeignKeyConstraint(["target_id"], ["targets.id"], name="fk_unrelated_targets_target_id_targets"),
        sa.PrimaryKeyConstraint("id", name="pk_unrelated_targets"),
        sa.UniqueConstraint("quote_id", "target_id", name="uq_unrelated_targets_quote_id_target_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_unrelated_targets_target_id", "unrelated_targets", ["target_id"], unique=False)


def fill_history(is_postgresql: bool) -> None:
    """Say of each event so far which quote it belongs to; the one time that history is written to."""
    fill_quotes = "UPDATE history_events SET quote_id = subject_id WHERE subject_kind = 'quote'"
    fill_stances = "UPDATE history_events SET quote_id = {number} WHERE subject_kind = 'stance'"
    if is_postgresql:
        op.execute("ALTER TABLE history_events DISABLE TRIGGER history_events_no_update")
        op.execute(fill_quotes)
        op.execute(fill_stances.format(number="(coalesce(before, after) ->> 'quote_id')::bigint"))
        op.execute("ALTER TABLE history_events ENABLE TRIGGER history_events_no_update")
        return
    op.execute("DROP TRIGGER history_events_no_update")
    op.execute(fill_quotes)
    op.execute(fill_stances.format(number="json_extract(coalesce(before, after), '$.quote_id')"))
    op.execute(
        "CREATE TRIGGER history_events_no_update BEFORE UPDATE ON history_events"
        " BEGIN SELECT RAISE(ABORT, 'history is only added to'); END"
    )


def create_refusal(
    is_postgresql: bool, name: str, table: str, event: str, row: str, condition: str, message: str
) -> None:
    if not is_postgresql:
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition}"
            f" BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
        return
    # A function of its own, because the condition of a trigger may not look into other tables here.
    op.execute(
        f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {condition} THEN
                RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN {row};
        END $$
        """
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
