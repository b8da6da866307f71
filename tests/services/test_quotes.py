"""Finding quotes, in which order, and where they stand."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from models import ArticleState, Quote, SessionFactory, current_moment
from services.errors import Gone, InvalidCursor, InvalidInput, NotFound
from services.paging import PageRequest, encode_cursor
from services.quotes import QuoteMatch, QuoteQuery, count_quotes, get_quote, quote_provenance, search_quotes
from tests.services.search.archive import Archive, day

HOSTILE = {
    "quotation mark": 'toll" OR "',
    "many quotation marks": '"' * 1_000,
    "star": "to*",
    "near": "NEAR(toll bridge, 2)",
    "or": "toll OR bridge",
    "not": "toll -bridge",
    "column": "text:toll",
    "unknown column": "nothing : toll",
    "caret": "^toll",
    "tsquery": "toll & !bridge | (tax <-> 'harbour'):*",
    "backslash": "toll\\ \\'",
    "sql": "'; DROP TABLE quotes; --",
    "percent": "to%_",
    "NUL": "to\x00ll",
    "lone surrogate": "toll \ud800",
    "emoji": "😀",
    "right-to-left": "\u202etoll",
    "brackets": "((((((" * 100,
    "endless word": "toll" * 5_000,
    "nothing": "",
    "spaces": " \t\n ",
}


def found(session: Session, **asked: Any) -> list[QuoteMatch]:
    return list(search_quotes(session, QuoteQuery(**asked), PageRequest(50)).items)


def texts(session: Session, **asked: Any) -> list[str]:
    return [match.quote.text for match in found(session, **asked)]


def test_a_subject_finds_other_forms_of_its_words(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        archive = Archive(session)
        archive.quote("Our troops will deploy in spring")
        archive.quote("The toll stays")
        assert texts(session, about="deployment") == ["Our troops will deploy in spring"]


def test_own_text_comes_before_target_before_context(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        archive = Archive(session)
        target = archive.target("soldiers-to-torland", "Soldiers should be deployed to Torland")
        archive.quote("Not now", before="Asked about deployment, she said: ", said="2025-06-04")
        archive.quote("It is time to act", stances={target: "favor"}, said="2025-06-03")
        archive.quote("The deployment begins", said="2025-06-01")
        archive.quote("They deploy", said="2025-06-02")
        archive.quote("Bees", title="Deployment of bees", said="2025-06-05")
        matches = found(session, about="deployment")
        assert [(m.quote.text, m.score, m.matched) for m in matches] == [
            ("They deploy", 1.0, ("words",)),
            ("The deployment begins", 1.0, ("words",)),
            ("It is time to act", 0.6, ("target:soldiers-to-torland",)),
            ("Not now", 0.5, ("words",)),
        ]


def test_a_word_for_what_is_done_counts_where_a_target_speaks_of_all_the_rest(
    writing_sessions: SessionFactory,
) -> None:
    with writing_sessions() as session:
        archive = Archive(session)
        target = archive.target("soldiers-to-torland", "Soldiers should be deployed to Torland")
        archive.quote("Our soldiers go", stances={target: "favor"})
        archive.quote("Soldiers of Belmora, be gone")
        assert texts(session, about="sending soldiers") == ["Our soldiers go"]
        assert texts(session, about="feeding soldiers") == []


def test_a_page_takes_the_same_few_statements_however_many_quotes_it_has(
    writing_sessions: SessionFactory,
) -> None:
    with writing_sessions() as session:
        archive = Archive(session)
        target = archive.target("bridge-toll", "The bridge toll should be kept")
        for number in range(30):
            archive.quote(
                f"Toll {number}",
                speaker=f"Speaker {number}",
                publisher=f"Paper {number}",
                stances={target: "favor"},
            )
        session.commit()
        statements: list[str] = []
        connection = session.connection()
        event.listen(
            connection, "before_cursor_execute", lambda _c, _k, statement, *_: statements.append(statement)
        )
        counts = []
        for limit in (3, 30):
            session.expunge_all()
            statements.clear()
            page = search_quotes(session, QuoteQuery(about="toll"), PageRequest(limit))
            for quote in (match.quote for match in page.items):
                assert quote.speaker is not None
                assert quote.article.publisher is not None
                assert quote.revision.text.startswith("Toll")
                assert [stance.target.slug for stance in quote.stances] == ["bridge-toll"]
                assert len(quote.spans) == 1
            assert len(page.items) == limit
            counts.append(len(statements))
        assert counts[0] == counts[1] <= 15


def test_every_word_of_a_subject_is_wanted_somewhere(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        archive = Archive(session)
        archive.quote("The harbour toll stays", said="2020-01-01")
        archive.quote("The toll stays", before="In the harbour, he said: ")
        archive.quote("A toll", title="News from the harbour")
        archive.quote("The bridge toll stays")
        archive.quote("It stays", title="Harbour toll")
        matches = found(session, about="toll in the harbour")
        assert [(m.quote.text, m.score) for m in matches] == [
            ("The harbour toll stays", 1.0),
            ("The toll stays", 0.75),
            ("A toll", 0.625),
        ]


@pytest.mark.parametrize("word", ["slugword", "propositional", "terms", "inverted"])
def test_a_target_is_spoken_of_by_slug_proposition_inverse_and_terms(
    writing_sessions: SessionFactory, word: str
) -> None:
    with writing_sessions() as session:
        archive = Archive(session)
        target = archive.target(
            "the-slugwords", "It should be propositional", ("other term",), "It should be inverted"
        )
        other = archive.target("tolls", "Tolls should go")
        archive.quote("Yes", stances={target: "neutral"})
        archive.quote("No", stances={other: "against"})
        assert [m.matched for m in found(session, about=word)] == [("target:the-slugwords",)]


def test_a_word_in_the_quote_and_a_stance_are_both_named(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        archive = Archive(session)
        target = archive.target("tolls", "Tolls should go")
        archive.quote("This toll must go", stances={target: "favor"})
        assert found(session, about="tolls")[0].matched == ("words", "target:tolls")


def test_what_is_counted_is_what_all_pages_have(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        archive = Archive(session)
        for number in range(3):
            archive.quote(f"Toll {number}", speaker="Mara Velden")
        archive.quote("Toll", state="withdrawn")
        archive.quote("Bridge", before="of the toll: ")
        assert count_quotes(session, QuoteQuery(about="toll")) == 4
        assert count_quotes(session, QuoteQuery(about="toll", speaker="Velden")) == 3
        assert count_quotes(session, QuoteQuery(speaker="Nobody")) == 0
        assert count_quotes(session, QuoteQuery()) == 4


@pytest.mark.parametrize("about", ["xyzzy", "toll xyzzy", "?", "", "the", "😀"])
def test_a_subject_nobody_speaks_of_finds_nothing(writing_sessions: SessionFactory, about: str) -> None:
    with writing_sessions() as session:
        Archive(session).quote("A toll")
        assert texts(session, about=about) == []


def test_q_wants_all_words_in_the_quote_itself(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        archive = Archive(session)
        archive.quote("The toll on the bridge", said="2025-01-01")
        archive.quote("The bridge toll", said="2025-01-02")
        archive.quote("The toll", before="On the bridge: ")
        assert texts(session, q="bridge toll") == ["The bridge toll", "The toll on the bridge"]
        assert texts(session, q='"bridge toll"') == ["The bridge toll"]
        assert [(m.score, m.matched) for m in found(session, q='"bridge toll"')] == [(1.0, ("words",))]


def test_q_narrows_what_is_about_a_subject(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        archive = Archive(session)
        archive.quote("The toll is unfair")
        archive.quote("The toll is fair")
        assert texts(session, about="tolls", q="unfair") == ["The toll is unfair"]


def test_no_syntax_reaches_the_engine(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        archive = Archive(session)
        archive.quote("The bridge and the tower")
        archive.quote("The toll on the bridge")
        # Words that were read as operators would find the first quote too.
        obeyed = [
            (field, name)
            for name, hostile in HOSTILE.items()
            for field in ("about", "q")
            if "The bridge and the tower" in texts(session, **{field: hostile})
        ]
        assert obeyed == []
        assert session.query(Quote).count() == 2


@pytest.mark.parametrize("field", ["about", "q"])
def test_ten_thousand_words_are_refused(writing_sessions: SessionFactory, field: str) -> None:
    with writing_sessions() as session, pytest.raises(InvalidInput):
        found(session, **{field: " ".join(f"w{number}" for number in range(10_000))})


@pytest.mark.parametrize("field", ["speaker", "publisher", "target", "type"])
@pytest.mark.parametrize("broken", ["a\x00b", "\ud800"])
def test_characters_no_database_stores_are_refused(
    writing_sessions: SessionFactory, field: str, broken: str
) -> None:
    with writing_sessions() as session, pytest.raises(InvalidInput):
        found(session, **{field: broken})


def test_the_most_words_allowed_work_with_targets(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        archive = Archive(session)
        words = " ".join(f"word{number}" for number in range(40))
        archive.target("all", words)
        quote = archive.quote(words)
        assert [(m.quote.id, m.score) for m in found(session, about=words, q=words)] == [(quote.id, 1.0)]


def test_filters_narrow(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        archive = Archive(session)
        target, other = archive.target("tolls", "Tolls should go"), archive.target("bees", "Bees are good")
        first = archive.quote(
            "first",
            speaker="Mara Velden",
            publisher="Harbour Post",
            kind="direct",
            confidence=0.5,
            said="2025-01-01",
            stances={target: "favor", other: "against"},
        )
        archive.quote("second", speaker="Ion Brask", said="2025-02-01", stances={target: "against"})
        archive.quote("third", said=None)
        velden = str(first.speaker_id)
        cases: list[tuple[dict[str, Any], list[str]]] = [
            ({"speaker": "velden"}, ["first"]),
            ({"speaker": "Mara Velden"}, ["first"]),
            ({"speaker": velden}, ["first"]),
            ({"speaker": "Nobody Known"}, []),
            ({"speaker": ""}, []),
            ({"speaker": "9" * 5_000}, []),
            ({"publisher": "HARBOUR post"}, ["first"]),
            ({"publisher": "Post"}, []),
            ({"type": "direct"}, ["first"]),
            ({"min_confidence": 0.6}, ["second", "third"]),
            ({"article_id": first.article_id}, ["first"]),
            ({"article_id": 2**70}, []),
            ({"target": "tolls"}, ["second", "first"]),
            ({"target": "tolls", "stance": "favor"}, ["first"]),
            ({"target": "tolls", "stance": "neutral"}, []),
            ({"stance": "against"}, ["second", "first"]),
            ({"said_after": day("2025-01-01")}, ["second", "first"]),
            ({"said_after": day("2025-01-02")}, ["second"]),
            ({"said_before": day("2025-02-01")}, ["first"]),
            ({"said_before": day("2025-02-02")}, ["second", "first"]),
            ({}, ["second", "first", "third"]),
            ({"sort": "oldest"}, ["first", "second", "third"]),
        ]
        for asked, expected in cases:
            assert texts(session, **asked) == expected, asked
        assert [match.score for match in found(session)] == [None, None, None]


def test_quotes_not_active_are_not_found(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        Archive(session).quote("A toll", state="rejected")
        assert texts(session) == texts(session, about="toll") == texts(session, q="toll") == []


@pytest.mark.parametrize(
    "asked",
    [
        {"target": "unknown"},
        {"sort": "relevance"},
        {"said_after": datetime.fromisoformat("2025-01-01")},
    ],
)
def test_what_cannot_be_meant_is_refused(writing_sessions: SessionFactory, asked: dict[str, Any]) -> None:
    with writing_sessions() as session, pytest.raises(InvalidInput):
        found(session, **asked)


def test_any_sort_goes_with_a_subject(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        archive = Archive(session)
        archive.quote("Yes", before="On the toll: ", said="2025-03-01")
        archive.quote("A toll", said="2025-01-01")
        assert (
            texts(session, about="toll") == texts(session, about="toll", sort="oldest") == ["A toll", "Yes"]
        )
        assert texts(session, about="toll", sort="newest") == ["Yes", "A toll"]


@pytest.mark.parametrize(
    "query",
    [
        QuoteQuery(sort="newest"),
        QuoteQuery(sort="oldest"),
        QuoteQuery(about="harbour toll", sort="relevance"),
        QuoteQuery(about="harbour toll", sort="oldest"),
        QuoteQuery(q="toll", sort="relevance"),
    ],
    ids=lambda query: f"{query.order} {'about' if query.about else 'q' if query.q else 'all'}",
)
@pytest.mark.parametrize("seed", range(3))
def test_walking_pages_while_quotes_are_added_meets_each_old_one_once(
    writing_sessions: SessionFactory, query: QuoteQuery, seed: int
) -> None:
    chance = random.Random(seed)
    with writing_sessions() as session:
        archive = Archive(session)
        target = archive.target("tolls", "Harbour tolls should go")

        def add() -> int:
            return archive.quote(
                chance.choice(["harbour toll", "toll", "bees and toll"]),
                before=chance.choice(["", "harbour: "]),
                said=chance.choice([None, "2025-01-01", "2025-01-02", "2025-01-03"]),
                stances=chance.choice([{}, {target: "favor"}]),
            ).id

        for _ in range(20):
            add()
        old = [match.quote.id for match in search_quotes(session, query, PageRequest(100)).items]
        assert len(old) >= 10
        seen: list[int] = []
        cursor: str | None = None
        while True:
            assert len(seen) < 100, "the walk goes in circles"
            page = search_quotes(session, query, PageRequest(chance.randint(1, 4), cursor))
            seen += [match.quote.id for match in page.items]
            cursor = page.next
            if cursor is None:
                break
            if len(seen) < 40:
                add()
        assert [number for number in seen if number in set(old)] == old
        assert len(seen) == len(set(seen))


def test_the_last_page_names_no_next(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        archive = Archive(session)
        archive.quote("A toll")
        archive.quote("A toll")
        query = QuoteQuery(about="toll")
        assert search_quotes(session, query, PageRequest(2)).next is None
        assert search_quotes(session, query, PageRequest(1)).next is not None


def test_a_cursor_fits_only_its_own_list(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        archive = Archive(session)
        archive.quote("A toll")
        archive.quote("A toll")
        cursor = search_quotes(session, QuoteQuery(about="toll"), PageRequest(1)).next
        others = [QuoteQuery(about="tolls"), QuoteQuery(), QuoteQuery(about="toll", sort="oldest")]
        for other in others:
            with pytest.raises(InvalidCursor):
                search_quotes(session, other, PageRequest(1, cursor))


@pytest.mark.parametrize(
    "values", [[0, "yesterday", 1], [0, "0001-01-01T00:00:00+14:00", 1], [0, 5, 1], ["a", None, 1], [0, None]]
)
def test_a_forged_cursor_is_refused(writing_sessions: SessionFactory, values: list[Any]) -> None:
    query = QuoteQuery()
    with writing_sessions() as session, pytest.raises(InvalidCursor):
        search_quotes(session, query, PageRequest(1, encode_cursor(query.list_name, values)))


def test_a_quote_is_got_by_its_number(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        quote = Archive(session).quote("A toll")
        assert get_quote(session, quote.id) is quote
        for unknown in (quote.id + 1, 0, -1, 2**63, -(2**70)):
            with pytest.raises(NotFound):
                get_quote(session, unknown)


def test_a_quote_no_longer_served_says_why(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        quote = Archive(session).quote("A toll", state="withdrawn")
        quote.state_reason = "The article was withdrawn."
        quote.article.state = ArticleState.WITHDRAWN
        quote.article.withdrawn_at = current_moment()
        session.flush()
        with pytest.raises(Gone) as gone:
            get_quote(session, quote.id)
        assert gone.value.members["state"] == "withdrawn"
        assert gone.value.members["reason"] == "The article was withdrawn."
        assert datetime.fromisoformat(gone.value.members["withdrawn_at"]).tzinfo == UTC


@pytest.mark.parametrize(
    ("before", "after", "shown_before", "shown_after"),
    [
        ("", "", "", ""),
        ("She said ", " yesterday.", "She said ", " yesterday."),
        ("word " * 100, " word" * 100, "word " * 40, " word" * 40),
        ("longer " * 100, " longer" * 100, "longer " * 28, " longer" * 28),
        ("x" * 500, "x" * 500, "x" * 200, "x" * 200),
    ],
)
def test_provenance_shows_the_text_around_cut_at_words(
    writing_sessions: SessionFactory, before: str, after: str, shown_before: str, shown_after: str
) -> None:
    with writing_sessions() as session:
        quote = Archive(session).quote("A toll", before=before, after=after)
        provenance = quote_provenance(quote)
        assert (provenance.text_before, provenance.text_after) == (shown_before, shown_after)
        page = provenance.revision.text
        assert f"{shown_before}A toll{shown_after}" in page
        assert provenance.segments == {
            "content": [(len(before), len(before) + 6, "A toll")],
            "cue": [],
            "source": [],
        }
        assert provenance.article is quote.article


def test_a_page_can_be_read_after_its_session(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    with writing_sessions.begin() as session:
        Archive(session).quote("A toll", speaker="Mara Velden", publisher="Harbour Post", title="Tolls")
    with sessions() as session:
        [match] = search_quotes(session, QuoteQuery(about="toll"), PageRequest(1)).items
    quote = match.quote
    assert quote.speaker is not None
    assert quote.article.publisher is not None
    assert (quote.speaker.name, quote.article.publisher.name, quote.revision.title) == (
        "Mara Velden",
        "Harbour Post",
        "Tolls",
    )
