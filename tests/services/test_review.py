"""A person's decision stands, whatever engine reads the article after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from attribution import Span
from models import Article, HistoryEvent, Quote, QuoteState, SessionFactory, Stance
from services.articles import withdraw_article
from services.errors import Conflict, Gone
from services.extraction import store_extraction
from services.paging import PageRequest
from services.replies import Reply, put_reply
from services.review import QuoteChange, StanceDecision, hold_quote, review_quote, withdraw_quote
from services.review_queue import list_review_queue
from services.speakers import add_speaker
from services.submissions import NewArticle, store_submission
from services.targets import create_target, update_target
from tests.services.readings import Said, person, read

TEXT = (
    "Rain fell on Aldermoor. “We will keep the sanctions on Kestria for as long as we must,” Mara Velden said.\n\n"
    "The dockers laughed. “Never in a year of sanctions,” said Ilse Marovny."
)
VELDEN = person("Mara Velden")
KEEP = Said(
    "We will keep the sanctions on Kestria for as long as we must,", VELDEN, cue="said", source="Mara Velden"
)
NEVER = Said("Never in a year of sanctions,", person("Ilse Marovny"), cue="said", source="Ilse Marovny")
URL = "https://courier.example/quay"
BY = "key:abc"


def submit(sessions: SessionFactory, words: str = TEXT) -> None:
    with sessions.begin() as session:
        published = datetime(2025, 3, 4, 10, tzinfo=UTC)
        store_submission(session, NewArticle(text=words, url=URL, published_at=published), BY)


def store(
    sessions: SessionFactory, said: Sequence[Said] = (KEEP, NEVER), version: str = "1", words: str = TEXT
) -> list[int]:
    with sessions.begin() as session:
        revision = session.get_one(Article, 1).current_revision
        return [quote.id for quote in store_extraction(session, revision, read(words, said, version=version))]


@pytest.fixture
def keep(writing_sessions: SessionFactory) -> int:
    """The number of a quote that the engine reads as for a target, beside another one and one more speaker."""
    with writing_sessions.begin() as session:
        for slug, proposition in (
            ("sanctions", "Sanctions on Kestria should be kept"),
            ("rain", "It should rain"),
        ):
            create_target(session, slug=slug, proposition=proposition, terms=[], actor=BY)
        add_speaker(session, name="Oskar Brandeis", kind="person", actor=BY)
    submit(writing_sessions)
    return store(writing_sessions)[0]


def span(words: str, within: str = TEXT) -> Span:
    start = within.index(words)
    return Span(start, start + len(words))


def review(session: Session, quote_id: int, change: QuoteChange, reason: str | None = None) -> Quote:
    quote = hold_quote(session, quote_id, also_rejected=True)
    review_quote(session, quote, change, reason=reason, actor=BY)
    return quote


def decide(sessions: SessionFactory, quote_id: int, **change: Any) -> None:
    with sessions.begin() as session:
        review(session, quote_id, QuoteChange(**change))  # type: ignore[typeddict-item]


def corrects(*words: str) -> Callable[[Session, int], object]:
    return lambda session, number: review(session, number, {"content": [span(each) for each in words]})


def attributes(session: Session, number: int) -> None:
    review(session, number, {"speaker": 1})


def leaves_open(session: Session, number: int) -> None:
    review(session, number, {"speaker": None, "no_speaker": "ambiguous_name"})


def turns_stance(session: Session, number: int) -> None:
    stances = [StanceDecision("sanctions", "against", span("keep the sanctions"))]
    review(session, number, {"stances": stances})


def adds_stance(session: Session, number: int) -> None:
    review(session, number, {"stances": [StanceDecision("rain", "neutral")]})


def denies_target(session: Session, number: int) -> None:
    review(session, number, {"stances": [StanceDecision("sanctions", "none")]})


def confirms(session: Session, number: int) -> None:
    review(session, number, {"decision": "confirm"})


def rejects(session: Session, number: int) -> None:
    review(session, number, {"decision": "reject"}, reason="a chant")


def withdraws(session: Session, number: int) -> None:
    withdraw_quote(session, hold_quote(session, number), reason="libel", actor=BY)


def replies(session: Session, number: int) -> None:
    put_reply(session, hold_quote(session, number), Reply("I said so.", "Mara Velden"), actor=BY)


DECISIONS = {
    "a part of it": corrects("keep the sanctions"),
    "two parts of it": corrects("We will keep", "for as long"),
    "more of it": corrects("“We will keep the sanctions on Kestria for as long as we must,” Mara Velden"),
    "another place": corrects("Rain fell on Aldermoor."),
    "speaker": attributes,
    "no speaker": leaves_open,
    "stance": turns_stance,
    "stance toward another target": adds_stance,
    "not about it": denies_target,
    "confirmed": confirms,
    "rejected": rejects,
    "withdrawn": withdraws,
    "reply": replies,
}


def evidence_of(quote: Quote, stance: Stance) -> str:
    return quote.revision.text[stance.evidence_start : stance.evidence_end]


def decided(session: Session) -> list[dict[str, Any]]:
    """All that people may have decided about the quotes that are served, in the order of the text."""
    quotes = session.scalars(select(Quote).order_by(Quote.position, Quote.id)).all()
    served = [quote for quote in quotes if quote.state == QuoteState.ACTIVE]
    return [
        {
            "text": quote.text,
            "words": [quote.revision.text[span.start : span.end] for span in quote.spans_of("content")],
            "type": quote.type,
            "speaker": None if quote.speaker is None else quote.speaker.name,
            "reason": quote.no_speaker_reason,
            "stances": [
                (stance.target.slug, stance.label, stance.decided_by, evidence_of(quote, stance))
                for stance in quote.stances
            ],
            "not_about": [each.target.slug for each in quote.unrelated],
            "reply": None if quote.reply is None else quote.reply.text,
            "decided_by": quote.decided_by,
        }
        for quote in served
    ]


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_decision_survives_readings_by_the_same_and_by_newer_engines(
    writing_sessions: SessionFactory, sessions: SessionFactory, keep: int, decision: str
) -> None:
    with writing_sessions.begin() as session:
        DECISIONS[decision](session, keep)
    with sessions() as session:
        wanted = decided(session)
        state = session.get_one(Quote, keep).state
    assert len(wanted) == (1 if decision in ("rejected", "withdrawn") else 2)
    shorter = replace(KEEP, content="We will keep the sanctions on Kestria")
    for version, said in (("1", [KEEP, NEVER]), ("2", [KEEP, NEVER]), ("3", [shorter, NEVER])):
        if decision == "another place" and version == "3":
            # A person said where it is not, and nothing of a quote inside of that.
            continue
        store(writing_sessions, said, version)
        with sessions() as session:
            assert decided(session) == wanted
            assert session.get_one(Quote, keep).state == state
    store(writing_sessions, [NEVER], "4")
    with sessions() as session:
        assert decided(session) == wanted


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_decision_moves_into_a_new_revision(
    writing_sessions: SessionFactory, sessions: SessionFactory, keep: int, decision: str
) -> None:
    with writing_sessions.begin() as session:
        DECISIONS[decision](session, keep)
    with sessions() as session:
        wanted = decided(session)
    for number, words in enumerate(("Correction below. " + TEXT, TEXT + "\n\nMore tomorrow."), start=2):
        submit(writing_sessions, words)
        for version in ("1", "2"):
            store(writing_sessions, version=version, words=words)
            with sessions() as session:
                assert decided(session) == wanted
                served = select(Quote).where(Quote.state == QuoteState.ACTIVE)
                assert {quote.revision.number for quote in session.scalars(served)} == {number}


@pytest.mark.parametrize("refuse", [rejects, withdraws])
def test_what_was_refused_does_not_come_back_when_the_words_around_it_are_edited(
    writing_sessions: SessionFactory,
    sessions: SessionFactory,
    keep: int,
    refuse: Callable[[Session, int], None],
) -> None:
    with writing_sessions.begin() as session:
        refuse(session, keep)
    told = "told reporters"
    for words in (
        TEXT.replace("Velden said", f"Velden {told}"),
        TEXT.replace("Mara Velden said", f"they {told}"),
    ):
        submit(writing_sessions, words)
        store(writing_sessions, [replace(KEEP, cue=told, source=""), NEVER], words=words)
        with sessions() as session:
            assert [quote["text"] for quote in decided(session)] == [NEVER.content]


@pytest.mark.parametrize(("refuse", "served"), [(rejects, 2), (withdraws, 1)])
def test_withdrawn_words_do_not_come_back_where_they_stand_twice(
    writing_sessions: SessionFactory,
    sessions: SessionFactory,
    keep: int,
    refuse: Callable[[Session, int], None],
    served: int,
) -> None:
    """What is no quote in one place may be one in another, but withdrawn words are not to be shown at all."""
    with writing_sessions.begin() as session:
        refuse(session, keep)
    words = f"Hear: “{KEEP.content}” they wrote. {TEXT}"
    submit(writing_sessions, words)
    bare = replace(KEEP, cue="", source="")
    store(writing_sessions, [bare, bare, NEVER], words=words)
    with sessions() as session:
        assert len(decided(session)) == served


def test_bounds_that_only_a_former_reading_has_can_be_given(
    writing_sessions: SessionFactory, sessions: SessionFactory, keep: int
) -> None:
    shorter = replace(KEEP, content="We will keep the sanctions")
    (other, _) = store(writing_sessions, [shorter, NEVER], "2")
    assert other != keep
    decide(writing_sessions, other, content=[span(str(KEEP.content))])
    for said in ([KEEP, NEVER], [shorter, NEVER]):
        store(writing_sessions, said, "3")
        with sessions() as session:
            assert session.get_one(Quote, other).text == KEEP.content
            assert session.get_one(Quote, keep).state == QuoteState.SUPERSEDED
            assert len(decided(session)) == 2


def test_bounds_of_a_rejected_quote_cannot_be_given(writing_sessions: SessionFactory, keep: int) -> None:
    decide(writing_sessions, keep, decision="reject")
    with pytest.raises(Conflict, match="rejected"):
        decide(writing_sessions, keep + 1, content=[span(str(KEEP.content))])


def test_evidence_of_a_persons_stance_moves_into_the_new_bounds(
    writing_sessions: SessionFactory, sessions: SessionFactory, keep: int
) -> None:
    stances = [StanceDecision("sanctions", "against", span("as long as we must"))]
    decide(writing_sessions, keep, stances=stances)
    decide(writing_sessions, keep, content=[span("keep the sanctions on Kestria")])
    with sessions() as session:
        (stance,) = session.get_one(Quote, keep).stances
        assert TEXT[stance.evidence_start : stance.evidence_end] == "keep the sanctions on Kestria"


def test_a_decided_stance_is_of_the_wording_it_was_decided_for(
    writing_sessions: SessionFactory, sessions: SessionFactory, keep: int
) -> None:
    with writing_sessions.begin() as session:
        update_target(session, "rain", actor=BY, expected_version=1, terms=["water"])
    decide(writing_sessions, keep, stances=[StanceDecision("rain", "favor")])
    with sessions() as session:
        stances = session.scalars(select(Stance).where(Stance.decided_by == "human")).all()
        assert [(stance.target.slug, stance.target_version) for stance in stances] == [("rain", 2)]


def test_a_quote_of_a_withdrawn_article_cannot_be_restored(
    writing_sessions: SessionFactory, keep: int
) -> None:
    decide(writing_sessions, keep, decision="reject")
    with writing_sessions.begin() as session:
        withdraw_article(session, 1, reason=None, actor=BY, expected_version=None)
    with pytest.raises(Gone):
        decide(writing_sessions, keep, decision="confirm")


def test_a_quote_that_was_rejected_in_an_earlier_revision_cannot_be_restored_there(
    writing_sessions: SessionFactory, keep: int
) -> None:
    decide(writing_sessions, keep, decision="reject")
    submit(writing_sessions, TEXT + " Later.")
    store(writing_sessions, words=TEXT + " Later.")
    with pytest.raises(Gone, match="earlier revision"):
        decide(writing_sessions, keep, decision="confirm")


def test_the_history_says_what_was_before(
    writing_sessions: SessionFactory, sessions: SessionFactory, keep: int
) -> None:
    with writing_sessions.begin() as session:
        review(session, keep, {"content": [span("keep the sanctions")], "speaker": 1}, reason="misread")
    with sessions() as session:
        event = session.scalars(
            select(HistoryEvent).where(HistoryEvent.quote_id == keep).order_by(HistoryEvent.id)
        ).first()
        assert event is not None
        assert (event.actor, event.action, event.reason) == (BY, "corrected", "misread")
        assert event.before is not None
        assert event.after is not None
        assert event.before["content"] == [list(span(str(KEEP.content)))]
        assert event.after == {
            "content": [list(span("keep the sanctions"))],
            "speaker_id": 1,
            "decided_by": "human",
            "confidence": 1.0,
        }


def test_what_the_machine_does_to_stances_is_in_the_quotes_history(
    writing_sessions: SessionFactory, sessions: SessionFactory, keep: int
) -> None:
    decide(writing_sessions, keep, content=[span("Rain fell on Aldermoor.")])
    with sessions() as session:
        events = session.scalars(select(HistoryEvent).where(HistoryEvent.quote_id == keep)).all()
        assert [(event.subject_kind, event.action) for event in events] == [
            ("quote", "corrected"),
            ("stance", "replaced"),
        ]


def test_the_database_refuses_to_lose_what_a_person_decided(
    writing_sessions: SessionFactory, keep: int
) -> None:
    decide(
        writing_sessions, keep, stances=[StanceDecision("sanctions", "none"), StanceDecision("rain", "favor")]
    )
    insert = (
        "INSERT INTO stances (quote_id, target_id, target_version, label, confidence, evidence_start, evidence_end,"
        " engine, engine_version, decided_by, created_at, version, updated_at)"
        f" VALUES ({keep}, 1, 1, 'favor', 0.9, 30, 35, 'e', '1', 'machine', CURRENT_TIMESTAMP, 1, CURRENT_TIMESTAMP)"
    )
    for statement in (
        "DELETE FROM unrelated_targets",
        "UPDATE unrelated_targets SET target_id = 2",
        "DELETE FROM stances WHERE decided_by = 'human'",
        insert,
    ):
        with pytest.raises(IntegrityError, match="a human decided"), writing_sessions.begin() as session:
            session.execute(text(statement))


def test_the_queue_begins_with_the_most_doubtful(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    submit(writing_sessions)
    unsure, sure = replace(KEEP, confidence=0.4), replace(NEVER, confidence=0.95)
    first, second = store(writing_sessions, [unsure, sure])
    with sessions() as session:
        page = list_review_queue(session, page=PageRequest(limit=1))
        assert [(quote.id, quote.doubt) for quote in page.items] == [(first, 60)]
        rest = list_review_queue(session, page=PageRequest(limit=1, cursor=page.next))
        assert ([(quote.id, quote.doubt) for quote in rest.items], rest.next) == ([(second, 5)], None)
    store(writing_sessions, [replace(unsure, confidence=0.99), sure], "2")
    with sessions() as session:
        assert [quote.id for quote in list_review_queue(session, page=PageRequest()).items] == [second, first]


def test_a_quote_with_candidates_for_its_speaker_is_more_doubtful(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    submit(writing_sessions)
    extraction = read(TEXT, [replace(KEEP, speaker=None, confidence=0.9), NEVER])
    first = replace(extraction.quotes[0], candidates=("Mara Velden", "Ilse Marovny"))
    with writing_sessions.begin() as session:
        revision = session.get_one(Article, 1).current_revision
        store_extraction(session, revision, replace(extraction, quotes=(first, *extraction.quotes[1:])))
    with sessions() as session:
        doubts = [quote.doubt for quote in list_review_queue(session, page=PageRequest()).items]
        assert doubts == [35, 10]
