"""How well a quote fits a subject: a score that depends on the quote alone.

BM25 and ts_rank change for every quote when one is added, so a page after another would skip and repeat
quotes. This score never moves: each word of the subject counts by the best place it was found, in the quote's
own text most, then through a stance toward a target that the word speaks of, then in the sentences around,
then in the article's title; the score is the mean. It is the same on every engine, and can be explained.
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
    case,
    func,
    literal_column,
    select,
    union_all,
)

from models import Stance, Target
from services.search.index import Place, SearchIndex
from services.search.subject import TargetHit

WORD_POINTS = {Place.TEXT: 20, Place.CONTEXT: 10, Place.TITLE: 5}
TARGET_POINTS = 12
WHOLE = Fraction(1)


@dataclass(frozen=True, slots=True)
class SubjectScores:
    """Which quotes fit a subject, and how well.

    `rows` has the columns `quote_id`, `points` (whole number, 1 to `most_points`) and `by_words` (1 if a word
    of the subject stands in the quote, around it or in the title; 0 if only a target led here).
    """

    rows: Subquery
    most_points: int


def score_subject(
    index: SearchIndex, words: Sequence[str], targets: Sequence[TargetHit], *, share: Fraction = WHOLE
) -> SubjectScores:
    """Score the quotes in which at least `share` of the words (rounded up) are found.

    At least one word must be found outside the title: else every quote of an article would be about what its
    title names. `words` must not be empty.
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
    found = union_all(*findings).subquery("found")
    of_words = [
        func.max(case((found.c.word == _number(number), found.c.points), else_=_number(0)))
        for number in range(len(words))
    ]
    found_words = sum(
        (case((points > _number(0), _number(1)), else_=_number(0)) for points in of_words), _number(0)
    )
    rows = (
        select(
            found.c.quote_id,
            sum(of_words, _number(0)).label("points"),
            func.max(found.c.by_words).label("by_words"),
        )
        .group_by(found.c.quote_id)
        .having(
            found_words >= math.ceil(share * len(words)),
            func.max(found.c.points) > WORD_POINTS[Place.TITLE],
        )
        .subquery("scores")
    )
    return SubjectScores(rows, WORD_POINTS[Place.TEXT] * len(words))


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
