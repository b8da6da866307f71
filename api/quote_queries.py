"""The query parameters that choose quotes, as every operation that takes them reads them."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from services.quotes import QuoteQuery
from services.targets import get_target

_FILTERS = (
    "speaker",
    "about",
    "target",
    "stance",
    "type",
    "publisher",
    "said_after",
    "said_before",
    "q",
    "min_confidence",
    "sort",
    "distinct",
)


def read_quote_query(session: Session, query: dict[str, Any]) -> QuoteQuery:
    """The query that validated parameters ask for. Raises NotFound for a target that does not exist."""
    if "target" in query:
        get_target(session, query["target"])
    wanted = {name: query[name] for name in _FILTERS if name in query}
    if wanted.get("sort") == "relevance" and not {"about", "q"} & wanted.keys():
        wanted["sort"] = "newest"
    return QuoteQuery(**wanted, article_id=query.get("article"))
