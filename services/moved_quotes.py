"""Where a quote that a person decided on stands in another text of its article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from attribution.extraction import Span, join_segments
from models import Quote, QuoteSpan, QuoteState
from services.spans import identity_key, read_offsets, write_offsets

ROLES = ("content", "cue", "source")
# Of a word that a text repeats, so many places are looked at.
_MOST_PLACES = 100
_REFUSED = (QuoteState.REJECTED, QuoteState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class MovedQuote:
    """A quote at its place in another text.

    `shift` is by how many characters it has moved as a whole; None where only words of its content were found, which
    then are the only part in `parts`.
    """

    quote: Quote
    parts: dict[str, tuple[Span, ...]]
    text: str
    context: str
    shift: int | None

    @property
    def content(self) -> tuple[Span, ...]:
        """The spans of what is said."""
        return self.parts["content"]

    @property
    def key(self) -> str:
        """Its identity key in the other text."""
        return identity_key(self.content)

    def former_content(self, length: int) -> list[str]:
        """The bounds that a person replaced, where they are in a text of this length now."""
        if self.shift is None:
            return []
        moved = [
            [Span(span.start + self.shift, span.end + self.shift) for span in read_offsets(written)]
            for written in self.quote.former_content
        ]
        return [write_offsets(spans) for spans in moved if spans[0].start >= 0 and spans[-1].end <= length]


def move_quote(quote: Quote, text: str) -> list[MovedQuote]:
    """Where a quote of another revision stands in this text: as a whole, or of a rejected or withdrawn one its words.

    As a whole its words must stand as they did, with what is between its parts; of words that stand several times, the
    same number of times as before, the same occurrence is taken. What people refused must not come back because the
    words around it were edited: then each of its segments is looked for alone, in the same way. Of a withdrawn quote
    every place counts where one stands more or less often than before.
    """
    shift = _shift(quote, text, *_extent(quote.spans))
    moved = []
    if shift is not None:
        parts = {role: tuple(_shifted(span, shift) for span in quote.spans_of(role)) for role in ROLES}
        moved = [MovedQuote(quote, parts, quote.text, _moved_context(quote, text, shift), shift)]
    places: list[Span] = []
    for segment in quote.spans_of("content") if quote.state in _REFUSED else ():
        alone = _shift(quote, text, segment.start, segment.end)
        if alone is None and quote.state == QuoteState.WITHDRAWN:
            places += _every_place(quote.revision.text[segment.start : segment.end], text)
        elif alone is not None and shift is None:
            places.append(_shifted(segment, alone))
    return moved + [_at(quote, text, place) for place in places]


def _at(quote: Quote, text: str, place: Span) -> MovedQuote:
    context = _line_around(text, place.start, place.end)
    return MovedQuote(quote, {"content": (place,)}, join_segments(text, (place,)), context, None)


def _every_place(words: str, text: str) -> Iterator[Span]:
    place = text.find(words)
    for _ in range(_MOST_PLACES):
        if place < 0:
            return
        yield Span(place, place + len(words))
        place = text.find(words, place + len(words))


def _shift(quote: Quote, text: str, start: int, end: int) -> int | None:
    """By how many characters the words from start to end have moved; None when they do not stand as often as before."""
    before = quote.revision.text
    words = before[start:end]
    if not words or text.count(words) != before.count(words):
        return None
    place = -1
    for _ in range(before[:start].count(words) + 1):
        place = text.find(words, place + 1 if place < 0 else place + len(words))
    return None if place < 0 else place - start


def _moved_context(quote: Quote, text: str, shift: int) -> str:
    """The quote's context if it still stands around the moved words; else the line they stand in now."""
    before = quote.revision.text
    start, end = _extent(quote.spans)
    place = before.find(quote.context, max(0, end - len(quote.context)))
    if 0 <= place <= start and text.startswith(quote.context, place + shift):
        return quote.context
    return _line_around(text, start + shift, end + shift)


def _line_around(text: str, start: int, end: int) -> str:
    closing = text.find("\n", end)
    return text[text.rfind("\n", 0, start) + 1 : closing if closing >= 0 else len(text)]


def _extent(spans: Sequence[QuoteSpan]) -> tuple[int, int]:
    return min(span.start for span in spans), max(span.end for span in spans)


def _shifted(span: QuoteSpan, shift: int) -> Span:
    return Span(span.start + shift, span.end + shift)
