"""How people's decisions, the review queue and histories look to a client."""

from __future__ import annotations

from typing import Any

from api.quote_answers import represent_cited_quote
from api.representations import Representation, represent_quote
from models import HistoryEvent, Quote
from services.doubt import weigh_doubt
from services.histories import History

_ENGINE = "engine:"
_REPLY = "reply_"


def represent_reviewed_quote(quote: Quote) -> Representation:
    """A quote after a decision, which may be that it is none."""
    return {
        **represent_cited_quote(quote),
        "state": str(quote.state),
        "state_reason": quote.state_reason,
    }


def represent_queued_quote(quote: Quote) -> Representation:
    """A quote in the review queue."""
    reasons = [
        {"code": doubt.code, "points": doubt.points, "target": doubt.target} for doubt in weigh_doubt(quote)
    ]
    return {**represent_quote(quote), "doubt": {"points": quote.doubt, "reasons": reasons}}


def represent_event(event: HistoryEvent, history: History, *, to_reviewer: bool) -> Representation:
    """One event of a history. What only reviewers may see is left out for others."""
    is_machine = event.actor.startswith(_ENGINE)
    hides_values = not to_reviewer and (history.is_withdrawn or event.action.startswith(_REPLY))
    return {
        "id": event.id,
        "at": event.created_at,
        "action": event.action,
        "subject": {"kind": event.subject_kind, "id": event.subject_id},
        "decided_by": "machine" if is_machine else "human",
        "actor": event.actor if is_machine or to_reviewer else None,
        "actor_name": history.key_names.get(event.actor) if to_reviewer else None,
        "before": _values(event.before, hides_values),
        "after": _values(event.after, hides_values),
        "reason": event.reason,
    }


def _values(values: dict[str, Any] | None, hidden: bool) -> dict[str, Any] | None:
    return {} if values is not None and hidden else values
