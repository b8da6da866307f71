"""A quote as a schema.org Quotation (https://schema.org/Quotation)."""

from __future__ import annotations

from typing import Any

from api.addresses import quote_address
from models import Quote, Speaker, Stance
from services.citations import cite_quote

CONTEXT = "https://schema.org"
_WIKIDATA = "https://www.wikidata.org/entity/"
_TYPES = {"person": "Person", "organization": "Organization", "group": "Organization"}
_ACTIONS = {"favor": "AgreeAction", "against": "DisagreeAction"}
_HOW_REPORTED = {
    "direct": "In quotation marks in the article.",
    "mixed": "Partly in the article's words, partly in quotation marks there.",
    "indirect": "In the article's words, not in quotation marks there.",
}


def represent_quotation(quote: Quote, root: str) -> dict[str, Any]:
    """The quotation, what it stands in, and the propositions its speaker is for or against.

    `spokenByCharacter` and not `creator`: it is whom the article attributes the words to. A proposition is a Claim
    without any rating: who reads this is told what somebody is for, never what is so.
    """
    permalink = quote_address(root, quote.id)
    speaker = None if quote.speaker is None else _speaker(quote.speaker, root)
    return {
        "@context": CONTEXT,
        "@type": "Quotation",
        "@id": permalink,
        "url": permalink,
        "text": quote.text,
        "description": _HOW_REPORTED[quote.type],
        "inLanguage": quote.article.language,
        **({} if speaker is None else {"spokenByCharacter": speaker}),
        "isPartOf": _article(quote, root),
        "citation": cite_quote(quote, permalink),
        "about": [_stance(stance, speaker, root) for stance in quote.stances],
    }


def _speaker(speaker: Speaker, root: str) -> dict[str, Any]:
    same = {} if speaker.wikidata_qid is None else {"sameAs": f"{_WIKIDATA}{speaker.wikidata_qid}"}
    return {
        "@type": _TYPES.get(speaker.kind, "Thing"),
        "@id": f"{root}/v1/speakers/{speaker.id}",
        "name": speaker.name,
        **same,
    }


def _article(quote: Quote, root: str) -> dict[str, Any]:
    article = quote.article
    known = {
        "headline": quote.revision.title,
        "url": article.url,
        "datePublished": article.published_at,
        "publisher": None
        if article.publisher is None
        else {"@type": "Organization", "name": article.publisher.name},
    }
    return {
        "@type": "NewsArticle",
        "@id": f"{root}/v1/articles/{article.id}",
        **{name: value for name, value in known.items() if value is not None},
    }


def _stance(stance: Stance, speaker: dict[str, Any] | None, root: str) -> dict[str, Any]:
    claim = {
        "@type": "Claim",
        "@id": f"{root}/v1/targets/{stance.target.slug}",
        "text": stance.target.proposition,
    }
    if stance.label not in _ACTIONS:
        return claim
    agent = {} if speaker is None else {"agent": {"@id": speaker["@id"]}}
    return {"@type": _ACTIONS[stance.label], **agent, "object": claim}
