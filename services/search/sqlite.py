"""The search index on SQLite: an FTS5 table (https://sqlite.org/fts5.html) with its porter stemmer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import Integer, Select, Text, cast, column, func, select, table

from services.search.index import Place
from services.search.words import Phrase, forms_for_porter, variants

# FTS5 names the whole row by the table's own name: `quote_search MATCH 'text : "word"'`.
_INDEX = table("quote_search", column("rowid", Integer), column("quote_search", Text))


class SqliteIndex:
    """`SearchIndex` on the FTS5 table `quote_search`, whose rowid is the quote's number."""

    def quotes_with_word(self, word: str, place: Place) -> Select[tuple[int]]:
        """See `SearchIndex`."""
        return _matching(f"{place.value} : {_any_form((word,))}")

    def quotes_saying(self, phrases: Sequence[Phrase]) -> Select[tuple[int]]:
        """See `SearchIndex`."""
        wanted = " AND ".join(_any_form(phrase) for phrase in phrases)
        return _matching(f"{Place.TEXT.value} : ({wanted})")

    def listed_quotes(self, values: Mapping[int, int]) -> Select[int, int]:
        """See `SearchIndex`."""
        # As one parameter: a statement may have only so many.
        rows = func.json_each(json.dumps(values)).table_valued("key", "value")
        return select(cast(rows.c.key, Integer).label("quote_id"), cast(rows.c.value, Integer).label("value"))


def _matching(expression: str) -> Select[tuple[int]]:
    return select(_INDEX.c.rowid.label("quote_id")).where(_INDEX.c.quote_search.op("MATCH")(expression))


def _any_form(phrase: Phrase) -> str:
    wanted = variants(phrase[0]) if len(phrase) == 1 else (phrase,)
    forms = [form for variant in wanted for form in _porter_forms(variant)]
    return "(" + " OR ".join(_quoted(form) for form in forms) + ")"


def _porter_forms(phrase: Phrase) -> Sequence[Phrase]:
    return [(form,) for form in forms_for_porter(phrase[0])] if len(phrase) == 1 else [phrase]


def _quoted(phrase: Phrase) -> str:
    # Inside double quotes FTS5 knows no operators; words hold no quotes, but safety should not rest on that.
    return '"' + " ".join(phrase).replace('"', '""') + '"'
