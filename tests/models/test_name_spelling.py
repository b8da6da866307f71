"""The spellings of speakers' names are in step with the names, however these come, change and go."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import SessionFactory, Speaker, SpeakerAlias, SpeakerNameSpelling
from models.name_spelling import spelling_rows


def assert_in_step(session: Session) -> None:
    session.flush()
    stored = session.execute(select(SpeakerNameSpelling.alias_id, SpeakerNameSpelling.spelling)).all()
    wanted = {
        (row["alias_id"], row["spelling"])
        for number, key in session.execute(select(SpeakerAlias.id, SpeakerAlias.name_key))
        for row in spelling_rows(number, key)
    }
    assert len(stored) == len(wanted)
    assert {tuple(row) for row in stored} == wanted


def test_a_name_brings_its_spellings_and_takes_them_along(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        speaker = Speaker(name="Mara Velden", kind="person")
        speaker.aliases += [
            SpeakerAlias(name="Mara Velden", name_key="mara velden"),
            SpeakerAlias(name="Odile Brune", name_key="odile brune"),
        ]
        session.add(speaker)
        assert_in_step(session)
        speaker.aliases[1].name_key = "odile brunner"
        assert_in_step(session)
        session.delete(speaker.aliases[1])
        assert_in_step(session)
        assert session.scalars(select(SpeakerNameSpelling)).first() is not None
        # Past the mappers, as a statement does.
        session.execute(delete(SpeakerAlias))
        session.expire_all()
        assert_in_step(session)
