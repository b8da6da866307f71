"""One quote as an answer: its ETag and its representation, both of which know the address that it is cited by."""

from __future__ import annotations

from api.addresses import public_root, quote_address, root_version
from api.conditional import answer_with_tag, entity_tag
from api.representations import Representation, quote_versions, represent_quote_detail
from models import Quote
from services.citations import cite_quote
from services.quotes import quote_provenance


def quote_tag(quote: Quote) -> str:
    """The ETag of a quote's own answer, which those who change it send back."""
    return entity_tag([*quote_versions(quote), root_version(public_root())])


def represent_cited_quote(quote: Quote) -> Representation:
    """A quote with where it comes from, and a line to cite it by."""
    citation = cite_quote(quote, quote_address(public_root(), quote.id))
    return {**represent_quote_detail(quote, quote_provenance(quote)), "citation": citation}


def answer_quote(quote: Quote) -> Representation:
    """The answer that shows a quote, with its ETag."""
    answer_with_tag(quote_tag(quote))
    return represent_cited_quote(quote)
