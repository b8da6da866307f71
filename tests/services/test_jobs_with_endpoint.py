"""Jobs whose stances come from a remote engine: nobody is kept from writing meanwhile, and nothing is lost."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, event, select, update
from sqlalchemy.exc import OperationalError

from attribution import Extraction
from attribution import stance as shipped
from models import (
    Article,
    ArticleState,
    HistoryEvent,
    Job,
    JobState,
    Publisher,
    Quote,
    SessionFactory,
    Stance,
    Target,
    make_writing_session_factory,
    open_engine,
)
from services.articles import NewArticle, withdraw_article
from services.jobs import run_job
from services.settings import Settings
from services.stance_endpoint import open_stance_engine
from services.stance_engines import SHIPPED, StanceEngine
from services.stances import pair_of
from services.submissions import store_submission
from services.targets import create_target, tagging_job
from tests.services.chat_server import ChatServerFake, say_stance
from tests.services.local_server import Behaviour, Handler, reply, wait
from tests.services.readings import Said, person, reader

STAY, DROP = "Sanctions on Kestria must stay,", "Sanctions on Kestria should be dropped,"
TEXT = f"“{STAY}” said Mara Velden. It rained.\n“{DROP}” said Teodor Vasch. It snowed.\n“Soup was served,” said Mara Velden."
READ = reader(
    Said(STAY, person("Mara Velden"), cue="said", source="Mara Velden"),
    Said(DROP, person("Teodor Vasch"), cue="said", source="Teodor Vasch"),
    Said("Soup was served,", person("Mara Velden"), cue="said", source="Mara Velden"),
)
KEY = "secret-of-the-house"
MODEL = "endpoint:parrot-1"
NEUTRAL = say_stance("neutral", 0.75, "Sanctions")


@pytest.fixture
def stance_engine(engine: Engine, model_server: ChatServerFake) -> StanceEngine:
    return make_stance_engine(engine, model_server)


def make_stance_engine(engine: Engine, server: ChatServerFake, **changes: Any) -> StanceEngine:
    given = {
        "stance_endpoint": server.base,
        "stance_endpoint_key": KEY,
        "stance_endpoint_model": "parrot-1",
        "stance_endpoint_seconds": 5,
    }
    return open_stance_engine(Settings(**{**given, **changes}), engine)


@pytest.fixture
def target(writing_sessions: SessionFactory) -> Target:
    with writing_sessions.begin() as session:
        target = create_target(
            session,
            slug="sanctions",
            proposition="Sanctions on Kestria should be kept",
            terms=["sanctions"],
            actor="key:abc",
        )
        job_id = tagging_job(session, target).id
    run_job(writing_sessions, job_id)
    return target


@pytest.fixture
def job_id(writing_sessions: SessionFactory, target: Target) -> int:
    """The number of the queued job of article 1."""
    return queue_article(writing_sessions)


def queue_article(writing_sessions: SessionFactory, **fields: str) -> int:
    with writing_sessions.begin() as session:
        _, job_id = store_submission(session, NewArticle(text=TEXT, **fields), "key:abc")
    assert job_id is not None
    return job_id


def queue_target(writing_sessions: SessionFactory) -> int:
    with writing_sessions.begin() as session:
        job = Job(kind="tag_target", target_id=session.scalars(select(Target.id)).one())
        session.add(job)
        session.flush()
        return job.id


def stored(sessions: SessionFactory) -> dict[str, tuple[str, str]]:
    """For each quote with a stance, the label and the engine."""
    with sessions() as session:
        rows = session.execute(select(Quote.text, Stance.label, Stance.engine).join(Stance)).all()
        return {words: (label, engine) for words, label, engine in rows}


def as_shipped(target: Target, words: str) -> tuple[str, str]:
    """What is stored when the shipped engine reads this quote."""
    line = next(line for line in TEXT.split("\n") if words in line)
    read = SHIPPED.read(*pair_of(words, line, target))
    assert read is not None
    return read.label, SHIPPED.name


def is_done(sessions: SessionFactory, job_id: int) -> bool:
    with sessions() as session:
        job = session.get_one(Job, job_id)
        return (job.state, job.attempts, job.error) == (JobState.DONE, 1, None)


def test_stances_are_the_models_and_marked_as_such(
    writing_sessions: SessionFactory,
    sessions: SessionFactory,
    stance_engine: StanceEngine,
    model_server: ChatServerFake,
    job_id: int,
) -> None:
    model_server.will(say_stance("neutral", 0.75, "Sanctions on Kestria"))
    run_job(writing_sessions, job_id, extract=READ, stance_engine=stance_engine)
    assert is_done(sessions, job_id)
    assert stored(sessions) == {STAY: ("neutral", MODEL), DROP: ("neutral", MODEL)}
    assert [asked.question["quote"] for asked in model_server.asked] == [STAY, DROP]
    with sessions() as session:
        for stance in session.scalars(select(Stance)):
            assert TEXT[stance.evidence_start : stance.evidence_end] == "Sanctions on Kestria"
            assert (stance.confidence, stance.engine_version) == (0.75, stance_engine.version)


def test_what_the_model_finds_unrelated_has_no_stance(
    writing_sessions: SessionFactory,
    sessions: SessionFactory,
    stance_engine: StanceEngine,
    model_server: ChatServerFake,
    job_id: int,
) -> None:
    model_server.will(say_stance("unrelated"))
    run_job(writing_sessions, job_id, extract=READ, stance_engine=stance_engine)
    assert stored(sessions) == {}


def refused(handler: Handler) -> None:
    say_stance("favor", 0.9, "words that nobody said")(handler)


@pytest.mark.parametrize("behaviour", [reply(401), reply(500, Retry_After="0"), wait, refused], ids=range(4))
def test_an_article_is_stored_without_the_endpoint(
    writing_sessions: SessionFactory,
    sessions: SessionFactory,
    engine: Engine,
    target: Target,
    model_server: ChatServerFake,
    job_id: int,
    behaviour: Behaviour,
    caplog: pytest.LogCaptureFixture,
) -> None:
    model_server.will(behaviour)
    failing = make_stance_engine(engine, model_server, stance_endpoint_seconds=0.3)
    run_job(writing_sessions, job_id, extract=READ, stance_engine=failing)
    assert is_done(sessions, job_id)
    assert stored(sessions) == {words: as_shipped(target, words) for words in (STAY, DROP)}
    with sessions() as session:
        article = session.get_one(Article, 1)
        assert (article.state, article.current_revision.warnings) == (ArticleState.READY, [])
    assert len([record for record in caplog.records if record.levelno >= logging.WARNING]) == 1


def test_each_stance_names_who_read_it(
    writing_sessions: SessionFactory,
    sessions: SessionFactory,
    stance_engine: StanceEngine,
    target: Target,
    model_server: ChatServerFake,
    job_id: int,
) -> None:
    model_server.will(NEUTRAL, refused)
    run_job(writing_sessions, job_id, extract=READ, stance_engine=stance_engine)
    assert stored(sessions) == {STAY: ("neutral", MODEL), DROP: as_shipped(target, DROP)}


def test_a_used_up_budget_leaves_the_rest_to_the_shipped_engine(
    writing_sessions: SessionFactory,
    sessions: SessionFactory,
    engine: Engine,
    target: Target,
    model_server: ChatServerFake,
    job_id: int,
) -> None:
    model_server.will(NEUTRAL)
    frugal = make_stance_engine(engine, model_server, stance_endpoint_daily_requests=1)
    run_job(writing_sessions, job_id, extract=READ, stance_engine=frugal)
    assert stored(sessions) == {STAY: ("neutral", MODEL), DROP: as_shipped(target, DROP)}
    assert len(model_server.asked) == 1


@pytest.fixture
def write_now(database_url: str) -> Iterator[Callable[[], None]]:
    """Writes into the database as another process would, and does not wait for anybody."""
    other = open_engine(database_url)
    if other.dialect.name == "sqlite":
        event.listen(other, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=0"))
    number = iter(range(1000))

    def write() -> None:
        name = f"Courier {next(number)}"
        with make_writing_session_factory(other).begin() as session:
            session.add(Publisher(name=name, name_key=name))

    yield write
    other.dispose()


@pytest.mark.parametrize("kind", ["article", "target"])
def test_the_database_can_be_written_while_the_endpoint_is_asked(
    writing_sessions: SessionFactory,
    sessions: SessionFactory,
    stance_engine: StanceEngine,
    model_server: ChatServerFake,
    job_id: int,
    write_now: Callable[[], None],
    kind: str,
) -> None:
    faults: list[Exception] = []

    def write_and_answer(handler: Handler) -> None:
        try:
            write_now()
        except Exception as fault:
            faults.append(fault)
        NEUTRAL(handler)

    model_server.will(write_and_answer)
    if kind == "target":
        run_job(writing_sessions, job_id, extract=READ)
        job_id = queue_target(writing_sessions)
    run_job(writing_sessions, job_id, extract=READ, stance_engine=stance_engine)
    assert is_done(sessions, job_id)
    assert faults == []
    with sessions() as session:
        assert len(session.scalars(select(Publisher)).all()) == len(model_server.asked) == 2


@pytest.mark.parametrize("kind", ["article", "target"])
def test_the_database_can_be_written_while_the_shipped_engine_reads_what_was_left_to_it(
    writing_sessions: SessionFactory,
    sessions: SessionFactory,
    stance_engine: StanceEngine,
    model_server: ChatServerFake,
    job_id: int,
    write_now: Callable[[], None],
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    faults: list[Exception] = []
    read: list[str] = []
    read_stance = shipped.stance

    def write_and_read(words: str, context: str, target: shipped.Target) -> shipped.Stance | None:
        read.append(words)
        try:
            write_now()
        except Exception as fault:
            faults.append(fault)
        return read_stance(words, context, target)

    model_server.will(reply(401))
    if kind == "target":
        run_job(writing_sessions, job_id, extract=READ)
        job_id = queue_target(writing_sessions)
    monkeypatch.setattr(shipped, "stance", write_and_read)
    run_job(writing_sessions, job_id, extract=READ, stance_engine=stance_engine)
    assert is_done(sessions, job_id)
    assert faults == []
    assert read == [STAY, DROP, "Soup was served,"]
    assert {engine for _, engine in stored(sessions).values()} == {SHIPPED.name}
    with sessions() as session:
        assert len(session.scalars(select(Publisher)).all()) == 3


def test_a_sign_of_life_that_does_not_get_through_costs_nothing(
    writing_sessions: SessionFactory,
    sessions: SessionFactory,
    stance_engine: StanceEngine,
    model_server: ChatServerFake,
    job_id: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As when somebody holds the lock for longer than anybody waits."""
    signs: list[object] = []

    def hold_lock(_session: object, _claim: object, **values: object) -> None:
        if "state" not in values:
            signs.append(values)
            raise OperationalError("UPDATE jobs", {}, Exception("database is locked"))

    monkeypatch.setattr("services.stance_engines._BETWEEN_SIGNS_OF_LIFE", 0.0)
    monkeypatch.setattr("services.jobs._keep_claim", hold_lock)
    model_server.will(NEUTRAL)
    run_job(writing_sessions, job_id, extract=READ, stance_engine=stance_engine)
    assert len(signs) > 1
    assert stored(sessions) == {STAY: ("neutral", MODEL), DROP: ("neutral", MODEL)}


