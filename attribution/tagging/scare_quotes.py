"""Words in quotation marks that are named rather than said: the so-called “peace camp”, the word “never”, the novel “Rivers of Torland”.

The network and the joiner know most of them. Where they take one alone for what somebody said, or add one to a whole quotation, what
stands around the marks decides. Words that a paraphrase holds ("said the “river tax” would end") are left to the network.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attribution.extraction import Span
from attribution.lexicon import word_set
from attribution.tagging.edges import EdgeFinder
from attribution.text.document import Document
from attribution.text.quotation_marks import QuotedRegion

_REACH = 60
"""Characters before a quotation that are looked at, so that time is linear."""
_LONGEST_NAME = 60
"""Characters of a name, a title or a word; what is longer is a saying."""

_WORKS = (
    r"(?:books?|novels?|memoirs?|films?|movies?|documentary|songs?|albums?|series|sitcoms?|plays?|musicals?|poems?|paintings?"
    r"|episodes?|podcasts?|anthems?|ballads?|operas?|sketch|comedy|drama|bestsellers?|shows?|program(?:me)?s?)"
)
_NAMED = re.compile(
    rf"\b(?:so[- ]called|self-styled|{_WORKS},? (?:called|named|titled|entitled))(?: (?:the|a|an))?(?: [a-z][\w’'-]+)? \Z",
    re.IGNORECASE,
)
_NAMED_BY_NOBODY = re.compile(r"\b(?:known as|nicknamed|dubbed)(?: (?:the|a|an))? \Z", re.IGNORECASE)
_WORD = re.compile(r"\b(?:words?|terms?|phrase|label|adjective|noun|verb|hashtag) \Z", re.IGNORECASE)
_UTTERING = re.compile(
    r"\b(?:us(?:e[sd]?|ing)|utter|say|said|sp[eo]ak|spoke|writ|wrote|repeat|add|chose|call|mention)",
    re.IGNORECASE,
)
_WORK = re.compile(rf"\b{_WORKS},? \Z", re.IGNORECASE)
_PERFORMING = word_set(
    "sang sings sing singing played plays playing performed performs performing recorded watched watching"
)
_SMALL = word_set("a an and as at by for from in into is nor of off on or over the to up vs with")

_WITHIN_SENTENCE = re.compile(r"(?:[.?!]|\b(?:an?|the|his|her|its|their|my|our)(?: [a-z][\w’'-]+)?) \Z")
_GOES_ON = re.compile(r" [a-z]")


def is_within_a_sentence(text: str, region: QuotedRegion) -> bool:
    """Whether a quotation is part of somebody else's sentence: "“River tax” is what farmers call it", "a brief “sorry” to Arden"."""
    ends = text[region.inner.end - 1 : region.inner.end]
    return (
        ends.isalnum()
        and _GOES_ON.match(text, region.outer.end) is not None
        and _WITHIN_SENTENCE.search(text, max(0, region.outer.start - _REACH), region.outer.start) is not None
    )


class ScareQuotes:
    """Tells the quotations of a document that somebody is said to have said from others."""

    def __init__(self, document: Document, edges: EdgeFinder) -> None:
        self._text = document.folded
        self._edges = edges

    def said(self, contents: Sequence[Span], cue: Span, has_source: bool) -> tuple[Span, ...]:
        """Those of an attribution's contents that are not merely named."""
        named = [
            region
            for content in contents
            for region in self._edges.quotations_in(content)
            if region.inner == content
            and (
                self._is_named(region, cue, has_source)
                or (
                    len(contents) > 1
                    and cue.end <= region.outer.start
                    and is_within_a_sentence(self._text, region)
                )
            )
        ]
        left_out = {region.inner for region in named}
        return tuple(
            content
            for content in contents
            if content not in left_out and not any(self._leads_to(content, region) for region in named)
        )

    def _is_named(self, region: QuotedRegion, cue: Span, has_source: bool) -> bool:
        start, end = region.outer
        if end - start > _LONGEST_NAME or not region.closed:
            return False
        before = (self._text, max(0, start - _REACH), start)
        if _NAMED.search(*before) is not None:
            return True
        if _NAMED_BY_NOBODY.search(*before) is not None:
            return not has_source
        reporting = self._words(cue)
        if _WORD.search(*before) is not None:
            return _UTTERING.search(reporting) is None
        words = self._words(region.inner)
        if _is_title(words, fewest=2) and not _PERFORMING.isdisjoint(reporting.casefold().split()):
            return True
        return _is_title(words, fewest=1) and _WORK.search(*before) is not None

    def _leads_to(self, content: Span, region: QuotedRegion) -> bool:
        """Whether a content is what a named quotation is introduced with: "the word" of "the word “never”"."""
        return content.end <= region.outer.start and not self._text[content.end : region.outer.start].strip()

    def _words(self, span: Span) -> str:
        return self._text[span.start : span.end]


def _is_title(words: str, fewest: int) -> bool:
    """Whether every word but small ones begins with a capital or a digit, and a lone word ends no sentence."""
    parts = words.split()
    if len(parts) < fewest or not parts or parts[0][0].islower():
        return False
    if len(parts) == 1 and parts[0][-1] in ".!?":
        return False
    return all(part in _SMALL or not part[0].islower() for part in parts)
