"""How an operation is declared: one decorator that says what it reads, answers and refuses.

From that declaration come the strict reading of the request, the check of the scope, the answer's form, and
the operation's part of openapi.yaml, so that the four cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from http.client import NO_CONTENT
from typing import Any, TypeVar

import flask_smorest
from flask import Flask, Response
from marshmallow import Schema

from api.answer_lines import CONTENT_TYPE as LINES_TYPE
from api.authentication import READ, SCOPE_ATTRIBUTE, require_scope
from api.headers import IDEMPOTENCY_KEY, REQUEST_HEADERS
from api.idempotency import idempotent
from api.parsing import StrictParser
from api.refusals import (
    MalformedRequest,
    MissingScope,
    RateLimited,
    ReceivedTooSlowly,
    Unauthenticated,
    UnsupportedMediaType,
)
from services.errors import (
    IdempotencyKeyInUse,
    IdempotencyKeyReused,
    InvalidInput,
    ServiceError,
    StorageUnavailable,
    TooLarge,
)

View = TypeVar("View", bound=Callable[..., Any])

CODE_JOINT = "."
"""Between the codes in the name of a response that documents several kinds of problem."""

_PARSER = StrictParser()
# What has no end that anybody knows is bytes to a client, not a text to be held.
_STREAM = {"type": "string", "format": "binary"}
_ALWAYS: tuple[type[ServiceError], ...] = (MalformedRequest, InvalidInput, ServiceError)
_WITH_BODY: tuple[type[ServiceError], ...] = (TooLarge, UnsupportedMediaType, ReceivedTooSlowly)
_BELOW_V1: tuple[type[ServiceError], ...] = (Unauthenticated, MissingScope, RateLimited, StorageUnavailable)
_IDEMPOTENT: tuple[type[ServiceError], ...] = (IdempotencyKeyInUse, IdempotencyKeyReused)


class NoParameters(Schema):
    """The query of an operation that has no parameters."""


class Resource:
    """The operations on one kind of thing."""

    def __init__(self, name: str, description: str) -> None:
        # flask-smorest has no types; behind this class the rest of the program need not know.
        self._blueprint: Any = flask_smorest.Blueprint(name, __name__, description=description)
        self._blueprint.ARGUMENTS_PARSER = _PARSER
        self._line_schemas: dict[str, type[Schema]] = {}

    def register(self, app: Flask, api: Any) -> None:
        """Answer this resource's operations in the app, and document them in the flask-smorest api."""
        api.register_blueprint(self._blueprint)
        components = api.spec.components
        for name, schema in self._line_schemas.items():
            if name not in components.schemas:
                components.schema(name, schema=schema)

    def operation(
        self,
        method: str,
        path: str,
        answer: type[Schema] | None,
        *,
        status: int = 200,
        also_status: dict[int, str] | None = None,
        meaning: str = "",
        content_type: str | None = None,
        example: Any = None,
        scope: str | tuple[str, ...] | None = READ,
        query: type[Schema] = NoParameters,
        body: type[Schema] | None = None,
        body_lines: type[Schema] | None = None,
        answer_lines: type[Schema] | None = None,
        examples: dict[str, Any] | None = None,
        refuses: Sequence[type[ServiceError]] = (),
        headers: Sequence[str] = (),
        request_headers: Sequence[str] = (),
        creates: bool = False,
        links: dict[str, Any] | None = None,
    ) -> Callable[[View], View]:
        """Declare the view below as an operation.

        The view gets the validated query as `query` if it has parameters, and the validated body as `body`. It
        returns what `answer` dumps, or that with a status; a view whose `answer` is None returns a Response, and one whose status
        is 204 nothing. `content_type` is for what is not plain JSON, and `example` shows the answer. `body_lines` and
        `answer_lines` describe each line of a body or answer that has many; such a body the view reads itself. `also_status` are
        further successful statuses with their meaning, `scope` is what the caller's key needs, or needs one of, `refuses` the refusals of its service, `headers` and `request_headers` are names in
        api.headers, `creates` makes it honour Idempotency-Key.
        """

        def decorate(view: View) -> View:
            blueprint = self._blueprint
            handler: Callable[..., Any] = view if status != NO_CONTENT else _without_content(view)
            response_doc = {"headers": _header_references([*headers, *_common_headers(path)])}
            handler = blueprint.response(
                status,
                answer if content_type is None or answer is not None else _raw_schema(content_type),
                content_type=None if content_type is None else content_type.partition(";")[0],
                description=meaning or None,
                example=example,
                **response_doc,
            )(handler)
            if content_type is not None:
                handler = _of_type(content_type, handler)
            for other, description in (also_status or {}).items():
                handler = blueprint.alt_response(
                    other,
                    schema=None if other >= 300 else answer,
                    description=description,
                    success=True,
                    **response_doc,
                )(handler)
            if creates:
                handler = idempotent(handler)
            if body is not None:
                handler = blueprint.arguments(body, location="json", arg_name="body", examples=examples)(
                    handler
                )
            handler = _read_query(blueprint, query, handler)
            scopes = (scope,) if isinstance(scope, str) else scope or ()
            if scopes:
                handler = _guarded(handler, scopes)
            kinds = [*refuses, *_ALWAYS]
            kinds += _WITH_BODY if body is not None or body_lines is not None else ()
            kinds += _BELOW_V1 if path.startswith("/v1/") else ()
            kinds += _IDEMPOTENT if creates else ()
            documentation: dict[str, Any] = {
                "operationId": view.__name__,
                "responses": problem_responses(kinds),
                "security": _security(scopes),
            }
            if links:
                documentation["responses"][status] = {"links": links}
            if body_lines is not None:
                lines = {
                    "schema": {**_STREAM, "minLength": 1},
                    **self._each_line(body_lines),
                    "examples": examples,
                }
                documentation["requestBody"] = {"required": True, "content": {LINES_TYPE: lines}}
            if answer_lines is not None:
                documentation["responses"][status] = {"content": {LINES_TYPE: self._each_line(answer_lines)}}
            handler = blueprint.doc(**documentation)(handler)
            _document_request_headers(handler, [*request_headers, *([IDEMPOTENCY_KEY] if creates else [])])
            blueprint.route(path, methods=[method])(handler)
            return view

        return decorate

    def _each_line(self, schema: type[Schema]) -> dict[str, dict[str, str]]:
        name = schema.__name__.removesuffix("Schema")
        self._line_schemas[name] = schema
        # OpenAPI 3.1 has no word for what each line of a body is; 3.2 calls it itemSchema.
        return {"x-itemSchema": {"$ref": f"#/components/schemas/{name}"}}


