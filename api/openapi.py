"""openapi.yaml and /openapi.json: the parts that no single operation declares, and the text of the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from importlib.metadata import version
from typing import Any

import flask_smorest
from flask import Flask

from api.headers import ANSWER_HEADERS
from api.identifiers import document_identifiers
from api.problems import CONTENT_TYPE as PROBLEM_CONTENT_TYPE
from api.problems import problem_classes
from api.resource import CODE_JOINT
from api.schemas.problems import ProblemSchema
from services.errors import IdempotencyKeyInUse

_EXTENSION = "onrecord-openapi"

_DESCRIPTION = """\
OnRecord reads news articles, finds who said what, tags each quote with the speaker's stance toward named targets,
and serves it with its exact source.

- **Keys.** Writing needs an API key with a scope, sent as `Authorization: Bearer onr_…`. Reading needs one with the
  scope `read` unless this installation is open for reading. `ingest` adds articles; `review` withdraws articles and
  quotes, decides about quotes, edits targets and merges, splits and corrects speakers; `admin` includes all others.
- **Errors** are RFC 9457 problem documents. Their `type` is an address here that explains the kind.
- **Strictness.** Parameters and members that are not documented are refused, never ignored. A query parameter may be
  given once.
- **Lists** have `items` and `next`. Pass `next` as `cursor` to go on; the Link header has the same address.
- **Moments** are RFC 3339 with an offset from UTC; answers are in UTC.
- **Offsets** count characters (Unicode code points) of the text they belong to: `text[start:end]` is the span.
- **Changes.** `ETag` comes with single things; `If-None-Match` saves reading one again, `If-Match` saves overwriting
  somebody else's change.
