"""Groups follow what is stored, decided, merged and withdrawn, whatever comes first."""

from __future__ import annotations

import random
import threading
from itertools import permutations

import pytest
from sqlalchemy import delete, select

import services.grouping.families
from attribution import Span
from models import (
    Quote,
    QuoteGroup,
    QuoteVector,
    QuoteWording,
    SessionFactory,
    Speaker,
    UngroupedQuote,
    WordingKey,
    make_writing_session_factory,
    open_engine,
)
from services.articles import withdraw_article
from services.grouping.regrouping import group_earlier_quotes, regroup_quotes
from services.grouping.wordings import Wording
from services.meanings import store_meanings
from services.review import QuoteChange, hold_quote, review_quote, withdraw_quote
from services.speaker_merges import merge_speakers
from services.speaker_splits import split_speaker
from services.speaker_undo import undo_speaker_change
from tests.services.archive import rows_of, speaker_of
from tests.services.grouping.outlets import ARKWRIGHT, FERRY, VELDEN, carry, groups_of

SHORTER = FERRY.removesuffix(", whatever happens")
TABLES = ("quote_groups", "quote_wordings", "wording_keys")


def carried_by_two(sessions: SessionFactory) -> tuple[int, int]:
    (one,) = carry(sessions, FERRY, outlet="Courier")
    (other,) = carry(sessions, SHORTER, outlet="Herald", day="2025-03-05")
    assert groups_of(sessions) == {frozenset((one, other))}
    return one, other


def decide(sessions: SessionFactory, quote_id: int, change: QuoteChange) -> None:
    with sessions.begin() as session:
        quote = hold_quote(session, quote_id, also_rejected=True)
        review_quote(session, quote, change, reason=None, actor="key:abc")


def test_what_several_outlets_carry_is_one_group(writing_sessions: SessionFactory) -> None:
    (one,) = carry(writing_sessions, FERRY, outlet="Courier", day="2025-03-05")
    (other,) = carry(writing_sessions, FERRY.upper(), outlet="Herald", day="2025-03-04")
    (third,) = carry(writing_sessions, SHORTER, outlet="Post", day=None)
    carry(writing_sessions, FERRY.replace("cannot", "can"), outlet="Mirror")
    assert groups_of(writing_sessions) == {frozenset((one, other, third))}
    with writing_sessions() as session:
        assert session.scalars(select(QuoteGroup.first_quote_id)).all() == [other]


def test_quotes_of_different_people_and_of_nobody_are_in_no_group(writing_sessions: SessionFactory) -> None:
    carry(writing_sessions, FERRY, outlet="Courier")
    carry(writing_sessions, FERRY, outlet="Herald", speaker=ARKWRIGHT)
    carry(writing_sessions, FERRY, outlet="Post", speaker=None)
    carry(writing_sessions, FERRY, outlet="Mirror", speaker=None)
    assert groups_of(writing_sessions) == set()


ARTICLES = [
    (FERRY, "2025-03-04"),
    (SHORTER, "2025-03-02"),
    (f"{SHORTER}, as ministers know", None),
    (FERRY.upper(), "2025-03-20"),
    (FERRY, "2025-05-20"),
    (SHORTER, "2025-05-21"),
    (SHORTER + ".", "2025-05-30"),
]


def test_groups_are_the_same_whatever_is_stored_first(writing_sessions: SessionFactory) -> None:
    orders = list(permutations(range(len(ARTICLES))))
    seen = set()
    for number, order in enumerate(random.Random(7).sample(orders, 8)):
        speaker = type(VELDEN)(f"Mara Velden {'I' * (number + 1)}", "person", (), None)
        numbers = {}
        for place in order:
            words, day = ARTICLES[place]
            (numbers[place],) = carry(
                writing_sessions,
                words,
                outlet=f"Outlet {place}",
                day=day,
                speaker=speaker,
                url=f"https://outlet.example/{number}/{place}",
            )
        places = {quote: place for place, quote in numbers.items()}
        groups = groups_of(writing_sessions)
        seen.add(
            frozenset(
                frozenset(places[quote] for quote in group) for group in groups if group <= places.keys()
            )
        )
    # The shorter words stand in two fuller quotes, and so belong to neither; those of May are said again.
    assert seen == {frozenset({frozenset({0, 3}), frozenset({5, 6})})}


