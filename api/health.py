"""Whether the process lives, and whether it can answer."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from api.database import reading_session
from api.refusals import NotReady
from api.resource import Resource
from api.schemas.health import HealthSchema, ReadinessSchema
from services.health import check_readiness

resource = Resource("Health", "Whether the service lives and can answer")


@resource.operation("GET", "/healthz", HealthSchema, scope=None)
def show_health() -> dict[str, Any]:
    """Say that the process answers

    Touches nothing else, so that a database that is away does not get the process killed.
    """
    return {"status": "ok"}


@resource.operation("GET", "/readyz", ReadinessSchema, scope=None, refuses=[NotReady])
def show_readiness() -> dict[str, Any]:
    """Say whether everything that an answer needs is there"""
    checks = check_readiness(reading_session())
    found = {name: asdict(check) for name, check in checks.items()}
    if not all(check.passed for check in checks.values()):
        raise NotReady("Not everything that an answer needs is there; `checks` says what.", checks=found)
    return {"status": "ready", "checks": found}
