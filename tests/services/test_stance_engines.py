"""A remote engine is asked before a transaction begins, for so long, and whatever it does, nothing is lost."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

import pytest

from attribution import WeightsUnavailable
from attribution.extraction import Span
from attribution.stance import Stance, Target
from services.stance_engines import (
    SHIPPED,
    EngineUnavailable,
    Pair,
    PairNotAsked,
    Reading,
    ReadingAhead,
    Readings,
    StanceEngine,
)

FAVOR = Stance("favor", 0.9, Span(0, 4))
AGAINST = Stance("against", 0.8, Span(0, 7))
TARGETS = [Target(f"Toll {number} should be kept") for number in range(5)]
PAIRS = [Pair("Keep it.", "“Keep it.”", target) for target in TARGETS]


class Remote:
    """Does for each pair what it is told to, and notes what it was asked."""

    name = "endpoint:parrot-1"
    version = "7"

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
) -> Readings:
    with ReadingAhead(engine, subject="job 12", sign_of_life=sign_of_life, clock=clock) as ahead:
        return ahead.read(pairs)


def refuse(reason: EngineUnavailable) -> Stance | None:
    raise reason


@pytest.fixture
def shipped(monkeypatch: pytest.MonkeyPatch) -> list[Target]:
    """The targets that the shipped engine has read; it finds everybody against everything."""
    asked: list[Target] = []

    def read(text: str, context: str, target: Target) -> Stance | None:
        asked.append(target)
        return AGAINST

    monkeypatch.setattr("attribution.stance.stance", read)
    return asked


def test_the_shipped_engine_reads_ahead_too(shipped: list[Target], caplog: pytest.LogCaptureFixture) -> None:
    readings = read_ahead(SHIPPED, PAIRS)
    assert shipped == TARGETS
    assert [readings.of(pair) for pair in PAIRS] == [Reading(AGAINST, SHIPPED)] * 5
    assert shipped == TARGETS
    assert caplog.records == []


def test_the_shipped_engine_reads_for_as_long_as_it_takes(
    shipped: list[Target], caplog: pytest.LogCaptureFixture
) -> None:
    signs: list[int] = []
    read_ahead(SHIPPED, PAIRS, sign_of_life=lambda: signs.append(len(shipped)), clock=Clock(50.0))
    assert shipped == TARGETS
    assert signs == [0, 1, 2, 3, 4]
    assert caplog.records == []


def test_what_was_read_ahead_is_answered_without_asking(shipped: list[Target]) -> None:
    remote = Remote(lambda number: FAVOR if number == 1 else None)
    readings = read_ahead(remote, [*PAIRS, *PAIRS])
    assert remote.asked == PAIRS
    stances = [FAVOR, None, None, None, None]
    assert [readings.of(pair) for pair in PAIRS] == [Reading(stance, remote) for stance in stances]
    assert remote.asked == PAIRS
    assert shipped == []


def test_what_it_leaves_unanswered_the_shipped_engine_reads_ahead(shipped: list[Target]) -> None:
    def act(number: int) -> Stance | None:
        if number == 1:
            raise PairNotAsked("not named")
        return FAVOR if number == 2 else refuse(EngineUnavailable("time-out"))

    remote = Remote(act)
    readings = read_ahead(remote, PAIRS)
    assert shipped == [TARGETS[0], *TARGETS[2:]]
    expected = [Reading(FAVOR, remote) if number == 1 else Reading(AGAINST, SHIPPED) for number in range(5)]
    assert [readings.of(pair) for pair in PAIRS] == expected
    assert len(shipped) == 4


def test_a_pair_that_nobody_foresaw_is_read_by_the_shipped_engine(shipped: list[Target]) -> None:
    remote = Remote(lambda _: FAVOR)
    readings = read_ahead(remote, PAIRS)
    other = Target("Another toll should be kept")
    assert readings.of(Pair("Keep it.", "“Keep it.”", other)) == Reading(AGAINST, SHIPPED)
    assert (shipped, remote.asked) == ([other], PAIRS)


@pytest.mark.parametrize("engine", [SHIPPED, "remote"])
def test_without_our_weights_nothing_is_read(
    engine: StanceEngine | str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> Stance | None:
        raise WeightsUnavailable("no weights")

    monkeypatch.setattr("attribution.stance.stance", fail)
    remote = Remote(fail)
    with pytest.raises(WeightsUnavailable):
        read_ahead(remote if isinstance(engine, str) else engine, PAIRS)
    assert caplog.records == []


def test_failures_are_logged_once_with_their_reasons(caplog: pytest.LogCaptureFixture) -> None:
    def act(number: int) -> Stance | None:
        if number == 2:
            raise EngineUnavailable("status 500")
        return FAVOR if number == 1 else refuse(EngineUnavailable("time-out"))

    read_ahead(Remote(act), PAIRS)
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    message = record.getMessage()
    assert message.startswith("job 12: endpoint:parrot-1 answered 1 pairs")
    assert message.endswith("time-out (3); status 500 (1)")


def test_the_log_has_one_line_for_all_of_a_job(caplog: pytest.LogCaptureFixture) -> None:
    remote = Remote(lambda _: refuse(EngineUnavailable("time-out")))
    with ReadingAhead(remote, subject="job 12") as ahead:
        for pair in PAIRS:
            ahead.read([pair])
    assert [record.getMessage()[-12:] for record in caplog.records] == ["time-out (5)"]


def test_pairs_that_are_not_for_it_are_no_failures(caplog: pytest.LogCaptureFixture) -> None:
    read_ahead(Remote(lambda _: refuse(PairNotAsked("not named"))), PAIRS)
    assert caplog.records == []


def test_an_engine_that_breaks_is_an_engine_without_an_answer(caplog: pytest.LogCaptureFixture) -> None:
    def act(_: int) -> Stance | None:
        raise ValueError("secret-of-the-house")

    read_ahead(Remote(act), PAIRS)
    assert "it broke (ValueError) (5)" in caplog.text
    assert "secret-of-the-house" not in caplog.text


def test_a_slow_engine_is_asked_for_two_minutes(
    shipped: list[Target], caplog: pytest.LogCaptureFixture
) -> None:
    signs: list[tuple[int, int]] = []
    remote = Remote(lambda _: FAVOR)
    read_ahead(
        remote,
        PAIRS,
        sign_of_life=lambda: signs.append((len(remote.asked), len(shipped))),
        clock=Clock(50.0),
    )
    assert remote.asked == PAIRS[:2]
    assert shipped == TARGETS[2:]
    assert signs == [(0, 0), (1, 0), (2, 0), (2, 1), (2, 2)]
    (record,) = caplog.records
    assert record.getMessage().endswith("it took too long, so the rest was not asked (3)")


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
