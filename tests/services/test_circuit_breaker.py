"""A service that keeps failing is left alone for a while, and then tried by one caller."""

from __future__ import annotations

from services.circuit_breaker import FAILURES_IN_A_ROW, LONGEST_REST_SECONDS, REST_SECONDS, CircuitBreaker


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def failed(breaker: CircuitBreaker, times: int) -> None:
    for _ in range(times):
        assert breaker.admit()
        breaker.failed()


def test_a_few_failures_change_nothing() -> None:
    breaker = CircuitBreaker(Clock())
    failed(breaker, FAILURES_IN_A_ROW - 1)
    assert breaker.admit()
    breaker.succeeded()
    failed(breaker, FAILURES_IN_A_ROW - 1)
    assert breaker.admit()


def test_after_failures_in_a_row_it_rests_and_then_one_may_try() -> None:
    clock = Clock()
    breaker = CircuitBreaker(clock)
    failed(breaker, FAILURES_IN_A_ROW)
    assert not breaker.admit()
    clock.now += REST_SECONDS
    assert breaker.admit()
    assert not breaker.admit()
    breaker.succeeded()
    assert breaker.admit()


def test_a_failed_try_means_another_rest() -> None:
    clock = Clock()
    breaker = CircuitBreaker(clock)
    failed(breaker, FAILURES_IN_A_ROW)
    clock.now += REST_SECONDS
    failed(breaker, 1)
    clock.now += REST_SECONDS - 1
    assert not breaker.admit()
    clock.now += 1
    assert breaker.admit()


def test_a_caller_that_never_tells_does_not_stop_the_others_for_ever() -> None:
    clock = Clock()
    breaker = CircuitBreaker(clock)
    failed(breaker, FAILURES_IN_A_ROW)
    clock.now += REST_SECONDS
    assert breaker.admit()
    clock.now += REST_SECONDS
    assert breaker.admit()


def test_a_rest_that_was_asked_for_is_given_within_bounds() -> None:
    clock = Clock()
    breaker = CircuitBreaker(clock)
    assert breaker.admit()
    breaker.failed(rest_seconds=30)
    assert not breaker.admit()
    clock.now += 30
    assert breaker.admit()
    breaker.failed(rest_seconds=1e9)
    clock.now += LONGEST_REST_SECONDS
    assert breaker.admit()


def test_a_caller_that_does_not_ask_leaves_the_try_to_the_next() -> None:
    clock = Clock()
    breaker = CircuitBreaker(clock)
    failed(breaker, FAILURES_IN_A_ROW)
    clock.now += REST_SECONDS
    assert breaker.admit()
    breaker.not_asked()
    assert breaker.admit()
    assert not breaker.admit()


def test_not_asking_ends_no_rest_that_was_asked_for_meanwhile() -> None:
    clock = Clock()
    breaker = CircuitBreaker(clock)
    assert breaker.admit()
    failed(breaker, FAILURES_IN_A_ROW)
    breaker.not_asked()
    assert not breaker.admit()
