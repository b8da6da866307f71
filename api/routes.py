"""The name of what a request asked for, without anything that the client chose."""

from __future__ import annotations

import re

from flask import request

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""Those that can be right somewhere; of others there is no end."""

UNMATCHED = "unmatched"
_PART = re.compile(r"<(?:[^<>]*:)?(\w+)>")


def route_template() -> str:
    """The route as openapi.yaml writes it, such as `/v1/quotes/{quote_id}`; `unmatched` where there is none."""
    rule = request.url_rule
    return UNMATCHED if rule is None else _PART.sub(r"{\1}", rule.rule)
