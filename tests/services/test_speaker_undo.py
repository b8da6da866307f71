"""A merge or split that is taken back leaves everything as it was, or is refused with what stands in the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from models import Quote, SessionFactory, Speaker, SpeakerAlias
from services.errors import Conflict, Merged, NewerChanges, NotFound
from services.speaker_changes import get_speaker_change
from services.speaker_edits import update_speaker
from services.speaker_merges import merge_speakers
from services.speaker_splits import split_speaker
from services.speaker_undo import undo_speaker_change
from services.speakers import add_speaker, get_speaker
from tests.services.archive import events_of, names_by_id, rows_of, speaker_of, store_article
from tests.services.known_speakers import add
from tests.services.readings import person

MARA, ODILE, ILSE = person("Mara Velden"), person("Odile Brune"), person("Ilse Marovny")
TOUCHED = ("speakers", "speaker_aliases", "quotes", "quote_spans", "stances", "denied_speaker_names")
COUNTERS = ("version", "updated_at")


@pytest.fixture
def quotes(writing_sessions: SessionFactory) -> list[int]:
    """Speakers 1 to 3 with a quote each; 2 has a Wikidata item and shares a name with 1."""
    with writing_sessions.begin() as session:
        add(session, "Mara Velden", searched_as=["Velden"])
        add(session, "Odile Brune", "Velden", qid="Q7", description="foreign minister of Torland")
    return [
        *store_article(writing_sessions, ("The bridge stays open", MARA)),
        *store_article(writing_sessions, ("The ferry must go", ODILE)),
        *store_article(writing_sessions, ("Not so", ILSE)),
    ]


def merge(sessions: SessionFactory, speaker: int, other: int) -> int:
    with sessions.begin() as session:
        return merge_speakers(session, speaker, other, actor="key:abc").id


def split(sessions: SessionFactory, speaker: int, *quotes: int, name: str) -> int:
    with sessions.begin() as session:
        return split_speaker(session, speaker, quotes=quotes, name=name, actor="key:abc").id


def undo(sessions: SessionFactory, change_id: int) -> None:
    with sessions.begin() as session:
        undo_speaker_change(session, change_id, actor="key:xyz")


def reasons(sessions: SessionFactory, change_id: int) -> list[dict[str, Any]]:
    """What stands in the way; nothing may have changed."""
    before = rows_of(sessions)
    with pytest.raises(NewerChanges) as refusal:
        undo(sessions, change_id)
    assert rows_of(sessions) == before
    changed: list[dict[str, Any]] = refusal.value.members["changed_since"]
    assert refusal.value.detail.startswith("Something newer depends on")
    return changed


def test_after_an_undone_merge_everything_is_as_it_was(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    before = rows_of(sessions, *TOUCHED, without=COUNTERS)
    change_id = merge(writing_sessions, 1, 2)
    assert rows_of(sessions, *TOUCHED, without=COUNTERS) != before
    undo(writing_sessions, change_id)
    assert rows_of(sessions, *TOUCHED, without=COUNTERS) == before
    with sessions() as session:
        change = get_speaker_change(session, change_id)
        assert (change.undone_by, change.undone_at is None) == ("key:xyz", False)
        assert get_speaker(session, 2).wikidata_qid == "Q7"
    assert events_of(sessions, "speaker", 1)[-1] == events_of(sessions, "speaker", 2)[-1] == "merge_undone"
    assert events_of(sessions, "quote", quotes[1]) == ["speaker_changed", "speaker_changed"]


def test_after_an_undone_split_everything_is_as_it_was_and_the_new_number_leads_back(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    before = rows_of(sessions, *TOUCHED, without=COUNTERS)
    change_id = split(writing_sessions, 2, quotes[1], name="Velden")
    undo(writing_sessions, change_id)
    after = rows_of(sessions, *TOUCHED, without=COUNTERS)
    # The number was given, so it stays somebody's; nothing else is left.
    assert [row[1] for row in after["speakers"][:-1]] == [row[1] for row in before["speakers"]]
    assert after["speakers"].pop()[1] == "Velden"
    assert after == before
    with sessions() as session, pytest.raises(Merged) as refusal:
        get_speaker(session, 4)
    assert refusal.value.members == {"merged_into": 2}


def test_what_was_undone_can_be_done_again_and_undone_again(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    for _ in range(2):
        change_id = merge(writing_sessions, 1, 2)
        assert speaker_of(sessions, quotes[1]) == 1
        undo(writing_sessions, change_id)
        assert speaker_of(sessions, quotes[1]) == 2


def test_it_is_undone_once(writing_sessions: SessionFactory, quotes: list[int]) -> None:
    change_id = merge(writing_sessions, 1, 2)
    undo(writing_sessions, change_id)
    with pytest.raises(Conflict, match="was undone at"):
        undo(writing_sessions, change_id)
    with pytest.raises(NotFound):
        undo(writing_sessions, 99)


def test_articles_read_after_it_was_undone_find_both(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    undo(writing_sessions, merge(writing_sessions, 1, 2))
    later = store_article(writing_sessions, ("Well", MARA), ("Indeed", ODILE))
    assert [speaker_of(sessions, number) for number in later] == [1, 2]


def test_two_merges_into_one_do_not_depend_on_each_other(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    first, second = merge(writing_sessions, 1, 3), merge(writing_sessions, 1, 2)
    undo(writing_sessions, first)
    assert [speaker_of(sessions, number) for number in quotes] == [1, 1, 3]
    undo(writing_sessions, second)
    assert [speaker_of(sessions, number) for number in quotes] == [1, 2, 3]


def test_a_newer_merge_of_the_one_that_stayed_is_undone_first(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    first = merge(writing_sessions, 1, 3)
    second = merge(writing_sessions, 2, 1)
    (newer, *_) = reasons(writing_sessions, first)
    assert (newer["kind"], newer["id"]) == ("speaker_change", second)
    assert "undo that first" in newer["detail"]
    undo(writing_sessions, second)
    undo(writing_sessions, first)
    assert [speaker_of(sessions, number) for number in quotes] == [1, 2, 3]


def change_quote(session: Any, quotes: list[int]) -> None:
    session.get_one(Quote, quotes[1]).speaker_id = 3


def change_item(session: Any, quotes: list[int]) -> None:
    session.get_one(Speaker, 1).wikidata_qid = "Q9"


def change_name(session: Any, quotes: list[int]) -> None:
    alias = next(each for each in session.get_one(Speaker, 1).aliases if each.name == "Odile Brune")
    session.get_one(SpeakerAlias, alias.id).identifies = False


def test_a_list_of_speakers_that_is_loaded_again_brings_nothing_back(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    def load() -> None:
        with writing_sessions.begin() as session:
            add(session, "Mara Velden", searched_as=["Velden"])
            add(session, "Odile Brune", "Velden", qid="Q7", description="foreign minister of Torland")

    split_off = split(writing_sessions, 2, quotes[1], name="Velden")
    merged = merge(writing_sessions, 1, 2)
    names = names_by_id(sessions)
    load()
    assert names_by_id(sessions) == names
    undo(writing_sessions, merged)
    undo(writing_sessions, split_off)
    load()
    assert names_by_id(sessions)[2] == ["Odile Brune", "Velden"]


@pytest.mark.parametrize(
    ("change", "kind", "detail"),
    [
        (change_quote, "quote", "it was given another speaker"),
        (change_item, "speaker", "its wikidata_qid was changed"),
        (change_name, "speaker", "its name 'Odile Brune' was changed"),
    ],
)
def test_what_was_changed_since_stands_in_the_way_of_undoing_a_merge(
    writing_sessions: SessionFactory,
    quotes: list[int],
    change: Callable[[Any, list[int]], None],
    kind: str,
    detail: str,
) -> None:
    change_id = merge(writing_sessions, 1, 2)
    with writing_sessions.begin() as session:
        change(session, quotes)
    (newer,) = reasons(writing_sessions, change_id)
    assert (newer["kind"], newer["detail"]) == (kind, detail)


def test_an_article_read_since_by_a_name_of_the_other_stands_in_the_way(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    change_id = merge(writing_sessions, 1, 2)
    store_article(writing_sessions, ("Well", MARA))
    (later,) = store_article(writing_sessions, ("Indeed", ODILE))
    (newer,) = reasons(writing_sessions, change_id)
    assert (newer["kind"], newer["id"]) == ("quote", later)
    # Once a person has said who that is, nothing is in the way.
    with writing_sessions.begin() as session:
        session.get_one(Quote, later).decided_by = "human"
    undo(writing_sessions, change_id)
    assert speaker_of(sessions, later) == 1


def test_what_the_new_speaker_got_since_stands_in_the_way_of_undoing_a_split(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    change_id = split(writing_sessions, 1, quotes[0], name="Otto Sand")
    (later,) = store_article(writing_sessions, ("Indeed", person("Otto Sand")))
    assert speaker_of(sessions, later) == 4
    with writing_sessions.begin() as session:
        add_speaker(session, name="Otto Sand", kind="person", aliases=["Otto Q. Sand"], actor="key:abc")
    newer = reasons(writing_sessions, change_id)
    assert [(each["kind"], each["id"]) for each in newer] == [("speaker", 4), ("quote", later)]
    # Merging takes it back just as well.
    merge(writing_sessions, 1, 4)
    assert {speaker_of(sessions, number) for number in (quotes[0], later)} == {1}


def test_a_name_that_came_in_its_place_stands_in_the_way(
    writing_sessions: SessionFactory, sessions: SessionFactory, quotes: list[int]
) -> None:
    change_id = split(writing_sessions, 2, quotes[1], name="Velden")
    with writing_sessions.begin() as session:
        update_speaker(session, 2, aliases=["Velden"], actor="key:abc", expected_version=2)
    assert names_by_id(sessions)[2] == ["Odile Brune", "Velden"]
    (newer,) = reasons(writing_sessions, change_id)
    assert newer["detail"] == "it was given the name 'Velden'"
