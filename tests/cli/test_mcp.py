"""`onrecord mcp`, as an assistant starts it and talks with it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from flask.testing import FlaskClient
from mcp import Client, StdioServerParameters
from mcp.types import CallToolResult

from api import create_app
from services.settings import Settings
from tests.api_fixtures import ARTICLE, TARGET, make_writer
from tests.cli.conftest import Run

WAIT_SECONDS = 60
LINK = "https://news.example/bridge"
SLUG = "troops-should-be-deployed-to-the-island"
ASKED = [
    ("search_quotes", {"about": "deployment", "limit": 2}, "/v1/quotes?about=deployment&limit=2"),
    ("ask", {"q": "what did Velden say about deployment"}, "/v1/ask?q=what+did+Velden+say+about+deployment"),
    ("get_quote", {"quote_id": 1}, "/v1/quotes/1"),
    ("list_speakers", {"q": "Velden"}, "/v1/speakers?q=Velden"),
    ("speaker_positions", {"speaker_id": 1, "target": SLUG}, f"/v1/speakers/1/positions?target={SLUG}"),
    ("target_positions", {"slug": SLUG}, f"/v1/targets/{SLUG}/positions"),
    ("source_report", {"period": "year"}, "/v1/reports/sources?period=year"),
    ("accuracy", {}, "/v1/accuracy"),
]

Call = Callable[..., CallToolResult]


@pytest.fixture(scope="module")
def database(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with one article and a target."""
    path = tmp_path_factory.mktemp("assistant") / "onrecord.sqlite3"
    shutil.copyfile(sqlite_template, path)
    return path


@pytest.fixture(scope="module")
def api(database: Path) -> Iterator[FlaskClient]:
    """The API on that database."""
    app = create_app(Settings(database_url=f"sqlite:///{database}", open_reading=True))
    writer = make_writer(app)
    assert writer.post("/v1/targets", json=TARGET).status_code == 201
    assert writer.post("/v1/articles", json={**ARTICLE, "url": LINK}).status_code == 201
    yield app.test_client()
    app.extensions["onrecord-database"].engine.dispose()


@pytest.fixture(scope="module")
def portal() -> Iterator[BlockingPortal]:
    """Where what is asynchronous runs."""
    with start_blocking_portal() as running:
        yield running


@pytest.fixture(scope="module")
def assistant(database: Path, api: FlaskClient, portal: BlockingPortal) -> Iterator[Client]:
    """A client of the package's own, connected with a server that it has started."""
    # Closed for reading: who starts the server reads all the same.
    started = StdioServerParameters(
        command=sys.executable,
        args=["-m", "cli.main", "mcp"],
        env={"DATABASE_URL": f"sqlite:///{database}"},
        cwd=Path(__file__).parents[2],
    )
    with portal.wrap_async_context_manager(Client(started, read_timeout_seconds=WAIT_SECONDS)) as client:
        yield client


@pytest.fixture
def call(assistant: Client, portal: BlockingPortal) -> Call:
    """Call a tool with these arguments."""

    def call_tool(name: str, **arguments: Any) -> CallToolResult:
        return portal.call(assistant.call_tool, name, arguments)

    return call_tool


