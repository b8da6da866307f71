"""`POST /v1/articles` with an address alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.api_fixtures import assert_problem, make_key_headers, make_writer
from tests.services.local_server import reply
from tests.services.page_server import PageServerFake, drip, page, page_server
from tests.services.test_fetched_articles import PAGE, QUOTE

MakeApp = Callable[..., Flask]


@pytest.fixture
def server() -> Iterator[PageServerFake]:
    with page_server() as fake:
        fake.pages["/bridge"] = page(PAGE)
        yield fake


@pytest.fixture
def fetching_app(make_app: MakeApp, server: PageServerFake) -> Flask:
    """An app that may fetch from this machine, which has no other name here than its number."""
    return make_app(
        fetch_articles=True, fetch_ports=str(server.port), fetch_networks="127.0.0.0/8", fetch_seconds=20
    )


@pytest.fixture
def sender(fetching_app: Flask) -> FlaskClient:
    return make_writer(fetching_app)


def here(server: PageServerFake, path: str) -> str:
    return f"http://127.0.0.1:{server.port}{path}"


def test_an_address_alone_is_fetched_read_and_stored(sender: FlaskClient, server: PageServerFake) -> None:
    response = sender.post("/v1/articles", json={"url": here(server, "/bridge?utm_source=letter#top")})
    assert response.status_code == 201, response.text
    stored = response.json
    assert (stored["url"], stored["text"]) == (here(server, "/bridge"), QUOTE)
    assert (stored["title"], stored["publisher"]) == ("Bridge stays open", "Torland Courier")
    assert [quote["text"] for quote in stored["quotes"]] == ["The bridge stays open,"]
    assert server.asked[0].headers["User-Agent"] == "OnRecord"


def test_the_same_article_by_another_address_is_the_same(sender: FlaskClient, server: PageServerFake) -> None:
    server.pages["/short"] = reply(302, Location="/2025/bridge?ref=1")
    server.pages["/2025/bridge?ref=1"] = page(PAGE)
    first = sender.post("/v1/articles", json={"url": here(server, "/bridge")})
    again = sender.post("/v1/articles", json={"url": here(server, "/short")})
    assert (again.status_code, again.json) == (200, first.json)
    # And by text, sent with an address out of a newsletter.
    sent = {"url": here(server, "/bridge?fbclid=1"), "title": "Bridge stays open", "text": QUOTE}
    assert sender.post("/v1/articles", json=sent).json["id"] == first.json["id"]


def test_a_page_that_changed_is_a_revision(sender: FlaskClient, server: PageServerFake) -> None:
    old = sender.post("/v1/articles", json={"url": here(server, "/bridge")}).json
    server.pages["/bridge"] = page(PAGE.replace("open", "shut"))
    new = sender.post("/v1/articles", json={"url": here(server, "/bridge")}).json
    assert (new["id"], new["revision"]) == (old["id"], 2)
    assert new["quotes"][0]["article"]["revision"] == 2
    assert new["quotes"][0]["links"]["revision"] == f"/v1/articles/{old['id']}/revisions/2"
    assert sender.get(old["quotes"][0]["links"]["revision"]).json["text"] == QUOTE


def test_what_is_given_counts_more_than_the_page(sender: FlaskClient, server: PageServerFake) -> None:
    given = {"url": here(server, "/bridge"), "title": "Mine", "publisher": "Me", "language": "fr"}
    stored = sender.post("/v1/articles", json=given).json
    assert (stored["title"], stored["publisher"], stored["language"]) == ("Mine", "Me", "fr")


@pytest.mark.parametrize(
    ("path", "behaviour", "status", "code"),
    [
        ("/", reply(302, Location="http://169.254.169.254/"), 422, "address-not-allowed"),
        ("/", reply(302, Location="/"), 424, "page-unreachable"),
        ("/", reply(404), 424, "page-refused"),
        ("/", reply(200, b"%PDF", Content_Type="application/pdf"), 422, "not-a-page"),
        ("/", page("<html><body></body></html>"), 422, "no-article-text"),
        ("/", page("a" * 5001), 422, "page-too-large"),
        ("/", drip, 424, "page-timed-out"),
    ],
)
def test_each_way_to_fail_is_its_own_problem(
    make_app: MakeApp, server: PageServerFake, path: str, behaviour: Any, status: int, code: str
) -> None:
    app = make_app(
        fetch_articles=True,
        fetch_ports=str(server.port) + ",80",
        fetch_networks="127.0.0.0/8",
        fetch_seconds=1,
        fetch_max_bytes=5000,
    )
    server.pages[path] = behaviour
    document = assert_problem(
        make_writer(app).post("/v1/articles", json={"url": here(server, path)}), status, code
    )
    assert document.get("page_status") == (404 if code == "page-refused" else None)
    assert make_writer(app).get("/v1/articles").json["items"] == []


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://localhost:1/", "http://0x7f.1/", "http://10.0.0.1:80/"]
)
def test_by_default_nothing_private_is_fetched(make_app: MakeApp, url: str) -> None:
    response = make_writer(make_app(fetch_articles=True)).post("/v1/articles", json={"url": url})
    assert_problem(response, 422, "address-not-allowed")


def test_fetching_can_be_off(writer: FlaskClient) -> None:
    response = writer.post("/v1/articles", json={"url": "https://news.example/bridge"})
    assert "`text` or `html`" in assert_problem(response, 403, "fetching-off")["detail"]


def test_fetching_needs_the_scope_of_writing(fetching_app: Flask, server: PageServerFake) -> None:
    body = {"url": here(server, "/bridge")}
    assert_problem(fetching_app.test_client().post("/v1/articles", json=body), 401, "unauthenticated")
    reader = make_key_headers(fetching_app, "read")
    response = fetching_app.test_client().post("/v1/articles", json=body, headers=reader)
    assert_problem(response, 403, "missing-scope")
    assert server.asked == []


def test_the_same_key_fetches_once(sender: FlaskClient, server: PageServerFake) -> None:
    body, headers = {"url": here(server, "/bridge")}, {"Idempotency-Key": "bridge-1"}
    first = sender.post("/v1/articles", json=body, headers=headers)
    again = sender.post("/v1/articles", json=body, headers=headers)
    assert (again.headers["Idempotency-Replayed"], again.json) == ("true", first.json)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "body", [{}, {"url": None}, {"title": "Bridge"}, {"url": None, "title": "Bridge"}, {"url": ""}]
)
def test_neither_text_nor_page_nor_address_is_refused(writer: FlaskClient, body: dict[str, Any]) -> None:
    assert_problem(writer.post("/v1/articles", json=body), 422, "invalid-input")


def test_a_withdrawn_article_is_not_fetched_back(sender: FlaskClient, server: PageServerFake) -> None:
    stored = sender.post("/v1/articles", json={"url": here(server, "/bridge")}).json
    assert sender.delete(stored["links"]["self"]).status_code == 204
    response = sender.post("/v1/articles", json={"url": here(server, "/bridge")})
    assert_problem(response, 409, "conflict")