def test_regrouping_again_changes_nothing(writing_sessions: SessionFactory) -> None:
    carried_by_two(writing_sessions)
    before = rows_of(writing_sessions, *TABLES)
    assert all(before.values())
    with writing_sessions.begin() as session:
        regroup_quotes(session, session.scalars(select(Quote.id)).all())
    assert rows_of(writing_sessions, *TABLES) == before


def test_a_fuller_quote_that_comes_later_joins_what_hung_by_nothing(writing_sessions: SessionFactory) -> None:
    (one,) = carry(writing_sessions, SHORTER, outlet="Courier")
    fuller = SHORTER.replace("this winter,", "this winter, everywhere here,")
    (other,) = carry(writing_sessions, fuller, outlet="Herald")
    assert groups_of(writing_sessions) == {frozenset((one, other))}


def test_a_withdrawn_quote_leaves_its_group_and_the_first_appearance(
    writing_sessions: SessionFactory,
) -> None:
    one, other = carried_by_two(writing_sessions)
    (third,) = carry(writing_sessions, FERRY, outlet="Post", day="2025-03-06")
    with writing_sessions.begin() as session:
        withdraw_quote(session, hold_quote(session, one), reason=None, actor="key:abc")
    assert groups_of(writing_sessions) == {frozenset((other, third))}
    with writing_sessions.begin() as session:
        article = session.get_one(Quote, third).article_id
        withdraw_article(session, article, reason=None, actor="key:abc", expected_version=None)
    assert groups_of(writing_sessions) == set()


def test_what_hung_together_by_a_withdrawn_quote_does_so_no_more(writing_sessions: SessionFactory) -> None:
    (fuller,) = carry(writing_sessions, f"{SHORTER}, as it is, whatever happens", outlet="Courier")
    (one,) = carry(writing_sessions, f"{SHORTER}, as it is", outlet="Herald")
    (other,) = carry(writing_sessions, FERRY, outlet="Post")
    assert groups_of(writing_sessions) == {frozenset((fuller, one, other))}
    with writing_sessions.begin() as session:
        withdraw_quote(session, hold_quote(session, fuller), reason=None, actor="key:abc")
    assert groups_of(writing_sessions) == set()


def test_what_two_fuller_quotes_shared_joins_the_one_that_is_left(writing_sessions: SessionFactory) -> None:
    (shared,) = carry(writing_sessions, SHORTER, outlet="Courier")
    (one,) = carry(writing_sessions, FERRY, outlet="Herald")
    (other,) = carry(writing_sessions, f"{SHORTER}, they know", outlet="Post")
    assert groups_of(writing_sessions) == set()
    with writing_sessions.begin() as session:
        withdraw_quote(session, hold_quote(session, one), reason=None, actor="key:abc")
    assert groups_of(writing_sessions) == {frozenset((shared, other))}


def test_a_rejected_quote_leaves_its_group_and_comes_back_when_it_is_restored(
    writing_sessions: SessionFactory,
) -> None:
    one, other = carried_by_two(writing_sessions)
    decide(writing_sessions, one, {"decision": "reject"})
    assert groups_of(writing_sessions) == set()
    decide(writing_sessions, one, {"decision": "confirm"})
    assert groups_of(writing_sessions) == {frozenset((one, other))}


def test_a_corrected_quote_is_grouped_by_its_new_words_and_speaker(writing_sessions: SessionFactory) -> None:
    one, other = carried_by_two(writing_sessions)
    with writing_sessions() as session:
        start = session.get_one(Quote, one).position
    decide(
        writing_sessions, one, {"content": [Span(start, start + len("We cannot reopen the harbour bridge"))]}
    )
    assert groups_of(writing_sessions) == set()
    decide(writing_sessions, one, {"content": [Span(start, start + len(FERRY))]})
    assert groups_of(writing_sessions) == {frozenset((one, other))}
    decide(writing_sessions, one, {"speaker": None, "no_speaker": "no_source"})
    assert groups_of(writing_sessions) == set()


