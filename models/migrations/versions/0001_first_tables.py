"""The first tables, and the triggers that hold what must always hold in the database itself.

Revision: 0001
Follows: nothing
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

identifier = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
moment = sa.DateTime(timezone=True)

# Each rule: a name, the table, the event, the condition under which it is refused, and what is said then.
# IS DISTINCT FROM is written out for each engine by the functions below.
RULES = (
    ("history_events_no_update", "history_events", "UPDATE", "", "history is only added to"),
    ("history_events_no_delete", "history_events", "DELETE", "", "history is only added to"),
    (
        "article_revisions_no_change",
        "article_revisions",
        "UPDATE",
        "{changed:id,article_id,number,title,text,text_length,text_digest,created_at}",
        "the text of a revision never changes",
    ),
    ("article_revisions_no_delete", "article_revisions", "DELETE", "", "a revision is never deleted"),
    ("articles_no_delete", "articles", "DELETE", "", "an article is withdrawn, never deleted"),
    ("quotes_no_delete", "quotes", "DELETE", "", "a quote is withdrawn, never deleted"),
    (
        "quotes_no_move",
        "quotes",
        "UPDATE",
        "{changed:id,article_id,revision_id}",
        "a quote stays in its revision",
    ),
    # A machine that writes a row names its engine, so a changed engine is a machine's doing.
    (
        "quotes_human_decides",
        "quotes",
        "UPDATE",
        "OLD.decided_by = 'human' AND ({changed:decided_by,engine,engine_version})",
        "a human decided this quote",
    ),
    (
        "stances_human_decides",
        "stances",
        "UPDATE",
        "OLD.decided_by = 'human' AND ({changed:decided_by,engine,engine_version,quote_id,target_id})",
        "a human decided this stance",
    ),
    (
        "stances_no_delete",
        "stances",
        "DELETE",
        "OLD.decided_by = 'human'",
        "a human decided this stance",
    ),
)

# Columns that must not lie beyond the text of the revision that the row's quote belongs to.
BOUNDS = (("quote_spans", "end"), ("stances", "evidence_end"))
OUT_OF_BOUNDS = "the span ends after the revision's text"


def upgrade() -> None:
    create_tables()
    if op.get_bind().dialect.name == "postgresql":
        create_postgresql_triggers()
    else:
        create_sqlite_triggers()


def downgrade() -> None:
    # A table's triggers go with it.
    op.drop_table("stances")
    op.drop_table("quote_spans")
    op.drop_table("quotes")
    op.drop_table("jobs")
    op.drop_table("article_revisions")
    op.drop_table("speaker_aliases")
    op.drop_table("idempotency_records")
    op.drop_table("articles")
    op.drop_table("targets")
    op.drop_table("speakers")
    op.drop_table("publishers")
    op.drop_table("history_events")
    op.drop_table("api_keys")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")
        op.execute("DROP FUNCTION refuse_span_beyond_text()")


def create_tables() -> None:
    # op.f: the name is whole; without it the naming convention would be put before it a second time.
    op.create_table(
        "api_keys",
        sa.Column("id", identifier, autoincrement=True, nullable=False),
        sa.Column("prefix", sa.String(length=20), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("scopes", json, nullable=False),
        sa.Column("expires_at", moment, nullable=True),
        sa.Column("revoked_at", moment, nullable=True),
        sa.Column("last_used_at", moment, nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_api_keys"),
        sa.UniqueConstraint("prefix", name="uq_api_keys_prefix"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "history_events",
        sa.Column("id", identifier, autoincrement=True, nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", identifier, nullable=False),
        sa.Column("before", json, nullable=True),
        sa.Column("after", json, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_history_events"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_history_events_subject", "history_events", ["subject_kind", "subject_id", "id"], unique=False
    )
    op.create_table(
        "publishers",
        sa.Column("id", identifier, autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_publishers"),
        sa.UniqueConstraint("name_key", name="uq_publishers_name_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "speakers",
        sa.Column("id", identifier, autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("wikidata_qid", sa.String(length=20), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", moment, nullable=False),
        sa.CheckConstraint(
            "kind IN ('person', 'organization', 'group', 'unknown')", name=op.f("ck_speakers_kind")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_speakers"),
        sa.UniqueConstraint("wikidata_qid", name="uq_speakers_wikidata_qid"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_speakers_name_id", "speakers", ["name", "id"], unique=False)
    op.create_table(
        "targets",
        sa.Column("id", identifier, autoincrement=True, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("proposition", sa.String(length=500), nullable=False),
        sa.Column("terms", json, nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_targets"),
        sa.UniqueConstraint("slug", name="uq_targets_slug"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "articles",
        sa.Column("id", identifier, autoincrement=True, nullable=False),
        sa.Column("identity_key", sa.String(length=300), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=True),
        sa.Column("publisher_id", identifier, nullable=True),
        sa.Column("byline", sa.String(length=500), nullable=True),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("published_at", moment, nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("withdrawn_at", moment, nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", moment, nullable=False),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)",
            name=op.f("ck_articles_withdrawn_has_moment"),
        ),
        sa.CheckConstraint(
            "state IN ('queued', 'ready', 'failed', 'withdrawn')", name=op.f("ck_articles_state")
        ),
        sa.ForeignKeyConstraint(
            ["publisher_id"], ["publishers.id"], name="fk_articles_publisher_id_publishers"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.UniqueConstraint("identity_key", name="uq_articles_identity_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_articles_published_at_id", "articles", ["published_at", "id"], unique=False)
    op.create_index("ix_articles_publisher_id", "articles", ["publisher_id"], unique=False)
    op.create_index("ix_articles_state", "articles", ["state"], unique=False)
    op.create_table(
        "idempotency_records",
        sa.Column("id", identifier, autoincrement=True, nullable=False),
        sa.Column("api_key_id", identifier, nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("request_digest", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", json, nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("expires_at", moment, nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.CheckConstraint(
            "(status IS NULL) = (body IS NULL)", name=op.f("ck_idempotency_records_answered_whole")
        ),
        sa.ForeignKeyConstraint(
            ["api_key_id"], ["api_keys.id"], name="fk_idempotency_records_api_key_id_api_keys"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_idempotency_records"),
        sa.UniqueConstraint("api_key_id", "key", name="uq_idempotency_records_api_key_id_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_idempotency_records_expires_at", "idempotency_records", ["expires_at"], unique=False)
    op.create_table(
        "speaker_aliases",
        sa.Column("id", identifier, autoincrement=True, nullable=False),
        sa.Column("speaker_id", identifier, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("name_key", sa.String(length=300), nullable=False),
        sa.Column("identifies", sa.Boolean(), nullable=False),
        sa.Column("decided_by", sa.String(length=10), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.CheckConstraint("decided_by IN ('machine', 'human')", name=op.f("ck_speaker_aliases_decided_by")),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speakers.id"], name="fk_speaker_aliases_speaker_id_speakers"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_speaker_aliases"),
        sa.UniqueConstraint("speaker_id", "name_key", name="uq_speaker_aliases_speaker_id_name_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_speaker_aliases_name_key", "speaker_aliases", ["name_key"], unique=False)
    op.create_table(
        "article_revisions",
        sa.Column("id", identifier, autoincrement=True, nullable=False),
        sa.Column("article_id", identifier, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_length", sa.Integer(), nullable=False),
        sa.Column("text_digest", sa.String(length=64), nullable=False),
        sa.Column("warnings", json, nullable=False),
        sa.Column("engine", sa.String(length=50), nullable=True),
        sa.Column("engine_version", sa.String(length=50), nullable=True),
        sa.Column("extracted_at", moment, nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_article_revisions_number_from_one")),
        sa.CheckConstraint(
            "text_length = length(text) AND text_length > 0", name=op.f("ck_article_revisions_text_length")
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_article_revisions_article_id_articles"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_article_revisions"),
        sa.UniqueConstraint("article_id", "number", name="uq_article_revisions_article_id_number"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "jobs",
        sa.Column("id", identifier, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("revision_id", identifier, nullable=True),
        sa.Column("target_id", identifier, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("started_at", moment, nullable=True),
        sa.Column("finished_at", moment, nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.CheckConstraint(
            "(kind = 'extract_revision') = (revision_id IS NOT NULL)",
            name=op.f("ck_jobs_extract_has_revision"),
        ),
        sa.CheckConstraint(
            "(kind = 'tag_target') = (target_id IS NOT NULL)", name=op.f("ck_jobs_tag_has_target")
        ),
        sa.CheckConstraint("kind IN ('extract_revision', 'tag_target')", name=op.f("ck_jobs_kind")),
        sa.CheckConstraint("state IN ('queued', 'running', 'done', 'failed')", name=op.f("ck_jobs_state")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["article_revisions.id"], name="fk_jobs_revision_id_article_revisions"
        ),
        sa.ForeignKeyConstraint(["target_id"], ["targets.id"], name="fk_jobs_target_id_targets"),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_jobs_revision_id", "jobs", ["revision_id"], unique=False)
    op.create_index("ix_jobs_state_id", "jobs", ["state", "id"], unique=False)
    op.create_index("ix_jobs_target_id", "jobs", ["target_id"], unique=False)
    op.create_table(
        "quotes",
        sa.Column("id", identifier, autoincrement=True, nullable=False),
        sa.Column("article_id", identifier, nullable=False),
        sa.Column("revision_id", identifier, nullable=False),
        sa.Column("identity_key", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column("mention", sa.Text(), nullable=True),
        sa.Column("speaker_id", identifier, nullable=True),
        sa.Column("no_speaker_reason", sa.String(length=40), nullable=True),
        sa.Column("speaker_candidates", json, nullable=False),
        sa.Column("said_at", moment, nullable=True),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("engine", sa.String(length=50), nullable=False),
        sa.Column("engine_version", sa.String(length=50), nullable=False),
        sa.Column("decided_by", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", moment, nullable=False),
        sa.CheckConstraint("decided_by IN ('machine', 'human')", name=op.f("ck_quotes_decided_by")),
        sa.CheckConstraint(
            "state IN ('active', 'superseded', 'rejected', 'withdrawn')", name=op.f("ck_quotes_state")
        ),
        sa.CheckConstraint("type IN ('direct', 'mixed', 'indirect')", name=op.f("ck_quotes_type")),
        sa.CheckConstraint(
            "(speaker_id IS NULL) = (no_speaker_reason IS NOT NULL)", name=op.f("ck_quotes_speaker_or_reason")
        ),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_quotes_confidence")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_quotes_article_id_articles"),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["article_revisions.id"], name="fk_quotes_revision_id_article_revisions"
        ),
        sa.ForeignKeyConstraint(["speaker_id"], ["speakers.id"], name="fk_quotes_speaker_id_speakers"),
        sa.PrimaryKeyConstraint("id", name="pk_quotes"),
        sa.UniqueConstraint("revision_id", "identity_key", name="uq_quotes_revision_id_identity_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_quotes_article_id", "quotes", ["article_id"], unique=False)
    op.create_index("ix_quotes_said_at_id", "quotes", ["said_at", "id"], unique=False)
    op.create_index("ix_quotes_speaker_id_said_at", "quotes", ["speaker_id", "said_at"], unique=False)
    op.create_table(
        "quote_spans",
        sa.Column("id", identifier, autoincrement=True, nullable=False),
        sa.Column("quote_id", identifier, nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.CheckConstraint("role IN ('content', 'cue', 'source')", name=op.f("ck_quote_spans_role")),
        sa.CheckConstraint('start >= 0 AND "end" > start', name=op.f("ck_quote_spans_range")),
        sa.ForeignKeyConstraint(["quote_id"], ["quotes.id"], name="fk_quote_spans_quote_id_quotes"),
        sa.PrimaryKeyConstraint("id", name="pk_quote_spans"),
        sa.UniqueConstraint("quote_id", "role", "start", name="uq_quote_spans_quote_id_role_start"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "stances",
        sa.Column("id", identifier, autoincrement=True, nullable=False),
        sa.Column("quote_id", identifier, nullable=False),
        sa.Column("target_id", identifier, nullable=False),
        sa.Column("target_version", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=10), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("evidence_start", sa.Integer(), nullable=False),
        sa.Column("evidence_end", sa.Integer(), nullable=False),
        sa.Column("engine", sa.String(length=50), nullable=False),
        sa.Column("engine_version", sa.String(length=50), nullable=False),
        sa.Column("decided_by", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", moment, nullable=False),
        sa.CheckConstraint("decided_by IN ('machine', 'human')", name=op.f("ck_stances_decided_by")),
        sa.CheckConstraint("label IN ('favor', 'against', 'neutral')", name=op.f("ck_stances_label")),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_stances_confidence")),
        sa.CheckConstraint(
            "evidence_start >= 0 AND evidence_end > evidence_start", name=op.f("ck_stances_evidence_range")
        ),
        sa.ForeignKeyConstraint(["quote_id"], ["quotes.id"], name="fk_stances_quote_id_quotes"),
        sa.ForeignKeyConstraint(["target_id"], ["targets.id"], name="fk_stances_target_id_targets"),
        sa.PrimaryKeyConstraint("id", name="pk_stances"),
        sa.UniqueConstraint("quote_id", "target_id", name="uq_stances_quote_id_target_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_stances_label", "stances", ["label"], unique=False)
    op.create_index("ix_stances_target_id", "stances", ["target_id"], unique=False)


def condition(rule: str, distinct: str) -> str:
    """A rule's condition with its `{changed:…}` written as comparisons of OLD and NEW."""
    before, mark, rest = rule.partition("{changed:")
    if not mark:
        return rule
    columns, _, after = rest.partition("}")
    changes = " OR ".join(f"NEW.{column} {distinct} OLD.{column}" for column in columns.split(","))
    return before + changes + after