def test_a_targets_quotes_are_read_by_the_model(
    writing_sessions: SessionFactory,
    sessions: SessionFactory,
    stance_engine: StanceEngine,
    target: Target,
    model_server: ChatServerFake,
    job_id: int,
) -> None:
    run_job(writing_sessions, job_id, extract=READ)
    assert stored(sessions)[STAY] == as_shipped(target, STAY)
    model_server.will(NEUTRAL)
    run_job(writing_sessions, queue_target(writing_sessions), stance_engine=stance_engine)
    assert stored(sessions) == {STAY: ("neutral", MODEL), DROP: ("neutral", MODEL)}
    with sessions() as session:
        actors = set(session.scalars(select(HistoryEvent.actor).where(HistoryEvent.action == "replaced")))
    assert actors == {f"engine:{MODEL}@{stance_engine.version}"}


def test_reading_again_costs_nothing(
    writing_sessions: SessionFactory,
    sessions: SessionFactory,
    stance_engine: StanceEngine,
    model_server: ChatServerFake,
    job_id: int,
) -> None:
    model_server.will(NEUTRAL)
    run_job(writing_sessions, job_id, extract=READ, stance_engine=stance_engine)
    model_server.will(reply(500))
    for again in (queue_target(writing_sessions), queue_article(writing_sessions, title="Again")):
        run_job(writing_sessions, again, extract=READ, stance_engine=stance_engine)
        assert is_done(sessions, again)
    assert len(model_server.asked) == 2
    assert {engine for _, engine in stored(sessions).values()} == {MODEL}