def content(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return list(connection.iterdump())


def test_the_tools_only_read_and_say_what_they_take(assistant: Client, portal: BlockingPortal) -> None:
    tools = {tool.name: tool for tool in portal.call(assistant.list_tools).tools}
    assert tools.keys() == {name for name, _, _ in ASKED} | {"verify_quote", "get_article"}
    for tool in tools.values():
        assert tool.description
        assert tool.annotations
        assert tool.annotations.read_only_hint
        assert tool.input_schema["additionalProperties"] is False


@pytest.mark.parametrize(("name", "arguments", "address"), ASKED, ids=[name for name, _, _ in ASKED])
def test_a_tool_answers_what_the_api_answers(
    call: Call, api: FlaskClient, name: str, arguments: dict[str, Any], address: str
) -> None:
    answer = call(name, **arguments)
    assert not answer.is_error
    assert answer.structured_content == api.get(address).json
    assert json.loads(answer.content[0].text) == answer.structured_content


def test_a_quotation_is_checked(call: Call, api: FlaskClient) -> None:
    answer = call("verify_quote", text="the bridge stays shut", speaker="Mara Velden").structured_content
    sent = {"text": "the bridge stays shut", "speaker": "Mara Velden"}
    assert answer == api.post("/v1/verifications", json=sent).json
    assert answer["status"] == "altered"


def test_every_quote_can_be_found_where_it_is_written(call: Call) -> None:
    quotes = call("search_quotes").structured_content["items"]
    assert len(quotes) == 3
    for quote in quotes:
        assert quote["article"]["url"] == LINK
        for segment in quote["segments"]:
            asked = {"article_id": quote["article"]["id"], "start": segment["start"], "end": segment["end"]}
            stretch = call("get_article", **asked).structured_content
            assert stretch["text"] == segment["text"]
            assert stretch["url"] == LINK


def test_an_article_is_read_in_stretches(call: Call) -> None:
    whole = call("get_article", article_id=1).structured_content
    assert whole["text"] == ARTICLE["text"]
    assert (whole["start"], whole["end"], whole["length"]) == (0, len(whole["text"]), len(whole["text"]))
    last = call("get_article", article_id=1, start=20, end=10_000).structured_content
    assert (last["text"], last["end"]) == (ARTICLE["text"][20:], len(ARTICLE["text"]))


def test_a_page_leads_to_the_next(call: Call) -> None:
    first = call("search_quotes", limit=2).structured_content
    second = call("search_quotes", limit=2, cursor=first["next"]).structured_content
    assert {quote["id"] for quote in first["items"] + second["items"]} == {1, 2, 3}
    assert second["next"] is None


@pytest.mark.parametrize(
    ("name", "arguments", "place"),
    [
        ("search_quotes", {"limit": 0}, {"parameter": "limit"}),
        ("search_quotes", {"colour": "red"}, {"parameter": "colour"}),
        ("verify_quote", {}, {"pointer": "/text"}),
        ("get_quote", {"quote_id": "first"}, {"parameter": "quote_id"}),
        ("get_article", {"article_id": 1, "start": 9_999}, {"parameter": "start"}),
    ],
)
def test_wrong_arguments_are_answered_with_where_they_are_wrong(
    call: Call, name: str, arguments: dict[str, Any], place: dict[str, str]
) -> None:
    answer = call(name, **arguments)
    assert answer.is_error
    (error,) = answer.structured_content["errors"]
    assert error["detail"]
    assert place.items() <= error.items()


def test_what_is_not_there_is_an_error_and_the_server_goes_on(call: Call) -> None:
    answer = call("get_quote", quote_id=99)
    assert answer.is_error
    assert answer.structured_content["detail"] == "There is no quote 99."
    assert call("drop_everything").is_error
    assert not call("accuracy").is_error


def test_no_tool_changes_the_database(call: Call, database: Path) -> None:
    before = content(database)
    for name, arguments, _ in ASKED:
        assert not call(name, **arguments).is_error
    assert not call("verify_quote", text="the bridge stays open").is_error
    assert not call("get_article", article_id=1).is_error
    assert content(database) == before


def test_over_http_it_is_open_to_whoever_reaches_the_port(
    database: Path, api: FlaskClient, portal: BlockingPortal
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "cli.main", "mcp", "--port", str(port)],
        env={**os.environ, "DATABASE_URL": f"sqlite:///{database}", "ONRECORD_OPEN_READING": "true"},
        cwd=Path(__file__).parents[2],
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, server)
        with portal.wrap_async_context_manager(Client(f"http://127.0.0.1:{port}/mcp")) as client:
            answer = portal.call(client.call_tool, "get_quote", {"quote_id": 1})
        assert answer.structured_content == api.get("/v1/quotes/1").json
    finally:
        server.terminate()
        server.wait(WAIT_SECONDS)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            assert server.poll() is None, "the server ended"
            assert time.monotonic() < deadline, "the server did not become ready"
            time.sleep(0.1)


def test_an_archive_that_is_closed_is_not_served_over_http(migrated: Run) -> None:
    answer = migrated("mcp", "--port", "8123")
    assert answer.exit_code == 1
    assert "ONRECORD_OPEN_READING=true" in answer.output


def test_a_database_that_was_not_migrated_is_said_plainly(run: Run) -> None:
    answer = run("mcp")
    assert answer.exit_code == 1
    assert "onrecord migrate" in answer.output


def test_without_the_package_the_command_says_what_installs_it(
    migrated: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "api.assistants", raising=False)
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    answer = migrated("mcp")
    assert answer.exit_code == 1
    assert "make mcp" in answer.output
