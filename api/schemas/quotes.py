"""Forms of quotes, stored and just extracted."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.schemas.paging import next_cursor
from api.schemas.speakers import SpeakerReferenceSchema, name_readings

QUOTE_TYPES = ("direct", "mixed", "indirect")
STANCE_LABELS = ("favor", "against", "neutral")
DECIDERS = ("machine", "human")
NO_SPEAKER_REASONS = ("no_source", "unresolved_pronoun", "ambiguous_name", "unresolved_description")


class SpanSchema(Schema):
    """A stretch of the text: `text` is exactly what stands at `[start, end)`, counted in characters."""

    start = fields.Integer(required=True, validate=validate.Range(min=0))
    end = fields.Integer(required=True, validate=validate.Range(min=1))
    text = fields.String(required=True)


class EngineSchema(Schema):
    """What made a decision."""

    name = fields.String(required=True)
    version = fields.String(required=True)


class NoSpeakerSchema(Schema):
    """Why a quote has no speaker, and who it may be, likeliest first."""

    reason = fields.String(required=True, validate=validate.OneOf(NO_SPEAKER_REASONS))
    candidates = fields.List(fields.String(), required=True)


class StanceSchema(Schema):
    """Where a quote stands toward a target."""

    target = fields.String(required=True, metadata={"description": "The target's slug."})
    label = fields.String(required=True, validate=validate.OneOf(STANCE_LABELS))
    confidence = fields.Float(required=True, validate=validate.Range(min=0, max=1))
    evidence = fields.Nested(
        SpanSchema, required=True, metadata={"description": "The words that carried the stance."}
    )
    engine = fields.Nested(EngineSchema, required=True)
    decided_by = fields.String(required=True, validate=validate.OneOf(DECIDERS))


class StoredStanceSchema(StanceSchema):
    """A stance in the archive, which a new wording of its target may have left behind."""

    target_version = fields.Integer(
        required=True, metadata={"description": "The version of the target that it was decided for."}
    )
    is_outdated = fields.Boolean(
        required=True,
        metadata={
            "description": "Whether the target has been reworded since: then it is no stance toward what the target says "
            "today."
        },
    )


class QuoteContentSchema(Schema):
    """What every quote says of itself, stored or not."""

    type = fields.String(
        required=True,
        validate=validate.OneOf(QUOTE_TYPES),
        metadata={
            "description": "`direct`, `mixed` (paraphrase with quoted parts) or `indirect` (paraphrase)."
        },
    )
    text = fields.String(
        required=True, metadata={"description": 'The segments as on the page, joined by " … ".'}
    )
    segments = fields.List(
        fields.Nested(SpanSchema), required=True, metadata={"description": "What is said."}
    )
    cue = fields.List(
        fields.Nested(SpanSchema), required=True, metadata={"description": "The words that report it."}
    )
    source = fields.List(
        fields.Nested(SpanSchema), required=True, metadata={"description": "The words that name who said it."}
    )
    no_speaker = fields.Nested(NoSpeakerSchema, required=True, allow_none=True)
    mention = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": 'How the article names the speaker here ("he", "the French president").'},
    )
    confidence = fields.Float(required=True, validate=validate.Range(min=0, max=1))
    engine = fields.Nested(EngineSchema, required=True)
    decided_by = fields.String(required=True, validate=validate.OneOf(DECIDERS))
    stances = fields.List(fields.Nested(StanceSchema), required=True)


class ArticleReferenceSchema(Schema):
    """Where it was said."""

    id = fields.Integer(required=True)
    title = fields.String(required=True, allow_none=True)
    url = fields.String(required=True, allow_none=True)
    publisher = fields.String(required=True, allow_none=True)
    published_at = fields.DateTime(required=True, allow_none=True)
    revision = fields.Integer(
        required=True, metadata={"description": "Offsets count in this revision's text."}
    )


class QuoteLinksSchema(Schema):
    """Where to go from a quote."""

    self = fields.String(required=True)
    article = fields.String(required=True)
    revision = fields.String(required=True, metadata={"description": "The text that its offsets count in."})
    speaker = fields.String(required=True, allow_none=True)
    history = fields.String(required=True)
    appearances = fields.String(
        required=True, metadata={"description": "All articles with these words of the speaker."}
    )


class GroupSchema(Schema):
    """The quotes that are one, carried by several articles."""

    id = fields.Integer(
        required=True, metadata={"description": "The same for all of them, and no other group's."}
    )
    size = fields.Integer(
        required=True, validate=validate.Range(min=2), metadata={"description": "How many they are."}
    )
    first_appearance = fields.Integer(
        required=True, metadata={"description": "The id of the one that was published first."}
    )


class ReplySchema(Schema):
    """What somebody whom the quote concerns answers."""

    text = fields.String(required=True)
    author = fields.String(required=True)
    url = fields.String(required=True, allow_none=True)
    published_at = fields.DateTime(required=True, allow_none=True)
    updated_at = fields.DateTime(required=True)


class IdentifiedSchema(Schema):
    """What has a number of its own. As the last base its field comes first in an answer."""

    id = fields.Integer(required=True)


class QuoteSchema(QuoteContentSchema, IdentifiedSchema):
    """One attribution: a speaker's reported words, and where they stand."""

    stances = fields.List(fields.Nested(StoredStanceSchema), required=True)
    speaker = fields.Nested(SpeakerReferenceSchema, required=True, allow_none=True)
    not_about = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Slugs of targets that the quote is not about, as a person decided."},
    )
    reply = fields.Nested(ReplySchema, required=True, allow_none=True)
    article = fields.Nested(ArticleReferenceSchema, required=True)
    said_at = fields.DateTime(
        required=True,
        allow_none=True,
        metadata={"description": "When the article was published: the latest the words can have been said."},
    )
    group = fields.Nested(
        GroupSchema,
        required=True,
        allow_none=True,
        metadata={"description": "The other quotes with these words of the speaker; null if there are none."},
    )
    links = fields.Nested(QuoteLinksSchema, required=True)


class MatchSchema(Schema):
    """Why a quote was found."""

    score = fields.Float(
        required=True,
        allow_none=True,
        metadata={
            "description": "How much of the words asked for was found, and how close to the quote's own text; or, where meaning "
            "alone led here, `similarity`. The order of the list counts both."
        },
    )
    reasons = fields.List(
        fields.String(),
        required=True,
        metadata={
            "description": "`words`, `target:<slug>` for each target that led here, and `meaning` if the quote means what `about` "
            "says."
        },
    )
    similarity = fields.Float(
        required=True,
        allow_none=True,
        validate=validate.Range(min=0, max=1),
        metadata={
            "description": "How near the meaning of the quote is to that of `about` (a cosine); null where `meaning` is no reason."
        },
    )


class FoundQuoteSchema(QuoteSchema):
    """A quote in a list, and why it is there."""

    match = fields.Nested(MatchSchema, required=True)


class QuoteListSchema(Schema):
    """A page of quotes."""

    items = fields.List(fields.Nested(FoundQuoteSchema), required=True)
    next = next_cursor()
    read_as = name_readings()


class ProvenanceSchema(Schema):
    """The article's words around the quote: exact slices of its text, cut at words."""

    text_before = fields.String(required=True)
    text_after = fields.String(required=True)


class QuoteDetailSchema(QuoteSchema):
    """A quote with the words around it."""

    provenance = fields.Nested(ProvenanceSchema, required=True)
    citation = fields.String(
        required=True,
        metadata={
            "description": "One line to cite it by: speaker, what was said, publisher, date, the article's address and "
            "the quote's. Only a direct quote stands in quotation marks there."
        },
    )
