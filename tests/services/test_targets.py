"""Targets are made once, and changed by one person at a time."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import HistoryEvent, Job, JobState, SessionFactory, Target
from services.errors import Conflict, InvalidInput, NotFound, VersionMismatch
from services.paging import PageRequest
from services.targets import create_target, get_target, list_targets, tagging_job, update_target

QUAY = "The quay of Aldermoor should reopen"


@pytest.fixture
def session(writing_sessions: SessionFactory) -> Iterator[Session]:
    with writing_sessions() as session:
        yield session


def create(session: Session, proposition: str = QUAY, slug: str | None = None, *terms: str) -> Target:
    return create_target(session, slug=slug, proposition=proposition, terms=terms, actor="key:abc")


def test_a_target_promises_that_all_quotes_are_tagged(session: Session) -> None:
    target = create(session, QUAY, "quay", "dock", "harbour", "Dock")
    assert (target.slug, target.proposition, target.terms) == ("quay", QUAY, ["dock", "harbour"])
    job = tagging_job(session, target)
    assert (job.kind, job.state) == ("tag_target", JobState.QUEUED)
    event = session.scalars(select(HistoryEvent)).one()
    assert (event.actor, event.action, event.before) == ("key:abc", "created", None)
    assert event.after == {"slug": "quay", "proposition": QUAY, "terms": ["dock", "harbour"]}
    assert get_target(session, "quay") is target


@pytest.mark.parametrize(
    ("proposition", "slug"),
    [
        (QUAY, "the-quay-of-aldermoor-should-reopen"),
        ("  Élysée: “no” to tolls!  ", "elysee-no-to-tolls"),
        ("Word " * 30, "-".join(["word"] * 16)),
    ],
)
def test_a_slug_is_made_from_the_proposition(session: Session, proposition: str, slug: str) -> None:
    assert create(session, proposition).slug == slug


@pytest.mark.parametrize(
    ("slug", "proposition", "terms", "field"),
    [
        ("Quay", QUAY, [], "slug"),
        ("quay--open", QUAY, [], "slug"),
        ("-quay", QUAY, [], "slug"),
        ("q" * 81, QUAY, [], "slug"),
        ("", QUAY, [], "slug"),
        (None, "码头应该重新开放", [], "slug"),
        ("quay", " ", [], "proposition"),
        ("quay", "p" * 501, [], "proposition"),
        ("quay", "nul \x00", [], "proposition"),
        ("quay", QUAY, [""], "terms"),
        ("quay", QUAY, ["t" * 101], "terms"),
        ("quay", QUAY, ["t"] * 51, "terms"),
        ("quay", QUAY, ["\ud800"], "terms"),
    ],
)
def test_what_cannot_be_a_target_is_refused(
    session: Session, slug: str | None, proposition: str, terms: list[str], field: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        create(session, proposition, slug, *terms)
    assert list(refusal.value.members["errors"]) == [field]


def test_a_slug_is_taken_once(session: Session) -> None:
    create(session, QUAY, "quay")
    with pytest.raises(Conflict, match="'quay'"):
        create(session, "Another proposition", "quay")


def test_of_threads_that_make_the_same_target_one_does(writing_sessions: SessionFactory) -> None:
    def try_it(_: int) -> bool:
        try:
            with writing_sessions.begin() as session:
                create(session, QUAY, "quay")
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(try_it, range(6))) == 1
    with writing_sessions() as session:
        assert len(session.scalars(select(Job)).all()) == 1


def test_a_reworded_target_is_tagged_anew(session: Session) -> None:
    target = create(session, QUAY, "quay", "dock")
    old = tagging_job(session, target)
    update_target(
        session, "quay", proposition="The quay should stay shut", actor="key:def", expected_version=1
    )
    assert (target.proposition, target.terms, target.version) == ("The quay should stay shut", ["dock"], 2)
    assert tagging_job(session, target).id > old.id
    event = session.scalars(select(HistoryEvent).where(HistoryEvent.action == "updated")).one()
    assert event.before is not None
    assert (event.actor, event.before["proposition"]) == ("key:def", QUAY)


def test_a_change_that_changes_nothing_promises_nothing(session: Session) -> None:
    target = create(session, QUAY, "quay", "dock")
    update_target(
        session, "quay", proposition=f" {QUAY} ", terms=["dock"], actor="key:abc", expected_version=1
    )
    assert target.version == 1
    assert len(session.scalars(select(Job)).all()) == 1


def test_a_target_that_somebody_else_changed_is_not_overwritten(session: Session) -> None:
    create(session, QUAY, "quay")
    update_target(session, "quay", terms=["dock"], actor="key:abc", expected_version=1)
    with pytest.raises(VersionMismatch, match="version 2, not 1"):
        update_target(session, "quay", terms=["pier"], actor="key:def", expected_version=1)


def test_of_threads_that_change_a_target_at_once_one_does(writing_sessions: SessionFactory) -> None:
    with writing_sessions.begin() as session:
        create(session, QUAY, "quay")

    def try_it(number: int) -> bool:
        try:
            with writing_sessions.begin() as session:
                update_target(session, "quay", terms=[f"term {number}"], actor="key:abc", expected_version=1)
        except VersionMismatch:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(try_it, range(6))) == 1


@pytest.mark.parametrize("slug", ["quay", "No Slug", "\x00", "\ud800", "q" * 500])
def test_a_target_that_never_was_is_not_found(session: Session, slug: str) -> None:
    with pytest.raises(NotFound):
        get_target(session, slug)
    with pytest.raises(NotFound):
        update_target(session, slug, terms=[], actor="key:abc", expected_version=1)


def test_targets_are_listed_by_slug(session: Session) -> None:
    for slug in ("tolls", "quay", "strike"):
        create(session, QUAY, slug)
    first = list_targets(session, page=PageRequest(limit=2))
    second = list_targets(session, page=PageRequest(limit=2, cursor=first.next))
    assert [target.slug for target in (*first.items, *second.items)] == ["quay", "strike", "tolls"]
    assert second.next is None
