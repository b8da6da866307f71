"""The parts of addresses that name one thing."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.exceptions import NotFound
from werkzeug.routing import BaseConverter

from api.schemas.fields import LARGEST_ID
from api.schemas.targets import SLUG_LENGTH, SLUG_PATTERN


class IdConverter(BaseConverter):
    """A row's number. One that no 64-bit column holds names nothing, so its address does not exist."""

    regex = "[1-9][0-9]{0,18}"

    def to_python(self, value: str) -> int:
        """The number."""
        number = int(value)
        if number > LARGEST_ID:
            # Not a ValidationError: after one the router may say 405 because of another method's route.
            raise NotFound
        return number


class SlugConverter(BaseConverter):
    """A target's slug."""

    regex = SLUG_PATTERN.strip("^$").replace("(", "(?:")

    def to_python(self, value: str) -> str:
        """The slug."""
        if len(value) > SLUG_LENGTH:
            raise NotFound
        return value


def register_identifiers(app: Flask) -> None:
    """Let routes use `<id:…>` and `<slug:…>`."""
    app.url_map.converters.update(id=IdConverter, slug=SlugConverter)


def document_identifiers(api: Any) -> None:
    """Describe the two in the flask-smorest api's OpenAPI."""
    api.register_converter(
        IdConverter,
        lambda _converter: {"type": "integer", "format": "int64", "minimum": 1, "maximum": LARGEST_ID},
    )
    api.register_converter(
        SlugConverter,
        lambda _converter: {
            "type": "string",
            "pattern": SLUG_PATTERN,
            "minLength": 1,
            "maxLength": SLUG_LENGTH,
        },
    )