def test_what_a_person_decided_is_not_asked_about(
    writing_sessions: SessionFactory,
    sessions: SessionFactory,
    stance_engine: StanceEngine,
    model_server: ChatServerFake,
    job_id: int,
) -> None:
    run_job(writing_sessions, job_id, extract=READ)
    with writing_sessions.begin() as session:
        session.execute(update(Stance).values(decided_by="human"))
    before = stored(sessions)
    run_job(writing_sessions, queue_target(writing_sessions), stance_engine=stance_engine)
    assert (stored(sessions), model_server.asked) == (before, [])


def test_nothing_decided_in_an_article_is_asked_about_when_it_is_read_again(
    writing_sessions: SessionFactory,
    stance_engine: StanceEngine,
    model_server: ChatServerFake,
    job_id: int,
) -> None:
    run_job(writing_sessions, job_id, extract=READ)
    with writing_sessions.begin() as session:
        session.execute(update(Stance).where(Stance.quote_id == 1).values(decided_by="human"))
        again = Job(kind="extract_revision", revision_id=1)
        session.add(again)
        session.flush()
        job_id = again.id
    model_server.will(NEUTRAL)
    run_job(writing_sessions, job_id, extract=READ, stance_engine=stance_engine)
    assert [asked.question["quote"] for asked in model_server.asked] == [DROP]