def test_a_revision_of_an_article_takes_the_place_of_the_one_before(writing_sessions: SessionFactory) -> None:
    (old,) = carry(writing_sessions, FERRY, outlet="Courier", url="https://courier.example/ferry")
    (other,) = carry(writing_sessions, FERRY, outlet="Herald")
    (new,) = carry(
        writing_sessions, FERRY, outlet="Courier", day="2025-03-09", url="https://courier.example/ferry"
    )
    assert groups_of(writing_sessions) == {frozenset((new, other))}
    assert old not in {new, other}
    carry(
        writing_sessions,
        "Something else is said by us of ferries and bridges",
        url="https://courier.example/ferry",
    )
    assert groups_of(writing_sessions) == set()


def test_merging_speakers_joins_their_groups_and_undoing_it_parts_them(
    writing_sessions: SessionFactory,
) -> None:
    one, other = carried_by_two(writing_sessions)
    (third,) = carry(writing_sessions, FERRY, outlet="Post", speaker=ARKWRIGHT)
    before = rows_of(writing_sessions, *TABLES)
    velden, arkwright = (speaker_of(writing_sessions, quote) or 0 for quote in (one, third))
    with writing_sessions.begin() as session:
        change = merge_speakers(session, velden, arkwright, actor="key:abc").id
    assert groups_of(writing_sessions) == {frozenset((one, other, third))}
    with writing_sessions.begin() as session:
        undo_speaker_change(session, change, actor="key:abc")
    assert rows_of(writing_sessions, *TABLES) == before


def test_a_group_whose_first_quote_goes_to_another_speaker_is_two(writing_sessions: SessionFactory) -> None:
    quotes = [carry(writing_sessions, FERRY, outlet=f"Outlet {number}")[0] for number in range(4)]
    speaker = speaker_of(writing_sessions, quotes[0]) or 0
    with writing_sessions.begin() as session:
        change = split_speaker(
            session, speaker, quotes=[quotes[0], quotes[2]], name="Mara Velden", actor="key:abc"
        ).id
    assert groups_of(writing_sessions) == {
        frozenset((quotes[0], quotes[2])),
        frozenset((quotes[1], quotes[3])),
    }
    with writing_sessions.begin() as session:
        undo_speaker_change(session, change, actor="key:abc")
    assert groups_of(writing_sessions) == {frozenset(quotes)}


def test_nothing_is_kept_of_wordings_that_nobody_has_any_more(writing_sessions: SessionFactory) -> None:
    for quote in carried_by_two(writing_sessions):
        with writing_sessions.begin() as session:
            withdraw_quote(session, hold_quote(session, quote), reason=None, actor="key:abc")
    assert not any(rows_of(writing_sessions, *TABLES).values())


def test_the_session_that_regroups_sees_the_group(writing_sessions: SessionFactory) -> None:
    one, other = carried_by_two(writing_sessions)
    with writing_sessions.begin() as session:
        quote = session.get_one(Quote, one)
        assert quote.group is not None
        withdraw_quote(session, hold_quote(session, other), reason=None, actor="key:abc")
        assert quote.group is None