def problem_responses(kinds: Sequence[type[ServiceError]]) -> dict[int, dict[str, str]]:
    """References to the response of each status; the component's name is the codes of all its kinds of problem."""
    by_status: dict[int, set[str]] = {}
    for kind in kinds:
        by_status.setdefault(kind.status, set()).add(kind.code)
    return {
        status: {"$ref": f"#/components/responses/{CODE_JOINT.join(sorted(codes))}"}
        for status, codes in by_status.items()
    }


def _without_content(view: Callable[..., None]) -> Callable[..., Response]:
    @wraps(view)
    def emptied(*args: Any, **kwargs: Any) -> Response:
        view(*args, **kwargs)
        response = Response(status=NO_CONTENT)
        del response.headers["Content-Type"]
        return response

    return emptied


def _raw_schema(content_type: str) -> dict[str, str]:
    return _STREAM if content_type == LINES_TYPE else {"type": "string"}


def _of_type(content_type: str, handler: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(handler)
    def typed(*args: Any, **kwargs: Any) -> Any:
        response = handler(*args, **kwargs)
        response.headers["Content-Type"] = content_type
        return response

    return typed


def _common_headers(path: str) -> list[str]:
    return ["X-Request-Id", *(["RateLimit", "RateLimit-Policy"] if path.startswith("/v1/") else [])]


def _document_request_headers(handler: Any, names: Sequence[str]) -> None:
    # Where flask-smorest keeps parameters; in its `doc` decorator they would replace those of the query.
    arguments = handler._apidoc.setdefault("arguments", {})
    arguments.setdefault("parameters", []).extend(REQUEST_HEADERS[name] for name in names)


def _header_references(names: Sequence[str]) -> dict[str, dict[str, str]]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _security(scopes: tuple[str, ...]) -> list[dict[str, list[str]]]:
    if not scopes:
        return []
    needed: list[dict[str, list[str]]] = [{"apiKey": []}]
    return [*needed, {}] if READ in scopes else needed


def _read_query(blueprint: Any, query: type[Schema], handler: Callable[..., Any]) -> Callable[..., Any]:
    if query is not NoParameters:
        read: Callable[..., Any] = blueprint.arguments(query, location="query", arg_name="query")(handler)
        return read

    @wraps(handler)
    def without_parameters(*args: Any, **kwargs: Any) -> Any:
        _PARSER.parse(NoParameters, location="query")
        return handler(*args, **kwargs)

    return without_parameters


def _guarded(handler: Callable[..., Any], scopes: tuple[str, ...]) -> Callable[..., Any]:
    @wraps(handler)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        require_scope(*scopes)
        return handler(*args, **kwargs)

    setattr(guarded, SCOPE_ATTRIBUTE, scopes)
    return guarded
