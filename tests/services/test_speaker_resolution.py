"""One speaker across all articles, and never two people made one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from attribution import Speaker as NamedSpeaker
from attribution import SpeakerKind
from models import Article, ArticleRevision, HistoryEvent, SessionFactory, Speaker, SpeakerAlias
from services.speaker_resolution import UnresolvedSpeaker
from tests.services.known_speakers import ENGINE, add, group, names_of, organization, quote_of, resolve
from tests.services.readings import person


@pytest.fixture
def session(writing_sessions: SessionFactory) -> Iterator[Session]:
    with writing_sessions() as session:
        yield session


def test_the_same_full_name_is_the_same_person(session: Session) -> None:
    first = resolve(session, person("Mara Velden", "Velden", description="foreign minister"))
    assert (first.name, first.kind, first.description) == ("Mara Velden", "person", "foreign minister")
    assert resolve(session, person("MARA  VELDÉN")) is first
    assert names_of(first) == ["Mara Velden"]


def test_a_surname_alone_leads_to_nobody_known_by_a_full_name(session: Session) -> None:
    first = resolve(session, person("Mara Velden", "Velden"))
    assert resolve(session, person("Velden")) is not first


def test_a_surname_alone_is_somebody_else_in_each_article(session: Session) -> None:
    articles = []
    for number in (1, 2):
        article = Article(identity_key=str(number))
        article.revisions.append(ArticleRevision(number=1, text="“No.”", text_digest="0" * 64))
        session.add(article)
        session.flush()
        speaker = resolve(session, person("Velden"), article_id=article.id)
        session.add(quote_of(article, speaker))
        session.flush()
        articles.append((article, speaker))
    assert articles[0][1] is not articles[1][1]
    for article, speaker in articles:
        assert resolve(session, person("Velden"), article_id=article.id) is speaker


@pytest.mark.parametrize(
    "bare", ["Velden", "M. Velden", "van der Velden", "Velden-Ruiz", "Dr. Velden", "Velden Jr."]
)
def test_what_is_no_full_name_becomes_nobodys_alias(session: Session, bare: str) -> None:
    speaker = resolve(session, person("Mara Velden", bare, "Mara Ilse Velden"))
    assert names_of(speaker) == ["Mara Velden", "Mara Ilse Velden"]


def test_a_surname_that_somebody_made_an_alias_leads_to_that_one(session: Session) -> None:
    known = add(session, "Mara Velden", "Velden")
    assert resolve(session, person("Velden")) is known
    assert resolve(session, person("velden’")) is known


def test_a_surname_that_two_have_as_an_alias_is_ambiguous(session: Session) -> None:
    add(session, "Mara Velden", "Velden", qid="Q1")
    add(session, "Otto Velden", "Velden", qid="Q2")
    with pytest.raises(UnresolvedSpeaker) as unresolved:
        resolve(session, person("Velden"))
    assert unresolved.value.reason == "ambiguous_name"
    assert unresolved.value.candidates == ("Mara Velden", "Otto Velden")


def test_two_people_of_one_name_are_not_guessed_between(session: Session) -> None:
    add(session, "Mara Velden", qid="Q1")
    add(session, "Mara Velden", qid="Q2")
    with pytest.raises(UnresolvedSpeaker):
        resolve(session, person("Mara Velden"))
    assert len(session.scalars(select(Speaker)).all()) == 2


def test_another_full_name_in_the_article_tells_two_of_one_name_apart(session: Session) -> None:
    add(session, "Mara Velden", "Mara Ilse Velden", qid="Q1")
    second = add(session, "Mara Velden", "Mara Odile Velden", qid="Q2")
    assert resolve(session, person("Mara Velden", "Mara Odile Velden")) is second


def test_a_fuller_name_with_a_known_one_is_the_same_person(session: Session) -> None:
    known = resolve(session, person("Mara Velden"))
    assert resolve(session, person("Mara Odile Velden", "Mara Velden", "Velden")) is known
    assert names_of(known) == ["Mara Velden", "Mara Odile Velden"]


def test_a_name_that_is_somebody_elses_does_not_become_an_alias(session: Session) -> None:
    fuller = resolve(session, person("Mara Odile Velden"))
    shorter = resolve(session, person("Mara Velden"))
    assert resolve(session, person("Mara Odile Velden", "Mara Velden")) is fuller
    assert resolve(session, person("Mara Velden")) is shorter


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
    first = resolve(session, NamedSpeaker(name, known))
    assert (resolve(session, NamedSpeaker(name, kind)) is first) is same


def test_a_name_of_unknown_kind_that_two_kinds_share_is_ambiguous(session: Session) -> None:
    resolve(session, person("Jordan Vale"))
    resolve(session, organization("Jordan Vale"))
    with pytest.raises(UnresolvedSpeaker):
        resolve(session, NamedSpeaker("Jordan Vale", "unknown"))


def test_unnamed_groups_are_one_by_name(session: Session) -> None:
    first = resolve(session, group("Torland officials"))
    assert resolve(session, group("torland officials")) is first
    assert resolve(session, group("officials")) is not first


def test_an_organization_is_one_by_name_and_its_initials_are_not_guessed(session: Session) -> None:
    first = resolve(session, organization("Torland Dockers Union", "TDU", "Dockers Union"))
    assert names_of(first) == ["Torland Dockers Union", "Dockers Union"]
    assert resolve(session, organization("TDU")) is not first
    assert resolve(session, organization("Belmo")) is resolve(session, organization("BELMO"))


@pytest.mark.parametrize("words", ["mayor", "its spokeswoman", "Kestrian diplomat", "union leader"])
def test_words_that_name_nobody_make_no_speaker(session: Session, words: str) -> None:
    with pytest.raises(UnresolvedSpeaker) as unresolved:
        resolve(session, person(words))
    assert (unresolved.value.reason, unresolved.value.candidates) == ("unresolved_description", (words,))
    assert session.scalars(select(Speaker)).all() == []


def test_words_that_somebody_made_an_alias_do_name(session: Session) -> None:
    known = add(session, "Mara Velden", "Torland's foreign minister")
    assert resolve(session, person("Torland’s foreign minister")) is known


def test_an_institution_that_a_country_has_one_of_is_named(session: Session) -> None:
    first = resolve(session, organization("Torland's finance ministry"))
    assert resolve(session, organization("Torland’s finance ministry")) is first
    with pytest.raises(UnresolvedSpeaker):
        resolve(session, organization("finance ministry"))


def test_names_are_stored_so_that_they_can_be_shown(session: Session) -> None:
    assert resolve(session, person("Mara\u00a0 \nVel\u200bden")).name == "Mara Velden"
    long = resolve(session, person("Mara " + "V" * 400))
    assert len(long.name) == 300
    assert resolve(session, person("Mara " + "V" * 400)) is long


def test_every_name_of_a_speaker_is_an_alias(session: Session) -> None:
    resolve(session, person("Mara Velden"))
    alias = session.scalars(select(SpeakerAlias)).one()
    assert (alias.name, alias.name_key, alias.identifies) == ("Mara Velden", "mara velden", True)


def test_two_fuller_names_with_one_short_form_stay_two_people(session: Session) -> None:
    elena = resolve(session, person("Maria Elena Costa", "Maria Costa", "Costa"))
    assert resolve(session, person("Maria Costa")) is elena
    luisa = resolve(session, person("Maria Luisa Costa", "Maria Costa"))
    assert luisa is not elena
    assert resolve(session, person("Maria Elena Costa", "Maria Costa")) is elena
    assert resolve(session, person("Maria Luisa Costa")) is luisa
    with pytest.raises(UnresolvedSpeaker) as unresolved:
        resolve(session, person("Maria Costa"))
    assert unresolved.value.candidates == ("Maria Elena Costa", "Maria Luisa Costa")


def test_a_short_name_that_has_met_its_fuller_form_leads_no_other_fuller_one_to_it(session: Session) -> None:
    known = resolve(session, person("Maria Costa"))
    assert resolve(session, person("Maria Elena Costa", "Maria Costa")) is known
    assert resolve(session, person("Maria Luisa Costa", "Maria Costa")) is not known


@pytest.mark.parametrize("suffix", ["Jr.", "Sr.", "II", "III"])
def test_father_and_son_are_two(session: Session, suffix: str) -> None:
    father = add(session, "Otto Velden", "Otto J. Velden")
    son = resolve(session, person(f"Otto Velden {suffix}", "Otto Velden"))
    assert son is not father
    assert resolve(session, person("Otto Velden")) is father


def test_a_branch_that_shares_a_short_name_is_another_organization(session: Session) -> None:
    torland = resolve(session, organization("Torland Dockers Union", "Dockers Union"))
    assert resolve(session, organization("Kestria Dockers Union", "Dockers Union")) is not torland


def test_a_name_that_does_not_agree_with_the_fullest_identifies_nobody(session: Session) -> None:
    first = resolve(session, person("Mara Velden", "Odile Brune"))
    assert {alias.name: alias.identifies for alias in first.aliases} == {
        "Mara Velden": True,
        "Odile Brune": False,
    }
    assert resolve(session, person("Odile Brune")) is not first


def test_an_office_that_is_not_theirs_speaks_against_a_surname(session: Session) -> None:
    known = add(session, "Mara Velden", "Velden", description="president of Torland")
    assert resolve(session, person("Velden", description="Torland President")) is known
    assert resolve(session, person("Velden", description="party leader")) is known
    assert resolve(session, person("Velden", description="Coach")) is not known


def test_somebody_else_of_the_surname_in_the_article_speaks_against_it(session: Session) -> None:
    known = add(session, "Mara Velden", "Velden", "Mara Weldon")
    bare = person("Velden")
    assert resolve(session, bare, beside=[bare, person("Mara O. Velden"), person("Ilse Roth")]) is known
    assert resolve(session, bare, beside=[bare, person("Otto Velden")]) is not known


def test_a_surname_that_is_only_searched_by_leads_to_nobody(session: Session) -> None:
    known = add(session, "Mara Velden", searched_as=["Velden"])
    assert resolve(session, person("Velden")) is not known
    assert resolve(session, person("Mara Velden")) is known


@pytest.mark.parametrize(
    "said",
    [
        person("Prime Minister"),
        person("French President"),
        person("Governor of Ohio"),
        person("General", description="Attorney"),
        person("Judge Velden"),
        organization("Council"),
        organization("Supreme Court"),
        organization("Ministry of Defence"),
        NamedSpeaker("Secretary of State", "unknown"),
    ],
    ids=lambda said: str(said.name),
)
def test_a_description_with_capitals_is_somebody_else_in_each_article(
    session: Session, said: NamedSpeaker
) -> None:
    first = resolve(session, said)
    assert first.name == said.name
    assert resolve(session, said) is not first


@pytest.mark.parametrize(
    "name", ["White House", "European Council", "Labour Party", "Bank of Torland", "NATO"]
)
def test_a_name_of_common_words_is_still_a_name(session: Session, name: str) -> None:
    assert resolve(session, organization(name)) is resolve(session, organization(name))


def test_a_description_that_somebody_made_an_alias_does_name(session: Session) -> None:
    known = add(session, "European Council", "Council", kind="organization")
    assert resolve(session, organization("Council")) is known


def test_two_bare_surnames_of_an_article_are_found_again_by_what_they_are(session: Session) -> None:
    article = Article(identity_key="1")
    article.revisions.append(ArticleRevision(number=1, text="“No.”", text_digest="0" * 64))
    session.add(article)
    session.flush()
    said = [person("Velden", description="Coach"), person("Velden", description="Judge")]
    speakers = [resolve(session, each, article_id=article.id) for each in said]
    for number, speaker in enumerate(speakers):
        quote = quote_of(article, speaker)
        quote.identity_key = str(number)
        session.add(quote)
    session.flush()
    assert [resolve(session, each, article_id=article.id) for each in said] == speakers
    with pytest.raises(UnresolvedSpeaker):
        resolve(session, person("Velden"), article_id=article.id)


def test_what_articles_add_is_in_the_history(session: Session) -> None:
    speaker = resolve(session, person("Mara Velden"), article_id=4)
    resolve(session, person("Mara Odile Velden", "Mara Velden"), article_id=7)
    resolve(session, person("Mara Odile Velden", "Mara Velden"), article_id=9)
    events = session.scalars(select(HistoryEvent).order_by(HistoryEvent.id)).all()
    assert [
        (event.actor, event.action, event.subject_kind, event.subject_id, event.after) for event in events
    ] == [
        (
            ENGINE,
            "created",
            "speaker",
            speaker.id,
            {"name": "Mara Velden", "kind": "person", "article_id": 4},
        ),
        (
            ENGINE,
            "alias_added",
            "speaker",
            speaker.id,
            {"alias": "Mara Odile Velden", "identifies": True, "article_id": 7},
        ),
    ]
