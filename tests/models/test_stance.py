"""A target's wording has a version of its own, whoever changes it."""

from __future__ import annotations

import pytest

from models import SessionFactory, Target


@pytest.fixture
def target_id(writing_sessions: SessionFactory) -> int:
    with writing_sessions.begin() as session:
        target = Target(slug="quay", proposition="The quay should reopen", terms=["dock"])
        session.add(target)
        session.flush()
        assert (target.version, target.wording_version) == (1, 1)
        assert (target.inverse, target.notes) == (None, None)
        return target.id


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("proposition", "The quay should stay shut"),
        ("inverse", "The quay should stay shut"),
        ("terms", ["dock", "pier"]),
    ],
)
def test_a_change_of_wording_counts_twice(
    writing_sessions: SessionFactory, target_id: int, column: str, value: object
) -> None:
    with writing_sessions.begin() as session:
        setattr(session.get_one(Target, target_id), column, value)
    with writing_sessions() as session:
        target = session.get_one(Target, target_id)
        assert (target.version, target.wording_version) == (2, 2)


def test_new_notes_make_a_new_version_of_the_same_wording(
    writing_sessions: SessionFactory, target_id: int
) -> None:
    with writing_sessions.begin() as session:
        session.get_one(Target, target_id).notes = "Only the quay of Aldermoor counts."
    with writing_sessions() as session:
        target = session.get_one(Target, target_id)
        assert (target.version, target.wording_version) == (2, 1)


def test_the_same_words_again_are_no_change(writing_sessions: SessionFactory, target_id: int) -> None:
    with writing_sessions.begin() as session:
        target = session.get_one(Target, target_id)
        target.proposition, target.terms, target.inverse = "The quay should reopen", ["dock"], None
    with writing_sessions() as session:
        target = session.get_one(Target, target_id)
        assert (target.version, target.wording_version) == (1, 1)
