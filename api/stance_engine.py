"""What reads the stances of the articles and targets that requests bring."""

from __future__ import annotations

from flask import Flask, current_app

from services.stance_engines import StanceEngine

_EXTENSION = "onrecord-stance-engine"


def register_stance_engine(app: Flask, engine: StanceEngine) -> None:
    """Give the app one engine for all its threads, which share what it learns about a failing endpoint."""
    app.extensions[_EXTENSION] = engine


def stance_engine() -> StanceEngine:
    """The engine of the current app."""
    found: StanceEngine = current_app.extensions[_EXTENSION]
    return found
