"""Two speakers are made one, and everything that led to the other leads to the one that stays."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import func, select

from models import Quote, QuoteState, SessionFactory, Speaker, SpeakerChange
from services.errors import Conflict, InvalidInput, Merged, NotFound, ServiceError, VersionMismatch
from services.paging import PageRequest
from services.quotes import QuoteQuery, search_quotes
from services.speaker_changes import list_speaker_changes
from services.speaker_merges import merge_speakers
from services.speakers import add_speaker, find_speakers, get_speaker, list_speakers
from tests.services.archive import events_of, names_by_id, speaker_of, store_article
from tests.services.known_speakers import add, organization
from tests.services.readings import person

MARA, ODILE = person("Mara Velden"), person("Odile Brune")


@pytest.fixture
def quotes(writing_sessions: SessionFactory) -> list[int]:
    """Two articles: one quotes Mara Velden (speaker 1), one Odile Brune (speaker 2), who are the same."""
    return [
        *store_article(writing_sessions, ("The bridge stays open", MARA)),
        *store_article(writing_sessions, ("The ferry must go", ODILE)),
    ]


def merge(sessions: SessionFactory, speaker: int, other: int, **options: object) -> int:
    with sessions.begin() as session:
        return merge_speakers(session, speaker, other, actor="key:abc", **options).id  # type: ignore[arg-type]


def test_quotes_and_names_go_to_the_one_that_stays(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    change_id = merge(writing_sessions, 1, 2, reason="her name before she married")
    assert [speaker_of(sessions, number) for number in quotes] == [1, 1]
    assert names_by_id(sessions) == {1: ["Mara Velden", "Odile Brune"]}
    with sessions() as session:
        change = session.get_one(SpeakerChange, change_id)
        assert (change.kind, change.speaker_id, change.other_id) == ("merge", 1, 2)
        assert (change.quote_count, change.names) == (1, ["Odile Brune"])
        assert (change.actor, change.reason) == ("key:abc", "her name before she married")


def test_quotes_that_are_no_longer_served_go_too(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    with writing_sessions.begin() as session:
        session.get_one(Quote, quotes[1]).state = QuoteState.WITHDRAWN
    merge(writing_sessions, 1, 2)
    assert speaker_of(sessions, quotes[1]) == 1


def test_a_quote_that_a_person_decided_goes_too(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    with writing_sessions.begin() as session:
        session.get_one(Quote, quotes[1]).decided_by = "human"
    merge(writing_sessions, 1, 2)
    assert speaker_of(sessions, quotes[1]) == 1


def test_the_history_tells_of_both_speakers_and_every_quote(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    merge(writing_sessions, 1, 2)
    assert events_of(sessions, "speaker", 1)[-1] == "merged"
    assert events_of(sessions, "speaker", 2)[-1] == "merged_away"
    assert events_of(sessions, "quote", quotes[0]) == []
    assert events_of(sessions, "quote", quotes[1]) == ["speaker_changed"]


def test_versions_rise_so_that_no_cached_answer_stays(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    def versions() -> list[int]:
        with sessions() as session:
            speakers = session.scalars(select(Speaker.version).order_by(Speaker.id)).all()
            return [*speakers, session.get_one(Quote, quotes[1]).version]

    before = versions()
    merge(writing_sessions, 1, 2)
    assert all(now > then for now, then in zip(versions(), before, strict=True))


def test_articles_read_later_find_the_one_that_stays(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    merge(writing_sessions, 1, 2)
    (later,) = store_article(writing_sessions, ("The toll must fall", ODILE))
    assert speaker_of(sessions, later) == 1
    # Its own names still agree with others as before.
    (other,) = store_article(writing_sessions, ("No", person("Mara O. Velden", "Mara Velden")))
    assert speaker_of(sessions, other) == 1


def test_reading_the_same_article_again_finds_the_one_that_stays(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    merge(writing_sessions, 1, 2)
    again = store_article(writing_sessions, ("The ferry must go", ODILE), version="2")
    assert again == quotes[1:]
    assert speaker_of(sessions, quotes[1]) == 1


def test_a_surname_that_one_article_left_bare_is_found_in_that_article_only(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    (bare,) = store_article(writing_sessions, ("We shall see", person("Velden")))
    stranger = speaker_of(sessions, bare)
    assert stranger is not None
    merge(writing_sessions, 1, stranger)
    store_article(writing_sessions, ("We shall see", person("Velden")), version="2")
    assert speaker_of(sessions, bare) == 1
    (elsewhere,) = store_article(writing_sessions, ("Never", person("Velden")))
    assert speaker_of(sessions, elsewhere) not in (1, stranger)


def test_a_name_that_is_taken_for_another_kind_is_still_the_one_that_stays(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    (trust,) = store_article(writing_sessions, ("Trees are cheap", organization("Arbor Trust")))
    (mistaken,) = store_article(writing_sessions, ("Trees are good", person("Arbor Trust")))
    assert (speaker_of(sessions, trust), speaker_of(sessions, mistaken)) == (1, 2)
    merge(writing_sessions, 1, 2)
    (later,) = store_article(writing_sessions, ("Trees are old", person("Arbor Trust")))
    assert speaker_of(sessions, later) == 1
    with writing_sessions.begin() as session:
        assert add_speaker(session, name="Arbor Trust", kind="person", actor="seeds").id == 1


def test_searches_and_lists_lead_to_the_one_that_stays(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    with writing_sessions.begin() as session:
        session.get_one(Speaker, 2).description = "foreign minister of Torland"
    merge(writing_sessions, 1, 2)
    with sessions() as session:
        for name in ("Odile Brune", "Mara Velden", "foreign minister of Torland"):
            assert [each.id for each in find_speakers(session, name)] == [1]
        listed = list_speakers(session, page=PageRequest()).items
        assert [(each.speaker.id, each.quote_count) for each in listed] == [(1, 2)]
        found = search_quotes(session, QuoteQuery(speaker="2"), PageRequest())
        assert sorted(each.quote.id for each in found.items) == quotes
        with pytest.raises(Merged) as refusal:
            get_speaker(session, 2)
        assert refusal.value.members == {"merged_into": 1}


def test_a_merge_of_a_merge_leads_to_the_last(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    (third,) = store_article(writing_sessions, ("Not so", person("Ilse Marovny")))
    merge(writing_sessions, 1, 2)
    merge(writing_sessions, 3, 1)
    assert [speaker_of(sessions, number) for number in (*quotes, third)] == [3, 3, 3]
    with sessions() as session, pytest.raises(Merged) as refusal:
        get_speaker(session, 2)
    assert refusal.value.members == {"merged_into": 3}


def test_what_the_one_lacks_it_takes_from_the_other(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    with writing_sessions.begin() as session:
        session.add(Speaker(name="Mara Velden", kind="unknown"))
        session.flush()
        add(session, "Odile Brune", qid="Q7", description="foreign minister of Torland")
    merge(writing_sessions, 1, 2)
    with sessions() as session:
        one, other = session.get_one(Speaker, 1), session.get_one(Speaker, 2)
        assert (one.kind, one.wikidata_qid) == ("person", "Q7")
        assert one.description == "foreign minister of Torland"
        assert other.wikidata_qid is None


def test_a_name_that_both_have_is_there_once(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    with writing_sessions.begin() as session:
        add(session, "Jordan Vale", qid="Q1")
        add(session, "Jordan Vale", searched_as=["Vale"], kind="organization")
    merge(writing_sessions, 1, 2)
    assert names_by_id(sessions) == {1: ["Jordan Vale", "Vale"]}


def test_what_cannot_be_merged_is_refused_and_changes_nothing(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    refusals: list[tuple[int, int, type[ServiceError]]] = [
        (1, 1, InvalidInput),
        (9, 1, NotFound),
        (1, 9, InvalidInput),
    ]
    for speaker, other, refusal in refusals:
        with pytest.raises(refusal):
            merge(writing_sessions, speaker, other)
    with pytest.raises(VersionMismatch):
        merge(writing_sessions, 1, 2, expected_version=9)
    with pytest.raises(InvalidInput):
        merge(writing_sessions, 1, 2, reason="\ud800")
    with sessions() as session:
        assert session.scalar(select(func.count(SpeakerChange.id))) == 0


def test_two_wikidata_items_are_two_people(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    with writing_sessions.begin() as session:
        add(session, "Jordan Vale", qid="Q1")
        add(session, "Jordan Vale", qid="Q2")
    with pytest.raises(Conflict, match="different Wikidata items"):
        merge(writing_sessions, 1, 2)


def test_one_that_is_part_of_another_takes_no_part(
    writing_sessions: SessionFactory, quotes: list[int]
) -> None:
    merge(writing_sessions, 1, 2)
    with pytest.raises(Merged):
        merge(writing_sessions, 2, 1)
    with pytest.raises(Conflict) as refusal:
        merge(writing_sessions, 1, 2)
    assert refusal.value.members == {"merged_into": 1}


@pytest.mark.parametrize("pairs", [((1, 2), (2, 1)), ((1, 2), (1, 2)), ((1, 2), (3, 2))])
def test_of_two_merges_at_once_one_is_done(
    writing_sessions: SessionFactory,
    sessions: SessionFactory,
    quotes: list[int],
    pairs: tuple[tuple[int, int], ...],
) -> None:
    store_article(writing_sessions, ("Not so", person("Ilse Marovny")))
    start = threading.Barrier(len(pairs))
    outcomes: list[str] = []

    def attempt(speaker: int, other: int) -> None:
        start.wait()
        try:
            merge(writing_sessions, speaker, other)
            outcomes.append("done")
        except ServiceError as refusal:
            outcomes.append(refusal.code)

    threads = [threading.Thread(target=attempt, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 2
    assert outcomes.count("done") == 1, outcomes
    with sessions() as session:
        (change,) = list_speaker_changes(session, page=PageRequest()).items
        assert session.scalar(select(func.count(Quote.id)).where(Quote.speaker_id == change.other_id)) == 0


def test_changes_are_listed_newest_first(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    store_article(writing_sessions, ("Not so", person("Ilse Marovny")))
    first, second = merge(writing_sessions, 1, 2), merge(writing_sessions, 1, 3)
    with sessions() as session:
        page = list_speaker_changes(session, page=PageRequest(limit=1))
        assert [each.id for each in page.items] == [second]
        rest = list_speaker_changes(session, page=PageRequest(limit=1, cursor=page.next))
        assert ([each.id for each in rest.items], rest.next) == ([first], None)
        only = list_speaker_changes(session, speaker_id=2, page=PageRequest())
        assert [each.id for each in only.items] == [first]
