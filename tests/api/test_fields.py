"""Moments as clients write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from api.schemas.fields import MOMENT_OR_DATE_PATTERN, MomentOrDate, parse_moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-03-27T18:00:00Z", datetime(2025, 3, 27, 18, tzinfo=UTC)),
        ("2025-03-27t18:00:00z", datetime(2025, 3, 27, 18, tzinfo=UTC)),
        ("2025-03-27T18:00:00+02:00", datetime(2025, 3, 27, 16, tzinfo=UTC)),
        ("2025-03-27T18:00:00.1234567Z", datetime(2025, 3, 27, 18, 0, 0, 123456, tzinfo=UTC)),
        ("2016-12-31T23:59:60Z", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("0000-02-29T00:00:00Z", datetime.min.replace(tzinfo=UTC)),
        ("0001-01-01T00:00:00+01:00", datetime.min.replace(tzinfo=UTC)),
        ("9999-12-31T23:59:59-01:00", datetime.max.replace(tzinfo=UTC)),
    ],
)
def test_moment_is_in_utc(text: str, moment: datetime) -> None:
    assert parse_moment(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-27T18:00:00",
        "2025-03-27",
        "2025-W13-4T18:00:00Z",
        "20250327T180000Z",
        "2025-02-29T00:00:00Z",
        "0000-02-30T00:00:00Z",
        "2025-03-27T24:00:00Z",
        "2025-03-27T18:00:00+24:00",
        "٢٠٢٥-٠٣-٢٧T18:00:00Z",
        "2025-03-27T18:00:00Z\n",
        "",
        None,
        1743098400,
    ],
)
def test_anything_else_names_no_moment(text: object) -> None:
    assert parse_moment(text) is None


def _takes(text: str) -> bool:
    try:
        MomentOrDate().deserialize(text)
    except ValidationError:
        return False
    return True


@given(
    st.one_of(
        st.from_regex(MOMENT_OR_DATE_PATTERN, fullmatch=True),
        st.from_regex(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?", fullmatch=True),
    )
)
def test_documented_pattern_is_exactly_what_is_taken(text: str) -> None:
    assert _takes(text) == (re.fullmatch(MOMENT_OR_DATE_PATTERN, text) is not None)
