"""`onrecord embed` gives quotes what search by meaning needs, and finds nothing to do the second time."""

from __future__ import annotations

import os

from sqlalchemy import delete

from models import QuoteVector, make_writing_session_factory, open_engine
from tests.cli.conftest import Run
from tests.services.search.archive import Archive


def test_quotes_of_an_earlier_version_get_their_vectors(migrated: Run) -> None:
    engine = open_engine(os.environ["DATABASE_URL"])
    with make_writing_session_factory(engine).begin() as session:
        archive = Archive(session)
        for number in range(3):
            archive.quote(f"The toll for lorry number {number} is too high")
        session.execute(delete(QuoteVector))
    engine.dispose()
    first = migrated("embed")
    assert first.exit_code == 0
    assert "3 of 3 quotes." in first.output
    assert "3 quotes can be found by meaning now." in first.output
    assert migrated("embed").output == "0 quotes can be found by meaning now.\n"
