"""A call of a tool is a request to the API, and its arguments are those that the API describes."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from api.assistant_tools import TOOLS, argument_schema, build_request
from api.assistants import Reader
from api.openapi import openapi_document
from services.errors import InvalidInput

TOOL = {tool.name: tool for tool in TOOLS}


def test_arguments_are_the_parameters_of_the_operation(app: Flask) -> None:
    document = openapi_document(app)
    for tool in TOOLS:
        schema = argument_schema(tool, document)
        assert schema["additionalProperties"] is False
        assert set(schema["required"]) <= schema["properties"].keys()
        assert all(described["type"] for described in schema["properties"].values())
    searched = argument_schema(TOOL["search_quotes"], document)["properties"]
    assert searched["stance"]["enum"] == ["favor", "against", "neutral"]
    assert "slug" in searched["target"]["description"]
    # Headers are no matter of an assistant's.
    assert "If-None-Match" not in argument_schema(TOOL["get_quote"], document)["properties"]
    assert argument_schema(TOOL["get_quote"], document)["required"] == ["quote_id"]
    assert argument_schema(TOOL["verify_quote"], document)["required"] == ["text"]


def test_no_tool_asks_for_anything_that_writes(app: Flask) -> None:
    document = openapi_document(app)
    for tool in TOOLS:
        operation = document["paths"][tool.path][tool.method]
        # Open to those without a key, as nothing is that writes.
        assert {} in operation["security"], tool.name


@pytest.mark.parametrize(
    ("name", "arguments", "address"),
    [
        ("accuracy", {}, "/v1/accuracy"),
        ("get_quote", {"quote_id": 7}, "/v1/quotes/7"),
        ("get_quote", {"quote_id": "7"}, "/v1/quotes/7"),
        ("search_quotes", {"q": "a & b", "limit": 2, "cursor": None}, "/v1/quotes?q=a+%26+b&limit=2"),
        ("search_quotes", {"min_confidence": 0.5}, "/v1/quotes?min_confidence=0.5"),
        ("target_positions", {"slug": "../articles"}, "/v1/targets/..%2Farticles/positions"),
    ],
)
def test_arguments_become_the_address(name: str, arguments: dict[str, Any], address: str) -> None:
    assert build_request(TOOL[name], arguments).address == address


@pytest.mark.parametrize("value", [None, "", "x", "1/2", "٣", -1, 1.5, True, [1], {}])
def test_what_names_no_thing_is_refused(value: object) -> None:
    with pytest.raises(InvalidInput) as refused:
        build_request(TOOL["get_quote"], {"quote_id": value})
    assert refused.value.members["errors"][0]["parameter"] == "quote_id"


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("search_quotes", {"speaker": "a\ud800"}),
        ("search_quotes", {"speaker": "a\0"}),
        ("search_quotes", {"\ud800": "a"}),
        ("search_quotes", {"speaker": ["a"]}),
        ("search_quotes", {"speaker": "a" * 5_000}),
        ("search_quotes", {"colour": "red"}),
        ("ask", {"q": ""}),
        ("ask", {}),
        ("verify_quote", {"text": "a\ud800"}),
        ("verify_quote", {"text": 7}),
        ("target_positions", {"slug": "\ud800"}),
        ("get_article", {"article_id": 1, "start": -1}),
        ("get_article", {"article_id": 1, "start": "a"}),
        ("get_article", {"article_id": 1, "start": 5, "end": 5}),
        ("get_article", {"article_id": 1, "end": 20_001}),
        ("get_article", {"article_id": 1, "start": 10**6}),
        ("get_article", {"article_id": 1, "colour": "red"}),
    ],
)
def test_bad_arguments_get_a_problem_that_says_where(
    app: Flask, article: dict[str, Any], name: str, arguments: dict[str, Any]
) -> None:
    answer = Reader(app).answer(TOOL[name], arguments)
    assert answer.is_error
    problem = answer.structured_content
    assert (problem["type"], problem["status"]) in {
        ("/problems/invalid-input", 422),
        ("/problems/not-found", 404),
    }
    assert problem["detail"]
