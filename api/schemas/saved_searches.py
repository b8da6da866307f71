"""Forms of saved searches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, pre_load, validates_schema

from api.schemas.fields import visible_text
from api.schemas.paging import next_cursor
from api.schemas.quote_queries import QuoteQuerySchema
from api.schemas.quotes import IdentifiedSchema

NAME_LENGTH = 200


class SavedQuerySchema(QuoteQuerySchema):
    """The filters of `GET /v1/quotes`, without `limit`, `cursor` and `distinct`; each one narrows."""

    class Meta:
        unknown = RAISE
        exclude = ("limit", "cursor", "distinct")

    @pre_load
    def _require_numbers(self, data: Any, **_kwargs: object) -> Any:
        """In an address every value is text; in JSON a number is a number."""
        if not isinstance(data, Mapping):
            return data
        wrong: dict[str, list[str]] = {}
        for name, field in self.load_fields.items():
            value = data.get(name)
            if isinstance(field, fields.Integer):
                if isinstance(value, str) or (isinstance(value, float) and not value.is_integer()):
                    wrong[name] = ["Not a valid integer."]
            elif isinstance(field, fields.Float) and isinstance(value, str):
                wrong[name] = ["Not a valid number."]
        if wrong:
            raise ValidationError(wrong)
        return data


def _name(*, required: bool = False) -> fields.String:
    return visible_text(
        required=required,
        longest=NAME_LENGTH,
        description="What you call it.",
        example="Velden on ferries",
    )


def _query(*, required: bool = False) -> fields.Nested:
    return fields.Nested(
        SavedQuerySchema,
        required=required,
        metadata={
            "description": "Which quotes it finds: the filters of `GET /v1/quotes`.",
            "example": {"speaker": "Mara Velden", "about": "ferries"},
        },
    )


class NewSavedSearchSchema(Schema):
    """Filters to keep under a name."""

    class Meta:
        unknown = RAISE

    name = _name(required=True)
    query = _query(required=True)


class SavedSearchChangeSchema(Schema):
    """What to change in a saved search; what is left out stays, and `query` is replaced as a whole."""

    class Meta:
        unknown = RAISE

    name = _name()
    query = _query()

    @validates_schema
    def _require_change(self, data: dict[str, object], **_kwargs: object) -> None:
        if not data:
            raise ValidationError("Give at least one of name and query.")


class SavedSearchLinksSchema(Schema):
    """Where to go from a saved search."""

    self = fields.String(required=True)


class SavedSearchSchema(IdentifiedSchema):
    """Filters under a name."""

    name = fields.String(required=True)
    query = fields.Dict(
        keys=fields.String(), required=True, metadata={"description": "The filters, moments in UTC."}
    )
    quotes_url = fields.String(
        required=True,
        metadata={
            "description": "The list of quotes with these filters.",
            "example": "/v1/quotes?speaker=Mara+Velden&about=ferries",
        },
    )
    atom_url = fields.String(
        required=True,
        metadata={
            "description": "The same as an Atom feed.",
            "example": "/v1/quotes.atom?speaker=Mara+Velden&about=ferries",
        },
    )
    created_at = fields.DateTime(required=True)
    updated_at = fields.DateTime(required=True)
    links = fields.Nested(SavedSearchLinksSchema, required=True)


class SavedSearchListSchema(Schema):
    """A page of saved searches, oldest first."""

    items = fields.List(fields.Nested(SavedSearchSchema), required=True)
    next = next_cursor()
