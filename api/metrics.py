"""/metrics: what this service counts, in the text form of Prometheus."""

from __future__ import annotations

import hmac
import logging
import time
from typing import Any

from flask import Blueprint, Flask, Response, current_app, request
from sqlalchemy.exc import SQLAlchemyError

from api.authentication import BEARER, require_scope
from api.database import reading_session
from api.parsing import StrictParser
from api.refusals import MalformedRequest, MissingScope, RateLimited, Unauthenticated
from api.request_ids import STARTED
from api.resource import NoParameters, problem_responses
from api.routes import METHODS, route_template
from services.errors import InvalidInput, NotFound, ServiceError, StorageUnavailable
from services.job_states import count_waiting_jobs
from services.keys import ADMIN
from services.metrics import CONTENT_TYPE, metrics, render_metrics
from services.settings import Settings

pages = Blueprint("metrics", __name__)
log = logging.getLogger("onrecord.api")
_PARSER = StrictParser()


def register_metrics(app: Flask, api: Any, settings: Settings) -> None:
    """Count every request, answer /metrics, and document it in the flask-smorest api."""
    app.config["ONRECORD_METRICS"] = settings.metrics
    app.config["ONRECORD_METRICS_TOKEN"] = settings.metrics_token
    app.register_blueprint(pages)
    app.after_request(_count_when_sent)
    api.spec.tag({"name": "Metrics", "description": "What this service counts"})
    rule = next(app.url_map.iter_rules(f"{pages.name}.{show_metrics.__name__}"))
    api.spec.path(rule=rule, operations={"get": _documentation()})


@pages.get("/metrics")
def show_metrics() -> Response:
    """Counts of all processes since the server started."""
    _require_reader()
    _PARSER.parse(NoParameters, location="query")
    try:
        jobs = count_waiting_jobs(reading_session())
    except SQLAlchemyError as error:
        # This is when they are looked at most.
        log.warning("the jobs could not be counted (%s)", type(error).__name__)
        jobs = None
    response = Response(render_metrics(jobs), content_type=CONTENT_TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response


def _require_reader() -> None:
    access = current_app.config["ONRECORD_METRICS"]
    if access == "off":
        raise NotFound("There is nothing at this address. /docs lists what there is.")
    if access != "open" and not _has_token(current_app.config["ONRECORD_METRICS_TOKEN"]):
        require_scope(ADMIN)


def _has_token(token: str) -> bool:
    sent = BEARER.fullmatch(request.headers.get("Authorization", "").strip())
    return bool(token) and sent is not None and hmac.compare_digest(sent[1].encode(), token.encode())


def _count_when_sent(response: Response) -> Response:
    counted = metrics()
    route, started = route_template(), request.environ.get(STARTED, time.perf_counter())
    method = request.method if request.method in METHODS else "other"
    counted.requests.labels(route, method, f"{response.status_code // 100}xx").inc()
    response.call_on_close(
        lambda: counted.request_seconds.labels(route, method).observe(time.perf_counter() - started)
    )
    return response


def _documentation() -> dict[str, Any]:
    refused = (MalformedRequest, InvalidInput, NotFound, Unauthenticated, MissingScope, RateLimited)
    responses: dict[int, Any] = dict(problem_responses([*refused, StorageUnavailable, ServiceError]))
    headers = {name: {"$ref": f"#/components/headers/{name}"} for name in ("X-Request-Id",)}
    responses[200] = {
        "description": "Counts of all processes of this server since it started",
        "headers": headers,
        "content": {
            "text/plain": {
                "schema": {"type": "string"},
                "example": '# TYPE onrecord_refusals_total counter\nonrecord_refusals_total{code="not-found"} 2.0\n',
            }
        },
    }
    return {
        "operationId": "show_metrics",
        "summary": "Show counts for Prometheus",
        "description": "Needs a key with the scope `admin` or the token of this installation, unless it is open or off "
        "(404) there.",
        "tags": ["Metrics"],
        "security": [{"apiKey": []}, {}],
        "responses": responses,
    }
