"""Noticing that a SQLite file was removed or replaced under a running process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Dialect, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

_IDENTITY = "onrecord-file"


class SqliteFile:
    """The file behind an engine.

    A connection that is kept goes on with a file that has been removed, and what it writes is lost without an error;
    a new one would make an empty file beside it.
    """

    def __init__(self, path: Path) -> None:
        # Made absolute now, lest the process change its folder.
        self._path = path.absolute()
        self._was_there = False

    def watch(self, engine: Engine) -> None:
        """Check each connection before it is used; none makes the file anew once it was there.

        Then sqlalchemy.exc.OperationalError is raised until the file is there again.
        """
        event.listen(engine, "do_connect", self._connect)
        event.listen(engine, "connect", self._note)
        event.listen(engine, "checkout", self._check)

    def _connect(
        self, dialect: Dialect, _entry: ConnectionPoolEntry, _arguments: list[Any], options: dict[str, Any]
    ) -> Any:
        if not self._was_there:
            return None
        return dialect.connect(f"{self._path.as_uri()}?mode=rw", **{**options, "uri": True})

    def _note(self, _connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        entry.info[_IDENTITY] = self._identity()
        self._was_there = True

    def _check(self, _connection: DBAPIConnection, entry: ConnectionPoolEntry, _proxy: object) -> None:
        if entry.info.get(_IDENTITY) != self._identity():
            raise DisconnectionError(f"{self._path} was removed or replaced")

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
