"""What a person decided outlives the machine's readings and the revisions of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import select

from attribution import Extraction
from models import (
    Article,
    HistoryEvent,
    Quote,
    QuoteState,
    SessionFactory,
    Stance,
    Target,
)
from services.extraction import store_extraction
from services.submissions import NewArticle, store_submission
from services.targets import create_target
from tests.services.readings import Said, person, read

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


def decide(sessions: SessionFactory, quote_id: int, **values: object) -> None:
    """As a person would, through a review."""
    with sessions.begin() as session:
        quote = session.get_one(Quote, quote_id)
        quote.decided_by = "human"
        for name, value in values.items():
            setattr(quote, name, value)


def test_a_persons_decision_survives_a_reading(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    submit(writing_sessions)
    keep, never = store(writing_sessions, found())
    decide(writing_sessions, keep, type="indirect", confidence=1.0)
    decide(writing_sessions, never, state=QuoteState.REJECTED, state_reason="a chant")
    assert store(writing_sessions, found(version="2")) == [keep]
    assert store(writing_sessions, found([], version="3")) == []
    with sessions() as session:
        kept = session.get_one(Quote, keep)
        assert (kept.type, kept.confidence, kept.state) == ("indirect", 1.0, QuoteState.ACTIVE)
        assert kept.engine_version == "1"
        assert session.get_one(Quote, never).state == QuoteState.REJECTED


def test_the_machine_does_not_find_again_in_other_bounds_what_a_person_decided(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    submit(writing_sessions)
    keep, never = store(writing_sessions, found())
    decide(writing_sessions, keep)
    decide(writing_sessions, never, state=QuoteState.REJECTED)
    longer = replace(KEEP, content="We will keep the sanctions,” Mara Velden said, “until")
    assert store(writing_sessions, found([longer, replace(NEVER, content="Never")])) == []
    with sessions() as session:
        assert [quote.id for quote in session.scalars(select(Quote).order_by(Quote.id))] == [keep, never]


def add_stance(sessions: SessionFactory, quote_id: int) -> None:
    with sessions.begin() as session:
        quote = session.get_one(Quote, quote_id)
        target = session.scalars(select(Target)).first() or create_target(
            session, slug="leaving", proposition="They should leave", terms=[], actor="key:abc"
        )
        start = quote.position
        quote.stances.append(
            Stance(
                target=target,
                target_version=1,
                label="favor",
                confidence=1.0,
                evidence_start=start,
                evidence_end=start + 5,
                engine="lexical-stance",
                engine_version="1",
                decided_by="human",
            )
        )


def test_a_quote_whose_stance_a_person_decided_stays_when_it_is_not_found(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    submit(writing_sessions)
    keep, never = store(writing_sessions, found())
    add_stance(writing_sessions, never)
    store(writing_sessions, found([]))
    with sessions() as session:
        assert session.get_one(Quote, keep).state == QuoteState.SUPERSEDED
        assert session.get_one(Quote, never).state == QuoteState.ACTIVE


def test_decisions_move_with_their_words_into_a_new_revision(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    submit(writing_sessions)
    keep, never = store(writing_sessions, found())
    decide(writing_sessions, keep, type="indirect")
    add_stance(writing_sessions, never)
    revised = "CORRECTION: the weather. " + TEXT
    submit(writing_sessions, revised)
    new = store(writing_sessions, found(version="2", text=revised))
    assert len(new) == 2
    with sessions() as session:
        kept, other = (session.get_one(Quote, number) for number in new)
        assert (kept.type, kept.decided_by) == ("indirect", "human")
        assert [revised[span.start : span.end] for span in kept.spans_of("source")] == ["Mara Velden"]
        (stance,) = other.stances
        assert (stance.label, stance.decided_by) == ("favor", "human")
        assert revised[stance.evidence_start : stance.evidence_end] == "Never"
        assert {session.get_one(Quote, old).state for old in (keep, never)} == {QuoteState.SUPERSEDED}
        carried = session.scalars(
            select(HistoryEvent).where(HistoryEvent.action == "carried").order_by(HistoryEvent.id)
        ).all()
        assert [event.subject_id for event in carried] == new


def test_a_rejected_quote_stays_rejected_in_a_new_revision(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    submit(writing_sessions)
    _, never = store(writing_sessions, found())
    decide(writing_sessions, never, state=QuoteState.REJECTED)
    revised = TEXT.replace("Rain", "Hail")
    submit(writing_sessions, revised)
    assert len(store(writing_sessions, found(text=revised))) == 1


def test_of_words_that_stand_twice_the_same_ones_are_decided_on(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    twice = "“No,” he said. Then: “No,” he said."
    first, second = Said("No,", VELDEN), Said("No,", VELDEN)
    submit(writing_sessions, twice)
    _, later = store(writing_sessions, found([first, second], text=twice))
    decide(writing_sessions, later, type="mixed")
    revised = "Again. " + twice
    submit(writing_sessions, revised)
    new = store(writing_sessions, found([first, second], text=revised))
    with sessions() as session:
        assert [session.get_one(Quote, number).type for number in new] == ["direct", "mixed"]


def test_a_decision_on_words_that_are_gone_stays_with_its_revision(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    submit(writing_sessions)
    keep, _ = store(writing_sessions, found())
    decide(writing_sessions, keep)
    submit(writing_sessions, "Nothing was said.")
    assert store(writing_sessions, read("Nothing was said.", [])) == []
    with sessions() as session:
        quote = session.get_one(Quote, keep)
        assert (quote.state, quote.decided_by) == (QuoteState.SUPERSEDED, "human")


def test_the_machine_does_not_find_again_in_other_bounds_what_has_a_persons_stance(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    submit(writing_sessions)
    _, never = store(writing_sessions, found())
    add_stance(writing_sessions, never)
    assert store(writing_sessions, found([replace(NEVER, content="Never")])) == []
    with sessions() as session:
        active = session.scalars(select(Quote.id).where(Quote.state == QuoteState.ACTIVE)).all()
        assert active == [never]


def test_decisions_move_into_a_revision_in_a_language_that_is_not_read(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    submit(writing_sessions)
    keep, _ = store(writing_sessions, found())
    decide(writing_sessions, keep, type="indirect")
    revised = "Es regnete. " + TEXT
    submit(writing_sessions, revised)
    for _ in range(2):
        with writing_sessions.begin() as session:
            revision = session.get_one(Article, 1).current_revision
            assert store_extraction(session, revision, None) == []
    with sessions() as session:
        (carried,) = session.scalars(select(Quote).where(Quote.state == QuoteState.ACTIVE))
        assert (carried.type, carried.decided_by, carried.revision.number) == ("indirect", "human", 2)


def test_a_quote_that_was_carried_gets_stances_though_it_is_not_found(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    with writing_sessions.begin() as session:
        create_target(
            session,
            slug="sanctions",
            proposition="Sanctions should be kept",
            terms=["sanctions"],
            actor="key:abc",
        )
    submit(writing_sessions)
    keep, _ = store(writing_sessions, found())
    decide(writing_sessions, keep)
    revised = TEXT.replace("Rain", "Hail")
    submit(writing_sessions, revised)
    assert store(writing_sessions, found([], text=revised)) == []
    with sessions() as session:
        (carried,) = session.scalars(select(Quote).where(Quote.state == QuoteState.ACTIVE))
        (stance,) = carried.stances
        assert (stance.target.slug, stance.label) == ("sanctions", "favor")


def test_the_context_of_a_quote_that_was_carried_is_the_new_one(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    submit(writing_sessions)
    keep, never = store(writing_sessions, found())
    decide(writing_sessions, keep)
    decide(writing_sessions, never)
    revised = TEXT.replace("Nobody asked more", "All left")
    submit(writing_sessions, revised)
    store(writing_sessions, found([], text=revised))
    with sessions() as session:
        carried = session.scalars(
            select(Quote).where(Quote.state == QuoteState.ACTIVE).order_by(Quote.position)
        ).all()
        assert [quote.context for quote in carried] == [revised.splitlines()[0], revised.splitlines()[2]]
