"""How good the answers are can be asked."""

from __future__ import annotations

from flask.testing import FlaskClient

from api.schemas.accuracy import AccuracySchema
from services.accuracy import read_accuracy


def test_what_was_measured_is_served_as_it_stands(writer: FlaskClient) -> None:
    answer = writer.get("/v1/accuracy")
    assert answer.status_code == 200
    assert answer.json == {"engines": read_accuracy()}
    assert AccuracySchema().validate(answer.json) == {}


def test_a_parameter_that_means_nothing_is_refused(writer: FlaskClient) -> None:
    assert writer.get("/v1/accuracy?engine=tagger").status_code == 422
