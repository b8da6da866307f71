"""Reading an article again stores what is different, shows it, and leaves alone what people decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import select

import attribution
from models import (
    Article,
    ArticleState,
    Quote,
    QuoteState,
    SessionFactory,
    Stance,
)
from services.articles import withdraw_article
from services.errors import NotFound
from services.rereading import Reread, choose_articles, reread_article
from services.speaker_merges import merge_speakers
from services.speaker_splits import split_speaker
from services.submissions import NewArticle, store_submission
from services.targets import create_target
from tests.services.archive import events_of, rows_of, speaker_of
from tests.services.readings import Said, person, read, reader

TEXT = (
    "“The ferry tolls should fall,” said Mara Velden.\n“Never,” said Ilse Marovny.\n“Perhaps,” said Jo Vale."
)
FALL = Said("The ferry tolls should fall,", person("Mara Velden"), cue="said", source="Mara Velden")
NEVER = Said("Never,", person("Ilse Marovny"), cue="said", source="Ilse Marovny")
PERHAPS = Said("Perhaps,", person("Jo Vale"), cue="said", source="Jo Vale")


@pytest.fixture
def quotes(writing_sessions: SessionFactory) -> list[int]:
    """Article 1, read by version 1: what Velden (speaker 1) and Marovny (speaker 2) say, and a target."""
    with writing_sessions.begin() as session:
        create_target(
            session, slug="tolls", proposition="Ferry tolls should fall", terms=["tolls"], actor="key:abc"
        )
        store_submission(
            session, NewArticle(text=TEXT, title="Tolls", publisher="Torland Courier"), "key:abc"
        )
    reread(writing_sessions, FALL, NEVER, version="1")
    with writing_sessions() as session:
        return list(session.scalars(select(Quote.id).order_by(Quote.id)))


def reread(sessions: SessionFactory, *said: Said, version: str = "2", dry_run: bool = False) -> Reread:
    with sessions.begin() as session:
        # As if its job were done: only such articles are read again.
        article = session.get_one(Article, 1)
        if article.state == ArticleState.QUEUED:
            article.state = ArticleState.READY
    return reread_article(sessions, 1, dry_run=dry_run, extract=reader(*said, version=version))


def states(sessions: SessionFactory, quotes: Sequence[int]) -> list[str]:
    with sessions() as session:
        return [session.get_one(Quote, number).state for number in quotes]


def test_what_is_different_is_stored_and_told(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    found = replace(FALL, type="mixed", speaker=person("Jo Vale"), confidence=0.5)
    result = reread(writing_sessions, found, PERHAPS)
    assert (result.outcome, result.engine_before, result.engine_after) == (
        "changed",
        ("by-hand", "1"),
        ("by-hand", "2"),
    )
    (added,), (gone,), ((before, after),) = (
        result.difference.added,
        result.difference.gone,
        result.difference.changed,
    )
    assert (added.text, added.speaker) == ("Perhaps,", "Jo Vale")
    assert (gone.id, gone.text) == (quotes[1], "Never,")
    assert before.id == after.id == quotes[0]
    assert (before.type, before.speaker, before.confidence) == ("direct", "Mara Velden", 0.9)
    assert (after.type, after.speaker, after.confidence) == ("mixed", "Jo Vale", 0.5)
    assert before.stances == after.stances
    assert before.stances["tolls"].label == "favor"
    assert states(sessions, quotes) == [QuoteState.ACTIVE, QuoteState.SUPERSEDED]
    assert events_of(sessions, "quote", quotes[0]) == ["replaced"]
    assert events_of(sessions, "quote", quotes[1]) == ["superseded"]


def test_a_dry_run_tells_the_same_and_writes_nothing(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    before = rows_of(sessions)
    found = replace(FALL, speaker=person("Jo Vale"))
    dry = reread(writing_sessions, found, PERHAPS, dry_run=True)
    assert rows_of(sessions) == before
    # Numbers that were given up again are not told.
    assert (dry.difference.added[0].id, dry.difference.added[0].speaker_id) == (None, None)
    assert dry.difference.changed[0][1].speaker_id is None
    wet = reread(writing_sessions, found, PERHAPS)
    assert rows_of(sessions) != before
    assert dry.engine_after == wet.engine_after
    told, done = (
        [(quote.text, quote.speaker) for quote in (*each.added, *each.gone)]
        for each in (dry.difference, wet.difference)
    )
    assert told == done


def test_an_article_that_reads_as_before_is_only_marked(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    before = rows_of(sessions, without=("engine", "engine_version", "extracted_at"))
    result = reread(writing_sessions, FALL, NEVER)
    assert (result.outcome, bool(result.difference)) == ("unchanged", False)
    assert rows_of(sessions, without=("engine", "engine_version", "extracted_at")) == before
    with sessions() as session:
        revision = session.get_one(Article, 1).current_revision
        assert revision.engine_version == "2"
        assert {quote.engine_version for quote in session.scalars(select(Quote))} == {"1"}


def test_the_last_digits_of_a_confidence_are_no_difference(
    writing_sessions: SessionFactory, quotes: list[int]
) -> None:
    assert reread(writing_sessions, replace(FALL, confidence=0.900001), NEVER).outcome == "unchanged"
    assert reread(writing_sessions, replace(FALL, confidence=0.8), NEVER).outcome == "changed"


def test_what_people_decided_survives_a_newer_engine(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    with writing_sessions.begin() as session:
        kept, rejected = (session.get_one(Quote, number) for number in quotes)
        (stance,) = kept.stances
        stance.decided_by, stance.label = "human", "against"
        rejected.decided_by, rejected.state = "human", QuoteState.REJECTED
    result = reread(writing_sessions, NEVER)
    assert result.outcome == "unchanged"
    assert states(sessions, quotes) == [QuoteState.ACTIVE, QuoteState.REJECTED]
    reread(writing_sessions, replace(FALL, type="indirect"), NEVER, version="3")
    with sessions() as session:
        (stance,) = session.scalars(select(Stance))
        assert (stance.label, stance.decided_by) == ("against", "human")
        assert session.get_one(Quote, quotes[0]).type == "indirect"
    assert states(sessions, quotes) == [QuoteState.ACTIVE, QuoteState.REJECTED]


def test_a_quote_that_a_person_decided_is_not_changed(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    with writing_sessions.begin() as session:
        quote = session.get_one(Quote, quotes[0])
        quote.decided_by, quote.speaker_id = "human", 2
    result = reread(writing_sessions, replace(FALL, type="indirect", confidence=0.1), NEVER)
    assert result.outcome == "unchanged"
    assert speaker_of(sessions, quotes[0]) == 2


def test_merges_and_splits_survive_a_newer_engine(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    with writing_sessions.begin() as session:
        merge_speakers(session, 1, 2, actor="key:abc")
        new = split_speaker(session, 1, quotes=quotes[:1], name="Otto Sand", actor="key:abc").other_id
    result = reread(writing_sessions, FALL, replace(NEVER, confidence=0.3))
    assert [(before.id, after.speaker_id) for before, after in result.difference.changed] == [(quotes[1], 1)]
    assert [speaker_of(sessions, number) for number in quotes] == [new, 1]


def test_a_reading_that_breaks_off_leaves_everything(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    before = rows_of(sessions)

    def broken(text: str) -> attribution.Extraction:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reread_article(writing_sessions, 1, extract=broken)
    assert rows_of(sessions) == before


def test_an_article_that_was_withdrawn_meanwhile_is_passed_over(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    def withdrawing(text: str) -> attribution.Extraction:
        with writing_sessions.begin() as session:
            withdraw_article(session, 1, reason=None, actor="key:abc", expected_version=None)
        return read(text, [PERHAPS], version="2")

    assert reread_article(writing_sessions, 1, extract=withdrawing).outcome == "passed_over"
    assert states(sessions, quotes) == [QuoteState.WITHDRAWN, QuoteState.WITHDRAWN]
    with pytest.raises(NotFound):
        reread_article(writing_sessions, 9)


def test_an_article_whose_reading_failed_gets_its_quotes(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    with writing_sessions.begin() as session:
        session.get_one(Article, 1).state = ArticleState.FAILED
    reread(writing_sessions, FALL, NEVER)
    with sessions() as session:
        assert session.get_one(Article, 1).state == ArticleState.READY


def test_articles_are_chosen_by_number_publisher_and_engine(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    readers = [("1", attribution.ENGINE), ("10", attribution.ENGINE), ("9", "another"), (None, None)]
    with writing_sessions.begin() as session:
        for number, (version, engine) in enumerate(readers):
            publisher = "Torland Courier" if number < 2 else "Belmora Post"
            new = NewArticle(text=f"Report {number}.", publisher=publisher)
            store_submission(session, new, "key:abc")
            article = session.get_one(Article, number + 1)
            article.state = ArticleState.READY
            article.current_revision.engine_version, article.current_revision.engine = version, engine
        store_submission(session, NewArticle(text="Still to be read."), "key:abc")
    with sessions() as session:
        assert choose_articles(session) == [1, 2, 3, 4]
        assert choose_articles(session, engine_before="2") == [1, 3, 4]
        assert choose_articles(session, engine_before="11") == [1, 2, 3, 4]
        assert choose_articles(session, publisher="torland courier") == [1, 2]
        assert choose_articles(session, publisher="Nobody's") == []
        assert choose_articles(session, article_ids=[3, 1, 3]) == [1, 3]
        assert choose_articles(session, after_id=1, limit=2) == [2, 3]
        for missing in (5, 99):
            with pytest.raises(NotFound, match=str(missing)):
                choose_articles(session, article_ids=[1, missing])
