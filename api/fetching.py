"""What fetches the pages that requests name by their address alone."""

from __future__ import annotations

from flask import Flask, current_app

from services.fetching import Fetcher

_EXTENSION = "onrecord-fetcher"


def register_fetcher(app: Flask, fetcher: Fetcher, *, fetch_articles: bool) -> None:
    """Give the app the one fetcher of all its threads; without `fetch_articles` it is there for its rules alone."""
    app.config["ONRECORD_FETCH_ARTICLES"] = fetch_articles
    app.extensions[_EXTENSION] = fetcher


def fetcher() -> Fetcher:
    """The fetcher of the current app."""
    found: Fetcher = current_app.extensions[_EXTENSION]
    return found


def article_fetcher() -> Fetcher | None:
    """The fetcher for articles that a request names, None where no pages are fetched."""
    return fetcher() if current_app.config["ONRECORD_FETCH_ARTICLES"] else None
