"""Forms of API keys."""

from __future__ import annotations

from marshmallow import RAISE, Schema, ValidationError, fields, validate, validates_schema

from api.schemas.fields import Moment, visible_text
from api.schemas.paging import PageQuerySchema, next_cursor
from services.keys import SCOPES, KeyState

NAME_LENGTH = 200


def _name(*, required: bool = False) -> fields.String:
    return visible_text(
        required=required,
        longest=NAME_LENGTH,
        description="Whose key it is, or what for.",
        example="newsroom",
    )


def _expires_at() -> Moment:
    return Moment(
        allow_none=True,
        metadata={
            "description": "From when on it is good no more, a moment in the future; never if null.",
            "example": "2099-01-01T00:00:00Z",
        },
    )


class NewApiKeySchema(Schema):
    """A key to be made."""

    class Meta:
        unknown = RAISE

    name = _name(required=True)
    scopes = fields.List(
        fields.String(validate=validate.OneOf(SCOPES)),
        required=True,
        validate=validate.Length(min=1, max=len(SCOPES)),
        metadata={"description": "What it may do; `admin` includes the others.", "example": ["ingest"]},
    )
    expires_at = _expires_at()


class ApiKeyChangeSchema(Schema):
    """What to change in a key; what is left out stays. Scopes never change: make another key."""

    class Meta:
        unknown = RAISE

    name = _name()
    expires_at = _expires_at()

    @validates_schema
    def _require_change(self, data: dict[str, object], **_kwargs: object) -> None:
        if not data:
            raise ValidationError("Give at least one of name and expires_at.")


class ApiKeyQuerySchema(PageQuerySchema):
    """Which keys are wanted."""

    state = fields.Enum(
        KeyState, by_value=True, metadata={"description": "Only keys in this state.", "example": "active"}
    )


class ApiKeyLinksSchema(Schema):
    """Where to go from a key."""

    self = fields.String(required=True)
    history = fields.String(required=True)


class ApiKeySchema(Schema):
    """An API key without its secret, which is stored nowhere."""

    id = fields.Integer(required=True)
    prefix = fields.String(
        required=True,
        metadata={
            "description": "The part after `onr_`; it names the key in the history and the log.",
            "example": "5f0c21d9ab34",
        },
    )
    name = fields.String(required=True)
    scopes = fields.List(fields.String(validate=validate.OneOf(SCOPES)), required=True)
    state = fields.Enum(KeyState, by_value=True, required=True)
    created_at = fields.DateTime(required=True)
    expires_at = fields.DateTime(required=True, allow_none=True)
    revoked_at = fields.DateTime(required=True, allow_none=True)
    last_used_at = fields.DateTime(
        required=True, allow_none=True, metadata={"description": "To the minute; null if it never was."}
    )
    links = fields.Nested(ApiKeyLinksSchema, required=True)


class CreatedApiKeySchema(ApiKeySchema):
    """A new API key with its secret, which is shown this once."""

    key = fields.String(
        required=True,
        allow_none=True,
        metadata={
            "description": "The key itself. It is stored nowhere, so it is null in the answer to a repeated request: "
            "whoever lost the first answer revokes this key and makes another.",
            "example": "onr_5f0c21d9ab34_…",
        },
    )


class ApiKeyListSchema(Schema):
    """A page of keys, oldest first."""

    items = fields.List(fields.Nested(ApiKeySchema), required=True)
    next = next_cursor()
