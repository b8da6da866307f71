"""A client that a program writes from openapi.yaml alone talks with a server, unedited."""

from __future__ import annotations

import importlib
import io
import json
import pkgutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from flask import Flask

from tests.api_fixtures import ARTICLE, TARGET, make_key_headers, make_writer, serving

ROOT = Path(__file__).parents[2]
CONFIGURATION = Path(__file__).with_name("generated_client.yaml")
NAME = "generated_onrecord_client"
SLUG = "troops-should-be-deployed-to-the-island"

Module = Callable[[str], ModuleType]


@pytest.fixture(scope="session")
def module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Module]:
    """Import a module of the client, which is made once and to the last part: a warning is a failure."""
    folder = tmp_path_factory.mktemp("generated")
    made = subprocess.run(
        [
            *(
                sys.executable,
                "-m",
                "openapi_python_client",
                "generate",
                "--meta",
                "none",
                "--fail-on-warning",
            ),
            *("--path", str(ROOT / "openapi.yaml"), "--config", str(CONFIGURATION)),
            *("--output-path", str(folder / NAME)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    assert "warning" not in (made.stdout + made.stderr).lower()
    sys.path.insert(0, str(folder))
    yield lambda name: importlib.import_module(f"{NAME}.{name}")
    sys.path.remove(str(folder))


@pytest.fixture
def served(make_app: Callable[..., Flask]) -> Flask:
    """The API with an article and a target."""
    app = make_app()
    writer = make_writer(app)
    assert writer.post("/v1/targets", json=TARGET).status_code == 201
    assert writer.post("/v1/articles", json=ARTICLE).status_code == 201
    return app


@pytest.fixture
def address(served: Flask) -> Iterator[str]:
    """Where it listens."""
    with serving(served) as base:
        yield base


@pytest.fixture
def reader(module: Module, address: str) -> Iterator[Any]:
    """A client without a key."""
    with module("client").Client(base_url=address) as client:
        yield client


@pytest.fixture
def writer(module: Module, served: Flask, address: str) -> Iterator[Any]:
    """A client with a key that may do everything."""
    key = make_key_headers(served, "admin")["Authorization"].removeprefix("Bearer ")
    with module("client").AuthenticatedClient(base_url=address, token=key) as client:
        yield client


def test_it_has_every_operation_and_all_of_it_can_be_imported(module: Module, served: Flask) -> None:
    package = importlib.import_module(NAME)
    names = {found.name for found in pkgutil.walk_packages(package.__path__, f"{NAME}.")}
    for name in names:
        importlib.import_module(name)
    document = served.test_client().get("/openapi.json").json
    operations = {
        operation["operationId"]
        for item in document["paths"].values()
        for method, operation in item.items()
        if method in {"get", "post", "put", "patch", "delete"}
    }
    assert operations <= {name.rpartition(".")[2] for name in names}


def test_quotes_are_listed_by_filters_and_page_by_page(module: Module, reader: Any) -> None:
    list_quotes = module("api.quotes.list_quotes")
    types = module("models.list_quotes_type").ListQuotesType
    spoken = list_quotes.sync(client=reader, speaker="Velden", type_=types.DIRECT)
    assert {quote.speaker.name for quote in spoken.items} == {"Mara Velden"}
    assert {quote.type_ for quote in spoken.items} == {"direct"}

    seen: list[int] = []
    cursor: Any = module("types").UNSET
    while cursor is not None:
        page = list_quotes.sync(client=reader, limit=1, cursor=cursor)
        assert len(page.items) == 1
        seen.append(page.items[0].id)
        cursor = page.next_
    assert sorted(seen) == [1, 2, 3]


def test_a_quote_has_its_place_and_its_stances(module: Module, reader: Any) -> None:
    stances = module("models.list_quotes_stance").ListQuotesStance
    found = module("api.quotes.list_quotes").sync(client=reader, target=SLUG, stance=stances.FAVOR)
    (quote,) = found.items
    assert [stance.target for stance in quote.stances] == [SLUG]
    assert quote.article.published_at == datetime(2025, 3, 27, 18, tzinfo=UTC)
    article = module("api.articles.get_article_by_id").sync(quote.article.id, client=reader)
    for segment in quote.segments:
        assert article.text[segment.start : segment.end] == segment.text


def test_an_article_is_posted_with_a_key_and_only_once(module: Module, reader: Any, writer: Any) -> None:
    add_article = module("api.articles.add_article")
    new = module("models.new_article").NewArticle(
        text="“The ferry sails on,” said Otto Sand.",
        url="https://news.example/ferry",
        published_at=datetime(2025, 4, 1, 6, tzinfo=UTC),
    )
    refused = add_article.sync(client=reader, body=new)
    assert (refused.type_, refused.status) == ("/problems/unauthenticated", 401)
    first = add_article.sync_detailed(client=writer, body=new, idempotency_key="ferry-1")
    assert (first.status_code, first.parsed.url) == (201, "https://news.example/ferry")
    assert [quote.text for quote in first.parsed.quotes] == ["The ferry sails on,"]
    again = add_article.sync_detailed(client=writer, body=new, idempotency_key="ferry-1")
    assert (again.status_code, again.parsed) == (201, first.parsed)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert add_article.sync_detailed(client=writer, body=new).status_code == 200


def test_many_articles_are_sent_as_lines(module: Module, writer: Any) -> None:
    lines = b'{"text": "Otto Sand said the ferry would sail."}\n{"text": 7}\n'
    body = module("types").File(payload=io.BytesIO(lines))
    answer = module("api.import_.import_articles").sync(client=writer, body=body)
    imported = module("models.imported_line").ImportedLine
    first, second = (imported.from_dict(json.loads(line)) for line in answer.payload)
    assert (first.line, first.status, first.links.self_) == (1, "created", f"/v1/articles/{first.id}")
    assert (second.status, second.problem.status) == ("invalid", 422)
    assert [error.pointer for error in second.problem.errors] == ["/text"]


def test_a_question_is_answered(module: Module, reader: Any) -> None:
    answer = module("api.questions.ask_question").sync(
        client=reader, q="what did Velden say about deployment"
    )
    assert (answer.question.speaker, answer.question.subject) == ("Velden", "deployment")
    assert [speaker.name for speaker in answer.speakers] == ["Mara Velden"]
    assert "deploy troops" in answer.items[0].text


def test_a_quotation_is_checked(module: Module, reader: Any) -> None:
    body = module("models.new_verification").NewVerification(text="the bridge stays shut")
    answer = module("api.verifications.verify_quotation").sync(client=reader, body=body)
    assert answer.status == "altered"
    assert [speaker.name for speaker in answer.said_by] == ["Mara Velden"]


def test_a_problem_is_read_as_one(module: Module, reader: Any) -> None:
    problem = module("api.quotes.list_quotes").sync(client=reader, limit=0, speaker="")
    assert isinstance(problem, module("models.problem").Problem)
    assert (problem.type_, problem.status) == ("/problems/invalid-input", 422)
    assert {error.parameter for error in problem.errors} == {"limit", "speaker"}
    missing = module("api.quotes.get_quote_by_id").sync_detailed(99, client=reader)
    assert (missing.status_code, missing.parsed.detail) == (404, "There is no quote 99.")
    assert missing.parsed.request_id == missing.headers["X-Request-Id"]


def test_an_edit_needs_the_state_that_was_read(module: Module, writer: Any) -> None:
    read = module("api.targets.get_target_by_slug").sync_detailed(SLUG, client=writer)
    change = module("api.targets.change_target_by_slug").sync_detailed
    body = module("models.target_change").TargetChange(notes="Soldiers, not police.")
    assert change(SLUG, client=writer, body=body).status_code == 428
    changed = change(SLUG, client=writer, body=body, if_match=read.headers["ETag"])
    assert (changed.status_code, changed.parsed.notes) == (200, "Soldiers, not police.")
    late = change(SLUG, client=writer, body=body, if_match=read.headers["ETag"])
    assert (late.status_code, late.parsed.type_) == (412, "/problems/version-mismatch")


def test_a_person_decides_about_a_quote(module: Module, writer: Any) -> None:
    read = module("api.quotes.get_quote_by_id").sync_detailed(1, client=writer)
    body = module("models.quote_change").QuoteChange(
        decision=module("models.quote_change_decision").QuoteChangeDecision.CONFIRM,
        reason="As in the article.",
    )
    change = module("api.review.review_quote_by_id").sync_detailed
    changed = change(1, client=writer, body=body, if_match=read.headers["ETag"])
    assert (changed.status_code, changed.parsed.decided_by) == (200, "human")