- **Repeating.** A POST that creates takes an `Idempotency-Key`: the same key and request again get the same answer.
"""

_PLAIN_KEY = re.compile(r"[A-Za-z$/][A-Za-z0-9_$/.{}-]*")
# What some YAML readers take for a truth value.
_NOT_A_STRING = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}

# Exactly one of the two, which marshmallow checks but cannot describe.
_TEXT_OR_HTML = [{"required": ["text"]}, {"required": ["html"]}]
# Not `False`, which OpenAPI 3.1 allows and many programs that read it do not know.
_ABSENT: dict[str, Any] = {"not": {}}
_OR_ADDRESS_ALONE = [
    {"required": ["url"], "properties": {"url": {"type": "string"}, "text": _ABSENT, "html": _ABSENT}}
]

# A reason alone decides nothing.
_ONE_DECISION_AT_LEAST = [{"required": [name]} for name in ("content", "speaker", "stances", "decision")]


def register_openapi(app: Flask) -> Any:
    """The flask-smorest api of the app, with every shared component; resources add their operations to it."""
    app.config.update(
        API_TITLE="OnRecord",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        API_SPEC_OPTIONS={
            "info": {
                "description": _DESCRIPTION,
                "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
                "x-release": version("onrecord"),
            },
        },
    )
    api: Any = flask_smorest.Api(app)
    # Every operation names its problems; flask-smorest's default error has another form.
    api.DEFAULT_ERROR_RESPONSE_NAME = None
    document_identifiers(api)
    components = api.spec.components
    components.schema("Problem", schema=ProblemSchema)
    components.security_scheme(
        "apiKey",
        {"type": "http", "scheme": "bearer", "description": "An API key: `onr_…`."},
    )
    for name, header in ANSWER_HEADERS.items():
        components.header(name, header)
    for kind in problem_classes():
        components.example(
            kind.code,
            {
                "summary": kind.title,
                "value": {
                    "type": f"/problems/{kind.code}",
                    "title": kind.title,
                    "status": kind.status,
                    "detail": kind.title + ".",
                    "request_id": "6fbc1d0b3f5e4a0f9a51c3d2e7b84c10",
                },
            },
        )
    app.extensions[_EXTENSION] = api
    return api


def openapi_document(app: Flask) -> dict[str, Any]:
    """The whole OpenAPI document of the app, in an order that never changes."""
    document: dict[str, Any] = deepcopy(app.extensions[_EXTENSION].spec.to_dict())
    schemas = document["components"]["schemas"]
    # Within allOf, because programs that write clients would take each branch beside `properties` for a form of its own.
    schemas["NewExtraction"]["allOf"] = [{"oneOf": _TEXT_OR_HTML}]
    schemas["NewArticle"]["allOf"] = [{"oneOf": _TEXT_OR_HTML + _OR_ADDRESS_ALONE}]
    for name in ("TargetChange", "FeedChange", "SavedSearchChange", "SpeakerCorrection", "WebhookChange"):
        schemas[name]["minProperties"] = 1
    schemas["QuoteChange"]["allOf"] = [{"anyOf": _ONE_DECISION_AT_LEAST}]
    paths = {path: _with_string_statuses(document["paths"][path]) for path in sorted(document["paths"])}
    components = document["components"]
    components["responses"] = {name: _problem_response(name) for name in _problem_response_names(paths)}
    return {
        "openapi": document["openapi"],
        "info": document["info"],
        "tags": document["tags"],
        "paths": paths,
        "components": {
            section: dict(sorted(entries.items())) for section, entries in sorted(components.items())
        },
    }


def render_openapi(app: Flask) -> str:
    """The text of openapi.yaml."""
    return "\n".join(_yaml_lines(openapi_document(app), 0)) + "\n"


def _with_string_statuses(path_item: dict[str, Any]) -> dict[str, Any]:
    # OpenAPI wants the statuses as strings, and they come in the order of the decorators.
    for operation in _operations(path_item):
        responses = {str(status): response for status, response in operation["responses"].items()}
        operation["responses"] = dict(sorted(responses.items()))
    return path_item


def _operations(path_item: dict[str, Any]) -> list[dict[str, Any]]:
    return [part for part in path_item.values() if isinstance(part, dict) and "responses" in part]


def _problem_response_names(paths: dict[str, Any]) -> set[str]:
    references = {
        response["$ref"]
        for path_item in paths.values()
        for operation in _operations(path_item)
        for response in operation["responses"].values()
        if "$ref" in response
    }
    return {reference.rpartition("/")[2] for reference in references}


def _problem_response(name: str) -> dict[str, Any]:
    kinds = [kind for kind in problem_classes() if kind.code in name.split(CODE_JOINT)]
    headers = ["X-Request-Id"]
    if kinds[0].status in {429, 503} or IdempotencyKeyInUse in kinds:
        headers.append("Retry-After")
    return {
        "description": "; ".join(kind.title for kind in kinds),
        "headers": {header: {"$ref": f"#/components/headers/{header}"} for header in headers},
        "content": {
            PROBLEM_CONTENT_TYPE: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": {kind.code: {"$ref": f"#/components/examples/{kind.code}"} for kind in kinds},
            }
        },
    }


def _yaml_lines(value: Any, indent: int) -> Iterator[str]:
    """Block YAML whose scalars are JSON, which every YAML reader takes; no library is needed to write that."""
    space = "  " * indent
    entries: Iterator[tuple[str, Any]]
    if isinstance(value, Mapping):
        entries = ((f"{space}{_yaml_key(str(key))}:", member) for key, member in value.items())
    else:
        entries = ((f"{space}-", member) for member in value)
    for head, member in entries:
        if _is_block(member):
            yield head
            yield from _yaml_lines(member, indent + 1)
        else:
            yield f"{head} {json.dumps(member, ensure_ascii=False)}"


def _yaml_key(key: str) -> str:
    return key if _PLAIN_KEY.fullmatch(key) and key.lower() not in _NOT_A_STRING else json.dumps(key)


def _is_block(value: Any) -> bool:
    return bool(value) and isinstance(value, (Mapping, Sequence)) and not isinstance(value, str)