@pytest.mark.parametrize("decided_by", ["machine", "human"])
def test_what_a_person_decided_in_an_earlier_revision_is_read_ahead_too(
    writing_sessions: SessionFactory,
    sessions: SessionFactory,
    stance_engine: StanceEngine,
    target: Target,
    model_server: ChatServerFake,
    decided_by: str,
) -> None:
    url = "https://courier.example/a"
    run_job(writing_sessions, queue_article(writing_sessions, url=url), extract=READ)
    with writing_sessions.begin() as session:
        session.execute(update(Quote).where(Quote.text == STAY).values(decided_by="human"))
        session.execute(update(Stance).where(Stance.quote_id == 1).values(decided_by=decided_by))
    with writing_sessions.begin() as session:
        newer = NewArticle(text="It was dark.\n" + TEXT, url=url)
        _, job_id = store_submission(session, newer, "key:abc")
    assert job_id is not None
    model_server.will(NEUTRAL)
    run_job(writing_sessions, job_id, extract=reader(), stance_engine=stance_engine)
    assert [asked.question["quote"] for asked in model_server.asked] == [STAY] * (decided_by == "machine")
    with sessions() as session:
        carried = session.scalars(select(Stance.engine).join(Quote).where(Quote.revision_id == 2)).all()
    assert carried == [MODEL if decided_by == "machine" else SHIPPED.name]


def test_an_article_that_is_withdrawn_meanwhile_is_not_sent(
    writing_sessions: SessionFactory,
    stance_engine: StanceEngine,
    model_server: ChatServerFake,
    job_id: int,
) -> None:
    def withdraw(text: str) -> Extraction:
        with writing_sessions.begin() as session:
            withdraw_article(session, 1, reason=None, actor="key:abc", expected_version=None)
        return READ(text)

    run_job(writing_sessions, job_id, extract=withdraw, stance_engine=stance_engine)
    assert model_server.asked == []


def test_a_text_that_is_not_read_is_not_sent(
    writing_sessions: SessionFactory,
    sessions: SessionFactory,
    stance_engine: StanceEngine,
    model_server: ChatServerFake,
    target: Target,
) -> None:
    job_id = queue_article(writing_sessions, language="fr")
    run_job(writing_sessions, job_id, extract=READ, stance_engine=stance_engine)
    assert is_done(sessions, job_id)
    assert model_server.asked == []


def test_a_job_that_was_taken_over_stops_asking(
    writing_sessions: SessionFactory,
    sessions: SessionFactory,
    stance_engine: StanceEngine,
    model_server: ChatServerFake,
    job_id: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def take_over(handler: Handler) -> None:
        with writing_sessions.begin() as session:
            session.execute(update(Job).where(Job.id == job_id).values(attempts=2))
        NEUTRAL(handler)

    monkeypatch.setattr("services.stance_engines._BETWEEN_SIGNS_OF_LIFE", 0.0)
    model_server.will(take_over)
    run_job(writing_sessions, job_id, extract=READ, stance_engine=stance_engine)
    assert len(model_server.asked) == 1
    assert stored(sessions) == {}


@pytest.mark.parametrize(
    "behaviour", [reply(401, f"no such key: {KEY}".encode()), NEUTRAL], ids=["401", "200"]
)
def test_the_key_is_in_no_log_and_no_row(
    writing_sessions: SessionFactory,
    sessions: SessionFactory,
    stance_engine: StanceEngine,
    model_server: ChatServerFake,
    job_id: int,
    behaviour: Behaviour,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    model_server.will(behaviour)
    run_job(writing_sessions, job_id, extract=READ, stance_engine=stance_engine)
    assert all(asked.headers["Authorization"] == f"Bearer {KEY}" for asked in model_server.asked)
    assert model_server.asked
    written = capfd.readouterr()
    told = [caplog.text, written.out, written.err, repr(stance_engine), repr(vars(stance_engine))]
    with sessions() as session:
        told += [
            str(session.get_one(Job, job_id).error),
            json.dumps(session.get_one(Article, 1).current_revision.warnings),
        ]
    assert not re.search(KEY, "\n".join(told))
