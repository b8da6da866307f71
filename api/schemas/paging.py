"""What every list takes and answers."""

from __future__ import annotations

from marshmallow import RAISE, Schema, fields, validate

from api.schemas.fields import patterned_text


class PageQuerySchema(Schema):
    """Which page of a list is wanted."""

    class Meta:
        unknown = RAISE

    limit = fields.Integer(
        load_default=20,
        validate=validate.Range(min=1, max=100),
        metadata={"description": "How many items a page has at most."},
    )
    # The pattern is the start of every cursor that services.paging.encode_cursor makes.
    cursor = patterned_text(
        "^WyJ[A-Za-z0-9_-]+$",
        longest=2000,
        description="The `next` of the page before, from the same list with the same filters.",
    )


def next_cursor() -> fields.String:
    """The `next` member of a list."""
    return fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Cursor of the following page, null on the last one."},
    )
