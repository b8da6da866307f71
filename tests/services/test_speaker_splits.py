"""What was taken for one speaker becomes two, and stays two."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from models import Quote, QuoteState, SessionFactory, Speaker, SpeakerChange
from services.errors import InvalidInput, Merged, NotFound, VersionMismatch
from services.speaker_merges import merge_speakers
from services.speaker_splits import split_speaker
from tests.services.archive import events_of, names_by_id, speaker_of, store_article, text_of
from tests.services.known_speakers import add
from tests.services.readings import person

MARA, ODILE = person("Mara Velden"), person("Odile Brune")
BRIDGE, QUAY = ("The bridge stays open", MARA), ("The quay is shut", MARA)


@pytest.fixture
def quotes(writing_sessions: SessionFactory) -> list[int]:
    """Speaker 1, Mara Velden, who also goes by Odile Brune, with two quotes in one article and one in another."""
    with writing_sessions.begin() as session:
        add(session, "Mara Velden", "Odile Brune")
    return [
        *store_article(writing_sessions, BRIDGE, QUAY),
        *store_article(writing_sessions, ("The ferry must go", ODILE)),
    ]


def split(sessions: SessionFactory, *quotes: int, name: str, **options: object) -> int:
    """The number of the new speaker."""
    with sessions.begin() as session:
        change = split_speaker(session, 1, quotes=quotes, name=name, actor="key:abc", **options)  # type: ignore[arg-type]
        return change.other_id


def test_quotes_and_the_name_go_to_the_new_speaker(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    new = split(writing_sessions, quotes[2], name="Odile Brune", reason="two people")
    assert [speaker_of(sessions, number) for number in quotes] == [1, 1, new]
    assert names_by_id(sessions) == {1: ["Mara Velden"], new: ["Odile Brune"]}
    with sessions() as session:
        assert session.get_one(Speaker, new).kind == "person"
        (change,) = session.scalars(select(SpeakerChange))
        assert (change.kind, change.quote_count, change.names) == ("split", 1, ["Odile Brune"])


def test_the_history_tells_of_both_speakers_and_every_quote(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    new = split(writing_sessions, quotes[2], name="Odile Brune")
    assert events_of(sessions, "speaker", 1)[-1] == "split"
    assert events_of(sessions, "speaker", new) == ["split_off"]
    assert [events_of(sessions, "quote", number)[-1:] for number in quotes] == [[], [], ["speaker_changed"]]


def test_a_name_can_go_under_another_name(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    new = split(
        writing_sessions, quotes[2], name="O. Brune-Sand", aliases=["odile BRUNE"], kind="organization"
    )
    assert names_by_id(sessions) == {1: ["Mara Velden"], new: ["Odile Brune", "O. Brune-Sand"]}
    with sessions() as session:
        assert session.get_one(Speaker, new).kind == "organization"


def test_articles_read_later_find_the_new_speaker_by_its_name(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    new = split(writing_sessions, quotes[2], name="Odile Brune")
    (later,) = store_article(writing_sessions, ("Never", person("Odile Brune", "Mara Velden")))
    assert speaker_of(sessions, later) == new
    store_article(writing_sessions, ("Not yet", person("Mara Velden", "Odile Brune")))
    assert names_by_id(sessions) == {1: ["Mara Velden"], new: ["Odile Brune"]}


def test_a_name_that_both_have_means_neither_in_another_article(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    split(writing_sessions, quotes[0], name="Mara Velden")
    (later,) = store_article(writing_sessions, ("Never", MARA))
    with sessions() as session:
        quote = session.get_one(Quote, later)
        assert (quote.speaker_id, quote.no_speaker_reason) == (None, "ambiguous_name")


def test_no_reading_takes_back_what_was_told_apart(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    new = split(writing_sessions, quotes[0], name="Mara Velden")
    # The one that was split off stays off, and the one that was left stays, though the name alone means neither.
    assert store_article(writing_sessions, BRIDGE, QUAY, version="2") == quotes[:2]
    assert [speaker_of(sessions, number) for number in quotes[:2]] == [new, 1]


def test_an_article_whose_quotes_all_went_means_the_new_speaker(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    new = split(writing_sessions, *quotes[:2], name="Mara Velden")
    text = text_of(("The bridge stays open", "Mara Velden"), ("The quay is shut", "Mara Velden"))
    found = store_article(writing_sessions, BRIDGE, QUAY, text=text, version="2")
    assert {speaker_of(sessions, number) for number in found} == {new}


def test_a_quote_that_was_split_off_stays_when_it_is_not_found_again(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    new = split(writing_sessions, quotes[0], name="Otto Sand")
    text = text_of(("The bridge stays open", "Mara Velden"), ("The quay is shut", "Mara Velden"))
    store_article(writing_sessions, text=text, version="2")
    with sessions() as session:
        assert [session.get_one(Quote, number).state for number in quotes[:2]] == [
            QuoteState.ACTIVE,
            QuoteState.SUPERSEDED,
        ]
    assert speaker_of(sessions, quotes[0]) == new


def test_what_cannot_be_split_off_is_refused_and_changes_nothing(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    (strange,) = store_article(writing_sessions, ("Not so", person("Ilse Marovny")))
    refused: list[tuple[tuple[int, ...], dict[str, object], str]] = [
        ((quotes[0], strange), {"name": "Otto Sand"}, f"not quotes of speaker 1: {strange}"),
        ((999,), {"name": "Otto Sand"}, "not quotes of speaker 1: 999"),
        ((), {"name": "Otto Sand"}, "at least one quote"),
        ((), {"name": "Mara Velden"}, "at least one quote"),
        ((quotes[0],), {"name": "Otto Sand", "aliases": ["Mara Velden"]}, "stays with it"),
        ((quotes[0],), {"name": "Otto Sand", "aliases": ["Jo Vale"]}, "does not go by 'Jo Vale'"),
        ((quotes[0],), {"name": "\u200b"}, "must not be empty"),
        ((quotes[0],), {"name": "Otto Sand", "kind": "robot"}, "must be one of"),
        ((quotes[0],) * 1001, {"name": "Otto Sand"}, "at most 1000"),
    ]
    for numbers, options, message in refused:
        with pytest.raises(InvalidInput, match=message):
            split(writing_sessions, *numbers, **options)  # type: ignore[arg-type]
    with pytest.raises(VersionMismatch):
        split(writing_sessions, quotes[0], name="Otto Sand", expected_version=9)
    with sessions() as session:
        assert session.scalar(select(func.count(Speaker.id))) == 2
        assert session.scalar(select(func.count(SpeakerChange.id))) == 0


def test_nobody_is_split_off_from_one_that_is_not_there_or_part_of_another(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    store_article(writing_sessions, ("Not so", person("Ilse Marovny")))
    with writing_sessions.begin() as session:
        merge_speakers(session, 2, 1, actor="key:abc")
    with writing_sessions.begin() as session:
        with pytest.raises(Merged):
            split_speaker(session, 1, quotes=quotes, name="Otto Sand", actor="key:abc")
        with pytest.raises(NotFound):
            split_speaker(session, 9, quotes=quotes, name="Otto Sand", actor="key:abc")


def test_names_alone_can_go(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    new = split(writing_sessions, name="Odile Brune")
    assert names_by_id(sessions) == {1: ["Mara Velden"], new: ["Odile Brune"]}
    assert [speaker_of(sessions, number) for number in quotes] == [1, 1, 1]