def test_where_too_much_hangs_together_only_equal_words_stay_one(
    writing_sessions: SessionFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = carried_by_two(writing_sessions)
    for module in ("families", "wording_rows"):
        monkeypatch.setattr(f"services.grouping.{module}.MOST_WORDINGS", 1)
    (third,) = carry(writing_sessions, FERRY, outlet="Post")
    carry(writing_sessions, f"{FERRY}, so it is", outlet="Mirror")
    assert groups_of(writing_sessions) == {frozenset((one, third))}


BESIDE = ("", ", so it is", ", so it was then", ", as we do", ", as we did", ", so it was then, as we do")


@pytest.mark.parametrize(("limit", "most"), [("MOST_WORDINGS", 3), ("MOST_STEPS", 300), ("MOST_STEPS", 0)])
def test_where_too_much_hangs_together_copies_are_one_whatever_is_stored_first(
    writing_sessions: SessionFactory, monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    for module in ("families", "wording_rows"):
        monkeypatch.setattr(f"services.grouping.{module}.{limit}", most)
    expected: set[frozenset[int]] = set()
    for number in range(6):
        speaker = type(VELDEN)(f"Mara Velden {'I' * (number + 1)}", "person", (), None)
        order = [(clause, outlet) for clause in BESIDE for outlet in ("Herald", "Post")]
        random.Random(number).shuffle(order)
        stored: dict[str, list[int]] = {}
        for clause, outlet in order:
            outlet = f"{outlet} {number}{clause}"
            stored.setdefault(clause, []).extend(
                carry(writing_sessions, SHORTER + clause, outlet=outlet, speaker=speaker)
            )
        expected |= {frozenset(copies) for copies in stored.values()}
        assert groups_of(writing_sessions) == expected


def test_an_article_of_quotes_that_could_be_cut_in_many_places_is_stored_in_few_steps(
    writing_sessions: SessionFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance, taken = random.Random(5), []
    words = [
        ", ".join([SHORTER, *(chance.choice(["so it is", "as we do"]) for _ in range(20))]) for _ in range(12)
    ]
    compare = services.grouping.families._compare

    def count(*wordings: Wording) -> tuple[bool, int]:
        found = compare(*wordings)
        taken.append((wordings, found[1]))
        return found

    monkeypatch.setattr("services.grouping.families._compare", count)
    most = 10_000
    monkeypatch.setattr("services.grouping.wording_rows.MOST_STEPS_AT_ONCE", most)
    one = carry(writing_sessions, *words, outlet="Courier")[0]
    # The last wording that is begun with is compared with all others; without a limit it would be more than 40,000.
    assert most < sum(steps for _, steps in taken) < 2 * most
    assert len(taken) == len({(longer.shape, shorter.shape) for (longer, shorter), _ in taken})
    (other,) = carry(writing_sessions, words[0], outlet="Post")
    assert groups_of(writing_sessions) == {frozenset((one, other))}


def test_earlier_quotes_are_grouped_some_at_a_time(
    writing_sessions: SessionFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.grouping.regrouping._BATCH", 2)
    carried_by_two(writing_sessions)
    carry(writing_sessions, FERRY, outlet="Post")
    before = rows_of(writing_sessions, *TABLES)
    with writing_sessions.begin() as session:
        for table in (QuoteWording, WordingKey, QuoteGroup):
            session.execute(delete(table))
        session.add_all(UngroupedQuote(quote_id=number) for number in session.scalars(select(Quote.id)))
    assert group_earlier_quotes(writing_sessions, most=1) == 2
    assert len(groups_of(writing_sessions)) == 1
    assert group_earlier_quotes(writing_sessions) == 1
    assert rows_of(writing_sessions, *TABLES) == before
    assert group_earlier_quotes(writing_sessions) == 0


def test_two_articles_at_the_same_moment_are_grouped(writing_sessions: SessionFactory) -> None:
    carry(writing_sessions, "Nobody has said anything of ferries or bridges yet", outlet="Courier")
    both = threading.Barrier(2)
    failures: list[BaseException] = []

    def store(outlet: str) -> None:
        try:
            both.wait(timeout=30)
            carry(writing_sessions, FERRY, outlet=outlet)
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=store, args=(outlet,)) for outlet in ("Herald", "Post")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert failures == []
    (group,) = groups_of(writing_sessions)
    assert len(group) == 2


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_grouping_waits_for_nobody_who_changes_a_quote_or_a_speaker(
    database_url: str, writing_sessions: SessionFactory
) -> None:
    one, other = carried_by_two(writing_sessions)
    before = rows_of(writing_sessions, *TABLES)
    with writing_sessions.begin() as session:
        for table in (QuoteWording, WordingKey, QuoteGroup, QuoteVector):
            session.execute(delete(table))
    impatient = open_engine(f"{database_url}?options=-c%20lock_timeout%3D2s")
    with writing_sessions.begin() as changing:
        for numbers in (Quote.id, Speaker.id):
            changing.execute(select(numbers).with_for_update())
        with make_writing_session_factory(impatient).begin() as session:
            quotes = [session.get_one(Quote, number) for number in (one, other)]
            regroup_quotes(session, [one, other])
            store_meanings(session, quotes)
    impatient.dispose()
    assert rows_of(writing_sessions, *TABLES) == before
    assert len(rows_of(writing_sessions, "quote_vectors")["quote_vectors"]) == 2
