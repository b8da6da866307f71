"""The database itself refuses what must never happen, whatever program asks for it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from models import (
    Article,
    ArticleRevision,
    HistoryEvent,
    Quote,
    QuoteSpan,
    SessionFactory,
    Stance,
    Target,
    UnrelatedTarget,
    current_moment,
)

TEXT = "“No,” said Mara Velden."


@pytest.fixture
def stored(writing_sessions: SessionFactory) -> None:
    """An article with quotes 1 (the machine's) and 2 (a person's), with a stance of each kind, and an event.

    Quote 1 is not about a second target, as a person decided.
    """
    with writing_sessions.begin() as session:
        article = Article(identity_key="one")
        article.revisions.append(ArticleRevision(number=1, title="No", text=TEXT, text_digest="0" * 64))
        target = Target(slug="yes", proposition="Yes should be said")
        session.add_all([article, target, history_event()])
        session.flush()
        for key, decided_by in (("1-3", "machine"), ("1-4", "human")):
            quote = Quote(
                article_id=article.id,
                revision_id=article.current_revision.id,
                identity_key=key,
                position=1,
                type="direct",
                text="No",
                context=TEXT,
                no_speaker_reason="no_source",
                confidence=0.9,
                engine="cue-words",
                engine_version="1",
                decided_by=decided_by,
                spans=[QuoteSpan(role="content", start=1, end=3)],
                stances=[stance(target.id, decided_by)],
            )
            session.add(quote)
            session.flush()
        other = Target(slug="no", proposition="No should be said")
        session.add(other)
        session.flush()
        session.add(UnrelatedTarget(quote_id=1, target_id=other.id))


def history_event() -> HistoryEvent:
    return HistoryEvent(actor="key:abc", action="created", subject_kind="article", subject_id=1)


def stance(target_id: int, decided_by: str) -> Stance:
    return Stance(
        target_id=target_id,
        target_version=1,
        label="against",
        confidence=0.5,
        evidence_start=1,
        evidence_end=3,
        engine="lexical-stance",
        engine_version="1",
        decided_by=decided_by,
    )


def execute(engine: Engine, statement: str, **values: Any) -> None:
    with engine.execution_options(sqlite_writes=True).begin() as connection:
        connection.execute(text(statement), values)


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("UPDATE history_events SET actor = 'somebody else'", "history is only added to"),
        ("DELETE FROM history_events", "history is only added to"),
        ("UPDATE article_revisions SET text = 'Yes.', text_length = 4", "text of a revision never changes"),
        ("UPDATE article_revisions SET title = NULL", "text of a revision never changes"),
        ("UPDATE article_revisions SET number = 2", "text of a revision never changes"),
        ("UPDATE article_revisions SET article_id = 2", "text of a revision never changes"),
        ("DELETE FROM article_revisions", "a revision is never deleted"),
        ("DELETE FROM articles", "an article is withdrawn, never deleted"),
        ("DELETE FROM quotes", "a quote is withdrawn, never deleted"),
        ("UPDATE quotes SET revision_id = 2 WHERE id = 1", "a quote stays in its revision"),
        ("UPDATE quotes SET decided_by = 'machine' WHERE id = 2", "a human decided this quote"),
        ("UPDATE quotes SET engine_version = '2', type = 'mixed' WHERE id = 2", "a human decided this quote"),
        ("UPDATE stances SET decided_by = 'machine'", "a human decided this stance"),
        ("UPDATE stances SET engine = 'other', label = 'favor'", "a human decided this stance"),
        ("DELETE FROM stances", "a human decided this stance"),
        ('UPDATE quote_spans SET "end" = 24', "ends after the revision"),
        (
            'INSERT INTO quote_spans (quote_id, role, start, "end", created_at)'
            " VALUES (1, 'cue', 20, 24, CURRENT_TIMESTAMP)",
            "ends after the revision",
        ),
        ("UPDATE stances SET evidence_end = 24", "ends after the revision"),
    ],
)
def test_what_must_never_happen_is_refused(engine: Engine, statement: str, refusal: str) -> None:
    with pytest.raises(IntegrityError, match=refusal):
        execute(engine, statement)


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE article_revisions SET warnings = '[\"one\"]', engine = 'cue-words', engine_version = '2'",
        "UPDATE articles SET state = 'withdrawn', withdrawn_at = CURRENT_TIMESTAMP",
        "UPDATE quotes SET engine_version = '2', type = 'mixed' WHERE decided_by = 'machine'",
        "UPDATE quotes SET decided_by = 'human', type = 'mixed'",
        "UPDATE quotes SET state = 'rejected', state_reason = 'a title' WHERE decided_by = 'human'",
        "UPDATE stances SET label = 'favor' WHERE decided_by = 'human'",
        "DELETE FROM stances WHERE decided_by = 'machine'",
        'UPDATE quote_spans SET "end" = 23',
    ],
)
def test_what_may_happen_is_let_through(engine: Engine, statement: str) -> None:
    execute(engine, statement)


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize(
    "table", ["history_events", "article_revisions", "articles", "quotes", "stances", "unrelated_targets"]
)
def test_no_table_of_what_was_said_is_emptied_at_once(engine: Engine, table: str) -> None:
    emptying = f"TRUNCATE {table} CASCADE" if engine.dialect.name == "postgresql" else f"DELETE FROM {table}"
    with pytest.raises(IntegrityError):
        execute(engine, emptying)


@pytest.mark.usefixtures("stored")
def test_replacing_a_row_does_not_go_past_the_refusals(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("only SQLite has INSERT OR REPLACE")
    with pytest.raises(IntegrityError, match="history is only added to"):
        execute(engine, "INSERT OR REPLACE INTO history_events SELECT * FROM history_events")
    with pytest.raises(IntegrityError, match="a human decided this stance"):
        execute(engine, "INSERT OR REPLACE INTO stances SELECT * FROM stances WHERE decided_by = 'human'")


@pytest.mark.parametrize("words", ["", "three"])
def test_the_length_of_a_text_is_what_it_says(writing_sessions: SessionFactory, words: str) -> None:
    revision = ArticleRevision(number=1, text=words, text_digest="0" * 64)
    assert revision.text_length == len(words)
    revision.text_length = 4
    with pytest.raises(IntegrityError), writing_sessions.begin() as session:
        session.add(Article(identity_key="two", revisions=[revision]))


def test_characters_outside_the_basic_plane_count_as_one(writing_sessions: SessionFactory) -> None:
    """SQLite, PostgreSQL and Python must agree on offsets, or spans would point elsewhere."""
    revision = ArticleRevision(number=1, text="🙂 é ﬁ 𝔸", text_digest="0" * 64)
    with writing_sessions.begin() as session:
        session.add(Article(identity_key="two", revisions=[revision]))
    assert revision.text_length == 7


@pytest.mark.usefixtures("stored")
def test_a_withdrawn_article_has_its_moment(writing_sessions: SessionFactory) -> None:
    with pytest.raises(IntegrityError), writing_sessions.begin() as session:
        session.get_one(Article, 1).withdrawn_at = current_moment()
