"""`onrecord poll` asks feeds and says what came of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from models import make_writing_session_factory, open_engine
from services.feeds import create_feed
from services.outbound_addresses import OutboundRules
from tests.cli.conftest import Run
from tests.services.local_server import reply
from tests.services.page_server import LOOPBACK, PageServerFake, page, page_server
from tests.services.test_fetched_articles import PAGE

FEED = b"<rss version='2.0'><channel><item><link>/quay</link></item><item><link>/bridge</link></item></channel></rss>"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[PageServerFake]:
    with page_server() as fake:
        monkeypatch.setenv("ONRECORD_FETCH_PORTS", str(fake.port))
        monkeypatch.setenv("ONRECORD_FETCH_NETWORKS", "127.0.0.0/8")
        monkeypatch.setenv("ONRECORD_FETCH_USER_AGENT", "Courier-Archive (archive@courier.example)")
        fake.pages["/feed"] = reply(200, FEED, Content_Type="application/rss+xml")
        fake.pages["/bridge"] = page(PAGE)
        yield fake


@pytest.fixture
def fed(migrated: Run, server: PageServerFake, tmp_path: Path) -> Run:
    """The command on a database with one feed."""
    engine = open_engine(f"sqlite:///{tmp_path}/database/onrecord.sqlite3")
    rules = OutboundRules(ports=frozenset({server.port}), networks=(LOOPBACK,))
    with make_writing_session_factory(engine).begin() as session:
        url = f"http://127.0.0.1:{server.port}/feed"
        create_feed(session, url=url, rules=rules, actor="key:abc", name="Courier")
    engine.dispose()
    return migrated


def test_what_came_of_each_feed_is_printed(fed: Run, server: PageServerFake) -> None:
    result = fed("poll")
    assert result.exit_code == 1
    assert result.stdout == "Courier: 1 new, 0 revised, 0 known already, 1 failed.\n"
    assert (
        result.stderr
        == f"http://127.0.0.1:{server.port}/quay: The page's server answered with status 404, not 200.\n"
    )
    assert server.asked[0].headers["User-Agent"] == "Courier-Archive (archive@courier.example)"
    assert "The bridge stays open," in fed("ask", "what did Velden say about the bridge").output


def test_nothing_to_do_is_said(fed: Run) -> None:
    fed("poll")
    result = fed("poll")
    assert (result.exit_code, result.output) == (0, "No feed is due.\n")


def test_a_feed_that_cannot_be_read_is_named(fed: Run, server: PageServerFake) -> None:
    server.pages["/feed"] = reply(500)
    result = fed("poll")
    assert result.exit_code == 1
    assert "Courier: The page's server answered with status 500, not 200." in result.stderr


def test_loop_goes_on_through_a_lost_database(
    fed: Run, server: PageServerFake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three rounds: one that polls, one without the tables, and one with nothing to do; then it is stopped."""
    database = sqlite3.connect(tmp_path / "database" / "onrecord.sqlite3", isolation_level=None)
    renaming = ["ALTER TABLE feeds RENAME TO gone", "ALTER TABLE gone RENAME TO feeds"]
    pauses = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if not renaming:
            raise KeyboardInterrupt
        database.execute(renaming.pop(0))

    monkeypatch.setattr("cli.poll.time.sleep", pause)
    result = fed("poll", "--loop")
    database.close()
    assert result.stdout.startswith("Courier: 1 new")
    assert len(pauses) == 3
    assert all(1 <= seconds <= 60 for seconds in pauses)


def test_ingest_fetches_a_line_that_has_an_address_alone(
    migrated: Run, server: PageServerFake, tmp_path: Path
) -> None:
    lines = [{"url": f"http://127.0.0.1:{server.port}/{name}"} for name in ("bridge", "quay")]
    path = tmp_path / "addresses.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    result = migrated("ingest", str(path))
    assert result.exit_code == 1
    assert "1 new, 0 revised, 0 known already, 1 failed." in result.output
    assert "status 404" in result.output
