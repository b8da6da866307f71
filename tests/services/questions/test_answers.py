"""Answers to questions about two speakers, changes of side, numbers, order and publishers."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from models import SessionFactory, Target
from services.errors import InvalidCursor, UnreadableQuestion
from services.paging import PageRequest
from services.questions import Answer, ask
from tests.services.search.archive import Archive

MONDAY = date(2026, 11, 23)


def fill(session: Session) -> Target:
    archive = Archive(session)
    tolls = archive.target("tolls", "Bridge tolls should be kept")
    for number in range(1, 6):
        archive.quote(
            f"The tolls pay for bridge {number}",
            speaker="Mara Velden",
            said=f"2025-0{number}-10",
            stances={tolls: "favor"},
            publisher="Meridian Wire",
        )
    archive.quote(
        "I was wrong about the tolls",
        speaker="Mara Velden",
        said="2025-09-01",
        stances={tolls: "against"},
        publisher="Harbour Gazette",
    )
    archive.quote(
        "Tolls ruin the harbour", speaker="Ion Brask", said="2024-02-01", stances={tolls: "against"}
    )
    archive.quote("Tolls are no matter of mine", speaker="Edda Velden", said="2024-01-01")
    archive.quote("Tolls feed us", speaker="Union of Bakers and Millers", said="2024-03-01")
    return tolls


def answer(session: Session, question: str, limit: int = 20, cursor: str | None = None) -> Answer:
    return ask(session, question, today=MONDAY, page=PageRequest(limit, cursor))


def texts(got: Answer) -> list[str]:
    return [match.quote.text for match in got.page.items]


def speakers(got: Answer) -> list[str]:
    return [match.quote.speaker.name if match.quote.speaker else "" for match in got.page.items]


@pytest.mark.parametrize(
    "question",
    [
        "Mara Velden vs Ion Brask on tolls",
        "Mara Velden against Ion Brask on tolls",
        "compare Mara Velden and Brask on tolls",
        "do Mara Velden and Brask agree on tolls?",
        "what do Mara Velden and Ion Brask say about tolls",
    ],
)
def test_two_speakers_are_answered_in_turn(writing_sessions: SessionFactory, question: str) -> None:
    with writing_sessions() as session:
        fill(session)
        got = answer(session, question, limit=3)
        assert speakers(got) == ["Mara Velden", "Ion Brask", "Mara Velden"]
        assert [speaker.name for speaker in got.speakers] == ["Mara Velden", "Ion Brask"]


@pytest.mark.parametrize("limit", [1, 2, 3, 5])
def test_a_walk_in_turn_shows_every_quote_once(writing_sessions: SessionFactory, limit: int) -> None:
    with writing_sessions() as session:
        fill(session)
        question = "Mara Velden vs Ion Brask on tolls"
        whole = texts(answer(session, question))
        walked: list[str] = []
        cursor: str | None = None
        while not walked or cursor is not None:
            assert len(walked) < 20, "the walk goes in circles"
            page = answer(session, question, limit, cursor).page
            walked += [match.quote.text for match in page.items]
            cursor = page.next
            Archive(session).quote("Tolls, again", speaker="Odo Fenn", said="2026-01-01")
        assert walked == whole
        assert len(whole) == 7


def test_a_cursor_of_another_question_is_refused_in_turn(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        fill(session)
        cursor = answer(session, "Mara Velden vs Ion Brask on tolls", limit=1).page.next
        assert cursor is not None
        with pytest.raises(InvalidCursor):
            answer(session, "Mara Velden vs Ion Brask on bridges", limit=1, cursor=cursor)


def test_a_speaker_who_said_nothing_beside_one_who_did_is_noted(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        fill(session)
        Archive(session).speaker("Odo Fenn")
        got = answer(session, "compare Brask and Odo Fenn on tolls")
        assert texts(got) == ["Tolls ruin the harbour"]
        assert got.question.notes == ("No quote of 'Odo Fenn' was found.",)


def test_a_name_of_two_speakers_and_one_of_nobody_are_told(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        fill(session)
        got = answer(session, "Velden vs Zorblax on tolls")
        assert got.question.notes == (
            "'Velden' may be any of 2 speakers: Edda Velden, Mara Velden.",
            "Nobody called 'Zorblax' is known.",
        )
        assert set(speakers(got)) == {"Edda Velden", "Mara Velden"}


@pytest.mark.parametrize(
    "question",
    [
        "what do the Union of Bakers and Millers and Brask say about tolls",
        "the Union of Bakers and Millers vs Brask on tolls",
    ],
)
def test_a_name_with_and_in_it_stays_whole(writing_sessions: SessionFactory, question: str) -> None:
    with writing_sessions() as session:
        fill(session)
        got = answer(session, question)
        assert speakers(got) == ["Union of Bakers and Millers", "Ion Brask"]
        assert got.question.notes == ()


def test_a_comparison_that_parts_a_name_at_its_own_and_is_put_right(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        fill(session)
        got = answer(session, "compare the Union of Bakers and Millers and Ion Brask on tolls")
        assert speakers(got) == ["Union of Bakers and Millers", "Ion Brask"]
        assert got.question.notes == ()


def test_against_something_is_a_stance_and_no_comparison(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        fill(session)
        got = answer(session, "Brask against tolls on the bridge")
        assert (got.question.form, got.question.speaker, got.question.stance) == (
            "stance",
            "Brask",
            "against",
        )
        assert texts(got) == ["Tolls ruin the harbour"]


def test_whether_somebody_supports_it_is_answered_with_quotes(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        fill(session)
        got = answer(session, "has Mara Velden ever opposed tolls")
        assert got.summary == "Quotes of 'Mara Velden' were found against 'tolls'."
        assert texts(got) == ["I was wrong about the tolls"]
        none = answer(session, "has Ion Brask ever supported tolls")
        assert none.summary is None
        assert none.question.notes == ("No quote was found in favour of 'tolls'; these are about it.",)


def test_two_speakers_are_told_apart_by_their_stance(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        fill(session)
        got = answer(session, "do Ion Brask and Mara Velden support tolls", limit=1)
        assert speakers(got) == ["Mara Velden"]
        assert got.question.notes == ("No quote of 'Ion Brask' was found in favour of 'tolls'.",)


@pytest.mark.parametrize(
    "question", ["did Mara Velden change her mind on tolls", "how has Mara Velden's view on tolls changed"]
)
def test_a_change_of_side_is_shown_by_the_quotes_before_and_after(
    writing_sessions: SessionFactory, question: str
) -> None:
    with writing_sessions() as session:
        fill(session)
        got = answer(session, question)
        assert texts(got) == ["The tolls pay for bridge 5", "I was wrong about the tolls"]
        assert [(each.speaker.name, each.target.slug) for each in got.changes] == [("Mara Velden", "tolls")]
        assert got.summary == "1 change of side toward 'tolls' found in quotes of 'Mara Velden'."
        first = answer(session, question, limit=1)
        second = answer(session, question, 1, first.page.next)
        assert [*texts(first), *texts(second)] == texts(got)
        assert second.page.next is None


def test_no_change_of_side_is_said_with_the_quotes_there_are(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        fill(session)
        got = answer(session, "has Mara Velden changed her mind on tolls before June 2025")
        assert (got.changes, got.summary, got.question.order) == ((), None, "oldest")
        assert texts(got)[0] == "The tolls pay for bridge 1"
        assert got.question.notes == (
            "No change of side was found toward 'tolls'; these quotes are about it.",
        )


@pytest.mark.parametrize(
    ("question", "note"),
    [
        (
            "has anyone changed their mind on tolls",
            "Changes of side are looked for in the words of a speaker",
        ),
        (
            "has Brask changed his mind on the harbour",
            "No known target tells who is for or against 'the harbour'",
        ),
        ("has Zorblax changed his mind on tolls", "Nobody called 'Zorblax' is known."),
    ],
)
def test_a_change_that_cannot_be_looked_for_is_noted(
    writing_sessions: SessionFactory, question: str, note: str
) -> None:
    with writing_sessions() as session:
        fill(session)
        got = answer(session, question)
        assert got.changes == ()
        assert got.question.notes[0].startswith(note)


def test_a_count_that_stances_cannot_tell_is_left_out(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        fill(session)
        got = answer(session, "how many times has Brask criticised the harbour")
        assert (got.count, got.summary, texts(got)) == (None, None, ["Tolls ruin the harbour"])
        assert "No known target" in got.question.notes[0]


def test_how_often_counts_what_all_pages_show(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        fill(session)
        got = answer(session, "how often did Mara Velden mention tolls", limit=2)
        assert (got.count, got.summary) == (
            6,
            "6 quotes of 'Mara Velden' about 'tolls' found in the archive.",
        )
        opposed = answer(session, "how many times has Mara Velden opposed tolls")
        assert (opposed.count, texts(opposed)) == (1, ["I was wrong about the tolls"])
        never = answer(session, "how often has Brask supported tolls")
        assert (never.count, texts(never)) == (0, ["Tolls ruin the harbour"])
        assert answer(session, "what did Brask say about tolls").count is None


def test_who_talks_most_is_counted_as_in_the_report(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        fill(session)
        got = answer(session, "who talks most about tolls?")
        assert (got.sources[0].speaker.name, got.sources[0].total) == ("Mara Velden", 6)
        assert len(got.sources) == 4
        assert got.summary == "Quoted most about 'tolls': Mara Velden (6 quotes)."
        early = answer(session, "who is quoted most about tolls in 2024")
        assert early.summary == (
            "Quoted most about 'tolls': Ion Brask, Edda Velden, Union of Bakers and Millers (1 quote)."
        )
        assert not answer(session, "who is quoted most about lorries").sources


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("when did Mara Velden first mention tolls", "The tolls pay for bridge 1"),
        ("when did Mara Velden last talk about tolls", "I was wrong about the tolls"),
        ("who was the first to talk about tolls", "Tolls are no matter of mine"),
        ("latest from Brask", "Tolls ruin the harbour"),
    ],
)
def test_what_is_asked_for_first_comes_first(
    writing_sessions: SessionFactory, question: str, first: str
) -> None:
    with writing_sessions() as session:
        fill(session)
        assert texts(answer(session, question))[0] == first


@pytest.mark.parametrize(
    "question",
    [
        "who in the Harbour Gazette opposes tolls",
        "who is quoted in Harbour Gazette on tolls",
        "what did Mara Velden say about tolls in the harbour gazette",
    ],
)
def test_a_publisher_narrows(writing_sessions: SessionFactory, question: str) -> None:
    with writing_sessions() as session:
        fill(session)
        got = answer(session, question)
        assert texts(got) == ["I was wrong about the tolls"]
        assert (got.question.publisher, got.question.subject) == ("Harbour Gazette", "tolls")


def test_a_publisher_nobody_knows_is_noted_and_narrows_nothing(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        fill(session)
        got = answer(session, "who in Torland opposes tolls")
        assert got.question.publisher is None
        assert got.question.notes == ("No publisher called 'Torland' is known; quotes of any are shown.",)
        assert texts(got) == ["I was wrong about the tolls", "Tolls ruin the harbour"]


@pytest.mark.parametrize(
    "question",
    [
        "compare \ud800 and \x00 on tolls",
        "'" * 299 + "a",
        "did <script>alert(1)</script> change its mind on tolls",
        "Velden' OR 1=1 -- vs Brask on tolls",
        'Velden vs "NEAR(" on tolls* AND',
        "what did " + "a, " * 90 + "say",
        "who is quoted most",
    ],
)
def test_no_question_breaks_the_search(writing_sessions: SessionFactory, question: str) -> None:
    with writing_sessions() as session:
        fill(session)
        try:
            got = answer(session, question)
        except UnreadableQuestion:
            return
        assert isinstance(got, Answer)
