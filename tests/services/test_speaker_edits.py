"""What a person corrects about a speaker holds for the articles that are read afterwards."""

from __future__ import annotations

import pytest

from models import SessionFactory, Speaker
from services.errors import Conflict, NotFound
from services.speaker_edits import update_speaker
from tests.services.archive import events_of, names_by_id, speaker_of, store_article
from tests.services.known_speakers import add, organization
from tests.services.readings import person

MARA = person("Mara Velden")


def correct(sessions: SessionFactory, **given: object) -> None:
    with sessions.begin() as session:
        version = session.get_one(Speaker, 1).version
        update_speaker(session, 1, actor="key:abc", expected_version=version, **given)  # type: ignore[arg-type]


def test_only_what_is_given_changes_and_the_history_tells(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    with writing_sessions.begin() as session:
        add(session, "Mara Velden", "M. Velden", qid="Q7", description="minister")
    correct(writing_sessions, kind="unknown")
    correct(writing_sessions, kind="unknown")
    with sessions() as session:
        speaker = session.get_one(Speaker, 1)
        assert (speaker.name, speaker.kind) == ("Mara Velden", "unknown")
        assert (speaker.wikidata_qid, speaker.description) == ("Q7", "minister")
    assert names_by_id(sessions) == {1: ["Mara Velden", "M. Velden"]}
    assert events_of(sessions, "speaker", 1) == ["created", "updated"]


def test_a_name_that_was_taken_does_not_come_back_with_an_article(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    both = person("Mara Velden", "Mara O. Velden")
    store_article(writing_sessions, ("The bridge stays open", both))
    assert names_by_id(sessions) == {1: ["Mara Velden", "Mara O. Velden"]}
    correct(writing_sessions, aliases=[])
    store_article(writing_sessions, ("The quay is shut", both))
    assert names_by_id(sessions)[1] == ["Mara Velden"]
    (other,) = store_article(writing_sessions, ("Well", person("Mara O. Velden", "Mara Velden")))
    assert speaker_of(sessions, other) == 2
    # Only a person gives it back.
    correct(writing_sessions, aliases=["Mara O. Velden"])
    assert names_by_id(sessions)[1] == ["Mara Velden", "Mara O. Velden"]


def test_a_new_full_name_means_the_speaker_and_a_surname_only_finds_them(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    store_article(writing_sessions, ("The bridge stays open", MARA))
    correct(writing_sessions, aliases=["Odile Brune", "Velden"])
    (full,) = store_article(writing_sessions, ("The quay is shut", person("Odile Brune")))
    (bare,) = store_article(writing_sessions, ("Well", person("Velden")))
    (middle,) = store_article(writing_sessions, ("Indeed", person("Mara O. Velden", "Mara Velden")))
    assert speaker_of(sessions, full) == speaker_of(sessions, middle) == 1
    assert speaker_of(sessions, bare) == 2


def test_a_corrected_kind_is_not_taken_back_by_an_engine_that_errs_again(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    store_article(writing_sessions, ("Trees are cheap", person("Arbor Trust")))
    correct(writing_sessions, kind="organization")
    later = store_article(writing_sessions, ("Trees are good", person("Arbor Trust")))
    later += store_article(writing_sessions, ("Trees are old", organization("Arbor Trust")))
    assert {speaker_of(sessions, number) for number in later} == {1}
    with sessions() as session:
        assert session.get_one(Speaker, 1).kind == "organization"


def test_a_renamed_speaker_is_found_again_by_the_bare_surname_of_its_article(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    (bare,) = store_article(writing_sessions, ("We shall see", person("Velden")))
    correct(writing_sessions, name="Otto Velden")
    store_article(writing_sessions, ("We shall see", person("Velden")), version="2")
    assert speaker_of(sessions, bare) == 1
    assert names_by_id(sessions) == {1: ["Velden", "Otto Velden"]}


def test_a_name_can_be_spelled_otherwise(writing_sessions: SessionFactory, sessions: SessionFactory) -> None:
    store_article(writing_sessions, ("The bridge stays open", person("Zoe Arnaud")))
    correct(writing_sessions, name="Zoë Arnaud")
    assert names_by_id(sessions) == {1: ["Zoë Arnaud"]}


def test_an_item_is_one_speakers_and_a_speaker_must_be_there(writing_sessions: SessionFactory) -> None:
    with writing_sessions.begin() as session:
        add(session, "Mara Velden")
        add(session, "Odile Brune", qid="Q7")
    with pytest.raises(Conflict, match="Q7 is speaker 2"):
        correct(writing_sessions, wikidata_qid="Q7")
    with writing_sessions.begin() as session, pytest.raises(NotFound):
        update_speaker(session, 9, actor="key:abc", expected_version=1, kind="group")
