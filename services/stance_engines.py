"""What can read stances: the engine that ships with the package, or another behind the same interface."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple, Protocol, Self

from attribution import stance as shipped

_logger = logging.getLogger(__name__)

# Whoever sends an article waits for its stances; what a slow engine has not answered by then, ours answers.
_MOST_SECONDS: Final = 120.0
_BETWEEN_SIGNS_OF_LIFE: Final = 1.0


class EngineUnavailable(Exception):
    """The engine gives no answer for this pair; the message says why, without any of the text or a secret."""


class PairNotAsked(EngineUnavailable):
    """The engine is not meant to be asked about such a pair: nothing is wrong with it."""


class StanceEngine(Protocol):
    """Reads the stance of a quote toward a target."""

    @property
    def name(self) -> str:
        """What its answers are marked with; at most 50 characters."""

    @property
    def version(self) -> str:
        """Another one may answer otherwise; at most 50 characters."""

    @property
    def is_remote(self) -> bool:
        """Whether it may keep its caller waiting: then it is never called in a transaction (see `ReadingAhead`)."""

    def read(self, text: str, context: str, target: shipped.Target) -> shipped.Stance | None:
        """The speaker's stance, or None if the quote is not about the target; as `attribution.stance.stance`.

        Raises EngineUnavailable.
        """


class ShippedEngine:
    """The engine of `attribution`: always there."""

    name: Final = shipped.STANCE_ENGINE
    version: Final = shipped.STANCE_ENGINE_VERSION
    is_remote: Final = False

    def read(self, text: str, context: str, target: shipped.Target) -> shipped.Stance | None:
        """As `attribution.stance.stance`; raises nothing."""
        return shipped.stance(text, context, target)


SHIPPED: Final = ShippedEngine()


class Pair(NamedTuple):
    """A quote's text and context, and what it may be for or against."""

    text: str
    context: str
    target: shipped.Target


class AnswersReadAhead:
    """The answers of a remote engine to the pairs it was asked about before; waits for nothing."""

    is_remote: Final = False

    def __init__(self, engine: StanceEngine, answers: dict[Pair, shipped.Stance | None]) -> None:
        self.name: Final = engine.name
        self.version: Final = engine.version
        self._answers = answers

    def read(self, text: str, context: str, target: shipped.Target) -> shipped.Stance | None:
        """The answer that was given. Raises EngineUnavailable for a pair without one."""
        try:
            return self._answers[Pair(text, context, target)]
        except KeyError:
            raise EngineUnavailable("there is no answer to this pair") from None


class ReadingAhead:
    """Asks a remote engine for one job, before each of its transactions begins.

    At the end of the block, what got no answer and why is logged in one line that names the `subject`.
    """

    def __init__(
        self,
        engine: StanceEngine,
        *,
        subject: str,
        sign_of_life: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`sign_of_life` is called about once a second while the engine is asked; what it raises goes through."""
        self._engine = engine
        self._subject = subject
        self._sign_of_life = sign_of_life
        self._clock = clock
        self._answered = 0
        self._missed: Counter[str] = Counter()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._missed:
            reasons = "; ".join(f"{reason} ({count})" for reason, count in self._missed.most_common())
            _logger.warning(
                "%s: %s answered %d pairs; the others were left to %s: %s",
                self._subject,
                self._engine.name,
                self._answered,
                SHIPPED.name,
                reasons,
            )

    def ask(self, pairs: Iterable[Pair]) -> StanceEngine:
        """An engine that answers these pairs as the given one does, and may be called in a transaction.

        No transaction that writes may be open. A remote engine is asked for two minutes, then no more; any other is
        given back as it is, and the pairs are not looked at.
        """
        if not self._engine.is_remote:
            return self._engine
        answers: dict[Pair, shipped.Stance | None] = {}
        started = told = self._clock()
        for pair in pairs:
            if pair in answers:
                continue
            now = self._clock()
            if now - started > _MOST_SECONDS:
                self._missed["it took too long, so the rest was not asked"] += 1
                break
            if now - told > _BETWEEN_SIGNS_OF_LIFE:
                self._sign_of_life()
                told = now
            self._ask(pair, answers)
        self._answered += len(answers)
        return AnswersReadAhead(self._engine, answers)

    def _ask(self, pair: Pair, answers: dict[Pair, shipped.Stance | None]) -> None:
        try:
            answers[pair] = self._engine.read(*pair)
        except PairNotAsked:
            return
        except EngineUnavailable as reason:
            self._missed[str(reason)] += 1
        except Exception as fault:
            # No fault of a remote engine may cost an article its quotes. Its message could have a secret in it.
            self._missed[f"it broke ({type(fault).__name__})"] += 1
