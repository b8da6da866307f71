"""A remote engine is asked before a transaction begins, for so long, and whatever it does, nothing is lost."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

import pytest

from attribution.extraction import Span
from attribution.stance import Stance, Target
from services.stance_engines import SHIPPED, EngineUnavailable, Pair, PairNotAsked, ReadingAhead, StanceEngine

FAVOR = Stance("favor", 0.9, Span(0, 4))
TARGETS = [Target(f"Toll {number} should be kept") for number in range(5)]
PAIRS = [Pair("Keep it.", "“Keep it.”", target) for target in TARGETS]


class Remote:
    """Does for each pair what it is told to, and notes what it was asked."""

    name = "endpoint:parrot-1"
    version = "7"
    is_remote = True

    def __init__(self, act: Callable[[int], Stance | None]) -> None:
        self._act = act
        self.asked: list[Pair] = []

    def read(self, text: str, context: str, target: Target) -> Stance | None:
        self.asked.append(Pair(text, context, target))
        return self._act(len(self.asked))


class Clock:
    """Each look at it takes this long."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._now = 0.0

    def __call__(self) -> float:
        self._now += self._seconds
        return self._now


def read_ahead(
    engine: StanceEngine,
    pairs: list[Pair],
    sign_of_life: Callable[[], None] = lambda: None,
    clock: Callable[[], float] = time.monotonic,
) -> StanceEngine:
    with ReadingAhead(engine, subject="job 12", sign_of_life=sign_of_life, clock=clock) as reading:
        return reading.ask(pairs)


def refuse(reason: EngineUnavailable) -> Stance | None:
    raise reason


def test_the_shipped_engine_needs_no_reading_ahead() -> None:
    assert read_ahead(SHIPPED, PAIRS) is SHIPPED


def test_what_was_read_ahead_is_answered_without_asking() -> None:
    remote = Remote(lambda number: FAVOR if number == 1 else None)
    engine = read_ahead(remote, [*PAIRS, *PAIRS])
    assert remote.asked == PAIRS
    assert (engine.name, engine.version, engine.is_remote) == (remote.name, remote.version, False)
    assert [engine.read(*pair) for pair in PAIRS] == [FAVOR, None, None, None, None]
    assert remote.asked == PAIRS


def test_a_pair_without_an_answer_is_said_to_have_none() -> None:
    engine = read_ahead(Remote(lambda _: FAVOR), PAIRS)
    with pytest.raises(EngineUnavailable):
        engine.read("Keep it.", "“Keep it.”", Target("Another toll should be kept"))


def test_failures_are_logged_once_with_their_reasons(caplog: pytest.LogCaptureFixture) -> None:
    def act(number: int) -> Stance | None:
        if number == 2:
            raise EngineUnavailable("status 500")
        return FAVOR if number == 1 else refuse(EngineUnavailable("time-out"))

    engine = read_ahead(Remote(act), PAIRS)
    assert [answers(engine, pair) for pair in PAIRS] == [True, False, False, False, False]
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    message = record.getMessage()
    assert message.startswith("job 12: endpoint:parrot-1 answered 1 pairs")
    assert message.endswith("time-out (3); status 500 (1)")


def test_the_log_has_one_line_for_all_of_a_job(caplog: pytest.LogCaptureFixture) -> None:
    remote = Remote(lambda _: refuse(EngineUnavailable("time-out")))
    with ReadingAhead(remote, subject="job 12") as reading:
        for pair in PAIRS:
            reading.ask([pair])
    assert [record.getMessage()[-12:] for record in caplog.records] == ["time-out (5)"]


def test_pairs_that_are_not_for_it_are_no_failures(caplog: pytest.LogCaptureFixture) -> None:
    engine = read_ahead(Remote(lambda _: refuse(PairNotAsked("not named"))), PAIRS)
    assert not answers(engine, PAIRS[0])
    assert caplog.records == []


def test_an_engine_that_breaks_is_an_engine_without_an_answer(caplog: pytest.LogCaptureFixture) -> None:
    def act(_: int) -> Stance | None:
        raise ValueError("secret-of-the-house")

    engine = read_ahead(Remote(act), PAIRS)
    assert not answers(engine, PAIRS[0])
    assert "it broke (ValueError) (5)" in caplog.text
    assert "secret-of-the-house" not in caplog.text


def test_a_slow_engine_is_asked_for_two_minutes(caplog: pytest.LogCaptureFixture) -> None:
    remote = Remote(lambda _: FAVOR)
    read_ahead(remote, PAIRS, clock=Clock(50.0))
    assert len(remote.asked) == 2
    assert "it took too long" in caplog.text


def test_signs_of_life_are_given_meanwhile() -> None:
    signs: list[int] = []
    remote = Remote(lambda _: FAVOR)
    read_ahead(
        remote,
        PAIRS,
        sign_of_life=lambda: signs.append(len(remote.asked)),
        clock=Clock(0.6),
    )
    assert signs == [1, 3]


def test_who_must_not_go_on_is_stopped() -> None:
    class Lost(Exception):
        pass

    def lose() -> None:
        raise Lost

    remote = Remote(lambda _: FAVOR)
    with pytest.raises(Lost):
        read_ahead(remote, PAIRS, sign_of_life=lose, clock=Clock(2.0))
    assert remote.asked == []


def answers(engine: StanceEngine, pair: Pair) -> bool:
    try:
        engine.read(*pair)
    except EngineUnavailable:
        return False
    return True
