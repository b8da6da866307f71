"""By which spellings of its surname a speaker's name is found."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, ForeignKey, Index, Integer, delete, event, insert, inspect
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from models.base import Base, Identifier
from models.name_words import spelling_numbers, surname_of
from models.speaker import SpeakerAlias


class SpeakerNameSpelling(Base):
    """A spelling of the last word of a speaker's name, as a number; see `models.name_words.spelling_numbers`.

    Written in the transaction that writes the name. It goes with the name, which may move from one speaker to another.
    """

    __tablename__ = "speaker_name_spellings"
    # The key is the whole row: without a second copy of it the table takes half the space.
    __table_args__ = (
        Index("ix_speaker_name_spellings_alias_id", "alias_id"),
        {"sqlite_with_rowid": False},
    )

    spelling: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    alias_id: Mapped[int] = mapped_column(
        Identifier,
        ForeignKey("speaker_aliases.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )


def spelling_rows(alias_id: int, name_key: str) -> list[dict[str, Any]]:
    """The rows of a name with this key."""
    numbers = spelling_numbers(surname_of(name_key))
    return [{"spelling": number, "alias_id": alias_id} for number in sorted(numbers)]


@event.listens_for(SpeakerAlias, "after_insert")
def _add_spellings(_mapper: Mapper[SpeakerAlias], connection: Connection, alias: SpeakerAlias) -> None:
    connection.execute(insert(SpeakerNameSpelling), spelling_rows(alias.id, alias.name_key))


@event.listens_for(SpeakerAlias, "after_update")
def _change_spellings(_mapper: Mapper[SpeakerAlias], connection: Connection, alias: SpeakerAlias) -> None:
    if inspect(alias).attrs.name_key.history.has_changes():
        connection.execute(delete(SpeakerNameSpelling).where(SpeakerNameSpelling.alias_id == alias.id))
        connection.execute(insert(SpeakerNameSpelling), spelling_rows(alias.id, alias.name_key))
