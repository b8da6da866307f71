"""The search index on PostgreSQL: text search vectors with the Snowball stemmer, needing no extension."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce

from sqlalchemy import BigInteger, ColumnElement, Integer, Select, Text, column, func, literal, select, table
from sqlalchemy.dialects.postgresql import JSON, REGCONFIG, TSQUERY, TSVECTOR
from sqlalchemy.sql.expression import cast

from services.search.index import Place
from services.search.words import Phrase, variants

_INDEX = table(
    "quote_search",
    column("quote_id", BigInteger),
    column("text", TSVECTOR),
    column("context", TSVECTOR),
    column("title", TSVECTOR),
)
_CONFIGURATION = "onrecord_english"


class PostgresqlIndex:
    """`SearchIndex` on the table `quote_search`, one text search vector for each place."""

    def quotes_with_word(self, word: str, place: Place) -> Select[tuple[int]]:
        """See `SearchIndex`."""
        return select(_INDEX.c.quote_id).where(_INDEX.c[place.value].op("@@")(_any_form((word,))))

    def quotes_saying(self, phrases: Sequence[Phrase]) -> Select[tuple[int]]:
        """See `SearchIndex`."""
        return select(_INDEX.c.quote_id).where(
            *(_INDEX.c.text.op("@@")(_any_form(phrase)) for phrase in phrases)
        )

    def listed_quotes(self, values: Mapping[int, int]) -> Select[int, int]:
        """See `SearchIndex`."""
        # As one parameter: a statement may have only so many.
        rows = func.json_each_text(cast(dict(values), JSON)).table_valued("key", "value")
        return select(
            cast(rows.c.key, BigInteger).label("quote_id"), cast(rows.c.value, Integer).label("value")
        )


def _any_form(phrase: Phrase) -> ColumnElement[TSQUERY]:
    wanted = variants(phrase[0]) if len(phrase) == 1 else (phrase,)
    return reduce(lambda some, more: some.op("||")(more), map(_phrase_query, wanted))


def _phrase_query(phrase: Phrase) -> ColumnElement[TSQUERY]:
    # phraseto_tsquery takes plain text and knows no operators; search_fold is what the index was made with.
    words = func.search_fold(literal(" ".join(phrase), Text))
    return func.phraseto_tsquery(cast(_CONFIGURATION, REGCONFIG), words, type_=TSQUERY)
