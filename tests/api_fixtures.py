"""An app on a migrated database, clients with and without keys, and the shape that every problem has."""

from __future__ import annotations

import contextlib
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from api import create_app
from api.database import database
from models import current_moment
from services.keys import create_key
from services.settings import Settings

ARTICLE = {
    "text": (
        "“The bridge stays open,” Mara Velden, foreign minister of Torland, said on Monday.\n\n"
        "“We will deploy troops to the island,” she added. Jonas Arkwright said the harbour would close."
    ),
    "title": "Bridge stays open",
    "publisher": "Torland Courier",
    "published_at": "2025-03-27T18:00:00Z",
}
TARGET = {"proposition": "Troops should be deployed to the island", "terms": ["deployment"]}


@pytest.fixture
def file_database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The URL of an empty, migrated SQLite file: for what cannot depend on the engine."""
    path = tmp_path / "api.sqlite3"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def settings(file_database_url: str) -> Settings:
    """Open for reading, no limit that a test could meet by accident, and no way to other machines."""
    return Settings(
        database_url=file_database_url,
        open_reading=True,
        rate_limit="100000 per minute",
        fetch_articles=False,
    )


@pytest.fixture
def make_app(settings: Settings) -> Iterator[Callable[..., Flask]]:
    """Makes apps with changed settings."""
    made = []

    def make(**changes: Any) -> Flask:
        app = create_app(replace(settings, **changes))
        made.append(app)
        return app

    yield make
    for app in made:
        with app.app_context():
            database().engine.dispose()


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """The app with the settings of the tests."""
    return make_app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client without a key."""
    return app.test_client()


@pytest.fixture
def key_headers(app: Flask) -> Callable[..., dict[str, str]]:
    """Makes a key with these scopes, as the header that carries it."""

    def make(*scopes: str) -> dict[str, str]:
        return make_key_headers(app, *scopes)

    return make


@pytest.fixture
def writer(app: Flask) -> FlaskClient:
    """A client whose key may do everything."""
    return make_writer(app)


@pytest.fixture
def article(writer: FlaskClient) -> dict[str, Any]:
    """A stored article with three quotes, and a target that one of them is about."""
    assert writer.post("/v1/targets", json=TARGET).status_code == 201
    response = writer.post("/v1/articles", json=ARTICLE)
    assert response.status_code == 201, response.text
    stored: dict[str, Any] = response.json
    return stored


@contextlib.contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve the app on a port of this machine; gives the address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def make_key_headers(app: Flask, *scopes: str) -> dict[str, str]:
    """The header with a new key."""
    with app.app_context(), database().writing.begin() as session:
        _, secret = create_key(session, name="test", scopes=scopes, expires_at=None, now=current_moment())
    return {"Authorization": f"Bearer {secret}"}


def make_writer(app: Flask) -> FlaskClient:
    """A client with a new key that may do everything."""
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = make_key_headers(app, "admin")["Authorization"]
    return client


def assert_problem(response: TestResponse, status: int, code: str) -> dict[str, Any]:
    """Every error, whatever part of the program it came from, has this shape."""
    assert response.status_code == status, response.text
    assert response.content_type == "application/problem+json"
    document: dict[str, Any] = response.json
    assert document["type"] == f"/problems/{code}"
    assert document["status"] == status
    assert document["title"]
    assert document["detail"]
    assert document["request_id"] == response.headers["X-Request-Id"]
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    for entry in document.get("errors", []):
        assert entry["detail"]
        assert len({"pointer", "parameter", "header"} & entry.keys()) == 1
    return document
