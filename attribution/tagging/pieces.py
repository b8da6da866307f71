"""A document as the tagger's network reads it: word pieces, each with what its letters no longer show.

The network's vocabulary has no capitals and knows one kind of quotation mark. So every outermost mark is read as a
straight double one, whatever its style, and each piece carries a number that says how its word is written, whether
it stands in quotation marks, and whether its paragraph begins there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from attribution.extraction import Span
from attribution.text.document import Document
from attribution.text.quotation_marks import QuotedRegion

Integers = NDArray[np.int32]

TITLE_CASE = 1
UPPER_CASE = 2
IN_QUOTATION = 3
PARAGRAPH_START = 6
FEATURES = 12
"""How many feature numbers there are: one of the cases, plus 3 in quotation marks, plus 6 at a paragraph's start."""

FOLDER = Path(__file__).parent.parent / "weights" / "tagger"
"""Where the tagger's trained files are."""

VOCABULARY = FOLDER / "vocabulary.txt"


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of one document, in text order; every array has one row for each piece."""

    ids: Integers
    features: Integers
    starts: Integers
    """Offset of the piece's first character in the text."""
    ends: Integers
    heads: NDArray[np.bool_]
    """Whether the piece is the first one of its word; only these are tagged."""
    paragraphs: Integers
    """Index into `Document.paragraphs`."""

    def word_bounds(self) -> tuple[Integers, Integers]:
        """Offsets at which the words start and end, a row for each head."""
        heads = np.flatnonzero(self.heads)
        last = np.append(heads[1:], len(self.ids)) - 1 if len(heads) else heads
        return self.starts[heads], self.ends[last]


@cache
def tokenizer() -> Tokenizer:
    """The WordPiece tokenizer over the committed vocabulary (BERT, uncased)."""
    words = VOCABULARY.read_text(encoding="utf-8").splitlines()
    vocabulary = {word: number for number, word in enumerate(words)}
    model = WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=100)  # noqa: S106
    made = Tokenizer(model)
    made.normalizer = BertNormalizer(clean_text=True, handle_chinese_chars=True, lowercase=True)
    made.pre_tokenizer = BertPreTokenizer()
    return made


def read_pieces(document: Document, regions: Sequence[QuotedRegion], skipped: Span | None = None) -> Pieces:
    """The pieces of a document's paragraphs. `regions`: its quotations as scanned; `skipped`: what a paragraph begins with
    that is not to be read."""
    text = _with_plain_marks(document.folded, regions)
    paragraphs_read = [
        Span(skipped.end, end) if skipped is not None and start == skipped.start else Span(start, end)
        for start, end in document.paragraphs
    ]
    # One after the other: a batch would start threads of its own.
    encodings = [tokenizer().encode(text[start:end]) for start, end in paragraphs_read]
    ids: list[int] = []
    offsets: list[tuple[int, int]] = []
    words: list[int] = []
    paragraphs: list[int] = []
    bases: list[int] = []
    for index, (encoding, paragraph) in enumerate(zip(encodings, paragraphs_read, strict=True)):
        count = len(encoding.ids)
        ids += encoding.ids
        offsets += encoding.offsets
        words += [number for number in encoding.word_ids if number is not None]
        paragraphs += [index] * count
        bases += [paragraph.start] * count
    if not ids:
        empty = np.zeros(0, np.int32)
        return Pieces(empty, empty, empty, empty, np.zeros(0, np.bool_), empty)
    spans = np.asarray(offsets, np.int32) + np.asarray(bases, np.int32)[:, None]
    numbered = np.asarray(words, np.int32)
    at = np.asarray(paragraphs, np.int32)
    begins = np.ones(len(ids), np.bool_)
    begins[1:] = at[1:] != at[:-1]
    heads = begins.copy()
    heads[1:] |= numbered[1:] != numbered[:-1]
    features = _cases(document.folded, spans, heads)
    features += IN_QUOTATION * _quoted(spans, regions)
    features += PARAGRAPH_START * begins
    return Pieces(np.asarray(ids, np.int32), features, spans[:, 0], spans[:, 1], heads, at)


def _with_plain_marks(folded: str, regions: Sequence[QuotedRegion]) -> str:
    """The text with the marks of its outermost quotations as straight double ones, of the same length."""
    pieces: list[str] = []
    done = 0
    for region in regions:
        if region.depth:
            continue
        for start, end in ((region.outer.start, region.inner.start), (region.inner.end, region.outer.end)):
            marks = folded[start:end]
            if done <= start < end and not marks.isspace():
                pieces += (folded[done:start], '"', " " * (end - start - 1))
                done = end
    return "".join([*pieces, folded[done:]])


def _cases(folded: str, spans: Integers, heads: NDArray[np.bool_]) -> Integers:
    firsts = np.flatnonzero(heads)
    starts = spans[firsts, 0].tolist()
    last = np.append(firsts[1:], len(heads)) - 1
    ends = spans[last, 1].tolist()
    cases = [_case(folded[start:end]) for start, end in zip(starts, ends, strict=True)]
    return np.repeat(np.asarray(cases, np.int32), np.diff(np.append(firsts, len(heads))))


def _case(word: str) -> int:
    if word.islower() or not word[:1].isupper():
        return 0
    return UPPER_CASE if len(word) > 1 and word.isupper() else TITLE_CASE


def _quoted(spans: Integers, regions: Sequence[QuotedRegion]) -> NDArray[np.bool_]:
    outermost = [region.outer for region in regions if region.depth == 0]
    if not outermost:
        return np.zeros(len(spans), np.bool_)
    opens = np.asarray([span.start for span in outermost])
    closes = np.asarray([span.end for span in outermost])
    before = np.searchsorted(opens, spans[:, 0], side="right") - 1
    return (before >= 0) & (spans[:, 0] < closes[np.maximum(before, 0)])


def pack_windows(pieces: Pieces, longest: int) -> list[tuple[int, int]]:
    """Ranges of pieces, each of as many whole paragraphs as fit in `longest` pieces.

    A paragraph that is longer is cut at the first pieces of words. The ranges cover all pieces, once each.
    """
    bounds = [*np.flatnonzero(np.diff(pieces.paragraphs, prepend=-1)).tolist(), len(pieces.ids)]
    windows: list[tuple[int, int]] = []
    start = 0
    for begin, end in pairwise(bounds):
        if end - start <= longest:
            continue
        if begin > start:
            windows.append((start, begin))
            start = begin
        while end - start > longest:
            cut = start + longest
            while cut > start + longest // 2 and not pieces.heads[cut]:
                cut -= 1
            windows.append((start, cut))
            start = cut
    if start < len(pieces.ids):
        windows.append((start, len(pieces.ids)))
    return windows
