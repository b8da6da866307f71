"""Where a speaker stands toward each target, with the quotes behind it, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from models import SessionFactory, Target
from services.errors import InvalidCursor, InvalidInput
from services.paging import PageRequest
from services.positions import Measure
from services.speaker_positions import (
    PositionQuery,
    SpeakerPosition,
    list_speaker_positions,
    speaker_position,
)
from services.statements import Statement
from services.target_positions import target_positions
from tests.services.search.archive import Archive, day

VELDEN, SARKOV = "Mara Velden", "Ines Sarkov"


@pytest.fixture
def session(writing_sessions: SessionFactory) -> Iterator[Session]:
    with writing_sessions() as session:
        yield session


@pytest.fixture
def archive(session: Session) -> Archive:
    return Archive(session)


@pytest.fixture
def quay(archive: Archive) -> Target:
    return archive.target("quay", "The quay of Aldermoor should reopen")


def position_of(
    archive: Archive, name: str, target: Target, query: PositionQuery | None = None
) -> SpeakerPosition:
    number = archive.speaker(name).id
    return speaker_position(archive.session, number, target, query or PositionQuery())[0]


def texts(statements: list[Statement] | tuple[Statement, ...]) -> list[str]:
    return [statement.decisive.text for statement in statements]


def test_every_statement_shown_has_its_quote_with_the_words_that_carried_the_stance(
    archive: Archive, quay: Target
) -> None:
    quote = archive.quote(
        "Open the quay!",
        before="😀 ",
        speaker=VELDEN,
        title="Quay",
        publisher="Courier",
        stances={quay: "favor"},
    )
    position, details = speaker_position(archive.session, archive.speaker(VELDEN).id, quay, PositionQuery())
    assert position.current is not None
    (statement,) = position.current.statements
    detail = details[statement.decisive.quote_id, quay.id]
    assert (detail.quote_id, detail.text, detail.label) == (quote.id, "Open the quay!", "favor")
    assert (detail.evidence, detail.evidence_start) == ("O", 2)
    assert (detail.title, detail.publisher, detail.published_at) == ("Quay", "Courier", day("2025-03-27"))
    assert all(
        (one.quote_id, quay.id) in details
        for each in position.shown(whole=True)
        for one in (each.decisive, *each.appearances)
    )


@pytest.mark.parametrize("state", ["withdrawn", "rejected", "superseded"])
def test_what_is_no_longer_served_never_counts(archive: Archive, quay: Target, state: str) -> None:
    archive.quote("Open the quay!", speaker=VELDEN, state=state, stances={quay: "favor"})
    position = position_of(archive, VELDEN, quay)
    assert (position.current, position.statements, position.outdated) == (None, (), ())
    assert target_positions(archive.session, quay, PositionQuery(), PageRequest()).page.items == []


def test_a_stance_toward_an_earlier_wording_is_set_apart(archive: Archive, quay: Target) -> None:
    archive.quote("Open the quay!", speaker=VELDEN, stances={quay: "favor"})
    decided = archive.quote("Shut it!", speaker=VELDEN, stances={quay: "against"})
    decided.stances[0].decided_by = "human"
    archive.session.flush()
    quay.proposition = "The quay of Aldermoor should be closed"
    archive.session.flush()
    position = position_of(archive, VELDEN, quay)
    assert (position.current, position.points) == (None, ())
    assert sorted(texts(position.outdated)) == ["Open the quay!", "Shut it!"]
    found = target_positions(archive.session, quay, PositionQuery(), PageRequest())
    assert (found.page.items, found.outdated) == ([], 2)


def test_what_others_said_and_what_is_toward_other_targets_is_not_the_speakers(
    archive: Archive, quay: Target
) -> None:
    tolls = archive.target("tolls", "Bridge tolls should fall")
    archive.quote("Open the quay!", speaker=SARKOV, stances={quay: "favor"})
    archive.quote("Lower them!", speaker=VELDEN, stances={tolls: "favor"})
    archive.quote("Nobody knows who said it.", stances={quay: "favor"})
    assert position_of(archive, VELDEN, quay).current is None


def test_positions_as_they_were(archive: Archive, quay: Target) -> None:
    for said, label in (("2025-01-01", "favor"), ("2025-06-01", "against"), (None, "against")):
        archive.quote(f"Words of {said}.", speaker=VELDEN, said=said, stances={quay: label})
    position = position_of(archive, VELDEN, quay)
    assert position.current is not None
    assert (position.current.label, len(position.shifts), len(position.undated)) == ("against", 1, 1)
    before = position_of(archive, VELDEN, quay, PositionQuery(said_before=day("2025-06-01")))
    assert before.current is not None
    assert (before.current.label, before.shifts, before.undated) == ("favor", (), [])
    after = position_of(archive, VELDEN, quay, PositionQuery(said_after=day("2025-06-01")))
    assert texts(after.statements) == ["Words of 2025-06-01."]


def test_a_moment_without_a_time_zone_is_refused(archive: Archive, quay: Target) -> None:
    archive.speaker(VELDEN)
    archive.session.flush()
    with pytest.raises(InvalidInput, match="said_after"):
        position_of(archive, VELDEN, quay, PositionQuery(said_after=day("2025-06-01").replace(tzinfo=None)))


def test_the_targets_of_a_speaker_are_paged_by_slug(archive: Archive, quay: Target) -> None:
    targets = [archive.target(slug, f"The {slug} should reopen") for slug in ("pier", "bridge")]
    archive.target("unspoken", "Nobody should speak of this")
    for target in (quay, *targets):
        archive.quote(f"Open the {target.slug}!", speaker=VELDEN, stances={target: "favor"})
    number = archive.speaker(VELDEN).id

    def page(cursor: str | None, query: PositionQuery | None = None) -> tuple[list[str], str | None]:
        request = PageRequest(limit=2, cursor=cursor)
        found, _ = list_speaker_positions(archive.session, number, query or PositionQuery(), request)
        return [item.target.slug for item in found.items], found.next

    first, cursor = page(None)
    assert (first, page(cursor)) == (["bridge", "pier"], (["quay"], None))
    with pytest.raises(InvalidCursor):
        page(cursor, PositionQuery(Measure(least_confidence=0.9)))


def test_who_stands_where(archive: Archive, quay: Target) -> None:
    stands = {
        VELDEN: ("favor", "against"),
        SARKOV: ("against",),
        "Jonas Arkwright": ("neutral",),
        "Lena Holm": ("favor", "favor"),
    }
    for name, labels in stands.items():
        for number, label in enumerate(labels, 1):
            said = f"2025-03-0{number}"
            archive.quote(f"{name} {number}.", speaker=name, said=said, stances={quay: label})
    archive.quote("Nobody knows who said it.", stances={quay: "favor"})

    def names(position: str | None = None, limit: int = 20, cursor: str | None = None) -> list[str]:
        request = PageRequest(limit=limit, cursor=cursor)
        found = target_positions(archive.session, quay, PositionQuery(), request, position)  # type: ignore[arg-type]
        assert found.speakers == {"favor": 1, "against": 1, "neutral": 1, "mixed": 1}
        assert (found.without_speaker, found.outdated) == (1, 0)
        here = [item.speaker.name for item in found.page.items]
        return here if found.page.next is None else here + names(position, limit, found.page.next)

    assert names() == ["Ines Sarkov", "Jonas Arkwright", "Lena Holm", "Mara Velden"]
    for limit in (1, 2, 3):
        assert names(limit=limit) == names()
    assert [names(label) for label in ("favor", "against", "neutral", "mixed")] == [
        ["Lena Holm"],
        ["Ines Sarkov"],
        ["Jonas Arkwright"],
        ["Mara Velden"],
    ]
    found = target_positions(archive.session, quay, PositionQuery(), PageRequest(), "favor")
    (standing,) = found.page.items
    assert (standing.counts["favor"], texts(standing.position.statements)[0]) == (2, "Lena Holm 2.")
    with pytest.raises(InvalidCursor):
        names("favor", cursor="WyJ4Il0")
