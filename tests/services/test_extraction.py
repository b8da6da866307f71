"""What the engine finds becomes rows: exact, once, and with a person's decisions above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from attribution import Extraction, ExtractionWarning, Span
from models import (
    Article,
    ArticleRevision,
    HistoryEvent,
    Quote,
    QuoteState,
    SessionFactory,
    Speaker,
)
from services.extraction import read_revision, store_extraction
from services.submissions import NewArticle, store_submission
from tests.services.known_speakers import add
from tests.services.readings import ENGINE, Said, person, read

TEXT = (
    "Rain fell on Aldermoor. “We will keep the sanctions,” Mara Velden said, “until they leave.” Nobody asked more.\n\n"
    "The dockers laughed. “Never,” said Ilse Marovny."
)
VELDEN = person("Mara Velden")
KEEP = Said(
    ("We will keep the sanctions,", "until they leave."),
    VELDEN,
    cue="said",
    source="Mara Velden",
    confidence=0.8,
)
NEVER = Said("Never,", person("Ilse Marovny"), cue="said", source="Ilse Marovny")
URL = "https://courier.example/quay"


def submit(sessions: SessionFactory, text: str = TEXT) -> None:
    with sessions.begin() as session:
        published = datetime(2025, 3, 4, 10, tzinfo=UTC)
        store_submission(session, NewArticle(text=text, url=URL, published_at=published), "key:abc")


def store(sessions: SessionFactory, extraction: Extraction) -> list[int]:
    """Store an extraction of the newest revision of article 1; the numbers of the quotes."""
    with sessions.begin() as session:
        revision = session.get_one(Article, 1).current_revision
        return [quote.id for quote in store_extraction(session, revision, extraction)]


def found(said: Sequence[Said] = (KEEP, NEVER), version: str = "1", text: str = TEXT) -> Extraction:
    return read(text, said, version=version)


def test_every_span_slices_back_to_what_was_said(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    submit(writing_sessions)
    store(writing_sessions, found())
    with sessions() as session:
        keep, never = session.scalars(select(Quote).order_by(Quote.id)).all()
    slices = {
        role: [TEXT[s.start : s.end] for s in keep.spans_of(role)] for role in ("content", "cue", "source")
    }
    assert slices == {
        "content": ["We will keep the sanctions,", "until they leave."],
        "cue": ["said"],
        "source": ["Mara Velden"],
    }
    assert keep.text == "We will keep the sanctions, … until they leave."
    assert keep.position == TEXT.index("We will")
    assert keep.context == TEXT.splitlines()[0]
    assert never.context == TEXT.splitlines()[2]
    assert (keep.mention, never.mention) == ("Mara Velden", "Ilse Marovny")
    assert keep.said_at == datetime(2025, 3, 4, 10, tzinfo=UTC)
    assert (keep.engine, keep.engine_version, keep.confidence) == (ENGINE, "1", 0.8)


def test_storing_the_same_again_changes_nothing(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    submit(writing_sessions)
    first = store(writing_sessions, found())
    with sessions() as session:
        versions = session.execute(select(Quote.id, Quote.version).order_by(Quote.id)).all()
        events = len(session.scalars(select(HistoryEvent)).all())
    assert store(writing_sessions, found()) == first
    with sessions() as session:
        assert session.execute(select(Quote.id, Quote.version).order_by(Quote.id)).all() == versions
        assert len(session.scalars(select(HistoryEvent)).all()) == events
        assert len(session.scalars(select(Speaker)).all()) == 2


def test_a_quote_that_is_found_again_keeps_its_number(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    submit(writing_sessions)
    first = store(writing_sessions, found())
    changed = replace(KEEP, type="mixed", cue="", source="Aldermoor", confidence=0.5)
    again = store(writing_sessions, found([changed, NEVER], version="2"))
    assert again == first
    with sessions() as session:
        quote = session.get_one(Quote, first[0])
        assert (quote.type, quote.engine_version, quote.confidence) == ("mixed", "2", 0.5)
        assert quote.spans_of("cue") == []
        assert [TEXT[span.start : span.end] for span in quote.spans_of("source")] == ["Aldermoor"]
        event = session.scalars(select(HistoryEvent).where(HistoryEvent.subject_kind == "quote")).first()
        assert event is not None
        assert (event.actor, event.action) == ("engine:by-hand@2", "replaced")
        assert event.before is not None
        assert event.before["type"] == "direct"


def test_a_part_that_begins_where_it_did_may_end_elsewhere(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    submit(writing_sessions)
    store(writing_sessions, found())
    store(writing_sessions, found([replace(KEEP, source="Mara"), NEVER]))
    with sessions() as session:
        (source,) = session.get_one(Quote, 1).spans_of("source")
    assert TEXT[source.start : source.end] == "Mara"


def test_a_quote_that_is_no_longer_found_leaves_a_tombstone_and_may_come_back(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    submit(writing_sessions)
    keep, never = store(writing_sessions, found())
    assert store(writing_sessions, found([NEVER])) == [never]
    with sessions() as session:
        assert session.get_one(Quote, keep).state == QuoteState.SUPERSEDED
        event = session.scalars(select(HistoryEvent).order_by(HistoryEvent.id)).all()[-1]
        assert (event.action, event.reason) == ("superseded", "not found when the article was read again")
    assert store(writing_sessions, found()) == [keep, never]
    with sessions() as session:
        quote = session.get_one(Quote, keep)
        assert (quote.state, quote.state_reason) == (QuoteState.ACTIVE, None)


@pytest.mark.parametrize(
    ("content", "cue", "fault"),
    [
        ((Span(0, len(TEXT) + 1),), (), "at offset 0 has spans that do not fit the text"),
        ((Span(-3, 4),), (), "at offset -3 has spans that do not fit the text"),
        ((Span(9, 9),), (), "at offset 9 has spans that do not fit the text"),
        ((Span(5, 9), Span(7, 12)), (), "at offset 5 has spans that do not fit the text"),
        ((Span(5, 9),), (Span(900, 904),), "at offset 5 has spans that do not fit the text"),
        ((Span(4, 5),), (), "at offset 4 has only spaces"),
        ((), (), "without a place has no content"),
    ],
)
def test_a_quote_that_does_not_fit_the_text_is_left_out_with_a_warning(
    writing_sessions: SessionFactory,
    sessions: SessionFactory,
    content: tuple[Span, ...],
    cue: tuple[Span, ...],
    fault: str,
) -> None:
    submit(writing_sessions)
    good = found([NEVER])
    bad = replace(good.quotes[0], content=content, cue=cue)
    assert len(store(writing_sessions, replace(good, quotes=(bad, *good.quotes)))) == 1
    with sessions() as session:
        assert session.scalars(select(ArticleRevision.warnings)).one() == [
            f"quote_left_out: the quote {fault}"
        ]


def test_the_same_words_are_one_quote(writing_sessions: SessionFactory, sessions: SessionFactory) -> None:
    submit(writing_sessions)
    good = found([NEVER])
    assert len(store(writing_sessions, replace(good, quotes=good.quotes * 2))) == 1
    with sessions() as session:
        (warning,) = session.scalars(select(ArticleRevision.warnings)).one()
    assert warning.endswith("has the same words as another")


def test_what_the_engine_warns_of_is_kept(writing_sessions: SessionFactory, sessions: SessionFactory) -> None:
    submit(writing_sessions)
    warning = ExtractionWarning("unbalanced_quotation_mark", "a mark is never closed", Span(0, 1))
    store(writing_sessions, read(TEXT, [], warnings=[warning]))
    with sessions() as session:
        revision = session.scalars(select(ArticleRevision)).one()
        assert revision.warnings == ["unbalanced_quotation_mark: a mark is never closed"]
        assert (revision.engine, revision.engine_version) == (ENGINE, "1")


def test_a_context_must_hold_the_quote(writing_sessions: SessionFactory, sessions: SessionFactory) -> None:
    submit(writing_sessions)
    good = found([NEVER])
    apart = replace(good.quotes[0], context=Span(0, 10))
    assert store(writing_sessions, replace(good, quotes=(apart,))) == []
    with sessions() as session:
        (warning,) = session.scalars(select(ArticleRevision.warnings)).one()
    assert warning.endswith("has a context that does not hold it")


@pytest.mark.parametrize(("given", "stored"), [(float("nan"), 0.0), (1.5, 1.0), (-1.0, 0.0)])
def test_a_confidence_is_a_probability(
    writing_sessions: SessionFactory, sessions: SessionFactory, given: float, stored: float
) -> None:
    submit(writing_sessions)
    store(writing_sessions, found([replace(NEVER, confidence=given)]))
    with sessions() as session:
        assert session.scalars(select(Quote.confidence)).one() == stored


def test_very_many_segments_still_have_a_key(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    text = " ".join(f"“part {number}” she said" for number in range(60))
    submit(writing_sessions, text)
    said = Said(tuple(f"part {number}” she"[:-5] for number in range(60)), VELDEN)
    assert store(writing_sessions, found([said], text=text)) == [1]
    assert store(writing_sessions, found([said], text=text)) == [1]


def test_a_quote_without_a_speaker_says_why(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    submit(writing_sessions)
    extraction = found([replace(NEVER, speaker=None)])
    quote = replace(extraction.quotes[0], no_speaker="ambiguous_name", candidates=("A. Velden", "B. Velden"))
    store(writing_sessions, replace(extraction, quotes=(quote,)))
    with sessions() as session:
        stored = session.scalars(select(Quote)).one()
        assert (stored.speaker_id, stored.no_speaker_reason) == (None, "ambiguous_name")
        assert stored.speaker_candidates == ["A. Velden", "B. Velden"]


def test_a_reading_of_a_withdrawn_article_is_not_stored(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    submit(writing_sessions)
    with writing_sessions.begin() as session:
        article = session.get_one(Article, 1)
        article.state, article.withdrawn_at = "withdrawn", datetime(2025, 3, 5, tzinfo=UTC)
    assert store(writing_sessions, found()) == []
    with sessions() as session:
        assert session.scalars(select(Quote)).all() == []


def test_other_languages_are_not_read(writing_sessions: SessionFactory) -> None:
    def never_called(text: str) -> Extraction:
        raise AssertionError(text)

    revision = ArticleRevision(number=1, text=TEXT, article=Article(identity_key="one", language="de-AT"))
    assert read_revision(revision, never_called) is None


def test_a_surname_is_nobody_known_where_the_article_quotes_somebody_else_of_it(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    with writing_sessions.begin() as session:
        known = add(session, "Mara Velden", "Velden").id
    submit(writing_sessions)
    store(writing_sessions, found([replace(KEEP, speaker=person("Velden")), NEVER]))
    with sessions() as session:
        assert session.get_one(Quote, 1).speaker_id == known
    other = replace(NEVER, speaker=person("Otto Velden"))
    store(writing_sessions, found([replace(KEEP, speaker=person("Velden")), other]))
    with sessions() as session:
        speakers = session.scalars(select(Quote.speaker_id)).all()
        assert len(set(speakers)) == 2
        assert known not in speakers


def test_the_history_tells_which_engine_brought_a_speaker(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    submit(writing_sessions)
    store(writing_sessions, found([KEEP]))
    with sessions() as session:
        (event,) = session.scalars(select(HistoryEvent).where(HistoryEvent.subject_kind == "speaker"))
        assert (event.actor, event.action) == (f"engine:{ENGINE}@1", "created")
