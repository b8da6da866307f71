"""Selectors lead back to the words, on the same page and on one that has changed since."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from services.selectors import LONGEST_AROUND, TextSelector, select_text

TEXT = (
    "Port of Torland, Monday. The harbour was quiet when the minister came.\n\n"
    "“The toll stays,” said Mara Velden. “It pays for the bridge.” Jonas Arkwright shook his head.\n\n"
    "Asked again, she did not move. “The toll stays,” said Mara Velden, and left."
)
SECOND = TEXT.rindex("The toll stays,")


def anchor(page: str, selector: TextSelector) -> tuple[int, int] | None:
    """Where the words are now, found as annotation clients do: by position if the words still stand there, else by
    the words themselves, of several the one whose surroundings are most alike, else by what is most like them."""
    if page[selector.start : selector.end] == selector.exact:
        return selector.start, selector.end
    length = len(selector.exact)
    places = [place for place in range(len(page)) if page.startswith(selector.exact, place)]
    if places:
        best = max(places, key=lambda place: _likeness(page, place, place + length, selector))
        return best, best + length
    found = fuzz.partial_ratio_alignment(selector.exact, page, score_cutoff=80)
    return None if found is None else (found.dest_start, found.dest_end)


def _likeness(page: str, start: int, end: int, selector: TextSelector) -> float:
    before = page[max(0, start - len(selector.prefix)) : start]
    after = page[end : end + len(selector.suffix)]
    return fuzz.ratio(before, selector.prefix) + fuzz.ratio(after, selector.suffix)


def words_at(page: str, place: tuple[int, int] | None) -> str:
    assert place is not None
    return page[slice(*place)]


def test_words_are_found_where_they_were() -> None:
    selector = select_text(TEXT, SECOND, SECOND + 15)
    assert anchor(TEXT, selector) == (SECOND, SECOND + 15)
    assert (selector.exact, selector.start, selector.end) == ("The toll stays,", SECOND, SECOND + 15)


@pytest.mark.parametrize(
    ("change", "with_"),
    [
        ("Port of Torland, Monday. ", ""),
        ("Port of Torland", "Menu Search Log in Port of Torland"),
        ("quiet", "quiet and grey, as it is in March,"),
        ("Asked again, she did not move.", "Asked once more, she would not move."),
        (", and left.", ", and left. Read more: ten bridges of Torland."),
        ("Jonas Arkwright shook his head.", ""),
    ],
)
def test_the_right_one_of_two_is_found_on_a_changed_page(change: str, with_: str) -> None:
    page = TEXT.replace(change, with_)
    assert page != TEXT
    place = anchor(page, select_text(TEXT, SECOND, SECOND + 15))
    assert words_at(page, place) == "The toll stays,"
    assert place is not None
    assert place[0] == page.rindex("The toll stays,")


def test_words_that_were_corrected_are_found_by_likeness() -> None:
    start = TEXT.index("It pays")
    page = "Updated. " + TEXT.replace("It pays for the bridge.", "It pays for the bridges.")
    place = anchor(page, select_text(TEXT, start, start + len("It pays for the bridge.")))
    assert words_at(page, place).strip("“s.") == "It pays for the bridge"


def test_words_that_are_gone_are_not_found() -> None:
    start = TEXT.index("It pays")
    page = "Another page, about bees and honey."
    assert anchor(page, select_text(TEXT, start, start + 23)) is None


def test_surroundings_are_as_long_as_it_takes() -> None:
    around = "and so on and on, " * 10
    text = f"First. {around}No. {around}Second. {around}No. {around}Third."
    start = text.rindex("No.")
    selector = select_text(text, start, start + 3)
    together = selector.prefix + selector.exact + selector.suffix
    assert text.count(together) == 1
    assert len(selector.prefix) > 32
    assert len(select_text(text, 0, 6).suffix) == 32


def test_a_text_that_only_repeats_itself_gives_no_endless_surroundings() -> None:
    text = "no " * 100_000
    selector = select_text(text, 150_000, 150_002)
    assert len(selector.prefix) == len(selector.suffix) == LONGEST_AROUND


@given(st.text(alphabet="ab ", min_size=1, max_size=200), st.data())
def test_a_selector_is_the_text_around_and_occurs_once(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    selector = select_text(text, start, end)
    together = selector.prefix + selector.exact + selector.suffix
    place = start - len(selector.prefix)
    assert text[place : end + len(selector.suffix)] == together
    assert text.find(together) == place
    assert text.find(together, place + 1) == -1
