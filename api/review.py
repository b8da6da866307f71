"""/v1/review-queue, and what people decide about /v1/quotes/{id}."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy.orm import Session

from api.authentication import caller
from api.conditional import answer_with_tag, require_match
from api.database import database, reading_session
from api.paging import page_answer, page_request
from api.quote_answers import answer_quote, quote_tag
from api.refusals import PreconditionRequired
from api.resource import Resource
from api.review_representations import represent_queued_quote, represent_reviewed_quote
from api.schemas.articles import WithdrawalQuerySchema
from api.schemas.quotes import QuoteDetailSchema
from api.schemas.review import (
    NewReplySchema,
    QuoteChangeSchema,
    ReviewedQuoteSchema,
    ReviewQueueQuerySchema,
    ReviewQueueSchema,
)
from api.stance_engine import stance_engine
from attribution import Span
from models import Quote
from services.errors import Conflict, Gone, InvalidCursor, NotFound, VersionMismatch
from services.quotes import get_quote
from services.replies import Reply, put_reply, remove_reply
from services.review import (
    QuoteChange,
    StanceDecision,
    hold_quote,
    prepare_review,
    review_quote,
    withdraw_quote,
)
from services.review_queue import list_review_queue
from services.stance_engines import ReadingAhead
from services.targets import get_target

resource = Resource("Review", "What people decide about quotes")


@resource.operation(
    "GET",
    "/v1/review-queue",
    ReviewQueueSchema,
    scope="review",
    query=ReviewQueueQuerySchema,
    refuses=[InvalidCursor, NotFound],
    headers=["Link"],
)
def list_quotes_to_review(query: dict[str, Any]) -> dict[str, Any]:
    """List the quotes that nobody has decided on, most doubtful first

    A quote leaves the queue when it is corrected, confirmed, rejected or withdrawn. Of equally doubtful ones the newest
    comes first.
    """
    session = reading_session()
    if "target" in query:
        get_target(session, query["target"])
    filters = {name: query.get(name) for name in ("speaker", "publisher", "target")}
    page = list_review_queue(session, **filters, page=page_request(query))
    return page_answer(page, [represent_queued_quote(quote) for quote in page.items])


@resource.operation(
    "PATCH",
    "/v1/quotes/<id:quote_id>",
    ReviewedQuoteSchema,
    meaning="Decided",
    scope="review",
    body=QuoteChangeSchema,
    examples={
        "correct": {
            "summary": "Other bounds, and another speaker",
            "value": {"content": [{"start": 1, "end": 23}], "speaker": 2, "reason": "She quotes him."},
        },
        "stances": {
            "summary": "Against one target, not about another",
            "value": {
                "stances": [
                    {"target": "ferry-subsidy", "label": "against", "evidence": {"start": 1, "end": 23}},
                    {"target": "toll-bridge", "label": "none"},
                ]
            },
        },
        "reject": {"summary": "Not a quote", "value": {"decision": "reject", "reason": "It is a title."}},
    },
    refuses=[NotFound, Gone, Conflict, PreconditionRequired, VersionMismatch],
    headers=["ETag"],
    request_headers=["Required-If-Match"],
)
def review_quote_by_id(body: dict[str, Any], quote_id: int) -> dict[str, Any]:
    """Correct, confirm or reject a quote

    What a person decides stays, whatever engine reads the article later and into its later revisions, as long as the
    words stand in it.
    """
    reason = body.pop("reason", None)
    change = _read_change(body)
    # Before the transaction: a long text or a slow engine must not keep other writers waiting.
    with database().reading() as session:
        quote = _require_tag(session.get(Quote, quote_id))
        prepared = None if quote is None else prepare_review(session, quote, change)
    with ReadingAhead(stance_engine(), subject=f"review of quote {quote_id}") as ahead:
        readings = ahead.read(() if prepared is None else prepared.pairs)
    with database().writing.begin() as session:
        quote = _hold(session, quote_id, also_rejected=True)
        review_quote(
            session,
            quote,
            change,
            reason=reason,
            actor=caller().actor,
            prepared=prepared,
            readings=readings,
        )
    return _show_reviewed(quote_id)


@resource.operation(
    "DELETE",
    "/v1/quotes/<id:quote_id>",
    None,
    status=204,
    meaning="Withdrawn",
    scope="review",
    query=WithdrawalQuerySchema,
    refuses=[NotFound, Gone, PreconditionRequired, VersionMismatch],
    request_headers=["Required-If-Match"],
)
def withdraw_quote_by_id(query: dict[str, Any], quote_id: int) -> None:
    """Withdraw a quote

    Nothing vanishes: afterwards it answers 410 with `withdrawn_at` and `reason`, and its history stays. It is not found
    again, neither in this text of the article nor in later revisions that have its words.
    """
    with database().writing.begin() as session:
        quote = _hold(session, quote_id)
        withdraw_quote(session, quote, reason=query.get("reason"), actor=caller().actor)


@resource.operation(
    "PUT",
    "/v1/quotes/<id:quote_id>/reply",
    QuoteDetailSchema,
    meaning="In the place of the reply that was there",
    also_status={201: "The first reply"},
    scope="review",
    body=NewReplySchema,
    refuses=[NotFound, Gone, VersionMismatch],
    headers=["ETag"],
    request_headers=["If-Match"],
)
def put_quote_reply(body: dict[str, Any], quote_id: int) -> tuple[dict[str, Any], int]:
    """Put a reply beside a quote

    Right of reply: it is shown wherever the quote is. There is one for each quote; another one takes its place.
    `If-Match` takes the quote's ETag.
    """
    with database().writing.begin() as session:
        quote = _hold(session, quote_id, required=False)
        is_first = put_reply(session, quote, Reply(**body), actor=caller().actor)
    return _show(quote_id), 201 if is_first else 200


@resource.operation(
    "DELETE",
    "/v1/quotes/<id:quote_id>/reply",
    None,
    status=204,
    meaning="Taken away",
    scope="review",
    query=WithdrawalQuerySchema,
    refuses=[NotFound, Gone, VersionMismatch],
    request_headers=["If-Match"],
)
def remove_quote_reply(query: dict[str, Any], quote_id: int) -> None:
    """Take the reply away from beside a quote

    The history keeps it. `If-Match` takes the quote's ETag.
    """
    with database().writing.begin() as session:
        quote = _hold(session, quote_id, required=False)
        remove_reply(session, quote, reason=query.get("reason"), actor=caller().actor)


def _hold(session: Session, quote_id: int, *, also_rejected: bool = False, required: bool = True) -> Quote:
    quote = hold_quote(session, quote_id, also_rejected=also_rejected)
    require_match(quote_tag(quote), required=required)
    return quote


def _require_tag(quote: Quote | None) -> Quote | None:
    """The quote, if it is one that can be reviewed: what cannot is refused where it is held."""
    if quote is None or quote.state not in ("active", "rejected"):
        return None
    require_match(quote_tag(quote), required=True)
    return quote


def _read_change(body: dict[str, Any]) -> QuoteChange:
    change = cast(QuoteChange, dict(body))
    if "content" in body:
        change["content"] = [Span(**span) for span in body["content"]]
    if "stances" in body:
        change["stances"] = [
            StanceDecision(
                given["target"],
                given["label"],
                Span(**given["evidence"]) if "evidence" in given else None,
            )
            for given in body["stances"]
        ]
    return change


def _show(quote_id: int) -> dict[str, Any]:
    return answer_quote(get_quote(reading_session(), quote_id))


def _show_reviewed(quote_id: int) -> dict[str, Any]:
    # Not get_quote: a rejected quote answers this one time, with the ETag that brings it back.
    quote = reading_session().get_one(Quote, quote_id)
    answer_with_tag(quote_tag(quote))
    return represent_reviewed_quote(quote)
