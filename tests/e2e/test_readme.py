"""What the README shows is what the program answers today."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from api import create_app
from models import make_writing_session_factory, open_engine
from models.migration import migrate
from seeds.loader import load_seeds
from services.settings import Settings

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
SHOWN = re.compile(
    r"^curl 'http://127\.0\.0\.1:8000(?P<path>/v1/(?:ask|quotes)[^']*)'\n```\n.*?```json\n(?P<answer>.*?)```",
    re.MULTILINE | re.DOTALL,
)
EXAMPLES = [(match["path"], json.loads(match["answer"])) for match in SHOWN.finditer(README)]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    url = f"sqlite:///{tmp_path_factory.mktemp('readme')}/onrecord.sqlite3"
    engine = open_engine(url)
    migrate(engine)
    load_seeds(make_writing_session_factory(engine), max_characters=100_000)
    engine.dispose()
    app = create_app(Settings(database_url=url, open_reading=True))
    yield app.test_client()
    app.extensions["onrecord-database"].engine.dispose()


def shows(answer: Any, shown: Any) -> bool:
    """Whether what is shown is the answer with parts left out; a speaker may be shown by name alone."""
    if isinstance(shown, dict):
        return isinstance(answer, dict) and all(
            key in answer and shows(answer[key], shown[key]) for key in shown
        )
    if isinstance(shown, list):
        return len(answer) >= len(shown) and all(shows(*pair) for pair in zip(answer, shown, strict=False))
    return bool(answer == shown or (isinstance(answer, dict) and answer.get("name") == shown))


def test_the_readme_has_its_examples() -> None:
    assert [urlsplit(path).path for path, _ in EXAMPLES][:3] == ["/v1/ask", "/v1/ask", "/v1/quotes"]
    assert len(EXAMPLES) == 4


@pytest.mark.parametrize(("path", "shown"), EXAMPLES, ids=[path for path, _ in EXAMPLES])
def test_an_example_is_answered_as_shown(client: FlaskClient, path: str, shown: Any) -> None:
    answer = client.get(path).get_json()
    assert shows(answer["items"] if isinstance(shown, list) else answer, shown)
