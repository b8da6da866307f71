"""The tools that an assistant gets: which operation of the API each asks, and what its arguments are.

Arguments are described as openapi.yaml describes the parameters, so that neither can say what the other does not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from services.errors import InvalidInput

# Regular expressions of days and visible characters are longer than all the rest, and the API checks them anyway.
_LEFT_OUT = frozenset({"pattern", "minLength", "maxLength", "example", "format"})
_PART = re.compile(r"\{(\w+)\}")
_NAMED_BY_ID = re.compile(r"[0-9]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool and the operation that answers it; `method` and `path` are as in openapi.yaml."""

    name: str
    title: str
    path: str
    description: str
    method: str = "get"


TOOLS = (
    Tool(
        "search_quotes",
        "Search quotes",
        "/v1/quotes",
        "Find who said what about what. Each quote comes with its speaker, stances, the article with its url, and the "
        "[start, end) offsets of every segment in the article's text.",
    ),
    Tool(
        "ask",
        "Ask in words",
        "/v1/ask",
        "Answer a question such as: what did Macron say about deployment; who opposes lifting sanctions. Says how the "
        "question was understood; quotes come as from search_quotes.",
    ),
    Tool(
        "verify_quote",
        "Check a quotation",
        "/v1/verifications",
        "Check quoted words against all stored quotes: exact, partial, altered or not_found, with every word that "
        "differs and where the stored words stand. Never whether what was said is true.",
        method="post",
    ),
    Tool(
        "get_quote",
        "Read one quote",
        "/v1/quotes/{quote_id}",
        "One quote with the article's words before and after it.",
    ),
    Tool(
        "get_article",
        "Read an article",
        "/v1/articles/{article_id}",
        "A stretch of an article's text, 20,000 characters at most, with the article's url; offsets of quotes count in "
        "the whole text. Its quotes: search_quotes with `article`.",
    ),
    Tool(
        "list_speakers",
        "List speakers",
        "/v1/speakers",
        "Who is quoted, with every known name, and the id that speaker_positions takes.",
    ),
    Tool(
        "speaker_positions",
        "Positions of a speaker",
        "/v1/speakers/{speaker_id}/positions",
        "Where a speaker stands toward each target, how that changed, and the quotes that show it.",
    ),
    Tool(
        "target_positions",
        "Positions toward a target",
        "/v1/targets/{slug}/positions",
        "Who is for and who is against a target, named by its slug as in the stances of quotes, with the quotes that "
        "show it.",
    ),
    Tool(
        "source_report",
        "Who is quoted by whom",
        "/v1/reports/sources",
        "Counts who is quoted by which publisher and how, each with the address of the quotes that were counted.",
    ),
    Tool(
        "accuracy",
        "How good the answers are",
        "/v1/accuracy",
        "How often quotes, speakers and stances are right, as measured on articles that nothing was tuned on.",
    ),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to the API: the address with its query, and the JSON body of a POST."""

    method: str
    address: str
    body: Mapping[str, Any] | None


def argument_schema(tool: Tool, document: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON schema of a tool's arguments, from the OpenAPI document."""
    item = document["paths"][tool.path]
    operation = item[tool.method]
    if tool.method == "post":
        reference = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
        body = document["components"]["schemas"][reference.rpartition("/")[2]]
        properties, required = body["properties"], body.get("required", [])
    else:
        parameters = [
            parameter
            for parameter in [*item.get("parameters", []), *operation.get("parameters", [])]
            if parameter["in"] in {"path", "query"}
        ]
        properties = {
            parameter["name"]: {
                **parameter["schema"],
                **({"description": parameter["description"]} if "description" in parameter else {}),
            }
            for parameter in parameters
        }
        required = [parameter["name"] for parameter in parameters if parameter.get("required")]
    return {
        "type": "object",
        "properties": {
            name: {key: value for key, value in schema.items() if key not in _LEFT_OUT}
            for name, schema in properties.items()
        },
        "required": list(required),
        "additionalProperties": False,
    }


def build_request(tool: Tool, arguments: Mapping[str, Any]) -> Asked:
    """The request that a call of a tool is; arguments that are null count as not given.

    Whether they are right is for the API to say, but for those that make up the path. Raises InvalidInput.
    """
    given = {name: value for name, value in arguments.items() if value is not None}
    if tool.method == "post":
        return Asked(tool.method, tool.path, given)
    parts = {name: _path_part(name, given.pop(name, None)) for name in _PART.findall(tool.path)}
    path = _PART.sub(lambda match: parts[match[1]], tool.path)
    query = urlencode(
        {name: _query_value(name, value) for name, value in given.items()}, errors="surrogatepass"
    )
    return Asked(tool.method, f"{path}?{query}" if query else path, None)


def _path_part(name: str, value: object) -> str:
    is_id = name.endswith("_id")
    text = "" if isinstance(value, bool) or not isinstance(value, int | str) else str(value)
    if not text or (is_id and not _NAMED_BY_ID.fullmatch(text)):
        raise _wrong(name, "Must be a whole number from 1." if is_id else "Must be a text.")
    return quote(text, safe="", errors="surrogatepass")


def _query_value(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, int | float | str):
        raise _wrong(name, "Must be a text, a number, true or false.")
    return str(value)


def _wrong(name: str, detail: str) -> InvalidInput:
    return InvalidInput(f"{name}: {detail}", errors=[{"parameter": name, "detail": detail}])
