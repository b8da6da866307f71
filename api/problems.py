"""RFC 9457 problem documents: one shape for every error, whatever part of the program it came from."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from flask import Flask, Response, current_app, request
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.exceptions import MethodNotAllowed as WrongMethod
from werkzeug.exceptions import NotFound as NoSuchAddress

from api.refusals import (
    MalformedRequest,
    MethodNotAllowed,
    NotReady,
    RateLimited,
    Unauthenticated,
    UnsupportedMediaType,
)
from api.request_ids import request_id
from api.routes import route_template
from services.errors import (
    Conflict,
    IdempotencyKeyInUse,
    NotFound,
    ServiceError,
    StorageUnavailable,
    TooLarge,
    VersionMismatch,
)
from services.metrics import metrics

CONTENT_TYPE = "application/problem+json"
RETRY_SECONDS = 5
"""How long a client waits before it asks again after a 503: a database restarts within seconds."""

log = logging.getLogger("onrecord.api")

# SQLite reports bugs in our SQL and an unusable file with one exception class; only these codes mean the file
# (busy, locked, read-only, input/output, damaged, full, cannot open, protocol, not a database).
_UNUSABLE_SQLITE_FILE = {5, 6, 8, 10, 11, 13, 14, 15, 26}
# PostgreSQL's state of a server that only reads: a standby, or one with a full disk.
_READ_ONLY = "25006"


def register_problem_handlers(app: Flask) -> None:
    """Answer every error of this app with a problem document."""
    app.register_error_handler(ServiceError, answer_refusal)
    app.register_error_handler(HTTPException, _answer_http_exception)
    app.register_error_handler(StaleDataError, _answer_lost_update)
    app.register_error_handler(Exception, _answer_error)


def problem_classes() -> Iterator[type[ServiceError]]:
    """Every kind of problem there is, by code."""
    found = {ServiceError.code: ServiceError}
    waiting = [ServiceError]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            found[kind.code] = kind
            waiting.append(kind)
    yield from (found[code] for code in sorted(found))


def answer_refusal(refusal: ServiceError) -> Response:
    """The problem document of a refusal, with the headers its status asks for."""
    metrics().refusals.labels(refusal.code).inc()
    document = problem_document(refusal, request_id(), parameters=request.args)
    response = _answer_problem(document, refusal.status)
    if isinstance(refusal, Unauthenticated):
        response.headers["WWW-Authenticate"] = 'Bearer realm="onrecord"'
    if isinstance(refusal, (StorageUnavailable, NotReady, IdempotencyKeyInUse)):
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    if isinstance(refusal, RateLimited):
        response.headers["Retry-After"] = str(refusal.members["retry_after"])
    if isinstance(refusal, UnsupportedMediaType):
        response.headers["Accept"] = str(refusal.members["accepts"])
    return response


def problem_document(
    refusal: ServiceError, request: str, *, parameters: Container[str] = ()
) -> dict[str, Any]:
    """The problem document of a refusal in the request of that id; `parameters` are those of its query."""
    members = dict(refusal.members)
    if isinstance(members.get("errors"), Mapping):
        members["errors"] = _error_entries(members["errors"], parameters)
    return {
        "type": f"/problems/{refusal.code}",
        "title": refusal.title,
        "status": refusal.status,
        "detail": refusal.detail,
        **members,
        "request_id": request,
    }


def refusal_of(error: Exception, subject: str) -> ServiceError:
    """What an error from any part of the program means to a client; what is ours is logged, as that of the subject."""
    if isinstance(error, ServiceError):
        return error
    if isinstance(error, PoolTimeout) or (isinstance(error, DBAPIError) and _is_unavailable(error)):
        log.error("database unavailable in %s: %s", subject, error)
        return StorageUnavailable("The database cannot be reached just now. Ask again in a few seconds.")
    log.error("%s crashed", subject, exc_info=error)
    return ServiceError("The request failed here through no fault of yours. Report its request_id.")


def _error_entries(errors: Mapping[str, Sequence[str]], parameters: Container[str]) -> list[dict[str, str]]:
    """A service's `{field: [message]}` as a client sees it: services know fields, not where they came from."""
    return [
        {"parameter": field, "detail": detail}
        if field in parameters
        else {"pointer": f"/{field}", "detail": detail}
        for field, details in errors.items()
        for detail in details
    ]


def _answer_problem(document: dict[str, Any], status: int) -> Response:
    response = Response(current_app.json.dumps(document) + "\n", status=status, content_type=CONTENT_TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response


def _answer_http_exception(error: HTTPException) -> Response:
    if isinstance(error, NoSuchAddress):
        return answer_refusal(NotFound("There is nothing at this address. /docs lists what there is."))
    if isinstance(error, WrongMethod):
        allowed = sorted(error.valid_methods or ())
        response = answer_refusal(
            MethodNotAllowed(f"{request.method} is not possible here; {', '.join(allowed)} would be.")
        )
        response.headers["Allow"] = ", ".join(allowed)
        return response
    if isinstance(error, RequestEntityTooLarge):
        limit = current_app.config["MAX_CONTENT_LENGTH"]
        return answer_refusal(TooLarge(f"A request may have at most {limit} bytes.", limit=limit))
    if error.code == MalformedRequest.status:
        return answer_refusal(MalformedRequest(error.description or "The request cannot be read."))
    if error.code is None or error.code >= ServiceError.status:
        return _answer_error(error)
    # What werkzeug itself refuses beyond these has no type of its own; RFC 9457 calls that "about:blank".
    document = {
        "type": "about:blank",
        "title": error.name,
        "status": error.code,
        "detail": error.description or error.name,
        "request_id": request_id(),
    }
    return _answer_problem(document, error.code)


def _answer_lost_update(error: StaleDataError) -> Response:
    detail = (
        "Somebody else changed it while this request was being done. Read it again and repeat the change."
    )
    kind = VersionMismatch if request.if_match else Conflict
    return answer_refusal(kind(detail))


def _is_unavailable(error: DBAPIError) -> bool:
    if error.connection_invalidated or isinstance(error, InterfaceError):
        return True
    if isinstance(error.orig, sqlite3.Error):
        # The low byte is the kind, the rest says more about it.
        return (getattr(error.orig, "sqlite_errorcode", 0) & 0xFF) in _UNUSABLE_SQLITE_FILE
    return isinstance(error, OperationalError) or getattr(error.orig, "sqlstate", None) == _READ_ONLY


def _answer_error(error: Exception) -> Response:
    # The route and not the path, which is the client's to choose.
    return answer_refusal(refusal_of(error, f"request {request_id()}: {request.method} {route_template()}"))
