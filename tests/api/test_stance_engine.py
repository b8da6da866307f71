"""Where the operator names a language model, the API's stances come from it and say so."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from services.stance_engines import SHIPPED
from tests.api_fixtures import ARTICLE, TARGET, make_writer
from tests.services.chat_server import chat_server, say_stance
from tests.services.local_server import reply


def test_stances_of_articles_and_targets_show_the_models_name(make_app: Callable[..., Flask]) -> None:
    with chat_server() as fake:
        fake.will(say_stance("against", 0.7, "deploy troops"))
        writer = make_writer(make_app(stance_endpoint=fake.base, stance_endpoint_model="parrot-1"))
        writer.post("/v1/targets", json=TARGET)
        article = writer.post("/v1/articles", json=ARTICLE)
        assert article.status_code == 201
        change = {"slug": "island", "proposition": "The island should get troops", "terms": ["troops"]}
        assert writer.post("/v1/targets", json=change).status_code == 201
        quotes = writer.get("/v1/quotes?q=troops").json["items"]
    engines = [(stance["label"], stance["engine"]["name"]) for quote in quotes for stance in quote["stances"]]
    assert engines == [("against", "endpoint:parrot-1")] * 2


def test_a_preview_uses_the_shipped_engine(make_app: Callable[..., Flask]) -> None:
    with chat_server() as fake:
        fake.will(reply(500))
        app = make_app(stance_endpoint=fake.base, stance_endpoint_model="parrot-1")
        make_writer(app).post("/v1/targets", json=TARGET)
        preview = app.test_client().post("/v1/extractions", json={"text": ARTICLE["text"]})
        assert fake.asked == []
    assert SHIPPED.name in [engine["name"] for engine in preview.json["engines"]]
