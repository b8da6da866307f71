"""Pages of a list that stay right while rows are added: a cursor names the last row seen, not a number of rows."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute, Session

from services.errors import InvalidCursor

Row = TypeVar("Row")
CursorValue = str | int | float | None


@dataclass(frozen=True, slots=True)
class PageRequest:
    """How many rows are wanted, and after which. `cursor` is a `Page.next` of the same list."""

    limit: int = 20
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of rows; `next` is the cursor of the following page, None on the last."""

    items: Sequence[Row]
    next: str | None


def page_by(
    session: Session,
    query: Select[Row],
    key: InstrumentedAttribute[Any],
    list_name: str,
    page: PageRequest,
    *,
    descending: bool = False,
) -> Page[Row]:
    """A page of the rows of a query, ordered by a column of theirs that no two share. Raises InvalidCursor."""
    query = query.order_by(key.desc() if descending else key).limit(page.limit + 1)
    if page.cursor is not None:
        (last,) = decode_cursor(list_name, page.cursor, [key.type.python_type])
        query = query.where(key < last if descending else key > last)
    found = session.scalars(query).all()
    items = found[: page.limit]
    following = encode_cursor(list_name, [getattr(items[-1], key.key)]) if len(found) > page.limit else None
    return Page(items, following)


def encode_cursor(list_name: str, values: Sequence[CursorValue]) -> str:
    """The cursor after a row with these sort values, in the list of this name (a list with its filters and sort)."""
    packed = json.dumps([list_name, *values], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def decode_cursor(list_name: str, cursor: str, kinds: Sequence[type | tuple[type, ...]]) -> list[CursorValue]:
    """The sort values in a cursor, one of each of `kinds`.

    Raises InvalidCursor for a cursor that was made up, damaged, or made for another list.
    """
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError):
        values = None
    if (
        not isinstance(values, list)
        or len(values) != len(kinds) + 1
        or values[0] != list_name
        or not all(
            isinstance(value, kind) and not isinstance(value, bool) and _fits(value)
            for value, kind in zip(values[1:], kinds, strict=True)
        )
    ):
        raise InvalidCursor(
            "Use the `next` value of a page of this same list, with the same filters and sort."
        )
    return values[1:]


def _fits(value: object) -> bool:
    # A forged number beyond 64 bits would make the database driver fail instead of the request.
    if isinstance(value, str):
        return "\x00" not in value and value.isprintable()
    return not isinstance(value, int) or abs(value) < 2**63
