"""/v1/extractions: the quotes of a text, with nothing stored."""

from __future__ import annotations

from typing import Any

from flask import current_app

from api.database import reading_session
from api.representations import represent_preview
from api.resource import Resource
from api.schemas.extractions import ExtractionSchema, NewExtractionSchema
from services.errors import TooLarge
from services.preview import preview_extraction, preview_page

resource = Resource("Extractions", "The quotes of a text, with nothing stored")


@resource.operation(
    "POST",
    "/v1/extractions",
    ExtractionSchema,
    body=NewExtractionSchema,
    refuses=[TooLarge],
    meaning="The quotes found in the text",
)
def extract_quotes(body: dict[str, Any]) -> dict[str, Any]:
    """Extract quotes from a text or a web page

    Finds who said what, and where it stands toward the stored targets. Nothing is stored. Every offset counts in
    the `text` of the answer.
    """
    limit = current_app.config["ONRECORD_MAX_ARTICLE_CHARACTERS"]
    session = reading_session()
    if "text" in body:
        return represent_preview(preview_extraction(session, body["text"], max_characters=limit))
    return represent_preview(preview_page(session, body["html"], body.get("url"), max_characters=limit))
