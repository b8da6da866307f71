"""How positions look to a client."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from api.representations import Representation, represent_speaker_reference
from models import Speaker, Target
from services.positions import Contradiction, Measure, Point, Position, Shift, count_labels
from services.speaker_positions import SHOWN_PAIRS, SHOWN_POINTS, SHOWN_STATEMENTS, SpeakerPosition
from services.stated_quotes import SHOWN_APPEARANCES, Details, StatedQuote
from services.statements import Statement
from services.target_positions import Standing, TargetPositions


class PositionView:
    """Represents positions worked out with one measure, with these quotes behind them."""

    def __init__(self, details: Details, measure: Measure) -> None:
        self._details = details
        self._measure = measure

    def represent_speaker_position(
        self, position: SpeakerPosition, speaker: Speaker, *, whole: bool
    ) -> Representation:
        """Where a speaker stands toward one target: `whole`, or without points and what is set apart."""
        return {
            "target": represent_position_target(position.target),
            "current": None if position.current is None else self._current(position.current),
            "counts": position.counts,
            "shift_count": len(position.shifts),
            "shifts": [self._shift(shift) for shift in position.shifts[-SHOWN_PAIRS:]],
            "contradiction_count": len(position.contradictions),
            "contradictions": [self._contradiction(pair) for pair in position.contradictions[-SHOWN_PAIRS:]],
            "point_count": len(position.points),
            "points": [self._point(point) for point in position.points[-SHOWN_POINTS:]] if whole else None,
            "undated": self._apart(position.undated) if whole else None,
            "outdated": self._apart(position.outdated) if whole else None,
            "links": _links(speaker, position.target),
        }

    def represent_standing(self, standing: Standing, target: Target) -> Representation:
        """One speaker's position in the list of a target."""
        return {
            "speaker": represent_speaker_reference(standing.speaker),
            "position": standing.position.label,
            "as_of": standing.position.as_of,
            "counts": standing.counts,
            "latest": self._statement(standing.position.statements[0]),
            "links": _links(standing.speaker, target),
        }

    def _current(self, position: Position) -> Representation:
        return {
            "label": position.label,
            "as_of": position.as_of,
            "newer_neutral": position.newer_neutral,
            **self._statements(position.statements),
        }

    def _shift(self, shift: Shift) -> Representation:
        return {
            "from_": shift.before.label,
            "to": shift.after.label,
            "before": self._statement(shift.before),
            "after": self._statement(shift.after),
        }

    def _contradiction(self, pair: Contradiction) -> Representation:
        first, second = pair.first.said_at, pair.second.said_at
        return {
            "days_apart": None if first is None or second is None else (second - first) // timedelta(days=1),
            "is_in_one_article": pair.is_in_one_article,
            "first": self._statement(pair.first),
            "second": self._statement(pair.second),
        }

    def _point(self, point: Point) -> Representation:
        return {
            "period": point.period,
            "counts": count_labels(point.statements, self._measure),
            **self._statements(point.statements),
        }

    def _statements(self, statements: Sequence[Statement]) -> Representation:
        return {"statement_count": len(statements), "statements": self._first(statements)}

    def _apart(self, statements: Sequence[Statement]) -> Representation:
        return {"count": len(statements), "statements": self._first(statements)}

    def _first(self, statements: Sequence[Statement]) -> list[Representation]:
        return [self._statement(statement) for statement in statements[:SHOWN_STATEMENTS]]

    def _statement(self, statement: Statement) -> Representation:
        decisive, shown = statement.decisive, statement.appearances[:SHOWN_APPEARANCES]
        detail = self._details[decisive.quote_id, decisive.target_id]
        return {
            **_appearance(detail),
            "type": detail.type,
            "text": detail.text,
            "said_at": statement.said_at,
            "evidence": {
                "start": detail.evidence_start,
                "end": detail.evidence_end,
                "text": detail.evidence,
            },
            "engine": {"name": detail.engine, "version": detail.engine_version},
            "target_version": detail.target_version,
            "is_sure": statement.is_sure(self._measure.least_confidence),
            "appearance_count": len(statement.appearances),
            "appearances": [_appearance(self._details[each.quote_id, each.target_id]) for each in shown],
        }


def represent_target_positions(found: TargetPositions, target: Target) -> Representation:
    """What is said of a target besides the page of speakers."""
    return {
        "target": represent_position_target(target),
        "speakers": found.speakers,
        "quotes_without_speaker": found.without_speaker,
        "outdated_quotes": found.outdated,
    }


def represent_position_target(target: Target) -> Representation:
    """Enough to know toward what."""
    return {"slug": target.slug, "proposition": target.proposition, "version": target.wording_version}


def _appearance(detail: StatedQuote) -> dict[str, Any]:
    return {
        "quote_id": detail.quote_id,
        "said_at": detail.said_at,
        "label": detail.label,
        "confidence": detail.confidence,
        "decided_by": detail.decided_by,
        "article": {
            "id": detail.article_id,
            "title": detail.title,
            "url": detail.url,
            "publisher": detail.publisher,
            "published_at": detail.published_at,
            "revision": detail.revision,
        },
        "links": {"self": f"/v1/quotes/{detail.quote_id}", "article": f"/v1/articles/{detail.article_id}"},
    }


def _links(speaker: Speaker, target: Target) -> dict[str, str]:
    wanted = urlencode({"speaker": speaker.id, "target": target.slug})
    return {
        "self": f"/v1/speakers/{speaker.id}/positions?target={target.slug}",
        "quotes": f"/v1/quotes?{wanted}",
        "target": f"/v1/targets/{target.slug}",
    }
