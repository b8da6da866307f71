"""Forms of feeds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validates_schema

from api.schemas.articles import URL_PATTERN
from api.schemas.fields import optional_line, patterned_text
from api.schemas.paging import next_cursor


def _name() -> fields.String:
    return optional_line(longest=200, description="What to call it.", example="Torland Courier, politics")


def _publisher() -> fields.String:
    return optional_line(
        longest=200,
        description="Publisher of its articles; without one, what each page says of itself.",
        example="Torland Courier",
    )


class TruthValue(fields.Boolean):
    """True or false; marshmallow's own field would also take "yes" and 1."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


def _active() -> TruthValue:
    return TruthValue(metadata={"description": "Whether it is polled."})


class NewFeedSchema(Schema):
    """An RSS or Atom feed to be polled."""

    class Meta:
        unknown = RAISE

    url = patterned_text(
        URL_PATTERN,
        longest=1999,
        required=True,
        description="Where it is; in ASCII, as browsers send it. Every reader can see it: no secret belongs into it.",
        example="https://news.example/politics.rss",
    )
    name = _name()
    publisher = _publisher()
    active = _active()


class FeedChangeSchema(Schema):
    """What to change in a feed; what is left out stays, and null empties name or publisher."""

    class Meta:
        unknown = RAISE

    name = _name()
    publisher = _publisher()
    active = _active()

    @validates_schema
    def _require_change(self, data: dict[str, object], **_kwargs: object) -> None:
        if not data:
            raise ValidationError("Give at least one of name, publisher and active.")


class FeedLinksSchema(Schema):
    """Where to go from a feed."""

    self = fields.String(required=True)


class FeedSchema(Schema):
    """A feed, and how polling it goes."""

    id = fields.Integer(required=True)
    url = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)
    publisher = fields.String(required=True, allow_none=True)
    active = fields.Boolean(required=True, metadata={"description": "Whether it is polled."})
    version = fields.Integer(
        required=True,
        metadata={
            "description": "Goes up with every change of the fields above; the ETag also with every poll."
        },
    )
    created_at = fields.DateTime(required=True)
    polled_at = fields.DateTime(
        required=True, allow_none=True, metadata={"description": "When it was last asked."}
    )
    next_poll_at = fields.DateTime(
        required=True, allow_none=True, metadata={"description": "Null for one that is not active."}
    )
    error_count = fields.Integer(
        required=True,
        metadata={"description": "How many times in a row it could not be read; each doubles the pause."},
    )
    error = fields.String(
        required=True, allow_none=True, metadata={"description": "Why, the last time, if it could not."}
    )
    links = fields.Nested(FeedLinksSchema, required=True)


class FeedListSchema(Schema):
    """A page of feeds, in the order in which they were added."""

    items = fields.List(fields.Nested(FeedSchema), required=True)
    next = next_cursor()
