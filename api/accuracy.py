"""How good the answers are."""

from __future__ import annotations

from typing import Any

from api.resource import Resource
from api.schemas.accuracy import AccuracySchema
from services.accuracy import read_accuracy

resource = Resource("Accuracy", "How good the answers are, as measured on texts that people marked")


@resource.operation("GET", "/v1/accuracy", AccuracySchema)
def show_accuracy() -> dict[str, Any]:
    """Tell how well the engines of this version answer

    Measured on texts that no weights were fitted on. An engine that an operator adds is not among them.
    """
    return {"engines": read_accuracy()}
