"""Forms of a quote in the vocabularies of others; the members' names are theirs."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from api.annotation import CONTEXT as ANNOTATION_CONTEXT
from api.quotation import CONTEXT as SCHEMA_ORG


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
