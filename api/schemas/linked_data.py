"""Forms of a quote in the vocabularies of others; the members' names are theirs."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from api.annotation import CONTEXT as ANNOTATION_CONTEXT
from api.quotation import CONTEXT as SCHEMA_ORG

_QUOTE = "https://quotes.example/v1/quotes/70"
_CITATION = f"Mara Velden, “The bridge stays open”, Torland Courier, 2025-03-27, {_QUOTE}"
ANNOTATION_EXAMPLE = {
    "@context": ANNOTATION_CONTEXT,
    "id": f"{_QUOTE}/annotation",
    "type": "Annotation",
    "motivation": "identifying",
    "created": "2025-03-27T18:05:00+00:00",
    "modified": "2025-03-27T18:05:00+00:00",
    "generator": {"type": "Software", "name": "minilm-tagger 4"},
    "body": {"type": "TextualBody", "value": _CITATION, "format": "text/plain", "purpose": "identifying"},
    "target": [
        {
            "type": "SpecificResource",
            "source": "https://news.example/bridge",
            "state": {"type": "TimeState", "sourceDate": "2025-03-27T18:04:00+00:00"},
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": "The bridge stays open,",
                    "prefix": "“",
                    "suffix": "” Mara Velden, foreign minister ",
                },
                {"type": "TextPositionSelector", "start": 1, "end": 23},
            ],
        }
    ],
}
QUOTATION_EXAMPLE = {
    "@context": SCHEMA_ORG,
    "@type": "Quotation",
    "@id": _QUOTE,
    "url": _QUOTE,
    "text": "The bridge stays open,",
    "description": "In quotation marks in the article.",
    "inLanguage": "en",
    "spokenByCharacter": {
        "@type": "Person",
        "@id": "https://quotes.example/v1/speakers/1",
        "name": "Mara Velden",
    },
    "isPartOf": {
        "@type": "NewsArticle",
        "@id": "https://quotes.example/v1/articles/4",
        "headline": "Bridge stays open",
        "datePublished": "2025-03-27T18:00:00+00:00",
        "publisher": {"@type": "Organization", "name": "Torland Courier"},
    },
    "citation": _CITATION,
    "about": [
        {
            "@type": "AgreeAction",
            "agent": {"@id": "https://quotes.example/v1/speakers/1"},
            "object": {
                "@type": "Claim",
                "@id": "https://quotes.example/v1/targets/bridge-open",
                "text": "The bridge should stay open",
            },
        }
    ],
}


def _named(name: str) -> dict[str, Any]:
    """What gives a field a name that is no name in Python, or not written as ours are."""
    return {"data_key": name, "attribute": name}


def _member(name: str, *allowed: str, required: bool = True, description: str = "") -> fields.String:
    metadata = {"description": description} if description else {}
    return fields.String(
        **_named(name),
        required=required,
        metadata=metadata,
        validate=validate.OneOf(allowed) if allowed else None,
    )


class AnnotationGeneratorSchema(Schema):
    """The engine that found the quote."""

    type = _member("type", "Software")
    name = fields.String(required=True)


class AnnotationBodySchema(Schema):
    """The citation."""

    type = _member("type", "TextualBody")
    value = fields.String(required=True)
    format = _member("format", "text/plain")
    purpose = _member("purpose", "identifying")


class AnnotationStateSchema(Schema):
    """Which of the page's states is meant: as it was when we read it."""

    type = _member("type", "TimeState")
    source_date = fields.DateTime(required=True, **_named("sourceDate"))


class AnnotationSelectorSchema(Schema):
    """By its words (`exact`, `prefix`, `suffix`), or by its position (`start`, `end`) in the text as we read it."""

    type = _member("type", "TextQuoteSelector", "TextPositionSelector")
    exact = fields.String()
    prefix = fields.String(metadata={"description": "Long enough for the three together to occur once."})
    suffix = fields.String()
    start = fields.Integer(validate=validate.Range(min=0))
    end = fields.Integer(validate=validate.Range(min=1))


class AnnotationTargetSchema(Schema):
    """One stretch of the article."""

    type = _member("type", "SpecificResource")
    source = fields.String(
        required=True, metadata={"description": "The article's page, or its address here if it has none."}
    )
    state = fields.Nested(AnnotationStateSchema, required=True)
    selector = fields.List(fields.Nested(AnnotationSelectorSchema), required=True)


class AnnotationSchema(Schema):
    """A Web Annotation."""

    context = _member("@context", ANNOTATION_CONTEXT)
    id = fields.String(required=True)
    type = _member("type", "Annotation")
    motivation = _member("motivation", "identifying")
    created = fields.DateTime(required=True)
    modified = fields.DateTime(required=True)
    generator = fields.Nested(AnnotationGeneratorSchema, required=True)
    body = fields.Nested(AnnotationBodySchema, required=True)
    target = fields.List(fields.Nested(AnnotationTargetSchema), required=True)


class NamedThingSchema(Schema):
    """A speaker or publisher."""

    type = _member("@type", "Person", "Organization", "Thing")
    id = _member("@id", required=False)
    name = fields.String(required=True)
    same_as = fields.String(
        **_named("sameAs"), metadata={"description": "The speaker's address in Wikidata."}
    )


class NewsArticleSchema(Schema):
    """The article that the quote stands in."""

    type = _member("@type", "NewsArticle")
    id = _member("@id")
    headline = fields.String()
    url = fields.String()
    date_published = fields.DateTime(**_named("datePublished"))
    publisher = fields.Nested(NamedThingSchema)


class ThingReferenceSchema(Schema):
    """What names a thing that is described elsewhere in the answer."""

    id = _member("@id")


class ClaimSchema(Schema):
    """The proposition of a target. Whether it is true is not said."""

    type = _member("@type", "Claim")
    id = _member("@id")
    text = fields.String(required=True)


class AboutSchema(Schema):
    """An AgreeAction or DisagreeAction with the Claim as `object`; the Claim itself if the speaker is neither."""

    type = _member("@type", "AgreeAction", "DisagreeAction", "Claim")
    id = _member("@id", required=False)
    text = fields.String()
    agent = fields.Nested(ThingReferenceSchema)
    object = fields.Nested(ClaimSchema)


class QuotationSchema(Schema):
    """A schema.org Quotation."""

    context = _member("@context", SCHEMA_ORG)
    type = _member("@type", "Quotation")
    id = _member("@id")
    url = fields.String(required=True)
    text = fields.String(required=True)
    description = fields.String(required=True, metadata={"description": "Whose words they are."})
    language = fields.String(required=True, **_named("inLanguage"))
    speaker = fields.Nested(
        NamedThingSchema,
        **_named("spokenByCharacter"),
        metadata={"description": "Whom the article attributes it to; missing if unknown."},
    )
    article = fields.Nested(NewsArticleSchema, **_named("isPartOf"), required=True)
    citation = fields.String(required=True, metadata={"description": "One line to cite it by."})
    about = fields.List(fields.Nested(AboutSchema), required=True)
