"""Forms of what was measured of the engines."""

from __future__ import annotations

from marshmallow import Schema, fields, validate


def _share(description: str) -> fields.Float:
    return fields.Float(
        required=True,
        validate=validate.Range(0, 1),
        metadata={"description": description, "example": 0.91},
    )


class FigureSchema(Schema):
    """How well one kind of thing is found."""

    name = fields.String(required=True, metadata={"example": "favor"})
    precision = _share("Share of what is answered that is right.")
    recall = _share("Share of what there is that is answered right.")
    f1 = _share("Harmonic mean of precision and recall.")


class MeasuredShareSchema(Schema):
    """Another share that was measured."""

    name = fields.String(required=True, metadata={"example": "sides reversed"})
    value = _share("The share.")


class MeasuredSetSchema(Schema):
    """What was measured on one set of texts."""

    name = fields.String(required=True, metadata={"example": "Real news quotes"})
    count = fields.Integer(required=True, metadata={"description": "How many things people marked in it."})
    figures = fields.List(fields.Nested(FigureSchema), required=True)
    shares = fields.List(fields.Nested(MeasuredShareSchema), required=True)
    calibration_error = _share("How far confidence is off, on average (expected calibration error).")


class EngineAccuracySchema(Schema):
    """What was measured of one engine."""

    engine = fields.String(required=True, metadata={"example": "minilm-tagger"})
    version = fields.String(required=True, metadata={"example": "2"})
    purpose = fields.String(required=True, validate=validate.OneOf(["quotes", "stances"]))
    sets = fields.List(fields.Nested(MeasuredSetSchema), required=True)


class AccuracySchema(Schema):
    """What was measured of each engine that this version answers with."""

    engines = fields.List(fields.Nested(EngineAccuracySchema), required=True)
