"""Forms of webhooks and of the log of what was sent to them."""

from __future__ import annotations

from marshmallow import RAISE, Schema, ValidationError, fields, validate, validates_schema

from api.schemas.fields import LARGEST_ID, visible_text
from api.schemas.paging import PageQuerySchema, next_cursor
from api.schemas.quotes import IdentifiedSchema

URL_LENGTH = 2000
MOST_SEARCHES = 20
EVENTS = ("quote.found", "quote.changed", "quote.withdrawn", "webhook.test")
STATES = ("pending", "sending", "delivered", "failed", "dropped")
DISABLED_REASONS = ("gone", "failing")


class StrictBoolean(fields.Boolean):
    """true or false; not the words and numbers that may stand for them elsewhere."""

    def _deserialize(self, value: object, attr: object, data: object, **_kwargs: object) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


def _url(*, required: bool = False) -> fields.String:
    return visible_text(
        required=required,
        longest=URL_LENGTH,
        description="Where to send events: an `https` address of a public place, on port 443 or 80 unless this "
        "installation allows others.",
        example="https://hooks.torland.example/quotes",
    )


def _searches(*, required: bool = False) -> fields.List[int]:
    return fields.List(
        fields.Integer(strict=True, validate=validate.Range(min=1, max=LARGEST_ID)),
        required=required,
        validate=validate.Length(min=1, max=MOST_SEARCHES),
        metadata={
            "description": "The numbers of the saved searches whose quotes it is told of.",
            "example": [1],
        },
    )


def _active(**options: object) -> StrictBoolean:
    return StrictBoolean(
        metadata={"description": "Whether events are sent. While it is false they are collected."},
        **options,  # type: ignore[arg-type]
    )


class NewWebhookSchema(Schema):
    """An address to tell of quotes."""

    class Meta:
        unknown = RAISE

    url = _url(required=True)
    searches = _searches(required=True)
    active = _active(load_default=True)


class WebhookChangeSchema(Schema):
    """What to change in a webhook; what is left out stays. `active: true` also enables one that was disabled."""

    class Meta:
        unknown = RAISE

    url = _url()
    searches = _searches()
    active = _active()

    @validates_schema
    def _require_change(self, data: dict[str, object], **_kwargs: object) -> None:
        if not data:
            raise ValidationError("Give at least one of url, searches and active.")


class DisabledSchema(Schema):
    """Why and since when nothing is sent any more."""

    reason = fields.String(
        required=True,
        validate=validate.OneOf(DISABLED_REASONS),
        metadata={
            "description": "`gone`: the receiver answered 410. `failing`: it has taken nothing for days, in twelve "
            "attempts in a row."
        },
    )
    at = fields.DateTime(required=True)


class WebhookLinksSchema(Schema):
    """Where to go from a webhook."""

    self = fields.String(required=True)
    deliveries = fields.String(required=True)


class WebhookSchema(IdentifiedSchema):
    """An address that is told of quotes."""

    url = fields.String(required=True)
    searches = fields.List(fields.Integer(), required=True)
    active = fields.Boolean(required=True)
    disabled = fields.Nested(
        DisabledSchema,
        required=True,
        allow_none=True,
        metadata={"description": "null unless we stopped sending by ourselves."},
    )
    created_at = fields.DateTime(required=True)
    updated_at = fields.DateTime(required=True)
    links = fields.Nested(WebhookLinksSchema, required=True)


class WebhookWithSecretSchema(WebhookSchema):
    """A webhook with its secret, which is shown this once."""

    secret = fields.String(
        required=True,
        metadata={
            "description": "`whsec_` and the key in base64, with which events are signed (Standard Webhooks)."
        },
    )
    previous_secret_until = fields.DateTime(
        required=True,
        allow_none=True,
        metadata={"description": "Until then events are signed with the secret before this one too."},
    )


class WebhookListSchema(Schema):
    """A page of webhooks, oldest first."""

    items = fields.List(fields.Nested(WebhookSchema), required=True)
    next = next_cursor()


class DeliveryQuerySchema(PageQuerySchema):
    """Filters of the log."""

    state = fields.String(
        validate=validate.OneOf(STATES), metadata={"description": "Only deliveries in this state."}
    )


class DeliveryLinksSchema(Schema):
    """Where to go from a delivery."""

    self = fields.String(required=True)
    webhook = fields.String(required=True)
    quote = fields.String(required=True, allow_none=True)


class DeliverySchema(IdentifiedSchema):
    """One event for a webhook, and how sending it went."""

    webhook_id = fields.String(
        required=True,
        metadata={
            "description": "The header `webhook-id`: the same for every attempt and replay of the event.",
            "example": "msg_1f0c2f6b5c0e4e0f8a51c3d2e7b84c10",
        },
    )
    event = fields.String(required=True, validate=validate.OneOf(EVENTS))
    quote = fields.Integer(required=True, allow_none=True)
    saved_searches = fields.List(
        fields.Integer(), required=True, metadata={"description": "Those that the quote fitted then."}
    )
    occurred_at = fields.DateTime(required=True)
    replay_of = fields.Integer(required=True, allow_none=True)
    state = fields.String(
        required=True,
        validate=validate.OneOf(STATES),
        metadata={
            "description": "`pending` waits for `next_attempt_at`; `dropped` was overtaken, as when the quote was "
            "withdrawn before it could be sent."
        },
    )
    attempts = fields.Integer(required=True)
    next_attempt_at = fields.DateTime(required=True, allow_none=True)
    finished_at = fields.DateTime(required=True, allow_none=True)
    response_status = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "Of the last attempt; null without an answer."},
    )
    duration_ms = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Milliseconds that the last attempt took."}
    )
    error = fields.String(
        required=True, allow_none=True, metadata={"description": "What went wrong at the last attempt."}
    )
    links = fields.Nested(DeliveryLinksSchema, required=True)


class DeliveryListSchema(Schema):
    """A page of the log, newest first."""

    items = fields.List(fields.Nested(DeliverySchema), required=True)
    next = next_cursor()
