"""The fixtures of the API."""

from tests.api_fixtures import (
    app,
    article,
    client,
    file_database_url,
    key_headers,
    make_app,
    settings,
    writer,
)

__all__ = [
    "app",
    "article",
    "client",
    "file_database_url",
    "key_headers",
    "make_app",
    "settings",
    "writer",
]
