"""Whether this process can do its work."""

from __future__ import annotations

from dataclasses import dataclass

from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

import attribution
from models.migration import head_revision

_SEARCH = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND sql LIKE '%using fts5%'",
    "postgresql": (
        "SELECT count(*) FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND data_type = 'tsvector'"
    ),
}
_SENTENCE = "“The harbour stays open,” said Mara Velden."


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must work; `detail` says what was seen."""

    passed: bool
    detail: str


def check_readiness(session: Session) -> dict[str, Check]:
    """Look at everything a request needs: `database`, `migrations`, `search` and `engine`. Raises nothing."""
    checks = {}
    try:
        session.execute(text("SELECT 1"))
        checks["database"] = Check(True, "reachable")
        checks["migrations"] = _check_migrations(session)
        checks["search"] = _check_search(session)
    except SQLAlchemyError as error:
        # The driver's message may hold the database's address, which a stranger need not know.
        checks["database"] = Check(False, f"not reachable ({type(error).__name__})")
    checks["engine"] = _check_engine()
    return checks


def _check_migrations(session: Session) -> Check:
    current = MigrationContext.configure(session.connection()).get_current_revision()
    head = head_revision()
    return Check(current == head, f"at {current or 'none'}, needed {head}")


def _check_search(session: Session) -> Check:
    tables = session.scalar(text(_SEARCH[session.get_bind().dialect.name]))
    return Check(bool(tables), "full-text index there" if tables else "no full-text index")


def _check_engine() -> Check:
    extraction = attribution.extract(_SENTENCE)
    name = f"{extraction.engine} {extraction.engine_version}"
    return Check(bool(extraction.quotes), name if extraction.quotes else f"{name} finds no quote")
