"""How rows look to a client: plain dictionaries in the forms of api.schemas."""

from __future__ import annotations

from typing import Any

from api.conditional import Version
from api.group_representations import appearances_link, group_versions, represent_group
from api.reply_representations import represent_reply
from api.revision_representations import represent_revision, revision_link
from models import Article, ArticleRevision, Quote, Speaker, Stance, Target
from services.preview import Preview, PreviewedQuote
from services.quotes import Provenance, QuoteMatch
from services.speakers import SpeakerSummary
from services.targets import TargetProposal

Representation = dict[str, Any]


def represent_quote(quote: Quote) -> Representation:
    """A stored quote with its source: who, where in which revision, what decided it."""
    text = quote.revision.text
    return {
        "id": quote.id,
        "type": quote.type,
        "text": quote.text,
        **{
            name: [represent_span(text, span.start, span.end) for span in quote.spans_of(role)]
            for name, role in (("segments", "content"), ("cue", "cue"), ("source", "source"))
        },
        "speaker": None if quote.speaker is None else represent_speaker_reference(quote.speaker),
        "no_speaker": None
        if quote.no_speaker_reason is None
        else {"reason": quote.no_speaker_reason, "candidates": quote.speaker_candidates},
        "mention": quote.mention,
        "confidence": quote.confidence,
        "engine": {"name": quote.engine, "version": quote.engine_version},
        "decided_by": quote.decided_by,
        "stances": [_represent_stance(stance, text) for stance in quote.stances],
        "not_about": [decision.target.slug for decision in quote.unrelated],
        "reply": None if quote.reply is None else represent_reply(quote.reply),
        "article": represent_article_reference(quote.article, quote.revision),
        "said_at": quote.said_at,
        "group": represent_group(quote),
        "links": {
            "self": f"/v1/quotes/{quote.id}",
            "article": f"/v1/articles/{quote.article_id}",
            "revision": revision_link(quote.article_id, quote.revision.number),
            "speaker": None if quote.speaker_id is None else f"/v1/speakers/{quote.speaker_id}",
            "history": f"/v1/quotes/{quote.id}/history",
            "appearances": appearances_link(quote.id),
        },
    }


def represent_match(match: QuoteMatch) -> Representation:
    """A quote in a list, with why it was found."""
    return {
        **represent_quote(match.quote),
        "match": {
            "score": match.score,
            "reasons": list(match.matched),
            "similarity": match.similarity,
        },
    }


def represent_quote_detail(quote: Quote, provenance: Provenance) -> Representation:
    """A quote with the words around it."""
    around = {"text_before": provenance.text_before, "text_after": provenance.text_after}
    return {**represent_quote(quote), "provenance": around}


def represent_article_summary(article: Article) -> Representation:
    """An article without its text."""
    return {
        "id": article.id,
        "title": article.current_revision.title,
        "url": article.url,
        "publisher": None if article.publisher is None else article.publisher.name,
        "byline": article.byline,
        "language": article.language,
        "published_at": article.published_at,
        "state": str(article.state),
        "revision": article.current_revision.number,
        "created_at": article.created_at,
        "updated_at": article.updated_at,
        "links": {
            "self": f"/v1/articles/{article.id}",
            "quotes": f"/v1/quotes?article={article.id}",
            "revisions": f"/v1/articles/{article.id}/revisions",
        },
    }


def represent_article(article: Article, quotes: list[Quote]) -> Representation:
    """An article with its newest text and the quotes in it."""
    return {
        **represent_article_summary(article),
        "text": article.current_revision.text,
        "revisions": [represent_revision(revision) for revision in article.revisions],
        "quotes": [represent_quote(quote) for quote in quotes],
    }


def represent_speaker_reference(speaker: Speaker) -> Representation:
    """Enough to name a speaker."""
    return {
        "id": speaker.id,
        "name": speaker.name,
        "kind": speaker.kind,
        "wikidata_qid": speaker.wikidata_qid,
    }


def represent_speaker(summary: SpeakerSummary) -> Representation:
    """A speaker with every name and the number of quotes."""
    speaker = summary.speaker
    return {
        **represent_speaker_reference(speaker),
        "description": speaker.description,
        "aliases": [alias.name for alias in speaker.aliases],
        "quote_count": summary.quote_count,
        "links": {
            "self": f"/v1/speakers/{speaker.id}",
            "quotes": f"/v1/quotes?speaker={speaker.id}",
            "positions": f"/v1/speakers/{speaker.id}/positions",
        },
    }


def represent_target(target: Target) -> Representation:
    """A target."""
    return {
        "slug": target.slug,
        "proposition": target.proposition,
        "inverse": target.inverse,
        "terms": target.terms,
        "notes": target.notes,
        "version": target.wording_version,
        "links": {
            "self": f"/v1/targets/{target.slug}",
            "quotes": f"/v1/quotes?target={target.slug}",
            "positions": f"/v1/targets/{target.slug}/positions",
            "jobs": f"/v1/jobs?target={target.slug}",
        },
    }


