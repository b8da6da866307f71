"""What can read stances: the engine that ships with the package, or another behind the same interface."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple, Protocol, Self

from attribution import WeightsUnavailable
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

    def read(self, text: str, context: str, target: shipped.Target) -> shipped.Stance | None:
        """The speaker's stance, or None if the quote is not about the target; as `attribution.stance.stance`.

        Raises EngineUnavailable.
        """


class ShippedEngine:
    """The engine of `attribution`: always there. A pair takes it some hundredths of a second, too long for a lock to be held over many."""

    name: Final = shipped.STANCE_ENGINE
    version: Final = shipped.STANCE_ENGINE_VERSION

    def read(self, text: str, context: str, target: shipped.Target) -> shipped.Stance | None:
        """As `attribution.stance.stance`. Raises `attribution.WeightsUnavailable`, never EngineUnavailable."""
        return shipped.stance(text, context, target)


SHIPPED: Final = ShippedEngine()


class Pair(NamedTuple):
    """A quote's text and context, and what it may be for or against."""

    text: str
    context: str
    target: shipped.Target


class Reading(NamedTuple):
    """The stance of a pair, None where the quote is not about the target, and the engine that read it."""

    stance: shipped.Stance | None
    engine: StanceEngine


class Readings:
    """What was read before a transaction, to be stored in it."""

    def __init__(self, kept: Mapping[Pair, Reading]) -> None:
        self._kept = kept

    def of(self, pair: Pair) -> Reading:
        """What was read of a pair; one that nobody read before is read now, by the shipped engine."""
        return self._kept.get(pair) or _read_shipped(pair)


NOTHING_READ: Final = Readings({})


class ReadingAhead:
    """Reads stances for one job, before each of its transactions begins: with the engine, or else with ours.

    At the end of the block, what another engine than ours left unanswered and why is logged in one line that names
    the `subject`.
    """

    def __init__(
        self,
        engine: StanceEngine,
        *,
        subject: str,
        sign_of_life: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`sign_of_life` is called about once a second while pairs are read; what it raises goes through."""
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

    def read(self, pairs: Iterable[Pair]) -> Readings:
        """What is read of these pairs; no transaction that writes may be open.

        Another engine than ours is asked for two minutes, then no more. Raises `attribution.WeightsUnavailable`.
        """
        kept: dict[Pair, Reading] = {}
        started = told = self._clock()
        for pair in pairs:
            if pair in kept:
                continue
            now = self._clock()
            if now - told > _BETWEEN_SIGNS_OF_LIFE:
                self._sign_of_life()
                told = now
            asked = (
                None if self._engine is SHIPPED else self._ask(pair, is_late=now - started > _MOST_SECONDS)
            )
            kept[pair] = asked or _read_shipped(pair)
        return Readings(kept)

    def _ask(self, pair: Pair, *, is_late: bool) -> Reading | None:
        if is_late:
            self._missed["it took too long, so the rest was not asked"] += 1
            return None
        try:
            reading = Reading(self._engine.read(*pair), self._engine)
        except PairNotAsked:
            return None
        except EngineUnavailable as reason:
            self._missed[str(reason)] += 1
            return None
        except WeightsUnavailable:
            # Ours, whoever called on them: without them nobody could read what is left.
            raise
        except Exception as fault:
            # No fault of a remote engine may cost an article its quotes. Its message could have a secret in it.
            self._missed[f"it broke ({type(fault).__name__})"] += 1
            return None
        self._answered += 1
        return reading


def _read_shipped(pair: Pair) -> Reading:
    return Reading(SHIPPED.read(*pair), SHIPPED)
