"""Forms of verifications: what is known of a quotation."""

from __future__ import annotations

from marshmallow import RAISE, Schema, fields, validate

from api.schemas.fields import visible_text
from api.schemas.quotes import ArticleReferenceSchema, QuoteSchema, SpanSchema
from api.schemas.speakers import SpeakerReferenceSchema, name_readings

LONGEST_TEXT = 5_000
LONGEST_NAME = 300
STATUSES = ("exact", "partial", "altered", "not_found")
KINDS = ("equal", "cut", "omitted", "bracketed", "inserted", "dropped", "changed")
NOTES = (
    "negation_left_out",
    "negation_changed",
    "number_changed",
    "several_quotes",
    "merged",
    "too_short",
)
_STATUS = (
    "`exact`: all words of a stored quote, in order. `partial`: some of its words, none altered; what is left out was "
    "cut at the ends, or an ellipsis or square brackets say so. `altered`: near a quote, but words were inserted, "
    "dropped or changed without saying so, or quotes were merged. `not_found`: near no quote. Never whether it is true."
)
_NOTES = (
    "What must not be overlooked. `negation_left_out`: a word such as *not* is among those cut from the same sentence, "
    "omitted or replaced in brackets; `negation_changed`: one was inserted, dropped or changed; `number_changed`: a "
    "number was; `several_quotes`: an ellipsis joins quotes that stand apart in the article; `merged`: quotes that "
    "stand apart, or in several articles, are joined as one; `too_short`: not one telling word to look for."
)


class NewVerificationSchema(Schema):
    """A quotation to check."""

    class Meta:
        unknown = RAISE

    text = visible_text(
        required=True,
        longest=LONGEST_TEXT,
        description="The quoted words, without the sentence around them. `…` or `[…]` says that words are left out, "
        "`[the]` that a word is the editor's.",
        example="The bridge [stays] shut … and the toll should be abolished",
    )
    speaker = visible_text(
        longest=LONGEST_NAME, description="Who is said to have said it.", example="Mara Velden"
    )


def _note_list() -> fields.List[str]:
    return fields.List(
        fields.String(validate=validate.OneOf(NOTES)), required=True, metadata={"description": _NOTES}
    )


class DifferenceSchema(Schema):
    """A stretch of the text that was sent and of the article that belong together."""

    kind = fields.String(
        required=True,
        validate=validate.OneOf(KINDS),
        metadata={
            "description": "`equal`; `cut`: the quote goes on there; `omitted`: left out at an ellipsis; `bracketed`: "
            "in square brackets, in the place of `stored` if that is not null; `inserted`, `dropped`, `changed`: "
            "altered without saying so."
        },
    )
    checked = fields.Nested(
        SpanSchema,
        required=True,
        allow_none=True,
        metadata={"description": "In the text that was sent; null where it has nothing."},
    )
    stored = fields.Nested(
        SpanSchema,
        required=True,
        allow_none=True,
        metadata={
            "description": "In the text of the article's revision that `quotes` name; null where it has nothing."
        },
    )


class NearQuoteSchema(Schema):
    """What one speaker says in one article, beside the quotation."""

    status = fields.String(
        required=True,
        validate=validate.OneOf(STATUSES),
        metadata={"description": "The status of `part` against these quotes alone."},
    )
    similarity = fields.Float(
        required=True,
        validate=validate.Range(min=0, max=1),
        metadata={
            "description": "The share of equal words, telling ones counting more; 1 if nothing was altered."
        },
    )
    notes = _note_list()
    speaker_matches = fields.Boolean(
        required=True,
        allow_none=True,
        metadata={
            "description": "Whether the speaker asked for said it; null if none was, or it cannot be told."
        },
    )
    quoted_words = fields.Boolean(
        required=True,
        metadata={
            "description": "Whether all equal words stand in quotation marks in the article. If not, some are a "
            "journalist's paraphrase and not the speaker's own."
        },
    )
    part = fields.Nested(
        SpanSchema,
        required=True,
        metadata={"description": "What was compared: of merged quotes, each has a part of the text."},
    )
    diff = fields.List(fields.Nested(DifferenceSchema), required=True)
    quotes = fields.List(
        fields.Nested(QuoteSchema),
        required=True,
        metadata={"description": "The quotes whose words are equal, in the order of the article."},
    )


class VerificationSchema(Schema):
    """What is known of a quotation."""

    text = fields.String(required=True, metadata={"description": "As it was sent; offsets count in it."})
    status = fields.String(
        required=True, validate=validate.OneOf(STATUSES), metadata={"description": _STATUS}
    )
    notes = _note_list()
    speaker_matches = fields.Boolean(
        required=True,
        allow_none=True,
        metadata={
            "description": "Whether the speaker asked for said these words. False: somebody else did, see `said_by`. "
            "Null: none was asked for, nothing was found, or the archive cannot tell, as where the name is only near (`read_as`). The status is about words alone."
        },
    )
    quoted_words = fields.Boolean(
        required=True,
        allow_none=True,
        metadata={
            "description": "Whether the words stand in quotation marks in an article; false if some are a journalist's "
            "paraphrase. Null if nothing was found."
        },
    )
    speakers = fields.List(
        fields.Nested(SpeakerReferenceSchema),
        required=True,
        metadata={"description": "Whom the name asked for may mean."},
    )
    read_as = name_readings()
    said_by = fields.List(
        fields.Nested(SpeakerReferenceSchema), required=True, metadata={"description": "Who said it."}
    )
    articles = fields.List(
        fields.Nested(ArticleReferenceSchema), required=True, metadata={"description": "Where it was said."}
    )
    nearest = fields.List(
        fields.Nested(NearQuoteSchema),
        required=True,
        metadata={
            "description": "The nearest quotes, at most ten, best first. With `merged`, the parts in their order. With "
            "`not_found`, what is a little like it, if anything."
        },
    )
