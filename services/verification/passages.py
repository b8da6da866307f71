"""What one speaker says in one article, word by word: what a quotation is held against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from attribution.extraction import Span
from attribution.text.document import read_document
from attribution.text.quotation_marks import scan_quotation_marks
from models import ArticleRevision, Quote, QuoteSpan, QuoteState
from models.quote_words import WORD
from services.verification.words import Word, join_compounds, read_words

_LONGEST_ATTRIBUTION = 200
"""Characters between two quotes that are one utterance, which `," said Mara Velden, minister of … . "` interrupts."""
_MARKS = frozenset('"“”„‟«»')
_LONGEST_PARAGRAPH = 5_000


class StoredWord(NamedTuple):
    """A word of a passage."""

    word: Word
    quote_id: int
    is_stored: bool
    """False for a word beside the quote in the same quotation marks, which the engine left out of it."""
    in_marks: bool
    """Whether it stands in quotation marks: the speaker's own word, as the article has it."""
    piece: int
    """Which stretch of the text it is in; between two pieces stand words of nobody's quote, or none."""
    apart: bool
    """Whether it begins a quote that stands apart from the one before, so that the two are no one utterance."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of all active quotes of one speaker in one revision of an article, in text order.

    A quote without a speaker has a passage of its own. `types` has the type of each quote by its number.
    """

    text: str
    speaker_id: int | None
    types: dict[int, str]
    words: tuple[StoredWord, ...]


class _Place(NamedTuple):
    quote_id: int
    speaker_id: int | None
    type: str
    state: str
    start: int
    end: int


def read_passages(session: Session, quote_ids: Iterable[int], *, whole_marks: bool = False) -> list[Passage]:
    """The passages in which these quotes are, each once, in the order of the quotes. Quotes not active have none.

    With `whole_marks` they also have the words that stand in the same quotation marks as a quote and in no quote.
    """
    wanted = list(dict.fromkeys(quote_ids))
    revisions = dict(session.execute(select(Quote.id, Quote.revision_id).where(Quote.id.in_(wanted))).all())
    texts = dict(
        session.execute(
            select(ArticleRevision.id, ArticleRevision.text).where(
                ArticleRevision.id.in_(set(revisions.values()))
            )
        ).all()
    )
    places: dict[int, list[_Place]] = {number: [] for number in texts}
    rows = session.execute(
        select(
            Quote.revision_id,
            Quote.id,
            Quote.speaker_id,
            Quote.type,
            Quote.state,
            QuoteSpan.start,
            QuoteSpan.end,
        )
        .join(QuoteSpan, QuoteSpan.quote_id == Quote.id)
        .where(Quote.revision_id.in_(texts), QuoteSpan.role == "content")
        .order_by(QuoteSpan.start, Quote.id)
    )
    for row in rows:
        places[row.revision_id].append(
            _Place(row.id, row.speaker_id, row.type, row.state, row.start, row.end)
        )
    passages: list[Passage] = []
    seen: set[int] = set()
    for quote_id in wanted:
        if quote_id in seen or quote_id not in revisions:
            continue
        revision_id = revisions[quote_id]
        passage = _read_passage(texts[revision_id], places[revision_id], quote_id, whole_marks)
        if passage is not None:
            seen |= passage.types.keys()
            passages.append(passage)
    return passages


def _read_passage(text: str, places: Sequence[_Place], quote_id: int, whole_marks: bool) -> Passage | None:
    active = [place for place in places if place.state == QuoteState.ACTIVE]
    this = next((place for place in active if place.quote_id == quote_id), None)
    if this is None:
        return None
    own = [
        place
        for place in active
        if place.quote_id == quote_id or (this.speaker_id is not None and place.speaker_id == this.speaker_id)
    ]
    taken = [Span(place.start, place.end) for place in active]
    barred = [Span(place.start, place.end) for place in places if place.state != QuoteState.SUPERSEDED]
    others = [place.start for place in active if place not in own]
    pieces: list[tuple[Span, _Place, bool]] = [(Span(place.start, place.end), place, True) for place in own]
    if whole_marks:
        pieces += (
            (piece, place, False)
            for place in own
            if place.type != "indirect"
            for piece in _beside(text, place, [*taken, *barred])
        )
    pieces.sort(key=lambda piece: piece[0])
    return Passage(
        text,
        this.speaker_id,
        {place.quote_id: place.type for place in own},
        tuple(_passage_words(text, pieces, others)),
    )


def _passage_words(
    text: str, pieces: Sequence[tuple[Span, _Place, bool]], others: Sequence[int]
) -> Iterator[StoredWord]:
    end, last_quote = 0, None
    for piece, (span, place, is_stored) in enumerate(pieces):
        # Quotes may overlap; no word is said twice.
        start = max(span.start, end)
        marked = [span] if place.type == "direct" else []
        if place.type == "mixed":
            marked = _regions(text, place)
        for word in read_words(text, start, span.end):
            apart = last_quote not in (None, place.quote_id) and _stands_apart(text, end, word.start, others)
            in_marks = any(mark.start <= word.start and word.end <= mark.end for mark in marked)
            yield StoredWord(word, place.quote_id, is_stored, in_marks, piece, apart)
            end, last_quote = max(end, word.end), place.quote_id


def _stands_apart(text: str, start: int, end: int, others: Sequence[int]) -> bool:
    if end - start > _LONGEST_ATTRIBUTION or any(start <= other < end for other in others):
        return True
    between = text[start:end]
    return "\n" in between and WORD.search(between) is not None


def _beside(text: str, place: _Place, taken: Sequence[Span]) -> Iterator[Span]:
    """The stretches in the quotation marks around a place that are in no quote, and were not refused as one."""
    if text[place.start - 1 : place.start] in _MARKS and text[place.end : place.end + 1] in _MARKS:
        return
    for region in _regions(text, place):
        if region.start <= place.start and place.end <= region.end:
            for start, end in ((region.start, place.start), (place.end, region.end)):
                if end > start and not any(span.start < end and start < span.end for span in taken):
                    yield Span(start, end)
            return


def _regions(text: str, place: _Place) -> list[Span]:
    """What stands in quotation marks in the paragraph of a place, outermost first."""
    start = max(text.rfind("\n", 0, place.start) + 1, place.start - _LONGEST_PARAGRAPH)
    end = text.find("\n", place.end)
    end = min(len(text) if end < 0 else end, place.end + _LONGEST_PARAGRAPH)
    scan = scan_quotation_marks(read_document(text[start:end]))
    return [Span(start + region.inner.start, start + region.inner.end) for region in scan.regions]


def join_stored(stored: Sequence[StoredWord], checked: Sequence[Word]) -> list[StoredWord]:
    """The stored words, with compounds made one where the quotation has them as one."""
    by_start = {each.word.start: each for each in stored}
    words = join_compounds([each.word for each in stored], checked)
    return [by_start[word.start]._replace(word=word) for word in words]


def densest(stored: Sequence[StoredWord], checked: Sequence[Word], longest: int) -> Sequence[StoredWord]:
    """The stretch of so many words of a very long passage that has the most telling words of the quotation."""
    if len(stored) <= longest:
        return stored
    wanted = {word.key for word in checked if word.telling}
    hits = [each.word.key in wanted for each in stored]
    inside = sum(hits[:longest])
    best, best_start = inside, 0
    for start in range(1, len(stored) - longest + 1):
        inside += hits[start + longest - 1] - hits[start - 1]
        if inside > best:
            best, best_start = inside, start
    return stored[best_start : best_start + longest]
