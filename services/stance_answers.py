"""What a remote engine answered and how often it was asked, in the database, so that all processes share both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import cast

from sqlalchemy import update
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import IntegrityError

from attribution.extraction import Span
from attribution.stance import PairLabel
from models import SessionFactory, StanceAnswer, StanceRequestDay
from services.stance_prompt import Answer


def current_day() -> date:
    """Today, in UTC."""
    return datetime.now(UTC).date()


class KeptAnswers:
    """Answers by the digest of their question; nothing of the text is kept."""

    def __init__(self, reading: SessionFactory, writing: SessionFactory) -> None:
        self._reading = reading
        self._writing = writing

    def find(self, digest: str) -> Answer | None:
        """The answer to this question, if it was asked before."""
        with self._reading() as session:
            kept = session.get(StanceAnswer, digest)
        if kept is None:
            return None
        evidence = None if kept.label == "unrelated" else Span(kept.evidence_start, kept.evidence_end)
        return Answer(cast(PairLabel, kept.label), kept.confidence, evidence)

    def keep(self, digest: str, answer: Answer) -> None:
        """Remember an answer; the first one to a question stays."""
        evidence = answer.evidence or Span(0, 0)
        row = StanceAnswer(
            digest=digest,
            label=answer.label,
            confidence=answer.confidence,
            evidence_start=evidence.start,
            evidence_end=evidence.end,
        )
        try:
            with self._writing.begin() as session:
                session.add(row)
        except IntegrityError:
            # Another process asked the same at the same time.
            return


class DailyBudget:
    """A number of requests for each day in UTC."""

    def __init__(
        self, writing: SessionFactory, most: int, *, today: Callable[[], date] = current_day
    ) -> None:
        self._writing = writing
        self._most = most
        self._today = today
        self._spent: date | None = None

    def take(self) -> bool:
        """Count one request, before it is made; False when today's are used up."""
        day = self._today()
        # A write for each pair that is not asked would keep other writers waiting.
        if self._most == 0 or self._spent == day:
            return False
        if not self._count(day):
            self._spent = day
            return False
        return True

    def _count(self, day: date) -> bool:
        while True:
            try:
                counted = self._try_to_count(day)
            except IntegrityError:
                # Another process began the day in between: now there is a row to count in.
                continue
            if counted is not None:
                return counted

    def _try_to_count(self, day: date) -> bool | None:
        """Whether a request was left; None when another process began the day meanwhile, so that the count is to be tried again."""
        with self._writing.begin() as session:
            # One statement, so that two processes never both take the last one.
            counted = session.execute(
                update(StanceRequestDay)
                .where(StanceRequestDay.day == day, StanceRequestDay.requests < self._most)
                .values(requests=StanceRequestDay.requests + 1)
                .execution_options(synchronize_session=False)
            )
            if isinstance(counted, CursorResult) and counted.rowcount == 1:
                return True
            begun = session.get(StanceRequestDay, day)
            if begun is None:
                session.add(StanceRequestDay(day=day, requests=1))
                return True
            # A row of the day is no sign that it is used up: it may be younger than the statement above.
            return False if begun.requests >= self._most else None
