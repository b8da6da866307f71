"""Cursors come back as they went out, and nothing else is taken for one."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.errors import InvalidCursor
from services.paging import decode_cursor, encode_cursor

NUMBER = int
OPTIONAL_TEXT = (str, type(None))


def test_a_cursor_holds_the_sort_values_of_the_last_row() -> None:
    cursor = encode_cursor("quotes:newest", ["2025-03-27T18:00:00", 12])
    assert decode_cursor("quotes:newest", cursor, [OPTIONAL_TEXT, NUMBER]) == ["2025-03-27T18:00:00", 12]


def test_a_missing_sort_value_is_kept() -> None:
    assert decode_cursor("quotes", encode_cursor("quotes", [None, 1]), [OPTIONAL_TEXT, NUMBER]) == [None, 1]


def test_a_cursor_is_safe_in_a_url() -> None:
    assert encode_cursor("quotes", ["????>>>>~~~~", 1]).replace("-", "").replace("_", "").isalnum()


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "nonsense",
        "é",
        "a",
        base64.urlsafe_b64encode(b"[" * 5000).decode(),
        encode_cursor("another list", [1]),
        encode_cursor("quotes", []),
        encode_cursor("quotes", [1, 2]),
        encode_cursor("quotes", ["text"]),
        encode_cursor("quotes", [True]),
        encode_cursor("quotes", [2**63]),
    ],
)
def test_what_is_no_cursor_of_this_list_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidCursor):
        decode_cursor("quotes", cursor, [NUMBER])


@pytest.mark.parametrize("text", ["a\x00b", "\ud800"])
def test_a_forged_text_that_a_database_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises(InvalidCursor):
        decode_cursor("quotes", encode_cursor("quotes", [text]), [str])


@given(st.text(max_size=200))
def test_any_text_is_either_a_cursor_or_refused(text: str) -> None:
    with pytest.raises(InvalidCursor):
        decode_cursor("quotes", text, [NUMBER])
