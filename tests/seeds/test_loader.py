"""Seeds are loaded whole: nothing is left for a server to do."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models import Job, JobState, SessionFactory, Stance
from seeds.loader import load_seeds
from seeds.material import read_seed_targets
from services.articles import NewArticle, ingest_article
from services.stance_engines import SHIPPED

TEXT = "“The carbon tax must be kept,” Mara Velden, the transport minister of Torland, said on Monday."


@pytest.fixture(autouse=True)
def _without_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading them takes long, and they have nothing to do with what is told here."""
    monkeypatch.setattr("seeds.loader.read_articles", tuple)


def test_no_job_is_left_for_a_server(writing_sessions: SessionFactory, sessions: SessionFactory) -> None:
    for new in (len(read_seed_targets()), 0):
        assert load_seeds(writing_sessions, max_characters=1000).targets == new
        with sessions() as session:
            states = session.scalars(select(Job.state)).all()
        assert states == [JobState.DONE] * len(read_seed_targets())


def test_quotes_that_are_there_are_tagged_by_the_shipped_engine(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    ingest_article(writing_sessions, NewArticle(text=TEXT), actor="key:abc", max_characters=1000)
    load_seeds(writing_sessions, max_characters=1000)
    with sessions() as session:
        assert set(session.scalars(select(Stance.engine))) == {SHIPPED.name}
