"""Requests made up from openapi.json, and every check Schemathesis has, with schemathesis.toml as expectations.

The seed is fixed, so that a change fails or passes here every time; run `schemathesis run` against a server for more.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask, Response, request
from schemathesis.checks import CHECKS
from schemathesis.engine import Status, StopReason, events, from_schema
from schemathesis.transport.serialization import Binary
from sqlalchemy import update

from api.authentication import caller
from api.database import database
from models import ApiKey
from tests.api_fixtures import ARTICLE, TARGET, make_key_headers, make_writer, serving

CONFIGURATION = Path(__file__).parents[2] / "schemathesis.toml"


@schemathesis.serializer("application/x-ndjson")
def send_lines(_context: schemathesis.SerializationContext, value: Any) -> bytes:
    """Bytes and text go out as they are. What is neither could be a line of JSON all the same, but for the array."""
    if isinstance(value, Binary):
        return value.data
    text = value if isinstance(value, str) else json.dumps([value], default=str)
    return text.encode("utf-8", "surrogatepass")


def give_back(response: Response) -> Response:
    """Make good whatever a made-up request did to the key that it came with: all after it would be refused."""
    if request.path.startswith("/v1/api-keys/") and request.method in {"DELETE", "PATCH"}:
        with database().writing.begin() as session:
            own = update(ApiKey).where(ApiKey.id == caller().key_id)
            session.execute(own.values(revoked_at=None, expires_at=None))
    return response


@pytest.fixture
def served(make_app: Callable[..., Flask]) -> Flask:
    """The API with something stored and nothing limited."""
    app = make_app(rate_limit="1000000 per minute")
    app.after_request(give_back)
    writer = make_writer(app)
    assert writer.post("/v1/targets", json={**TARGET, "slug": "sanctions-on-russia"}).status_code == 201
    assert writer.post("/v1/articles", json=ARTICLE).status_code == 201
    return app


@pytest.fixture
def address(served: Flask) -> Iterator[str]:
    """Where the API listens: Schemathesis cannot repeat a request without its key to an app in the process."""
    with serving(served) as base:
        yield base


@pytest.mark.parametrize("with_key", [False, True], ids=["without a key", "with a key"])
def test_no_made_up_request_finds_a_fault(served: Flask, address: str, with_key: bool) -> None:
    """Examples, every bound of every schema, made-up requests, and chains of requests along the links."""
    config = schemathesis.Config.from_path(CONFIGURATION)
    config.update(seed=20250327, max_failures=None)
    project = config.projects.default
    project.generation.update(max_examples=4, deterministic=True, database="none")
    headers = make_key_headers(served, "admin") if with_key else {}
    project.update(headers=headers)
    schema = schemathesis.openapi.from_url(f"{address}/openapi.json", config=config)

    faults: list[str] = []
    passed = set()
    tested = 0
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            for case_id, checks in event.recorder.checks.items():
                tested += 1
                passed |= {check.name for check in checks if check.status == Status.SUCCESS}
                faults += [
                    f"{event.recorder.label} ({case_id}): {check.name}: {check.failure_info.failure.message}"
                    for check in checks
                    if check.failure_info is not None
                ]
        elif isinstance(event, (events.NonFatalError, events.FatalError)):
            faults.append(str(event))
        elif isinstance(event, events.EngineFinished):
            assert event.stop_reason == StopReason.COMPLETED
    assert faults == []
    if with_key:
        # Had the key been lost on the way, the requests after that would all have been refused.
        assert served.test_client().get("/v1/api-keys", headers=headers).status_code == 200
    # Had it asked little or looked at little, finding nothing would mean nothing.
    assert tested > 1000
    assert {"not_a_server_error", "negative_data_rejection", "response_schema_conformance"} <= passed


def test_no_check_is_switched_off() -> None:
    """The configuration may say which refusals are right, never that nobody looks."""
    assert "enabled" not in CONFIGURATION.read_text()
    checks = schemathesis.Config.from_path(CONFIGURATION).projects.get_default().checks_config_for()
    off = [name for name in CHECKS.get_all_names() if not checks.get_by_name(name=name).enabled]
    # The only one that needs a number, for which no machine is good enough.
    assert set(off) <= {"max_response_time"}
