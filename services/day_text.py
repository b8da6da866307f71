"""Days of moments as text, by which the database groups them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import FunctionElement, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler


class DayText(FunctionElement[str]):
    """`length` characters from `start` (1 is the first) of a moment in UTC as ISO 8601 writes it, given in this order
    after the moment: sortable, and the same on both databases."""

    inherit_cache = True
    type = String()


@compiles(DayText)
def _on_sqlite(element: DayText, compiler: SQLCompiler, **options: Any) -> str:
    return f"substr({compiler.process(element.clauses, **options)})"


@compiles(DayText, "postgresql")
def _on_postgresql(element: DayText, compiler: SQLCompiler, **options: Any) -> str:
    moment, start, length = (compiler.process(part, **options) for part in element.clauses)
    return f"substr(to_char({moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD'), {start}, {length})"
