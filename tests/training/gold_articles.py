"""Annotated articles for the tests, their parts named by the words themselves instead of offsets."""

from __future__ import annotations

from typing import Any

from attribution import Span
from training.evaluation.matching import Comparison, compare
from training.evaluation.predictions import Prediction
from training.gold import GoldArticle, GoldAttribution


def spans(text: str, *phrases: str) -> tuple[Span, ...]:
    """Where phrases stand that must be in the text once each."""
    for phrase in phrases:
        assert text.count(phrase) == 1, f"{phrase!r} is {text.count(phrase)} times in the text"
    return tuple(Span(text.index(phrase), text.index(phrase) + len(phrase)) for phrase in phrases)


def parts(text: str, content: str, cue: str = "", source: str = "") -> tuple[tuple[Span, ...], ...]:
    """Content, cue and source; a | parts the spans of one."""
    return tuple(spans(text, *part.split("|")) if part else () for part in (content, cue, source))


def gold(text: str, content: str, cue: str = "", source: str = "", **fields: Any) -> GoldAttribution:
    found = parts(text, content, cue, source)
    return GoldAttribution(found[0], found[1], found[2], **fields)


def prediction(text: str, content: str, cue: str = "", source: str = "", **fields: Any) -> Prediction:
    found = parts(text, content, cue, source)
    return Prediction(found[0], found[1], found[2], **fields)


def article(text: str, *attributions: GoldAttribution, name: str = "a") -> GoldArticle:
    return GoldArticle(name, text, attributions)


def compared(
    text: str, wanted: list[GoldAttribution], found: list[Prediction], name: str = "a"
) -> Comparison:
    return compare(article(text, *wanted, name=name), found)
