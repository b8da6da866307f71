"""How well a quote fits a subject, and where that puts it: both depend on the quote alone.

BM25 and ts_rank change for every quote when one is added, so a page after another would skip and repeat
quotes. This score never moves: each word of the subject counts by the best place it was found, in the quote's
own text most, then through a stance toward a target that the word speaks of, then in the sentences around,
then in the article's title; the score is the mean. It is the same on every engine, and can be explained.

What is found by words and what is found by meaning become one list by reciprocal rank fusion (Cormack, Clarke and
Buettcher 2009). A rank there is not a place among other quotes, which would move too, but a step on a fixed scale:
how many hundredths the score or the similarity is below the best there can be.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import (
    ColumnElement,
    Integer,
    Label,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal_column,
    or_,
    select,
    union_all,
)

from models import Stance, Target
from services.search.index import Place, SearchIndex
from services.search.subject import TargetHit

WORD_POINTS = {Place.TEXT: 20, Place.CONTEXT: 10, Place.TITLE: 5}
TARGET_POINTS = 12
WHOLE = Fraction(1)

_FUSION_CONSTANT = 60
_RANKS = 100
_MOST_SIMILAR = 1_000
_MEANING = -1
"""Stands for the number of a word where what was found is the subject's meaning."""
# A whole number in the place of one divided by a rank.
_UNIT = 1_000_000
# More than any score in points, by which are ordered whose ranks are the same.
_STEP = 1_000
# More than any sum of two ranks.
_CLASS = 100_000 * _STEP


@dataclass(frozen=True, slots=True)
class SubjectScores:
    """Which quotes fit a subject, and how well.

    `rows` has the columns `quote_id`, `points` (whole number up to `most_points`; 0 if the meaning alone led here),
    `by_words` (1 if a word of the subject stands in the quote, around it or in the title), `similarity` (in thousandths;
    0 if it does not mean the same) and `place` (whole number: the larger, the earlier).
    """

    rows: Subquery
    most_points: int


def score_subject(
    index: SearchIndex,
    words: Sequence[str],
    targets: Sequence[TargetHit],
    *,
    share: Fraction = WHOLE,
    similar: Mapping[int, int] | None = None,
) -> SubjectScores:
    """Score the quotes in which at least `share` of the words (rounded up) are found, and those in `similar`.

    At least one word must be found outside the title: else every quote of an article would be about what its
    title names. `words` must not be empty. `similar` are the quotes that mean the same, with their similarity in
    thousandths.

    Quotes that have every word themselves come first and are equal, then others with words or a stance toward a
    target, then those that only mean the same.
    """
    # Where one word is all there is, the title alone cannot count.
    places = {
        place: points for place, points in WORD_POINTS.items() if len(words) > 1 or place != Place.TITLE
    }
    findings = [
        finding
        for number, word in enumerate(words)
        for finding in _findings(index, number, word, places, targets)
    ]
    if similar:
        listed = index.listed_quotes(similar).subquery("similar")
        findings.append(
            select(
                listed.c.quote_id,
                _number(_MEANING).label("word"),
                listed.c.value,
                _number(0).label("by_words"),
            )
        )
    most_points = WORD_POINTS[Place.TEXT] * len(words)
    rows = _place(
        _grouped(union_all(*findings).subquery("found"), len(words)), len(words), most_points, share
    )
    return SubjectScores(rows, most_points)


def _grouped(found: Subquery, words: int) -> Subquery:
    """What was found of each quote, in one row."""
    by_number = [
        func.max(case((found.c.word == _number(number), found.c.points), else_=_number(0)))
        for number in (*range(words), _MEANING)
    ]
    *of_words, similarity = by_number
    found_words = sum(
        (case((points > _number(0), _number(1)), else_=_number(0)) for points in of_words), _number(0)
    )
    best = func.max(case((found.c.word == _number(_MEANING), _number(0)), else_=found.c.points))
    return (
        select(
            found.c.quote_id,
            sum(of_words, _number(0)).label("points"),
            found_words.label("found_words"),
            best.label("best"),
            func.max(found.c.by_words).label("by_words"),
            similarity.label("similarity"),
        )
        .group_by(found.c.quote_id)
        .subquery("grouped")
    )


def _place(grouped: Subquery, words: int, most_points: int, share: Fraction) -> Subquery:
    """The quotes that fit, and where they come."""
    enough = and_(
        grouped.c.found_words >= _number(math.ceil(share * words)),
        grouped.c.best > _number(WORD_POINTS[Place.TITLE]),
    )
    points = case((enough, grouped.c.points), else_=_number(0))
    ranks = _reciprocal_rank(points, most_points) + _reciprocal_rank(grouped.c.similarity, _MOST_SIMILAR)
    place = case(
        (points == _number(most_points), _number(2 * _CLASS)),
        (points > _number(0), _number(_CLASS) + ranks * _number(_STEP) + points),
        else_=ranks * _number(_STEP),
    )
    return (
        select(
            grouped.c.quote_id,
            points.label("points"),
            case((enough, grouped.c.by_words), else_=_number(0)).label("by_words"),
            grouped.c.similarity,
            place.label("place"),
        )
        .where(or_(enough, grouped.c.similarity > _number(0)))
        .subquery("scores")
    )


def _reciprocal_rank(value: ColumnElement[int], most: int) -> ColumnElement[int]:
    """`_UNIT / (k + rank)`, where the largest value has rank 1; 0 for a value of 0."""
    rank = _number(_RANKS + 1) - value * _number(_RANKS) // _number(most)
    return case((value > _number(0), _number(_UNIT) // (_number(_FUSION_CONSTANT) + rank)), else_=_number(0))


def _findings(
    index: SearchIndex,
    number: int,
    word: str,
    places: Mapping[Place, int],
    targets: Sequence[TargetHit],
) -> Iterator[Select[tuple[int, int, int, int]]]:
    for place, points in places.items():
        yield index.quotes_with_word(word, place).add_columns(*_labelled(number, points, by_words=1))
    spoken_of = [target.target_id for target in targets if word in target.words]
    if spoken_of:
        quotes = (
            select(Stance.quote_id)
            .join(Target, Target.id == Stance.target_id)
            .where(Stance.target_id.in_(spoken_of), Stance.target_version == Target.wording_version)
        )
        yield quotes.add_columns(*_labelled(number, TARGET_POINTS, by_words=0))


def _labelled(number: int, points: int, *, by_words: int) -> tuple[Label[int], Label[int], Label[int]]:
    return _number(number).label("word"), _number(points).label("points"), _number(by_words).label("by_words")


def _number(value: int) -> ColumnElement[int]:
    # Written into the statement: two parameters of the same value are two expressions to the engine, which
    # would then work out each sum once for the columns and once more for HAVING.
    return literal_column(str(int(value)), Integer)
