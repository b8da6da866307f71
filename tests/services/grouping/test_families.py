"""Which words are the same words."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.grouping.families import MOST_WORDINGS, CarriedQuote, covers, form_groups
from services.grouping.wordings import Wording, read_wording
from tests.services.grouping.outlets import FERRY

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)


def wording(text: str, kind: str = "direct", speaker_id: int = 1) -> Wording:
    found = read_wording(speaker_id, kind, text)
    assert found is not None
    return found


def are_one(text: str, other: str, kind: str = "direct") -> bool:
    """Whether quotes with these two texts are grouped."""
    read = [wording(each, kind) for each in (text, other)]
    by_number: dict[int, list[Wording]] = {}
    for each in read:
        by_number.setdefault(each.number, []).append(each)
    return bool(form_groups(by_number, [CarriedQuote(n, each.number, NOON) for n, each in enumerate(read)]))


@pytest.mark.parametrize(
    "other",
    [
        FERRY + ",",
        "‘" + FERRY.upper() + ".’",
        "We can’t reopen the harbour bridge this winter … and the ferry company must pay for it — whatever happens.",
        "[W]e can not reopen the harbour bridge this winter; the ferry company must pay for it [sic], whatever happens",
        "We cannot reopen that harbour bridge this winter and the ferry company must pay for it, whatever happens!",
        "we cannot reopen the harbour bridge this winter […] and the ferry company must pay for it",
        "[They] cannot reopen the harbour bridge this winter, and the ferry company must pay for [this], whatever happens",
        "We cannot reopen [the old] harbour bridge this winter, and the ferry company must pay for it, whatever happens",
        "We [there] cannot reopen the harbour bridge this winter, and the ferry company must pay for it",
    ],
)
def test_marks_case_brackets_and_a_dropped_clause_make_no_other_quote(other: str) -> None:
    assert are_one(FERRY, other)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        (FERRY, FERRY.replace("cannot", "can")),
        (FERRY, FERRY.replace("must", "must not")),
        (FERRY, FERRY.replace("harbour bridge", "harbour tunnel")),
        (FERRY, FERRY.replace("this winter", "this summer")),
        (FERRY, FERRY.replace("We", "I")),
        ("We will spend 5 million on the harbour bridge", "We will spend 6 million on the harbour bridge"),
        ("We will spend $5 on the old harbour bridge", "We will spend €5 on the old harbour bridge"),
        ("I trust Jonas Arkwright with the bridge", "I trust Petra Arkwright with the bridge"),
        ("They sold the harbour bridge plans to US", "They sold the harbour bridge plans to us"),
        ("I have few doubts about the harbour bridge", "I have a few doubts about the harbour bridge"),
        (
            "The harbour bridge stays shut because of plan A",
            "The harbour bridge stays shut because of plan B",
        ),
        ("All but the ferry company pays for bridges", "All the ferry company pays for bridges"),
    ],
)
def test_a_negation_a_number_a_name_or_any_other_word_makes_another_quote(text: str, other: str) -> None:
    assert not are_one(text, other)


CORE = "The harbour bridge stays shut until the ferry company pays every winter bill"


@pytest.mark.parametrize(
    "clause",
    [
        "not for long",
        "unless somebody pays",
        "for 3 weeks",
        "as Petra Lund knows",
        "if ministers agree",
        "they refuse it",
    ],
)
def test_no_clause_with_a_word_that_turns_what_is_said_counts_as_left_out(clause: str) -> None:
    assert are_one(f"{CORE}, as ministers know", CORE)
    assert not are_one(f"{CORE}, {clause}", CORE)


@pytest.mark.parametrize(
    "framed",
    [
        "My opponent claims, {}",
        "They say: {}",
        "Look, {}",
        "Nobody, {}",
        "The idea is, {}",
        "{}, critics say",
        "{}, he told me",
        "{} — or so they claim",
        "{}: what nonsense",
        "{}, which is absurd",
        "{}? Ridiculous",
        "{}, so the story goes",
        "{}, I hope",
        "{}, they feared",
        "{}, the driver thought",
        "{}, ministers believed",
        "{}, she was insisting",
        "{}, somebody replied",
        "{}, in theory",
        "{}, a mistake",
        "{}, when the war is over",
    ],
)
def test_no_clause_that_may_make_it_somebody_elses_words_counts_as_left_out(framed: str) -> None:
    assert not are_one(framed.format(CORE), CORE)


def test_words_are_left_out_only_up_to_a_mark() -> None:
    assert not are_one(f"{CORE} as ministers know", CORE)
    assert are_one(f"{CORE}: as ministers know", CORE)


def test_what_leaves_out_more_than_a_third_is_another_quote() -> None:
    assert not are_one(
        "We reopen the harbour bridge for ferries, whatever ministers think of winter storms today",
        "We reopen the harbour bridge for ferries",
    )


def test_names_in_brackets_are_not_taken_for_the_words_they_explain() -> None:
    plain = "He should never reopen the harbour bridge for ferries"
    assert not are_one(plain.replace("He", "He [Arkwright]"), plain)
    assert not are_one(plain.replace("He", "[Arkwright]"), plain)
    assert are_one(plain.replace("He", "[She]"), plain)


def test_what_brackets_explain_in_two_ways_is_two_quotes() -> None:
    plain = "It must never reopen before the ferry company pays for winter repairs"
    tunnel, bridge = (plain.replace("It", f"[The {what}]") for what in ("tunnel", "bridge"))
    assert are_one(plain, tunnel)
    assert not are_one(bridge, tunnel)
    assert not are_one(bridge, tunnel.replace("winter", "[all] winter"))
    assert not are_one(plain.replace("It", "It [the bridge]"), plain.replace("It", "It [the tunnel]"))


def test_what_two_fuller_quotes_have_in_common_is_neither() -> None:
    texts = [f"{CORE}, as drivers know", f"{CORE}, as neighbours know", CORE]
    read = [wording(text) for text in texts]
    assert covers(read[0], read[2])
    assert covers(read[1], read[2])
    quotes = [CarriedQuote(number, each.number, NOON) for number, each in enumerate(read)]
    assert form_groups({each.number: [each] for each in read}, quotes) == []


def test_a_short_quote_is_one_with_equal_words_only_and_a_word_alone_with_none() -> None:
    assert are_one("The bridge stays shut", "“the bridge stays shut.”")
    assert not are_one("The bridge stays shut, they know", "The bridge stays shut")
    assert not are_one("That bridge stays shut", "The bridge stays shut")
    assert read_wording(1, "direct", "Unacceptable") is None
    assert read_wording(1, "direct", "“…!”") is None


@pytest.mark.parametrize("kind", ["mixed", "indirect"])
def test_a_paraphrase_is_one_with_equal_words_only_and_never_with_the_words_themselves(kind: str) -> None:
    fuller = f"{CORE}, as ministers know"
    assert are_one(fuller, fuller.upper(), kind)
    assert not are_one(fuller, CORE, kind)
    assert wording(CORE, kind).number != wording(CORE).number
    assert read_wording(1, kind, "the bridge stays shut") is None


def test_nobody_and_somebody_else_say_no_quote_together() -> None:
    assert read_wording(None, "direct", CORE) is None
    assert wording(CORE, speaker_id=1).number != wording(CORE, speaker_id=2).number
    assert not covers(wording(f"{CORE}, as ministers know", speaker_id=1), wording(CORE, speaker_id=2))


def test_the_same_words_a_month_later_are_said_again() -> None:
    said = wording(FERRY)
    days = [0, 29, 30, 31, 60, None]
    quotes = [
        CarriedQuote(number, said.number, None if day is None else NOON + timedelta(days=day))
        for number, day in enumerate(days)
    ]
    groups = form_groups({said.number: [said]}, quotes)
    assert [[quote.quote_id for quote in group] for group in groups] == [[0, 1, 2, 5], [3, 4]]


def test_where_too_many_wordings_hang_together_only_equal_words_are_one() -> None:
    fuller = wording(f"{CORE}, as ministers know")
    quotes = [CarriedQuote(1, fuller.number, NOON), CarriedQuote(2, wording(CORE).number, NOON)]
    some = {each.number: [each] for each in (fuller, wording(CORE))}
    assert len(form_groups(some, quotes)) == 1
    assert form_groups(some | {-number: [] for number in range(MOST_WORDINGS)}, quotes) == []


def test_what_takes_too_long_to_compare_is_one_with_equal_words_only(monkeypatch: pytest.MonkeyPatch) -> None:
    fuller = CORE + ", so it is, as it was" * 30
    assert are_one(fuller, CORE + ", so it is" * 30)
    monkeypatch.setattr("services.grouping.families.MOST_STEPS", 100)
    assert not are_one(fuller, CORE + ", so it is" * 30)
    assert are_one(fuller, fuller.upper())
    assert are_one(f"{CORE}, as it was", CORE)


@pytest.mark.parametrize(
    "text", ["[" * 3000, "… " * 2000 + CORE, "a, " * 1600 + CORE, "x" * 5000, "[the " * 1200]
)
def test_odd_text_is_read_without_complaint(text: str) -> None:
    read = read_wording(1, "direct", text)
    assert read is None or covers(read, read) == read.may_vary


CLAUSES = ("the harbour bridge stays shut", "ferry companies pay for winter repairs", "somebody knows")
TEXTS = st.lists(
    st.sampled_from([*CLAUSES, "[old] ferries sail", "we are not amused", "Velden knows"]),
    min_size=1,
    max_size=5,
)


@given(TEXTS, st.sampled_from([", ", ". ", " … ", " — "]), st.randoms(use_true_random=False))
def test_what_covers_another_is_found_by_the_keys_of_both(
    clauses: list[str], joint: str, chance: random.Random
) -> None:
    longer = read_wording(1, "direct", joint.join(clauses))
    shorter = read_wording(1, "direct", joint.join(each for each in clauses if chance.random() < 0.8))
    if longer is not None and shorter is not None and covers(longer, shorter):
        first, *_ = shorter.keys()
        assert first in set(longer.keys())


@given(
    st.lists(st.tuples(TEXTS, st.integers(0, 70) | st.none()), max_size=8), st.randoms(use_true_random=False)
)
def test_groups_do_not_depend_on_the_order_of_anything(
    said: list[tuple[list[str], int | None]], chance: random.Random
) -> None:
    quotes = []
    wordings: dict[int, list[Wording]] = {}
    for number, (clauses, day) in enumerate(said):
        read = read_wording(1, "direct", ", ".join(clauses))
        if read is not None:
            wordings.setdefault(read.number, []).append(read)
            moment = None if day is None else NOON + timedelta(days=day)
            quotes.append(CarriedQuote(number, read.number, moment))
    groups = form_groups(wordings, quotes)
    for _ in range(3):
        shuffled = list(wordings.items())
        chance.shuffle(shuffled)
        chance.shuffle(quotes)
        again = form_groups({number: each[::-1] for number, each in shuffled}, quotes)
        assert sorted(map(repr, again)) == sorted(map(repr, groups))
    assert all(len(group) > 1 for group in groups)
