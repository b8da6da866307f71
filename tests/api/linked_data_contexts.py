"""As much of two JSON-LD contexts as our answers use, so that they can be expanded without a network."""

from __future__ import annotations

from typing import Any

_MOMENT = "http://www.w3.org/2001/XMLSchema#dateTime"
_WHOLE = "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"

CONTEXTS: dict[str, dict[str, Any]] = {
    "http://www.w3.org/ns/anno.jsonld": {
        "@context": {
            "oa": "http://www.w3.org/ns/oa#",
            "dc": "http://purl.org/dc/elements/1.1/",
            "dcterms": "http://purl.org/dc/terms/",
            "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "as": "http://www.w3.org/ns/activitystreams#",
            "id": {"@id": "@id", "@type": "@id"},
            "type": {"@id": "@type", "@type": "@vocab"},
            "Annotation": "oa:Annotation",
            "TextualBody": "oa:TextualBody",
            "SpecificResource": "oa:SpecificResource",
            "TextQuoteSelector": "oa:TextQuoteSelector",
            "TextPositionSelector": "oa:TextPositionSelector",
            "TimeState": "oa:TimeState",
            "Software": "as:Application",
            "identifying": "oa:identifying",
            "body": {"@type": "@id", "@id": "oa:hasBody"},
            "target": {"@type": "@id", "@id": "oa:hasTarget"},
            "source": {"@type": "@id", "@id": "oa:hasSource"},
            "selector": {"@type": "@id", "@id": "oa:hasSelector"},
            "state": {"@type": "@id", "@id": "oa:hasState"},
            "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
            "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
            "exact": "oa:exact",
            "prefix": "oa:prefix",
            "suffix": "oa:suffix",
            "start": {"@type": _WHOLE, "@id": "oa:start"},
            "end": {"@type": _WHOLE, "@id": "oa:end"},
            "sourceDate": {"@type": _MOMENT, "@id": "oa:sourceDate"},
            "created": {"@type": _MOMENT, "@id": "dcterms:created"},
            "modified": {"@type": _MOMENT, "@id": "dcterms:modified"},
            "generator": {"@type": "@id", "@id": "as:generator"},
            "name": "foaf:name",
            "value": "rdf:value",
            "format": "dc:format",
        }
    },
    "https://schema.org": {
        "@context": {
            "@vocab": "http://schema.org/",
            "url": {"@type": "@id"},
            "sameAs": {"@type": "@id"},
            "datePublished": {"@type": "http://schema.org/Date"},
        }
    },
}
