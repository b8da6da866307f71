"""An article's text cut into paragraphs and sentences, every offset into the original text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from attribution.extraction import Span
from attribution.text.folding import fold
from attribution.text.paragraphs import LINE_ENDS, paragraph_spans
from attribution.text.sentences import sentence_spans


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its offsets and the index of its paragraph in `Document.paragraphs`."""

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its parts.

    `folded` has the same length as `text`: characters that mean the same are made the same one for one
    (NBSP and other spaces to a space, curly apostrophes inside words to a straight one), so an offset
    means the same place in both. `nicknames`, where those in quotation marks within names were found, are
    spaces in it: each span has the marks in it.
    """

    text: str
    folded: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Sentence, ...]
    nicknames: tuple[Span, ...] = ()

    def sentences_around(self, parts: Sequence[Span]) -> Span:
        """The whole sentences from the one that the first of some spans begins in to the one that the last ends in."""
        first = self._sentence_at(min(span.start for span in parts))
        last = self._sentence_at(max(span.end for span in parts) - 1)
        return Span(first.start, last.end)

    def _sentence_at(self, offset: int) -> Sentence:
        after = bisect_right(self.sentences, offset, key=lambda sentence: sentence.start)
        return self.sentences[max(after - 1, 0)]


def read_document(text: str) -> Document:
    """Cut a text into paragraphs and sentences. Never raises; time is linear in the text's length."""
    folded = fold(text)
    paragraphs = tuple(paragraph_spans(folded))
    folded = _unwrap(folded, paragraphs)
    sentences = tuple(
        Sentence(start, end, index)
        for index, paragraph in enumerate(paragraphs)
        for start, end in sentence_spans(folded, paragraph)
    )
    return Document(text, folded, paragraphs, sentences)


_LINE_END = re.compile(f"[{LINE_ENDS}]")


def _unwrap(folded: str, paragraphs: tuple[Span, ...]) -> str:
    """The line ends within paragraphs made spaces, so that a sentence reads on over them."""
    pieces: list[str] = []
    done = 0
    for start, end in paragraphs:
        pieces += (folded[done:start], _LINE_END.sub(" ", folded[start:end]))
        done = end
    return "".join([*pieces, folded[done:]])