def create_sqlite_triggers() -> None:
    for name, table, event, rule, message in RULES:
        when = f"WHEN {condition(rule, 'IS NOT')}" if rule else ""
        refusal = "SELECT RAISE(ABORT, '{}')".format(message.replace("'", "''"))
        op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} {when} BEGIN {refusal}; END")
    for table, column in BOUNDS:
        for event in ("INSERT", "UPDATE"):
            length = (
                "(SELECT article_revisions.text_length FROM article_revisions JOIN quotes"
                " ON quotes.revision_id = article_revisions.id WHERE quotes.id = NEW.quote_id)"
            )
            refusal = "SELECT RAISE(ABORT, '{}')".format(OUT_OF_BOUNDS.replace("'", "''"))
            op.execute(
                f"CREATE TRIGGER {table}_within_text_on_{event.lower()} BEFORE {event} ON {table}"
                f' WHEN NEW."{column}" > {length} BEGIN {refusal}; END'
            )


def create_postgresql_triggers() -> None:
    op.execute(
        """
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
        END $$
        """
    )
    for name, table, event, rule, message in RULES:
        when = f"WHEN ({condition(rule, 'IS DISTINCT FROM')})" if rule else ""
        quoted = message.replace("'", "''")
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {when}"
            f" EXECUTE FUNCTION refuse_change('{quoted}')"
        )
    # TRUNCATE asks no row trigger.
    for table in ("history_events", "article_revisions", "articles", "quotes", "stances"):
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
            " EXECUTE FUNCTION refuse_change('this table is never emptied')"
        )
    op.execute(
        """
        CREATE FUNCTION refuse_span_beyond_text() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            last_offset integer := (to_jsonb(NEW) ->> TG_ARGV[0])::integer;
        BEGIN
            IF last_offset > (
                SELECT article_revisions.text_length FROM article_revisions
                JOIN quotes ON quotes.revision_id = article_revisions.id WHERE quotes.id = NEW.quote_id
            ) THEN
                RAISE EXCEPTION '%', TG_ARGV[1] USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$
        """
    )
    for table, column in BOUNDS:
        message = OUT_OF_BOUNDS.replace("'", "''")
        op.execute(
            f"CREATE TRIGGER {table}_within_text BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW"
            f" EXECUTE FUNCTION refuse_span_beyond_text('{column}', '{message}')"
        )
