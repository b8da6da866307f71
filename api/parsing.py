"""Requests read strictly: what is not understood is refused, never ignored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NoReturn
from urllib.parse import unquote_to_bytes

import marshmallow
from flask import Request
from gunicorn.http.errors import ParseException
from webargs.flaskparser import FlaskParser

from api.refusals import MalformedRequest, ReceivedTooSlowly, UnsupportedMediaType
from api.strict_json import InvalidJson, parse_json, unstorable, unstorable_strings
from api.timed_socket import TooSlow
from services.errors import InvalidInput, TooLarge

ErrorEntry = dict[str, str]
"""One wrong value: where (`pointer` into the body, `parameter` of the query, or `header`) and its `detail`."""

_DETAIL = "The request has values that cannot be accepted; `errors` lists them."


class StrictParser(FlaskParser):
    """Reads query parameters and JSON bodies for marshmallow schemas; refuses with this API's problems."""

    def __init__(self) -> None:
        super().__init__(unknown=marshmallow.RAISE)

    def load_json(self, req: Request, schema: marshmallow.Schema) -> Any:
        """The JSON body. Raises UnsupportedMediaType, MalformedRequest, TooLarge or InvalidInput."""
        require_content_type(req, "application/json")
        try:
            value = parse_json(read_body(req))
        except InvalidJson as error:
            raise MalformedRequest(str(error)) from None
        if not isinstance(value, dict):
            raise InvalidInput(_DETAIL, errors=[{"pointer": "", "detail": "Must be a JSON object."}])
        _check_strings(value)
        return value

    def load_querystring(self, req: Request, schema: marshmallow.Schema) -> Any:
        """The query parameters, each of which may come once. Raises InvalidInput."""
        try:
            unquote_to_bytes(req.query_string.replace(b"+", b" ")).decode("utf-8")
        except UnicodeDecodeError:
            raise InvalidInput("The query is not UTF-8.", errors=[]) from None
        errors = []
        for name, values in req.args.lists():
            reason = next((found for found in map(unstorable, values) if found), None)
            if len(values) > 1:
                errors.append(_entry("query", [name], "May be given only once."))
            elif reason:
                errors.append(_entry("query", [name], reason))
        if errors:
            raise InvalidInput(_DETAIL, errors=errors)
        return req.args.to_dict()

    def handle_error(
        self,
        error: marshmallow.ValidationError,
        req: Request,
        schema: marshmallow.Schema,
        *,
        error_status_code: int | None,
        error_headers: Mapping[str, str] | None,
    ) -> NoReturn:
        """Turn a schema's messages into an InvalidInput that says where each value is."""
        messages: Any = error.messages
        raise InvalidInput(_DETAIL, errors=_entries(messages)) from None


def load_object(value: dict[str, Any], schema: marshmallow.Schema) -> dict[str, Any]:
    """A JSON object as the schema reads it. Raises InvalidInput that says where each wrong value is."""
    _check_strings(value)
    try:
        loaded: dict[str, Any] = schema.load(value)
    except marshmallow.ValidationError as error:
        raise InvalidInput(_DETAIL, errors=_entries({"json": error.messages})) from None
    return loaded


def read_body(req: Request) -> bytes:
    """The whole body, read once. Raises MalformedRequest for broken chunks, TooLarge above the limit, and
    ReceivedTooSlowly."""
    with receiving():
        body = req.get_data(cache=True)
    limit = req.max_content_length
    # A body without a declared length is cut at the limit, and its end would be missing in silence.
    if req.content_length is None and limit is not None and len(body) >= limit:
        raise TooLarge(f"A request may have less than {limit} bytes.", limit=limit)
    return body


@contextmanager
def receiving() -> Iterator[None]:
    """While a body is read. Raises ReceivedTooSlowly, and MalformedRequest for broken chunks."""
    try:
        yield
    except TooSlow:
        raise ReceivedTooSlowly("The body did not come in whole in time.") from None
    except ParseException:
        raise MalformedRequest("The chunks of the body cannot be read.") from None


def require_content_type(req: Request, content_type: str) -> None:
    """Raises UnsupportedMediaType unless the body is of this type, in UTF-8 and not compressed."""
    if req.headers.get("Content-Encoding", "identity").strip().lower() not in {"", "identity"}:
        detail = "The body must not be compressed (no Content-Encoding)."
    elif req.mimetype != content_type:
        kind = "JSON" if content_type == "application/json" else "lines of JSON"
        detail = f"Send {kind}, with the header Content-Type: {content_type}."
    elif req.mimetype_params.get("charset", "utf-8").lower() not in {"utf-8", "utf8"}:
        detail = "The body must be in UTF-8."
    else:
        return
    raise UnsupportedMediaType(detail, accepts=content_type)


def _check_strings(value: dict[str, Any]) -> None:
    errors = [_entry("json", path, reason) for path, reason in unstorable_strings(value)]
    if errors:
        raise InvalidInput(_DETAIL, errors=errors)


def _entries(messages: Mapping[str, Any]) -> list[ErrorEntry]:
    return [
        _entry(location, path, detail)
        for location, tree in messages.items()
        for path, detail in _flatten(tree)
    ]


def _entry(location: str, path: list[str | int], detail: str) -> ErrorEntry:
    if location == "query":
        return {"parameter": _printable(path[0]) if path else "", "detail": detail}
    return {"pointer": "".join(f"/{_escape(part)}" for part in path), "detail": detail}


def _escape(part: str | int) -> str:
    return _printable(part).replace("~", "~0").replace("/", "~1")


def _printable(part: str | int) -> str:
    # Names come from the client: cut, so that an answer stays small whatever they hold.
    return str(part)[:200]


def _flatten(tree: Any, path: tuple[str | int, ...] = ()) -> list[tuple[list[str | int], str]]:
    """marshmallow's tree of messages as (path, message) pairs; `_schema` means the object itself."""
    if isinstance(tree, dict):
        return [
            entry
            for key, branch in tree.items()
            for entry in _flatten(branch, path if key == "_schema" else (*path, key))
        ]
    messages = tree if isinstance(tree, list) else [tree]
    return [(list(path), str(message)) for message in messages]
