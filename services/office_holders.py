"""Persons found by the office that is known of them: "foreign minister of Torland"."""

from __future__ import annotations

from sqlalchemy import ColumnElement, LargeBinary, cast, func, or_, select
from sqlalchemy.orm import Session

from models import Speaker
from services.names import describes, offices_in, words_of_office
from services.speaker_redirects import led_away

# A shorter word may be initials, and stand in a description with full stops.
_SHORTEST_MENTIONED = 5


def find_office_holders(session: Session, words: str) -> list[Speaker]:
    """The persons whose description says that they hold the office and where, oldest first; nobody without a place."""
    offices, asked = offices_in(words), words_of_office(words)
    if not offices or not asked:
        return []
    # All offices are plain letters, so that every database folds their case alike.
    mentioned = [
        func.lower(Speaker.description).contains(office, autoescape=True) for office in sorted(offices)
    ]
    others = [word for word in sorted(asked - offices) if len(word) >= _SHORTEST_MENTIONED]
    # Only candidates, and not yet with all their names: thousands may hold the office somewhere.
    query = select(Speaker.id, Speaker.description).where(
        Speaker.kind == "person",
        *mentioned,
        *(_may_mention(session, word) for word in others),
        Speaker.id.not_in(led_away()),
    )
    holders = [
        number for number, description in session.execute(query) if describes(description or "", words)
    ]
    return list(session.scalars(select(Speaker).where(Speaker.id.in_(holders)).order_by(Speaker.id)))


def _may_mention(session: Session, word: str) -> ColumnElement[bool]:
    """Whether the word can be among the folded words of a description: the database folds plain letters alone."""
    written = Speaker.description
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    octets = func.octet_length(written) if is_postgresql else func.length(cast(written, LargeBinary))
    plain = func.lower(written).contains(word, autoescape=True)
    return or_(plain, written.contains("'"), written.contains("`"), octets > func.length(written))
