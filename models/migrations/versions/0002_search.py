"""The search index over quotes, kept in step by triggers.

Revision ID: 0002
Revises: 0001

Only active quotes are in it: their own text, the sentences around, and the title of the article's revision.
Quotes are never deleted or moved and titles never changed (0001 refuses it), so inserts and updates are all
there is to follow. A later migration that makes the table `quotes` anew, as batch operations do on SQLite,
drops the triggers with it and must make them again.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


# FTS5 keeps no copy of the text: it reads it from this view, and is told the old words when they go.
_SQLITE_REMOVE_OLD = """
    INSERT INTO quote_search (quote_search, rowid, text, context, title)
    SELECT 'delete', old.id, old.text, old.context, article_revisions.title
    FROM article_revisions WHERE article_revisions.id = old.revision_id AND old.state = 'active';
"""
_SQLITE_ADD_NEW = """
    INSERT INTO quote_search (rowid, text, context, title)
    SELECT new.id, new.text, new.context, article_revisions.title
    FROM article_revisions WHERE article_revisions.id = new.revision_id AND new.state = 'active';
"""
SQLITE_STATEMENTS = (
    """
    CREATE VIEW quote_search_source AS
    SELECT quotes.id AS id, quotes.text AS text, quotes.context AS context, article_revisions.title AS title
    FROM quotes JOIN article_revisions ON article_revisions.id = quotes.revision_id
    WHERE quotes.state = 'active'
    """,
    """
    CREATE VIRTUAL TABLE quote_search USING fts5(
        text, context, title,
        content = 'quote_search_source', content_rowid = 'id',
        tokenize = 'porter unicode61 remove_diacritics 2'
    )
    """,
    "INSERT INTO quote_search (quote_search) VALUES ('rebuild')",
    f"CREATE TRIGGER quote_search_insert AFTER INSERT ON quotes BEGIN {_SQLITE_ADD_NEW} END",
    f"""
    CREATE TRIGGER quote_search_update AFTER UPDATE OF text, context, state ON quotes
    BEGIN {_SQLITE_REMOVE_OLD} {_SQLITE_ADD_NEW} END
    """,
)

# Punctuation, spaces, currency, symbols and emoji. Listed, because what PostgreSQL takes for a letter depends
# on the database's locale; and without it, its parser would make one word of "Paris-based" or "said.But".
_SEPARATORS = (
    r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7"
    r"\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u3000-\u3004\u3008-\u3020\uff00-\uff0f\U0001f000-\U0001faff]+"
)
POSTGRESQL_STATEMENTS = (
    # The stemmer without its stop words, so that a phrase is found with its small words in place.
    "CREATE TEXT SEARCH DICTIONARY onrecord_english_stem (TEMPLATE = snowball, LANGUAGE = english)",
    "CREATE TEXT SEARCH CONFIGURATION onrecord_english (COPY = simple)",
    """
    ALTER TEXT SEARCH CONFIGURATION onrecord_english
    ALTER MAPPING FOR asciiword, word, numword, asciihword, hword, numhword, hword_asciipart, hword_part,
        hword_numpart WITH onrecord_english_stem
    """,
    # Without accents and marks, lower case. A text search vector holds 1 MB at most: what follows is not found.
    rf"""
    CREATE FUNCTION search_fold(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
        lower(regexp_replace(
            regexp_replace(normalize(left(value, 100000), NFD), '[\u0300-\u036f]+', '', 'g'),
            '{_SEPARATORS}', ' ', 'g') {{collation}})
    """,
    """
    CREATE FUNCTION search_vector(value text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
        to_tsvector('onrecord_english', search_fold(coalesce(value, '')))
    """,
    """
    CREATE TABLE quote_search (
        quote_id bigint PRIMARY KEY REFERENCES quotes (id),
        text tsvector NOT NULL,
        context tsvector NOT NULL,
        title tsvector NOT NULL
    )
    """,
    """
    INSERT INTO quote_search (quote_id, text, context, title)
    SELECT quotes.id, search_vector(quotes.text), search_vector(quotes.context), search_vector(revisions.title)
    FROM quotes JOIN article_revisions AS revisions ON revisions.id = quotes.revision_id
    WHERE quotes.state = 'active'
    """,
    "CREATE INDEX ix_quote_search_text ON quote_search USING gin (text)",
    "CREATE INDEX ix_quote_search_context ON quote_search USING gin (context)",
    "CREATE INDEX ix_quote_search_title ON quote_search USING gin (title)",
    """
    CREATE FUNCTION quote_search_refresh() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF new.state = 'active' THEN
            INSERT INTO quote_search (quote_id, text, context, title)
            SELECT new.id, search_vector(new.text), search_vector(new.context), search_vector(title)
            FROM article_revisions WHERE id = new.revision_id
            ON CONFLICT (quote_id) DO UPDATE SET text = excluded.text, context = excluded.context;
        ELSE
            DELETE FROM quote_search WHERE quote_id = new.id;
        END IF;
        RETURN NULL;
    END
    $$
    """,
    """
    CREATE TRIGGER quote_search_refresh AFTER INSERT OR UPDATE OF text, context, state ON quotes
    FOR EACH ROW EXECUTE FUNCTION quote_search_refresh()
    """,
    # "Newest first" puts quotes without a moment last, which a plain index cannot serve on this engine.
    "CREATE INDEX ix_quotes_newest ON quotes (said_at DESC NULLS LAST, id DESC)",
)


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        for statement in SQLITE_STATEMENTS:
            connection.exec_driver_sql(statement)
        return
    # The database's own locale may be "C", whose lower case knows only ASCII; the Unicode collation is there
    # in every build with ICU, which is all of the usual ones.
    has_unicode = connection.exec_driver_sql("SELECT 1 FROM pg_collation WHERE collname = 'und-x-icu'").scalar()
    collation = 'COLLATE "und-x-icu"' if has_unicode else ""
    for statement in POSTGRESQL_STATEMENTS:
        connection.exec_driver_sql(statement.replace("{collation}", collation))


def downgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        for trigger in ("insert", "update"):
            connection.exec_driver_sql(f"DROP TRIGGER quote_search_{trigger}")
        connection.exec_driver_sql("DROP TABLE quote_search")
        connection.exec_driver_sql("DROP VIEW quote_search_source")
        return
    connection.exec_driver_sql("DROP INDEX ix_quotes_newest")
    connection.exec_driver_sql("DROP TRIGGER quote_search_refresh ON quotes")
    connection.exec_driver_sql("DROP FUNCTION quote_search_refresh()")
    connection.exec_driver_sql("DROP TABLE quote_search")
    connection.exec_driver_sql("DROP FUNCTION search_vector(text)")
    connection.exec_driver_sql("DROP FUNCTION search_fold(text)")
    connection.exec_driver_sql("DROP TEXT SEARCH CONFIGURATION onrecord_english")
    connection.exec_driver_sql("DROP TEXT SEARCH DICTIONARY onrecord_english_stem")
