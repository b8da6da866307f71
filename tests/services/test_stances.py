"""Stances are the machine's until a person decides, and the history keeps what they were."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from attribution.extraction import SEGMENT_JOINT
from attribution.stance import STANCE_ENGINE, STANCE_ENGINE_VERSION
from models import (
    Article,
    ArticleRevision,
    HistoryEvent,
    Quote,
    QuoteSpan,
    SessionFactory,
    Stance,
    Target,
)
from services.stances import tag_stances

TEXT = "“Sanctions on Kestria must stay,” she said, “for as long as it takes.”"
FIRST, SECOND = "Sanctions on Kestria must stay,", "for as long as it takes."


@pytest.fixture
def session(writing_sessions: SessionFactory) -> Iterator[Session]:
    with writing_sessions() as session:
        yield session


@pytest.fixture
def quote(session: Session) -> Quote:
    article = Article(identity_key="1")
    article.revisions.append(ArticleRevision(number=1, text=TEXT, text_digest="0" * 64))
    session.add(article)
    session.flush()
    quote = Quote(
        article_id=article.id,
        revision_id=article.current_revision.id,
        identity_key="one",
        position=1,
        type="direct",
        text=FIRST + SEGMENT_JOINT + SECOND,
        context=TEXT,
        no_speaker_reason="unresolved_pronoun",
        confidence=0.5,
        engine="by-hand",
        engine_version="1",
        spans=[
            QuoteSpan(role="content", start=TEXT.index(words), end=TEXT.index(words) + len(words))
            for words in (FIRST, SECOND)
        ],
    )
    session.add(quote)
    session.flush()
    return quote


@pytest.fixture
def target(session: Session) -> Target:
    target = Target(slug="sanctions", proposition="Sanctions on Kestria should be kept", terms=["sanctions"])
    session.add(target)
    session.flush()
    return target


def elsewhere(session: Session) -> Target:
    target = Target(slug="tolls", proposition="Bridge tolls should be lowered", terms=["bridge tolls"])
    session.add(target)
    session.flush()
    return target


def test_a_quote_gets_a_stance_toward_what_it_is_about(
    session: Session, quote: Quote, target: Target
) -> None:
    (stance,) = tag_stances(session, quote, [elsewhere(session), target])
    assert (stance.target, stance.label, stance.decided_by) == (target, "favor", "machine")
    assert (stance.engine, stance.engine_version) == (STANCE_ENGINE, STANCE_ENGINE_VERSION)
    assert stance.target_version == target.version
    assert 0 < stance.confidence <= 1
    evidence = TEXT[stance.evidence_start : stance.evidence_end]
    assert evidence
    assert evidence in FIRST


def test_tagging_again_changes_nothing(session: Session, quote: Quote, target: Target) -> None:
    (first,) = tag_stances(session, quote, [target])
    version = first.version
    assert tag_stances(session, quote, [target]) == [first]
    assert first.version == version
    assert session.scalars(select(HistoryEvent)).all() == []


def test_a_target_turned_round_turns_the_stance_and_the_history_keeps_the_old(
    session: Session, quote: Quote, target: Target
) -> None:
    tag_stances(session, quote, [target])
    target.proposition = "Sanctions on Kestria should be lifted"
    session.flush()
    (stance,) = tag_stances(session, quote, [target])
    assert (stance.label, stance.target_version) == ("against", 2)
    event = session.scalars(select(HistoryEvent)).one()
    assert (event.actor, event.action, event.subject_kind) == (
        f"engine:{STANCE_ENGINE}@{STANCE_ENGINE_VERSION}",
        "replaced",
        "stance",
    )
    assert event.before is not None
    assert event.after is not None
    assert (event.before["label"], event.after["label"]) == ("favor", "against")


def test_new_notes_leave_a_stance_of_the_same_wording(session: Session, quote: Quote, target: Target) -> None:
    (stance,) = tag_stances(session, quote, [target])
    target.notes = "Sanctions of others count too."
    session.flush()
    assert tag_stances(session, quote, [target]) == [stance]
    assert stance.target_version == target.wording_version == 1
    assert session.scalars(select(HistoryEvent)).all() == []


def test_a_quote_in_the_words_of_the_inverse_is_found(session: Session, quote: Quote) -> None:
    target = Target(slug="trade", proposition="Trade with Kestria should be kept up")
    session.add(target)
    session.flush()
    assert tag_stances(session, quote, [target]) == []
    target.inverse = "Sanctions on Kestria should be kept"
    session.flush()
    (stance,) = tag_stances(session, quote, [target])
    assert (stance.label, stance.target_version) == ("against", 2)


def test_a_stance_toward_what_the_quote_is_not_about_any_more_goes_into_the_history(
    session: Session, quote: Quote, target: Target
) -> None:
    tag_stances(session, quote, [target])
    target.proposition, target.terms = "Bridge tolls should be lowered", []
    session.flush()
    assert tag_stances(session, quote, [target]) == []
    assert quote.stances == []
    event = session.scalars(select(HistoryEvent)).one()
    assert (event.action, event.after) == ("removed", None)
    assert event.before is not None
    assert (event.before["label"], event.before["quote_id"]) == ("favor", quote.id)


@pytest.mark.parametrize("about_it", [True, False])
def test_what_a_person_decided_is_left_alone(
    session: Session, quote: Quote, target: Target, about_it: bool
) -> None:
    (stance,) = tag_stances(session, quote, [target])
    stance.decided_by, stance.label = "human", "neutral"
    if not about_it:
        target.proposition, target.terms = "Bridge tolls should be lowered", []
    session.flush()
    version = stance.version
    assert tag_stances(session, quote, [target]) == [stance]
    assert (stance.label, stance.decided_by, stance.version) == ("neutral", "human", version)
    assert session.scalars(select(Stance)).one() is stance
