"""Answers and requests are in the database, where all processes find them."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from sqlalchemy import select

from attribution.extraction import Span
from models import SessionFactory, StanceRequestDay
from services.stance_answers import DailyBudget, KeptAnswers
from services.stance_prompt import Answer

DIGEST = "ab" * 32
FAVOR = Answer("favor", 0.75, Span(3, 8))
MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


@pytest.fixture
def kept(sessions: SessionFactory, writing_sessions: SessionFactory) -> KeptAnswers:
    return KeptAnswers(sessions, writing_sessions)


@pytest.mark.parametrize(
    "answer", [FAVOR, Answer("unrelated", 1.0, None), Answer("neutral", 0.0, Span(0, 1))]
)
def test_an_answer_comes_back_as_it_was(kept: KeptAnswers, answer: Answer) -> None:
    assert kept.find(DIGEST) is None
    kept.keep(DIGEST, answer)
    assert kept.find(DIGEST) == answer
    assert kept.find("cd" * 32) is None


def test_of_two_answers_at_once_the_first_stays(kept: KeptAnswers) -> None:
    kept.keep(DIGEST, FAVOR)
    kept.keep(DIGEST, Answer("against", 0.5, Span(0, 1)))
    assert kept.find(DIGEST) == FAVOR


def test_a_day_has_so_many_requests_and_the_next_day_as_many(
    writing_sessions: SessionFactory, sessions: SessionFactory
) -> None:
    days = [MONDAY]
    budget = DailyBudget(writing_sessions, 2, today=lambda: days[-1])
    assert [budget.take() for _ in range(4)] == [True, True, False, False]
    days.append(TUESDAY)
    assert [budget.take() for _ in range(3)] == [True, True, False]
    with sessions() as session:
        counted = {row.day: row.requests for row in session.scalars(select(StanceRequestDay))}
    assert counted == {MONDAY: 2, TUESDAY: 2}


def test_processes_share_one_budget(writing_sessions: SessionFactory) -> None:
    first, second = (DailyBudget(writing_sessions, 3, today=lambda: MONDAY) for _ in range(2))
    assert [first.take(), second.take(), first.take(), second.take(), first.take()] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_no_requests_means_none(writing_sessions: SessionFactory) -> None:
    assert not DailyBudget(writing_sessions, 0, today=lambda: MONDAY).take()


def test_those_who_ask_at_once_never_take_more_than_there_is(writing_sessions: SessionFactory) -> None:
    taken: list[bool] = []
    start = threading.Barrier(4)

    def take() -> None:
        budget = DailyBudget(writing_sessions, 10, today=lambda: MONDAY)
        start.wait()
        for _ in range(5):
            taken.append(budget.take())

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(taken), sum(taken)) == (20, 10)
