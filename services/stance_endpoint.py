"""Stances read by a language model of the operator's choice, behind an OpenAI-compatible address."""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import Callable
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from attribution import stance as shipped
from models import make_session_factory, make_writing_session_factory
from services.chat_completions import ChatBusy, ChatFailed, ChatServer
from services.circuit_breaker import CircuitBreaker
from services.metrics import metrics
from services.settings import Settings
from services.stance_answers import DailyBudget, KeptAnswers
from services.stance_engines import SHIPPED, EngineUnavailable, PairNotAsked, StanceEngine
from services.stance_prompt import (
    PROMPT_VERSION,
    RESPONSE_FORMAT,
    Answer,
    UnfitAnswer,
    messages_of,
    parse_answer,
    question_of,
)

_logger = logging.getLogger(__name__)

_LONGEST_NAME: Final = 50
_PAUSE_SECONDS: Final = 1.0
# The longest of 22,024 quotes in US political news has fewer than 7,000 characters; what is longer is a document,
# and would be paid for by its length.
_MOST_CHARACTERS: Final = 8_000
_MOST_CONTEXT_CHARACTERS: Final = 16_000


class EndpointEngine:
    """Asks a model about the pairs that the shipped engine's gate deems possible.

    Each answer is kept, so the same question is asked once. A request that meets a busy server (429, 5xx) is made a
    second time. Every request counts against the budget of the day.
    """

    version: Final = PROMPT_VERSION

    def __init__(
        self,
        server: ChatServer,
        *,
        model: str,
        kept: KeptAnswers,
        budget: DailyBudget,
        longest_pause: float,
        breaker: CircuitBreaker | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name: Final = engine_name(model)
        self._server = server
        self._model = model
        self._kept = kept
        self._budget = budget
        self._longest_pause = longest_pause
        self._breaker = CircuitBreaker() if breaker is None else breaker
        self._sleep = sleep

    def read(self, text: str, context: str, target: shipped.Target) -> shipped.Stance | None:
        """The stance as the model reads it. Raises PairNotAsked, and EngineUnavailable for whatever goes wrong."""
        if not shipped.may_be_about(text, context, target):
            raise PairNotAsked("nothing names the object")
        if len(text) > _MOST_CHARACTERS or len(context) > _MOST_CONTEXT_CHARACTERS:
            raise EngineUnavailable("the quote is too long to be sent")
        question = question_of(text, context, target)
        digest = self._digest(question)
        try:
            answer = self._kept.find(digest)
            if answer is not None:
                _count_call("kept")
                return answer.stance
            answer = self._ask(question, text)
        except SQLAlchemyError as error:
            raise EngineUnavailable(f"the database ({type(error).__name__})") from error
        self._keep(digest, answer)
        return answer.stance

    def _keep(self, digest: str, answer: Answer) -> None:
        try:
            self._kept.keep(digest, answer)
        except SQLAlchemyError as error:
            # The answer is there and was paid for; without its row the question is only asked again another time.
            _logger.warning("%s: an answer could not be kept (%s)", self.name, type(error).__name__)

    def _digest(self, question: str) -> str:
        asked = json.dumps([self.name, self._model, self.version, question])
        return hashlib.sha256(asked.encode()).hexdigest()

    def _ask(self, question: str, text: str) -> Answer:
        if not self._breaker.admit():
            _count_call("resting")
            raise EngineUnavailable("it rests after failures")
        try:
            answer = parse_answer(self._request(question), text)
        except ChatBusy as busy:
            _count_call("busy")
            self._breaker.failed(busy.retry_after or 0.0)
            raise EngineUnavailable(str(busy)) from busy
        except ChatFailed as failure:
            _count_call("failed")
            self._breaker.failed()
            raise EngineUnavailable(str(failure)) from failure
        except UnfitAnswer as unfit:
            _count_call("refused")
            self._breaker.failed()
            raise EngineUnavailable(f"the answer was refused: {unfit}") from unfit
        _count_call("answered")
        self._breaker.succeeded()
        return answer

    def _request(self, question: str) -> str:
        messages = messages_of(question)
        try:
            self._count()
        except (EngineUnavailable, SQLAlchemyError):
            self._breaker.not_asked()
            raise
        try:
            return self._server.ask(messages, RESPONSE_FORMAT)
        except ChatBusy as busy:
            pause = _PAUSE_SECONDS if busy.retry_after is None else busy.retry_after
            if pause > self._longest_pause:
                raise
        self._sleep(pause)
        try:
            self._count()
        except (EngineUnavailable, SQLAlchemyError):
            # It was asked once, and was busy.
            self._breaker.failed()
            raise
        return self._server.ask(messages, RESPONSE_FORMAT)

    def _count(self) -> None:
        if not self._budget.take():
            _count_call("used_up")
            raise EngineUnavailable("the requests of today are used up")


def _count_call(outcome: str) -> None:
    metrics().stance_endpoint.labels(outcome).inc()


def engine_name(model: str) -> str:
    """What the answers of a model are marked with; a long name is cut and ends in a digest that tells it apart."""
    name = f"endpoint:{model}"
    if len(name) <= _LONGEST_NAME:
        return name
    ending = "~" + hashlib.sha256(model.encode()).hexdigest()[:8]
    return name[: _LONGEST_NAME - len(ending)] + ending


def open_stance_engine(settings: Settings, database: Engine) -> StanceEngine:
    """The engine that the settings ask for: the shipped one unless they name an endpoint. Nothing is asked yet."""
    if not settings.stance_endpoint:
        return SHIPPED
    writing = make_writing_session_factory(database)
    return EndpointEngine(
        ChatServer(
            settings.stance_endpoint,
            key=settings.stance_endpoint_key,
            model=settings.stance_endpoint_model,
            seconds=settings.stance_endpoint_seconds,
        ),
        model=settings.stance_endpoint_model,
        kept=KeptAnswers(make_session_factory(database), writing),
        budget=DailyBudget(writing, settings.stance_endpoint_daily_requests),
        # With two requests, a pair then takes three times the setting at most, which a job's time-out allows for.
        longest_pause=settings.stance_endpoint_seconds,
    )