def represent_target_proposal(proposed: TargetProposal) -> Representation:
    """What a new target could be."""
    proposal = proposed.proposal
    return {
        "proposition": proposed.proposition,
        "slug": proposed.slug,
        "object": proposal.object,
        "direction": "promote" if proposal.direction > 0 else "curb",
        "action": proposal.action,
        "opposites": list(proposal.opposites),
        "inverse": proposal.inverse,
        "terms": list(proposal.terms),
    }


def represent_preview(preview: Preview) -> Representation:
    """The quotes of a text that was not stored."""
    return {
        "text": preview.text,
        "quotes": [_represent_previewed_quote(quote, preview) for quote in preview.quotes],
        "warnings": [
            {"code": warning.code, "message": warning.message, "span": warning.span}
            for warning in preview.warnings
        ],
        "engines": [{"name": engine.name, "version": engine.version} for engine in preview.engines],
    }


def quote_versions(quote: Quote) -> list[Version]:
    """The versions of everything that a quote's representation shows."""
    versions = [
        ("quote", quote.id, quote.version),
        ("article", quote.article.id, quote.article.version),
        ("revision", quote.revision.id, quote.revision.number),
        *(("stance", stance.id, stance.version) for stance in quote.stances),
        *(("wording", stance.target_id, stance.target.wording_version) for stance in quote.stances),
        *(("not-about", decision.id, 1) for decision in quote.unrelated),
        *group_versions(quote),
    ]
    if quote.reply is not None:
        versions.append(("reply", quote.reply.id, quote.reply.version))
    if quote.speaker is not None:
        versions.append(("speaker", quote.speaker.id, quote.speaker.version))
    return versions


def article_versions(article: Article, quotes: list[Quote]) -> list[Version]:
    """The versions of everything that an article's representation shows."""
    return [
        ("article", article.id, article.version),
        *(("revision", revision.id, revision.number) for revision in article.revisions),
        *(version for quote in quotes for version in quote_versions(quote)),
    ]


def speaker_versions(summary: SpeakerSummary) -> list[Version]:
    """The versions of everything that a speaker's representation shows."""
    speaker = summary.speaker
    return [
        ("speaker", speaker.id, speaker.version),
        ("quotes", speaker.id, summary.quote_count),
        *(("alias", alias.id, 1) for alias in speaker.aliases),
    ]


def target_versions(target: Target) -> list[Version]:
    """The versions of everything that a target's representation shows."""
    return [("target", target.id, target.version)]


def represent_span(text: str, start: int, end: int) -> Representation:
    """A stretch of a text."""
    return {"start": start, "end": end, "text": text[start:end]}


def _represent_stance(stance: Stance, text: str) -> Representation:
    return {
        "target": stance.target.slug,
        "label": stance.label,
        "confidence": stance.confidence,
        "evidence": represent_span(text, stance.evidence_start, stance.evidence_end),
        "engine": {"name": stance.engine, "version": stance.engine_version},
        "decided_by": stance.decided_by,
        "target_version": stance.target_version,
        "is_outdated": stance.is_outdated,
    }


def represent_article_reference(article: Article, revision: ArticleRevision) -> Representation:
    """Enough to name an article."""
    return {
        "id": article.id,
        "title": revision.title,
        "url": article.url,
        "publisher": None if article.publisher is None else article.publisher.name,
        "published_at": article.published_at,
        "revision": revision.number,
    }


def _represent_previewed_quote(found: PreviewedQuote, preview: Preview) -> Representation:
    quote, text = found.quote, preview.text
    quote_engine, stance_engine = (
        {"name": engine.name, "version": engine.version} for engine in preview.engines
    )
    speaker = quote.speaker
    return {
        "type": quote.type,
        "text": found.text,
        "segments": [represent_span(text, *span) for span in quote.content],
        "cue": [represent_span(text, *span) for span in quote.cue],
        "source": [represent_span(text, *span) for span in quote.source],
        "speaker": None
        if speaker is None
        else {
            "name": speaker.name,
            "kind": speaker.kind,
            "aliases": list(speaker.aliases),
            "description": speaker.description,
        },
        "no_speaker": None
        if quote.no_speaker is None
        else {"reason": quote.no_speaker, "candidates": list(quote.candidates)},
        "mention": " ".join(text[span.start : span.end] for span in quote.source) or None,
        "confidence": quote.confidence,
        "engine": quote_engine,
        "decided_by": "machine",
        "stances": [
            {
                "target": stance.target,
                "label": stance.label,
                "confidence": stance.confidence,
                "evidence": represent_span(text, *stance.evidence),
                "engine": stance_engine,
                "decided_by": "machine",
            }
            for stance in found.stances
        ],
    }
