"""A quote as a Web Annotation (https://www.w3.org/TR/annotation-model/)."""

from __future__ import annotations

from typing import Any

from api.addresses import quote_address
from models import Quote
from services.citations import cite_quote
from services.quotes import last_change
from services.selectors import TextSelector, select_text

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def represent_annotation(quote: Quote, root: str) -> dict[str, Any]:
    """The annotation: one target for each segment, since several selectors of one would have to mean the same."""
    permalink = quote_address(root, quote.id)
    article = quote.article
    source = article.url or f"{root}/v1/articles/{article.id}"
    text = quote.revision.text
    selectors = [select_text(text, span.start, span.end) for span in quote.spans_of("content")]
    return {
        "@context": CONTEXT,
        "id": f"{permalink}/annotation",
        "type": "Annotation",
        "motivation": "identifying",
        "created": quote.created_at,
        "modified": last_change(quote),
        "generator": {"type": "Software", "name": f"{quote.engine} {quote.engine_version}"},
        "body": {
            "type": "TextualBody",
            "value": cite_quote(quote, permalink),
            "format": "text/plain",
            "purpose": "identifying",
        },
        "target": [_target(source, quote, selector) for selector in selectors],
    }


def _target(source: str, quote: Quote, selector: TextSelector) -> dict[str, Any]:
    return {
        "type": "SpecificResource",
        "source": source,
        # The page may have changed since, and this says which page is meant.
        "state": {"type": "TimeState", "sourceDate": quote.revision.created_at},
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": selector.exact,
                "prefix": selector.prefix,
                "suffix": selector.suffix,
            },
            {"type": "TextPositionSelector", "start": selector.start, "end": selector.end},
        ],
    }
