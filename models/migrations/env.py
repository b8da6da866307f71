"""Run by Alembic for each command; `models.migration` hands over the connection and its transaction."""

from __future__ import annotations

from alembic import context

from models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    compare_type=True,
    # SQLite changes a table only by making it anew.
    render_as_batch=True,
)
context.run_migrations()
