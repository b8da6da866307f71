"""What explains the API: the page, and the document it is made from."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import validate

from api.openapi import openapi_document, render_openapi

COMMITTED = Path(__file__).parents[2] / "openapi.yaml"


def test_start_leads_to_the_page(client: FlaskClient) -> None:
    response = client.get("/")
    assert (response.status_code, response.headers["Location"]) == (302, "/docs")


def test_page_loads_only_from_here_and_runs_no_script_of_its_own(client: FlaskClient) -> None:
    page = client.get("/docs")
    assert page.content_type == "text/html; charset=utf-8"
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert addresses
    for address in addresses:
        assert address.startswith("/")
        assert client.get(address).status_code == 200, address
    assert re.findall(r"<script(?![^>]*src=)|<style|\bon\w+=|\bstyle=", page.text) == []
    policy = page.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "http" not in policy


@pytest.mark.parametrize("name", ["swagger-ui.js", "../__init__.py", "%2e%2e/__init__.py", "LICENSE"])
def test_page_serves_no_other_files(client: FlaskClient, name: str) -> None:
    assert client.get(f"/docs/{name}").status_code == 404


def test_document_is_valid(app: Flask, client: FlaskClient) -> None:
    document = client.get("/openapi.json").json
    validate(document)
    assert document["openapi"].startswith("3.1")
    assert document["info"]["x-release"] == version("onrecord")


def test_committed_document_is_what_the_code_says(app: Flask) -> None:
    """Run `make openapi` when this fails."""
    assert COMMITTED.read_text(encoding="utf-8") == render_openapi(app)


def test_document_does_not_depend_on_settings(make_app: Callable[..., Flask], app: Flask) -> None:
    closed = make_app(open_reading=False, max_article_characters=5, rate_limit="1 per day")
    assert render_openapi(closed) == render_openapi(app)


def test_yaml_is_read_back_as_the_document(app: Flask) -> None:
    assert yaml.safe_load(render_openapi(app)) == openapi_document(app)


def test_every_address_of_the_api_is_documented(app: Flask) -> None:
    document = openapi_document(app)
    documented = {
        (method, path)
        for path, item in document["paths"].items()
        for method in item
        if method in {"get", "post", "patch", "put", "delete"}
    }
    served = {
        (method.lower(), re.sub(r"<(?:[^>]+:)?(\w+)>", r"{\1}", rule.rule))
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
        if method not in {"HEAD", "OPTIONS"} and not rule.endpoint.startswith("documentation.")
    }
    assert documented == served


def test_every_operation_documents_its_errors(app: Flask) -> None:
    document = openapi_document(app)
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method == "parameters":
                continue
            name = f"{method} {path}"
            assert operation["summary"], name
            assert operation["operationId"], name
            statuses = set(operation["responses"])
            assert {"400", "422", "500"} <= statuses, name
            if path.startswith("/v1/"):
                assert {"401", "403", "429", "503"} <= statuses, name
                assert operation["security"], name
            if "requestBody" in operation:
                assert {"413", "415"} <= statuses, name
            if "{" in path:
                assert "404" in statuses, name
    for name, response in document["components"]["responses"].items():
        assert list(response["content"]) == ["application/problem+json"], name
