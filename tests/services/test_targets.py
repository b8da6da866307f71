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
from services.targets import (
    create_target,
    get_target,
    list_targets,
    propose_target,
    tagging_job,
    update_target,
)

QUAY = "The quay of Aldermoor should reopen"
SHUT = "The quay of Aldermoor should be closed"


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
    assert event.after == {
        "slug": "quay",
        "proposition": QUAY,
        "inverse": None,
        "terms": ["dock", "harbour"],
        "notes": None,
    }
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


@pytest.mark.parametrize(
    ("extra", "field"),
    [
        ({"inverse": "p" * 501}, "inverse"),
        ({"inverse": "nul \x00"}, "inverse"),
        ({"inverse": QUAY}, "inverse"),
        ({"inverse": "The quay of Aldermoor should open"}, "inverse"),
        ({"notes": "n" * 2001}, "notes"),
        ({"notes": "\ud800"}, "notes"),
    ],
)
def test_what_cannot_stand_beside_a_proposition_is_refused(
    session: Session, extra: dict[str, str], field: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        create_target(session, slug="quay", proposition=QUAY, terms=(), actor="key:abc", **extra)
    assert list(refusal.value.members["errors"]) == [field]


def test_inverse_and_notes_are_kept_tidy(session: Session) -> None:
    target = create_target(
        session,
        slug="quay",
        proposition=QUAY,
        terms=(),
        actor="key:abc",
        inverse=f"  {SHUT}\n",
        notes="\nThe quay counts.\n\nThe pier does not.\n",
    )
    assert (target.inverse, target.notes) == (SHUT, "The quay counts.\n\nThe pier does not.")


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


def test_a_new_inverse_is_a_change_of_wording_and_can_be_taken_back(session: Session) -> None:
    target = create(session, QUAY, "quay")
    old = tagging_job(session, target)
    update_target(session, "quay", inverse=SHUT, actor="key:abc", expected_version=1)
    assert (target.inverse, target.wording_version) == (SHUT, 2)
    assert tagging_job(session, target).id > old.id
    update_target(session, "quay", inverse=None, actor="key:abc", expected_version=2)
    assert (target.inverse, target.proposition, target.wording_version) == (None, QUAY, 3)


def test_new_notes_change_the_target_and_no_stance(session: Session) -> None:
    target = create(session, QUAY, "quay")
    old = tagging_job(session, target)
    update_target(session, "quay", notes="Only the quay counts.", actor="key:abc", expected_version=1)
    session.flush()
    assert (target.notes, target.version, target.wording_version) == ("Only the quay counts.", 2, 1)
    assert tagging_job(session, target) is old
    event = session.scalars(select(HistoryEvent).where(HistoryEvent.action == "updated")).one()
    assert event.before is not None
    assert event.after is not None
    assert (event.before["notes"], event.after["notes"]) == (None, "Only the quay counts.")


def test_a_proposition_turned_onto_the_side_of_its_inverse_is_refused(session: Session) -> None:
    create_target(session, slug="quay", proposition=QUAY, terms=(), actor="key:abc", inverse=SHUT)
    with pytest.raises(InvalidInput, match="inverse: is read as the same side"):
        update_target(session, "quay", proposition=SHUT, actor="key:abc", expected_version=1)


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


def test_a_proposal_is_read_from_the_proposition_and_stores_nothing(session: Session) -> None:
    proposed = propose_target(session, f"  {QUAY} ")
    assert (proposed.proposition, proposed.slug) == (QUAY, "the-quay-of-aldermoor-should-reopen")
    assert proposed.proposal.inverse is not None
    assert list_targets(session, page=PageRequest(limit=2)).items == []
    target = create_target(
        session,
        slug=proposed.slug,
        proposition=proposed.proposition,
        terms=proposed.proposal.terms,
        actor="key:abc",
        inverse=proposed.proposal.inverse,
    )
    assert target.inverse == proposed.proposal.inverse


@pytest.mark.parametrize("proposition", [QUAY, "Word " * 30])
def test_a_proposed_slug_is_free(session: Session, proposition: str) -> None:
    slugs = []
    for _ in range(3):
        slug = propose_target(session, proposition).slug
        assert slug is not None
        assert len(slug) <= 80
        slugs.append(create(session, proposition, slug).slug)
    assert [slug[-2:] for slug in slugs[1:]] == ["-2", "-3"]


def test_a_proposition_without_letters_gets_no_slug(session: Session) -> None:
    assert propose_target(session, "码头应该重新开放").slug is None


@pytest.mark.parametrize("proposition", [" ", "p" * 501, "nul \x00", "\ud800"])
def test_what_cannot_be_a_proposition_gets_no_proposal(session: Session, proposition: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        propose_target(session, proposition)
    assert list(refusal.value.members["errors"]) == ["proposition"]
