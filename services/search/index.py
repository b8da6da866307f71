"""What a search engine must be able to say about quotes, and which engine a session has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Protocol

from sqlalchemy import Select
from sqlalchemy.orm import Session

from services.search.words import Phrase


class Place(StrEnum):
    """Where a word was found: in the quote itself, in the sentences around it, in the article's title."""

    TEXT = "text"
    CONTEXT = "context"
    TITLE = "title"


class SearchIndex(Protocol):
    """The words of active quotes. Triggers in the database keep it in step; nothing here writes.

    Words and phrases are those of `services.search.words`: folded, letters and digits only.
    """

    def quotes_with_word(self, word: str, place: Place) -> Select[tuple[int]]:
        """The numbers of the quotes that have the word, in any form of its stem, in this place."""
        ...

    def quotes_saying(self, phrases: Sequence[Phrase]) -> Select[tuple[int]]:
        """The numbers of the quotes whose own text has every phrase; at least one must be given."""
        ...

    def listed_quotes(self, values: Mapping[int, int]) -> Select[int, int]:
        """These numbers of quotes, each with its value, however many there are."""
        ...


def search_index(session: Session) -> SearchIndex:
    """The index of the database that the session talks to."""
    # Here, so that each engine's module may import the interface from this one.
    from services.search.postgresql import PostgresqlIndex
    from services.search.sqlite import SqliteIndex

    return PostgresqlIndex() if session.get_bind().dialect.name == "postgresql" else SqliteIndex()
