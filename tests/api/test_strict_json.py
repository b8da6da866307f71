"""JSON as RFC 8259 has it."""

from __future__ import annotations

import pytest

from api.strict_json import InvalidJson, parse_json, unstorable_strings


@pytest.mark.parametrize("text", ['{"a": [1, -2.5e3, true, null, "é😀"]}', ' "a" ', "[]", "1" * 400])
def test_json_is_read(text: str) -> None:
    parse_json(text.encode())


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \n",
        b"{",
        b"{'a': 1}",
        b"[1,]",
        b"NaN",
        b"[Infinity]",
        b"-Infinity",
        b"1e999",
        b"-1e999",
        b"1" * 401,
        b"[" * 200_000,
        b'{"a":' * 200_000,
        b'{"a": 1, "b": {"c": 1, "c": 2}}',
        b'"\xff"',
        b"\xef\xbb\xbf{}",
        '"a"'.encode("utf-16"),
        '"a"'.encode("utf-32"),
        b'"\x00"',
    ],
)
def test_anything_else_is_refused(body: bytes) -> None:
    with pytest.raises(InvalidJson):
        parse_json(body)


def test_strings_that_no_database_stores_are_found_wherever_they_are() -> None:
    value = parse_json(
        b'{"a": ["b", "\\u0000"], "c": {"d": "x\\udfff"}, "\\ud83d": 1, "e": "\\ud83d\\ude00"}'
    )
    assert sorted(path for path, _ in unstorable_strings(value)) == [[], ["a", 1], ["c", "d"]]
