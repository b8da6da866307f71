"""How the group of a quote looks to a client."""

from __future__ import annotations

from typing import Any

from api.conditional import Version
from models import Quote


def represent_group(quote: Quote) -> dict[str, Any] | None:
    """How often the quote appeared, and where first; None while no other quote is the same."""
    group = quote.group
    if group is None:
        return None
    return {"id": group.id, "size": group.size, "first_appearance": group.first_quote_id}


def group_versions(quote: Quote) -> list[Version]:
    """What a representation of the group changes with."""
    group = quote.group
    if group is None:
        return []
    return [("group", group.id, group.size), ("first-appearance", group.first_quote_id, 1)]


def appearances_link(quote_id: int) -> str:
    """The address of a quote's appearances."""
    return f"/v1/quotes/{quote_id}/appearances"
