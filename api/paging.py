"""Pages of a list over HTTP: the query parameters that ask for one, and the Link header to the next."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import after_this_request, request
from flask.wrappers import Response

from services.paging import Page, PageRequest


def page_request(query: dict[str, Any]) -> PageRequest:
    """Which page the validated query parameters ask for."""
    return PageRequest(limit=query["limit"], cursor=query.get("cursor"))


def page_answer(page: Page[Any], items: list[dict[str, Any]]) -> dict[str, Any]:
    """The body of a list, and on the way out the Link header (RFC 8288) to its next page."""
    cursor = page.next
    if cursor is not None:
        parameters = {**request.args.to_dict(), "cursor": cursor}
        # Relative, because the Host header is the client's to choose.
        target = f"{request.path}?{urlencode(parameters)}"

        @after_this_request
        def add_link(response: Response) -> Response:
            response.headers.add("Link", f'<{target}>; rel="next"')
            return response

    return {"items": items, "next": cursor}
