"""A chat server on this machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.services.chat_server import ChatServerFake, chat_server


@pytest.fixture
def model_server() -> Iterator[ChatServerFake]:
    with chat_server() as fake:
        yield fake
