"""/v1/quotes/{id}/annotation and /v1/quotes/{id}/jsonld: one quote in the vocabularies of others."""

from __future__ import annotations

from typing import Any

from api.addresses import public_root, root_version
from api.annotation import represent_annotation
from api.conditional import answer_with_tag, entity_tag
from api.database import reading_session
from api.quotation import represent_quotation
from api.representations import quote_versions
from api.resource import Resource
from api.schemas.linked_data import ANNOTATION_EXAMPLE, QUOTATION_EXAMPLE, AnnotationSchema, QuotationSchema
from models import Quote
from services.errors import Gone, NotFound
from services.quotes import get_quote

resource = Resource("Linked data", "A quote as JSON-LD: Web Annotation and schema.org")

_DECLARATION: dict[str, Any] = {
    "also_status": {304: "The client has it already"},
    "refuses": [NotFound, Gone],
    "headers": ["ETag"],
    "request_headers": ["If-None-Match"],
}


@resource.operation(
    "GET",
    "/v1/quotes/<id:quote_id>/annotation",
    AnnotationSchema,
    content_type='application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
    example=ANNOTATION_EXAMPLE,
    **_DECLARATION,
)
def get_quote_annotation(quote_id: int) -> dict[str, Any]:
    """Show a quote as a Web Annotation

    Its targets are the stretches of the article that are the quote, each selected by its words with those around it,
    and by its position in the text as we read it. Try the position first, and trust it only if the words stand there.
    """
    quote, root = _quote_and_root(quote_id)
    return represent_annotation(quote, root)


@resource.operation(
    "GET",
    "/v1/quotes/<id:quote_id>/jsonld",
    QuotationSchema,
    content_type="application/ld+json",
    example=QUOTATION_EXAMPLE,
    **_DECLARATION,
)
def get_quote_as_jsonld(quote_id: int) -> dict[str, Any]:
    """Show a quote as a schema.org Quotation

    A target that the speaker is for or against is the Claim of an AgreeAction or DisagreeAction. Nothing says whether
    a Claim is true.
    """
    quote, root = _quote_and_root(quote_id)
    return represent_quotation(quote, root)


def _quote_and_root(quote_id: int) -> tuple[Quote, str]:
    quote, root = get_quote(reading_session(), quote_id), public_root()
    answer_with_tag(entity_tag([*quote_versions(quote), root_version(root), *_propositions(quote)]))
    return quote, root


def _propositions(quote: Quote) -> list[tuple[str, int, int]]:
    # Only here are they shown.
    return [("target", stance.target.id, stance.target.version) for stance in quote.stances]
