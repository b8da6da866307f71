"""The speakers that are known are completed by hand, listed, and found by what a reader calls them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from models import Article, ArticleRevision, HistoryEvent, SessionFactory, Speaker
from services.errors import Conflict, InvalidCursor, InvalidInput, NotFound
from services.paging import PageRequest
from services.speakers import find_speakers, get_speaker, get_speaker_summary, list_speakers
from tests.services.known_speakers import add, group, names_of, organization, quote_of, resolve
from tests.services.readings import person


@pytest.fixture
def session(writing_sessions: SessionFactory) -> Iterator[Session]:
    with writing_sessions() as session:
        yield session


def test_a_name_that_means_somebody_finds_only_that_one(session: Session) -> None:
    otto = resolve(session, person("Otto Velden"))
    mara = add(session, "Mara Velden", "Velden")
    resolve(session, person("Anna Otto Velden"))
    resolve(session, organization("Office of Otto Velden"))
    assert find_speakers(session, "velden") == [mara]
    assert find_speakers(session, "President Velden") == [mara]
    assert find_speakers(session, "Otto VELDEN") == [otto]
    assert find_speakers(session, "Foreign Minister Mara Velden") == [mara]


@pytest.mark.parametrize(
    "name",
    [
        "Marine Le Pen",
        "Le Pen, Marine",
        "Grace Velden",
        "Guy Velden",
        "Emir Velden",
        "Anna Farmer Velden",
        "Dean Velden",
    ],
)
def test_nobody_is_found_by_somebody_elses_given_name(session: Session, name: str) -> None:
    resolve(session, person("Jean-Marie Le Pen"))
    resolve(session, person("Mara Velden"))
    assert find_speakers(session, name) == []


def test_a_surname_that_means_nobody_finds_every_person_of_it(session: Session) -> None:
    otto = resolve(session, person("Otto Velden"))
    mara = add(session, "Mara Velden", searched_as=["Velden"])
    bare = resolve(session, person("Velden"))
    other = resolve(session, person("Ilse Veldenrath"))
    resolve(session, organization("Bank of Velden"))
    assert find_speakers(session, "velden") == [mara, bare, otto]
    assert find_speakers(session, "Ms. Veldenrath") == [other]
    assert find_speakers(session, "nobody") == []


@pytest.mark.parametrize(
    "words", ["health ministry", "the bank", "ministry", "foreign minister of Torland", "guards", "the mayor"]
)
def test_an_office_or_institution_finds_nobody_whose_name_only_ends_alike(
    session: Session, words: str
) -> None:
    resolve(session, organization("Kestria's foreign ministry"))
    resolve(session, organization("Bank of Torland"))
    resolve(session, group("shopkeepers on the south bank"))
    resolve(session, group("border guards"))
    resolve(session, person("Lord Mayor"))
    assert find_speakers(session, words) == []


def test_a_description_that_one_article_left_unnamed_is_found_by_it(session: Session) -> None:
    bank = resolve(session, organization("Bank"))
    assert find_speakers(session, "the bank") == [bank]


@pytest.mark.parametrize(
    "words", ["foreign minister of Torland", "Torland’s foreign minister", "the foreign minister of TORLAND"]
)
def test_a_person_is_found_by_the_office_that_is_known_of_them(session: Session, words: str) -> None:
    mara = resolve(session, person("Mara Velden", description="Foreign Minister of Torland"))
    resolve(session, person("Ivo Sand", description="aide to the foreign minister of Torland"))
    resolve(session, person("Ada Brune", description="former foreign minister of Torland"))
    resolve(session, person("Otto Vale", description="foreign minister of Kestria"))
    assert find_speakers(session, words) == [mara]
    assert find_speakers(session, "foreign minister") == []
    assert find_speakers(session, "finance minister of Torland") == []


@pytest.mark.parametrize(
    ("words", "description"),
    [
        ("president of Cote d'Ivoire", "President of Côte d’Ivoire"),
        ("President of Côte d’Ivoire", "president of Cote d'Ivoire"),
        ("president of Östmark", "president of Ostmark"),
        ("president of the U.S.", "US president"),
        ("US president", "president of the U.S."),
        ("president of the 50% Union", "president of the 50% Union"),
    ],
)
def test_an_office_is_found_however_its_place_is_spelled(
    session: Session, words: str, description: str
) -> None:
    mara = resolve(session, person("Mara Velden", description=description))
    resolve(session, person("Otto Vale", description="president of Kestria"))
    assert find_speakers(session, words) == [mara]
    assert find_speakers(session, words, by_office=False) == []


def test_of_those_who_hold_an_office_elsewhere_none_is_loaded(session: Session) -> None:
    resolve(session, person("Mara Velden", description="foreign minister of Torland"))
    for number in range(20):
        resolve(session, person(f"Otto Vale{number}", description="foreign minister of Kestria"))
    session.flush()
    session.expunge_all()
    loaded: list[str] = []

    def note(speaker: Speaker, _context: object) -> None:
        loaded.append(speaker.name)

    event.listen(Speaker, "load", note)
    try:
        found = find_speakers(session, "foreign minister of Torland")
    finally:
        event.remove(Speaker, "load", note)
    assert loaded == [speaker.name for speaker in found] == ["Mara Velden"]


def test_an_office_of_many_is_not_looked_for(session: Session) -> None:
    session.flush()
    statements: list[str] = []
    connection = session.connection()
    event.listen(connection, "before_cursor_execute", lambda *given: statements.append(given[2]))
    assert find_speakers(session, "foreign minister") == []
    assert [each for each in statements if "description" in each and "LIKE" in each] == []


@pytest.mark.parametrize("name", ["Valen", "Mr. Valen", "Otto Valen Jr.", "Valen Jr."])
def test_a_surname_is_found_before_a_suffix(session: Session, name: str) -> None:
    otto = resolve(session, person("Otto Valen Jr."))
    resolve(session, person("Mara Valenrat Jr."))
    assert find_speakers(session, name) == [otto]
    assert find_speakers(session, "Otto Valen") == []
    assert find_speakers(session, "Valen Sr.") == []


def test_a_surname_with_particles_is_found_before_a_suffix(session: Session) -> None:
    otto = resolve(session, person("Otto van der Valen III"))
    assert find_speakers(session, "van der Valen") == [otto]


def test_a_bare_surname_is_found_too(session: Session) -> None:
    bare = resolve(session, person("Velden"))
    assert find_speakers(session, "Velden") == [bare]


@pytest.mark.parametrize("name", ["", "  ", "%", "_", "'; DROP TABLE speakers --", "the"])
def test_odd_names_find_nobody(session: Session, name: str) -> None:
    resolve(session, person("Mara Velden"))
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


def test_a_name_to_search_by_is_told_from_one_that_means_the_speaker(session: Session) -> None:
    known = add(session, "Mara Velden", "Velden-Ruiz", searched_as=["Velden"])
    (event,) = session.scalars(select(HistoryEvent))
    assert event.after is not None
    assert event.after["aliases"] == ["Mara Velden", "Velden-Ruiz"]
    assert event.after["searched_as"] == ["Velden"]
    assert add(session, "Velden") is not known


def test_a_name_that_an_article_brought_is_made_one_that_means_the_speaker(session: Session) -> None:
    known = resolve(session, person("Mara Velden", "Odile Brune"))
    assert resolve(session, person("Odile Brune")) is not known
    add(session, "Mara Velden", "Odile Brune")
    assert [(alias.name, alias.identifies, alias.decided_by) for alias in known.aliases] == [
        ("Mara Velden", True, "human"),
        ("Odile Brune", True, "human"),
    ]


def test_the_name_comes_first_as_it_is_spelled(session: Session) -> None:
    assert names_of(add(session, "Zoë Arnaud", "Arnaud", "Zoe Arnaud")) == ["Zoë Arnaud", "Arnaud"]


def test_names_by_hand_have_nothing_that_cannot_be_seen(session: Session) -> None:
    assert names_of(add(session, "Mara Vel\u200bden", "Vel\u202eden")) == ["Mara Velden", "Velden"]
    with pytest.raises(InvalidInput):
        add(session, "\u200b")


def test_a_speaker_that_an_article_brought_is_completed(session: Session) -> None:
    found = resolve(session, person("Mara Velden"))
    assert add(session, "Mara Velden", qid="Q7") is found


def test_a_bare_surname_of_an_article_is_not_completed(session: Session) -> None:
    bare = resolve(session, person("Velden"))
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
