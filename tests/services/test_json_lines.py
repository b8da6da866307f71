"""Lines of JSON: bad ones are named and passed over, and no line is held that is too long."""

from __future__ import annotations

import io
from typing import Any

import pytest

from services.json_lines import BadLine, JsonLine, read_json_lines


def read(data: bytes, **options: Any) -> list[JsonLine]:
    return list(read_json_lines(io.BytesIO(data), **options))


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_lines_are_numbered_from_one_and_blank_ones_passed_over(end: bytes) -> None:
    assert read(end.join([b'{"id": 1}', b"", b" ", b'{"id": 2}'])) == [(1, {"id": 1}), (4, {"id": 2})]


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert read(b'\xef\xbb\xbf{"id": 1}\n\xef\xbb\xbf\n') == [(1, {"id": 1})]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"id": \n', "not JSON"),
        (b'{"id": "\xff"}\n', "not UTF-8"),
        (b"[1, 2]\n", "object was expected"),
        (b"[" * 100_000, "not readable"),
        (b"1" * 5000, "not readable"),
    ],
)
def test_a_bad_line_is_named_with_its_reason_and_the_next_is_read(data: bytes, reason: str) -> None:
    (number, bad), following = read(data.rstrip(b"\n") + b'\n{"id": 2}\n')
    assert isinstance(bad, BadLine)
    assert (number, bad.number) == (1, 1)
    assert reason in bad.reason
    assert following == (2, {"id": 2})


def test_a_line_may_have_as_many_bytes_as_allowed_and_not_one_more() -> None:
    line = b'{"id": 1}'
    for end in (b"\n", b"\r\n"):
        assert read(line + end + line, longest=len(line)) == [(1, {"id": 1}), (2, {"id": 1})]
    for data in (b" " + line + b"\n{}", b" " * 3 * len(line) + line + b"\n{}"):
        (_, bad), following = read(data, longest=len(line))
        assert isinstance(bad, BadLine)
        assert bad.limit == len(line)
        assert following == (2, {})


def test_of_a_line_that_is_too_long_only_parts_are_in_memory() -> None:
    asked = []

    class Watched(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            asked.append(size)
            return super().readline(size)

    lines = list(read_json_lines(Watched(b"a" * 10_000), longest=100))
    assert [number for number, _ in lines] == [1]
    assert set(asked) == {102}


def test_another_parser_may_be_stricter() -> None:
    def refuse(_raw: bytes) -> Any:
        raise ValueError("no")

    assert read(b"{}", parse=refuse) == [(1, BadLine(1, "no"))]
