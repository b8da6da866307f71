"""How revisions look to a client."""

from __future__ import annotations

from typing import Any

from api.conditional import Version
from models import ArticleRevision

Representation = dict[str, Any]


def revision_link(article_id: int, number: int) -> str:
    """The address of a revision."""
    return f"/v1/articles/{article_id}/revisions/{number}"


def represent_revision(revision: ArticleRevision) -> Representation:
    """A revision without its text."""
    detection = revision.language_detection
    return {
        "number": revision.number,
        "title": revision.title,
        "created_at": revision.created_at,
        "extracted_at": revision.extracted_at,
        "warnings": revision.warnings,
        "language_detection": None
        if detection is None
        else {
            "language": detection.language,
            "confidence": detection.confidence,
            "engine": {"name": detection.engine, "version": detection.engine_version},
        },
        "links": {
            "self": revision_link(revision.article_id, revision.number),
            "article": f"/v1/articles/{revision.article_id}",
        },
    }


def represent_revision_text(revision: ArticleRevision) -> Representation:
    """A revision with its text."""
    return {**represent_revision(revision), "text": revision.text}


def revision_versions(revision: ArticleRevision) -> list[Version]:
    """The versions of everything that a revision's representation shows."""
    # The article's changes whenever one of its revisions was read.
    return [
        ("article", revision.article_id, revision.article.version),
        ("revision", revision.id, revision.number),
    ]
