"""Turns at things that no single row stands for. SQLite has one writer, so there is nothing to take there."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from sqlalchemy import text
from sqlalchemy.orm import Session

# A lock for each name of a long article would fill the server's lock table (6,400 places by default), and every
# transaction on the server would fail. Of so many, eight at once have room.
_NAME_LOCKS = 512
# Few enough that eight with all of both still have room.
_GROUP_LOCKS = 128


def hold_names(session: Session, name_keys: Iterable[str]) -> None:
    """Wait until nobody else resolves one of these names, and hold them until the transaction ends.

    Names share a fixed number of locks, so now and then one waits for another name. Without it, two articles read at the same time would each make a speaker of the same new name.
    """
    # Always in the same order, so that two transactions never wait for each other.
    for number in sorted({zlib.crc32(name_key.encode()) % _NAME_LOCKS for name_key in name_keys}):
        _hold(session, f"name:{number}", "pg_advisory_xact_lock")


def hold_targets(session: Session) -> None:
    """Keep `wait_for_storing` waiting until the transaction ends. Take it before looking which targets there are."""
    _hold(session, "targets", "pg_advisory_xact_lock_shared")


def wait_for_storing(session: Session) -> None:
    """Wait for those who `hold_targets`, and keep others from it until the transaction ends.

    Without it, quotes that are being stored when a target is made would be tagged for it neither there nor by the
    target's job, which would not see them yet.
    """
    _hold(session, "targets", "pg_advisory_xact_lock")


def hold_quote_changes(session: Session) -> None:
    """Wait until nobody else crosses off changes of quotes, and keep others from it until the transaction ends.

    Without it, two processes that tell webhooks of the same quote at once would each tell that it was found.
    """
    _hold(session, "quote-changes", "pg_advisory_xact_lock")


def hold_groups(session: Session, speaker_ids: Iterable[int]) -> None:
    """Wait until nobody else groups quotes of these speakers, and hold them until the transaction ends.

    Take it last but for `hold_vectors`: who has it waits for nothing else. Speakers share a fixed number of locks. Without it, two articles
    with the same quote that are stored at the same moment would not see each other, and it would be in no group.
    """
    for number in sorted({speaker_id % _GROUP_LOCKS for speaker_id in speaker_ids}):
        _hold(session, f"groups:{number}", "pg_advisory_xact_lock")


def hold_vectors(session: Session) -> None:
    """Wait until nobody else stores vectors of quotes, and keep others from it until the transaction ends.

    So they become visible in the order of their numbers. Without it, whoever looks for later ones than it knows would
    never see one that is committed after a later one.
    """
    _hold(session, "vectors", "pg_advisory_xact_lock")


def _hold(session: Session, name: str, function: str) -> None:
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"SELECT {function}(hashtextextended(:name, 0))"), {"name": f"onrecord:{name}"})
