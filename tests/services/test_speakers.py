"""One speaker across all articles, and never two people made one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from attribution import Speaker as NamedSpeaker
from attribution import SpeakerKind
from models import Article, ArticleRevision, HistoryEvent, Quote, SessionFactory, Speaker, SpeakerAlias
from services.errors import Conflict, InvalidCursor, InvalidInput, NotFound
from services.paging import PageRequest
from services.speakers import (
    UnresolvedSpeaker,
    add_speaker,
    find_speakers,
    get_speaker,
    get_speaker_summary,
    list_speakers,
    resolve_speaker,
)
from tests.services.readings import person


@pytest.fixture
def session(writing_sessions: SessionFactory) -> Iterator[Session]:
    with writing_sessions() as session:
        yield session


def organization(name: str, *aliases: str) -> NamedSpeaker:
    return NamedSpeaker(name, "organization", aliases)


def group(name: str) -> NamedSpeaker:
    return NamedSpeaker(name, "group")


def names_of(speaker: Speaker) -> list[str]:
    return [alias.name for alias in speaker.aliases]


def add(session: Session, name: str, *aliases: str, kind: str = "person", qid: str | None = None) -> Speaker:
    return add_speaker(session, name=name, kind=kind, aliases=aliases, wikidata_qid=qid, actor="seeds")


def test_the_same_full_name_is_the_same_person(session: Session) -> None:
    first = resolve_speaker(session, person("Mara Velden", "Velden", description="foreign minister"))
    assert (first.name, first.kind, first.description) == ("Mara Velden", "person", "foreign minister")
    assert resolve_speaker(session, person("MARA  VELDÉN")) is first
    assert names_of(first) == ["Mara Velden"]


def test_a_surname_alone_leads_to_nobody_known_by_a_full_name(session: Session) -> None:
    first = resolve_speaker(session, person("Mara Velden", "Velden"))
    assert resolve_speaker(session, person("Velden")) is not first


def test_a_surname_alone_is_somebody_else_in_each_article(session: Session) -> None:
    articles = []
    for number in (1, 2):
        article = Article(identity_key=str(number))
        article.revisions.append(ArticleRevision(number=1, text="“No.”", text_digest="0" * 64))
        session.add(article)
        session.flush()
        speaker = resolve_speaker(session, person("Velden"), article_id=article.id)
        session.add(quote_of(article, speaker))
        session.flush()
        articles.append((article, speaker))
    assert articles[0][1] is not articles[1][1]
    for article, speaker in articles:
        assert resolve_speaker(session, person("Velden"), article_id=article.id) is speaker


def quote_of(article: Article, speaker: Speaker) -> Quote:
    return Quote(
        article_id=article.id,
        revision_id=article.current_revision.id,
        identity_key="1-3",
        position=1,
        type="direct",
        text="No",
        context="“No.”",
        speaker_id=speaker.id,
        confidence=0.5,
        engine="by-hand",
        engine_version="1",
    )


@pytest.mark.parametrize(
    "bare", ["Velden", "M. Velden", "van der Velden", "Velden-Ruiz", "Dr. Velden", "Velden Jr."]
)
def test_what_is_no_full_name_becomes_nobodys_alias(session: Session, bare: str) -> None:
    speaker = resolve_speaker(session, person("Mara Velden", bare, "Mara Ilse Velden"))
    assert names_of(speaker) == ["Mara Velden", "Mara Ilse Velden"]


def test_a_surname_that_somebody_made_an_alias_leads_to_that_one(session: Session) -> None:
    known = add(session, "Mara Velden", "Velden")
    assert resolve_speaker(session, person("Velden")) is known
    assert resolve_speaker(session, person("velden’")) is known


def test_a_surname_that_two_have_as_an_alias_is_ambiguous(session: Session) -> None:
    add(session, "Mara Velden", "Velden", qid="Q1")
    add(session, "Otto Velden", "Velden", qid="Q2")
    with pytest.raises(UnresolvedSpeaker) as unresolved:
        resolve_speaker(session, person("Velden"))
    assert unresolved.value.reason == "ambiguous_name"
    assert unresolved.value.candidates == ("Mara Velden", "Otto Velden")


def test_two_people_of_one_name_are_not_guessed_between(session: Session) -> None:
    add(session, "Mara Velden", qid="Q1")
    add(session, "Mara Velden", qid="Q2")
    with pytest.raises(UnresolvedSpeaker):
        resolve_speaker(session, person("Mara Velden"))
    assert len(session.scalars(select(Speaker)).all()) == 2


def test_another_full_name_in_the_article_tells_two_of_one_name_apart(session: Session) -> None:
    add(session, "Mara Velden", "Mara Ilse Velden", qid="Q1")
    second = add(session, "Mara Velden", "Mara Odile Velden", qid="Q2")
    assert resolve_speaker(session, person("Mara Velden", "Mara Odile Velden")) is second


def test_a_fuller_name_with_a_known_one_is_the_same_person(session: Session) -> None:
    known = resolve_speaker(session, person("Mara Velden"))
    assert resolve_speaker(session, person("Mara Odile Velden", "Mara Velden", "Velden")) is known
    assert names_of(known) == ["Mara Velden", "Mara Odile Velden"]


def test_a_name_that_is_somebody_elses_does_not_become_an_alias(session: Session) -> None:
    fuller = resolve_speaker(session, person("Mara Odile Velden"))
    shorter = resolve_speaker(session, person("Mara Velden"))
    assert resolve_speaker(session, person("Mara Odile Velden", "Mara Velden")) is fuller
    assert resolve_speaker(session, person("Mara Velden")) is shorter


@pytest.mark.parametrize(
    ("name", "known", "kind", "same"),
    [
        ("Jordan Vale", "organization", "person", False),
        ("Jordan Vale", "unknown", "person", True),
        ("Jordan Vale", "person", "unknown", True),
        ("Jordan Vale", "group", "organization", False),
    ],
)
def test_kinds_must_be_compatible(
    session: Session, name: str, known: SpeakerKind, kind: SpeakerKind, same: bool
) -> None:
    first = resolve_speaker(session, NamedSpeaker(name, known))
    assert (resolve_speaker(session, NamedSpeaker(name, kind)) is first) is same


def test_a_name_of_unknown_kind_that_two_kinds_share_is_ambiguous(session: Session) -> None:
    resolve_speaker(session, person("Jordan Vale"))
    resolve_speaker(session, organization("Jordan Vale"))
    with pytest.raises(UnresolvedSpeaker):
        resolve_speaker(session, NamedSpeaker("Jordan Vale", "unknown"))


def test_unnamed_groups_are_one_by_name(session: Session) -> None:
    first = resolve_speaker(session, group("Torland officials"))
    assert resolve_speaker(session, group("torland officials")) is first
    assert resolve_speaker(session, group("officials")) is not first


def test_an_organization_is_one_by_name_and_its_initials_are_not_guessed(session: Session) -> None:
    first = resolve_speaker(session, organization("Torland Dockers Union", "TDU", "Dockers Union"))
    assert names_of(first) == ["Torland Dockers Union", "Dockers Union"]
    assert resolve_speaker(session, organization("TDU")) is not first
    assert resolve_speaker(session, organization("Belmo")) is resolve_speaker(session, organization("BELMO"))


@pytest.mark.parametrize("words", ["mayor", "its spokeswoman", "Kestrian diplomat", "union leader"])
def test_words_that_name_nobody_make_no_speaker(session: Session, words: str) -> None:
    with pytest.raises(UnresolvedSpeaker) as unresolved:
        resolve_speaker(session, person(words))
    assert (unresolved.value.reason, unresolved.value.candidates) == ("unresolved_description", (words,))
    assert session.scalars(select(Speaker)).all() == []


def test_words_that_somebody_made_an_alias_do_name(session: Session) -> None:
    known = add(session, "Mara Velden", "Torland's foreign minister")
    assert resolve_speaker(session, person("Torland’s foreign minister")) is known


def test_an_institution_that_a_country_has_one_of_is_named(session: Session) -> None:
    first = resolve_speaker(session, organization("Torland's finance ministry"))
    assert resolve_speaker(session, organization("Torland’s finance ministry")) is first
    with pytest.raises(UnresolvedSpeaker):
        resolve_speaker(session, organization("finance ministry"))


def test_names_are_stored_so_that_they_can_be_shown(session: Session) -> None:
    assert resolve_speaker(session, person("Mara\u00a0 \nVel\u200bden")).name == "Mara Velden"
    long = resolve_speaker(session, person("Mara " + "V" * 400))
    assert len(long.name) == 300
    assert resolve_speaker(session, person("Mara " + "V" * 400)) is long


def test_speakers_are_found_by_alias_then_by_surname(session: Session) -> None:
    otto = resolve_speaker(session, person("Otto Velden"))
    mara = add(session, "Mara Velden", "Velden")
    other = resolve_speaker(session, person("Ilse Veldenrath"))
    assert find_speakers(session, "velden") == [mara, otto]
    assert find_speakers(session, "Otto VELDEN") == [otto]
    assert find_speakers(session, "Foreign Minister Mara Velden") == [mara]
    assert find_speakers(session, "Ms. Veldenrath") == [other]
    assert find_speakers(session, "nobody") == []


def test_a_bare_surname_is_found_too(session: Session) -> None:
    bare = resolve_speaker(session, person("Velden"))
    assert find_speakers(session, "Velden") == [bare]


@pytest.mark.parametrize("name", ["", "  ", "%", "_", "'; DROP TABLE speakers --", "the"])
def test_odd_names_find_nobody(session: Session, name: str) -> None:
    resolve_speaker(session, person("Mara Velden"))
    assert find_speakers(session, name) == []


def test_a_name_that_no_database_stores_is_refused(session: Session) -> None:
    with pytest.raises(InvalidInput):
        find_speakers(session, "\ud800")


def test_adding_a_speaker_again_completes_it(session: Session) -> None:
    first = add(session, "Mara Velden")
    assert add(session, "Mara Velden", "Velden", qid="Q7") is first
    assert add(session, "M. Velden", "The Velden", qid="Q7") is first
    assert names_of(first) == ["Mara Velden", "Velden", "M. Velden", "The Velden"]
    assert (first.name, first.wikidata_qid) == ("Mara Velden", "Q7")
    events = session.scalars(select(HistoryEvent.action).order_by(HistoryEvent.id)).all()
    assert events == ["created", "updated", "updated"]
    add(session, "Mara Velden", qid="Q7")
    assert len(session.scalars(select(HistoryEvent)).all()) == 3


def test_a_speaker_that_an_article_brought_is_completed(session: Session) -> None:
    found = resolve_speaker(session, person("Mara Velden"))
    assert add(session, "Mara Velden", qid="Q7") is found


def test_a_bare_surname_of_an_article_is_not_completed(session: Session) -> None:
    bare = resolve_speaker(session, person("Velden"))
    assert add(session, "Velden") is not bare


def test_another_kind_or_item_is_another_speaker(session: Session) -> None:
    speakers = [
        add(session, "Jordan Vale", qid="Q1"),
        add(session, "Jordan Vale", qid="Q2"),
        add(session, "Jordan Vale", kind="organization"),
    ]
    assert len({speaker.id for speaker in speakers}) == 3
    with pytest.raises(Conflict):
        add(session, "Jordan Vale")


@pytest.mark.parametrize(
    ("name", "kind", "qid"),
    [("", "person", None), ("n" * 301, "person", None), ("Mara", "robot", None), ("Mara", "person", "7")],
)
def test_what_cannot_be_a_speaker_is_refused(session: Session, name: str, kind: str, qid: str | None) -> None:
    with pytest.raises(InvalidInput):
        add(session, name, kind=kind, qid=qid)


def test_a_speaker_that_never_was_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        get_speaker(session, 1)
    with pytest.raises(NotFound):
        get_speaker_summary(session, 1)


def test_speakers_are_listed_by_name_with_their_quotes(session: Session) -> None:
    article = Article(identity_key="1")
    article.revisions.append(ArticleRevision(number=1, text="“No.”", text_digest="0" * 64))
    session.add(article)
    mara = add(session, "Mara Velden")
    add(session, "Zoë Arnaud")
    add(session, "Arbor Trust", kind="organization")
    session.add(quote_of(article, mara))
    seen = []
    cursor = None
    while True:
        page = list_speakers(session, page=PageRequest(limit=1, cursor=cursor))
        seen += [(summary.speaker.name, summary.quote_count) for summary in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert seen == [("Arbor Trust", 0), ("Mara Velden", 1), ("Zoë Arnaud", 0)]
    assert get_speaker_summary(session, mara.id).quote_count == 1
    named = list_speakers(session, q="zoe", page=PageRequest())
    assert [summary.speaker.name for summary in named.items] == ["Zoë Arnaud"]
    kinds = list_speakers(session, kind="organization", page=PageRequest())
    assert [summary.speaker.name for summary in kinds.items] == ["Arbor Trust"]
    first = list_speakers(session, page=PageRequest(limit=1))
    with pytest.raises(InvalidCursor):
        list_speakers(session, kind="person", page=PageRequest(limit=1, cursor=first.next))


def test_every_name_of_a_speaker_is_an_alias(session: Session) -> None:
    resolve_speaker(session, person("Mara Velden"))
    alias = session.scalars(select(SpeakerAlias)).one()
    assert (alias.name, alias.name_key, alias.identifies) == ("Mara Velden", "mara velden", True)
