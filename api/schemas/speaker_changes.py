"""Forms of merges and splits of speakers, and of what a person corrects about one."""

from __future__ import annotations

from marshmallow import RAISE, Schema, ValidationError, fields, validate, validates_schema

from api.schemas.fields import LARGEST_ID, optional_line, patterned_text, visible_text
from api.schemas.paging import PageQuerySchema, next_cursor
from api.schemas.speakers import KINDS, SpeakerReferenceSchema

CHANGE_KINDS = ("merge", "split")
MOST_QUOTES = 1000
MOST_NAMES = 100
NAME_LENGTH = 300
QID_PATTERN = "^Q[1-9][0-9]{0,17}$"


def _names(description: str, *, most: int = MOST_NAMES) -> fields.List[str]:
    return fields.List(
        visible_text(longest=NAME_LENGTH, description="A name."),
        validate=validate.Length(max=most),
        metadata={"description": description, "example": ["Mara O. Velden"]},
    )


def _kind(description: str) -> fields.String:
    return fields.String(validate=validate.OneOf(KINDS), metadata={"description": description})


def _reason() -> fields.String:
    return optional_line(
        longest=2000, description="Why; it is kept in the history.", example="The same minister"
    )


class SpeakerCorrectionSchema(Schema):
    """What to change in a speaker; what is left out stays, and null empties item or description."""

    class Meta:
        unknown = RAISE

    name = visible_text(longest=NAME_LENGTH, description="The name it is shown by.", example="Mara Velden")
    kind = _kind("What it is.")
    aliases = _names(
        "All names it goes by; its own is always among them. One that is left out is taken from it for good."
    )
    wikidata_qid = patterned_text(
        QID_PATTERN, longest=19, allow_none=True, description="Its Wikidata item.", example="Q3052772"
    )
    description = optional_line(
        longest=1000, description="What it is known for.", example="foreign minister of Torland"
    )

    @validates_schema
    def _require_change(self, data: dict[str, object], **_kwargs: object) -> None:
        if not data:
            raise ValidationError("Give at least one of name, kind, aliases, wikidata_qid and description.")


class NewMergeSchema(Schema):
    """Which speaker becomes part of this one."""

    class Meta:
        unknown = RAISE

    other = fields.Integer(
        required=True,
        strict=True,
        validate=validate.Range(min=1, max=LARGEST_ID),
        metadata={
            "description": "The speaker whose quotes and names go to this one; its number leads here from then on.",
            "example": 2,
        },
    )
    reason = _reason()


class NewSplitSchema(Schema):
    """What of this speaker is somebody else's."""

    class Meta:
        unknown = RAISE

    quotes = fields.List(
        fields.Integer(strict=True, validate=validate.Range(min=1, max=LARGEST_ID)),
        required=True,
        validate=validate.Length(max=MOST_QUOTES),
        metadata={"description": "Quotes of this speaker that the new one said.", "example": [1]},
    )
    name = visible_text(
        required=True, longest=NAME_LENGTH, description="The new speaker's name.", example="Mara O. Velden"
    )
    kind = _kind("What the new speaker is; the same as this one if left out.")
    aliases = fields.List(
        visible_text(longest=NAME_LENGTH, description="A name."),
        validate=validate.Length(max=MOST_NAMES),
        metadata={"description": "Names of this speaker, but for its own, that are the new one's instead."},
    )
    reason = _reason()


class SpeakerChangeQuerySchema(PageQuerySchema):
    """Filters of the list of merges and splits."""

    speaker = fields.Integer(
        validate=validate.Range(min=1, max=LARGEST_ID),
        metadata={"description": "Only those that this speaker was part of."},
    )


class SpeakerChangeLinksSchema(Schema):
    """Where to go from a merge or split."""

    self = fields.String(required=True)
    speaker = fields.String(required=True)
    other = fields.String(required=True)
    undo = fields.String(required=True, allow_none=True, metadata={"description": "Null once it is undone."})


class SpeakerChangeSchema(Schema):
    """A merge (`other` became part of `speaker`) or a split (`other` was made out of a part of `speaker`)."""

    id = fields.Integer(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(CHANGE_KINDS))
    speaker = fields.Nested(SpeakerReferenceSchema, required=True)
    other = fields.Nested(SpeakerReferenceSchema, required=True)
    quote_count = fields.Integer(
        required=True,
        metadata={"description": "How many quotes went from one to the other, withdrawn ones too."},
    )
    names = fields.List(
        fields.String(), required=True, metadata={"description": "The names that went from one to the other."}
    )
    reason = fields.String(required=True, allow_none=True)
    actor = fields.String(required=True, metadata={"description": "Who did it."})
    created_at = fields.DateTime(required=True)
    undone_at = fields.DateTime(required=True, allow_none=True)
    undone_by = fields.String(required=True, allow_none=True)
    links = fields.Nested(SpeakerChangeLinksSchema, required=True)


class SpeakerChangeListSchema(Schema):
    """A page of merges and splits, newest first."""

    items = fields.List(fields.Nested(SpeakerChangeSchema), required=True)
    next = next_cursor()
