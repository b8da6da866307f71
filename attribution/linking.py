"""Joins tagged parts to attributions, and quotations without a cue to the attribution they continue."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from attribution.extraction import Span
from attribution.tagging.scare_quotes import is_within_a_sentence
from attribution.tagging.tagger import Part
from attribution.text.document import Document
from attribution.text.quotation_marks import QuotedRegion

# Share right among the 90 and 71 quotations so joined on the training articles.
_CONTINUED_CONFIDENCE = 0.88
_FOLLOWING_PARAGRAPH_CONFIDENCE = 0.75


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content, cue and source that belong together; each part's spans in text order, not overlapping."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    confidence: float


def link_parts(
    document: Document, regions: Sequence[QuotedRegion], parts: Sequence[Part]
) -> tuple[Attribution, ...]:
    """Attributions in order of their first content offset."""
    linked = _group_by_cue(parts)
    alone = {part.span for part in parts if part.kind == "content" and part.cue is None}
    return tuple(_Joiner(document, regions, linked, alone).join())


def _group_by_cue(parts: Sequence[Part]) -> list[Attribution]:
    contents: dict[Span, list[Part]] = {}
    sources: dict[Span, list[Span]] = {}
    for part in parts:
        if part.cue is None:
            continue
        if part.kind == "content":
            contents.setdefault(part.cue, []).append(part)
        elif part.kind == "source":
            sources.setdefault(part.cue, []).append(part.span)
    return [
        Attribution(
            content=_in_order([part.span for part in found]),
            cue=(cue,),
            source=_in_order(sources.get(cue, [])),
            confidence=min(part.confidence for part in found),
        )
        for cue, found in contents.items()
    ]


def _in_order(spans: Sequence[Span]) -> tuple[Span, ...]:
    ordered: list[Span] = []
    for span in sorted(spans):
        if ordered and span.start < ordered[-1].end:
            ordered[-1] = Span(ordered[-1].start, max(ordered[-1].end, span.end))
        else:
            ordered.append(span)
    return tuple(ordered)


class _Joiner:
    """Walks the outermost quotations in text order and hands each one without a cue to its attribution."""

    def __init__(
        self,
        document: Document,
        regions: Sequence[QuotedRegion],
        linked: Sequence[Attribution],
        alone: set[Span],
    ) -> None:
        self._document = document
        self._regions = sorted((region for region in regions if region.depth == 0), key=lambda r: r.outer)
        self._attributions = list(linked)
        self._contents = [list(found.content) for found in linked]
        self._alone = alone
        self._owner = self._owners()
        self._merged_into: dict[int, int] = {}

    def _owners(self) -> dict[Span, int]:
        """The attribution that each attributed quotation is in, by the quotation's inner span."""
        inner = [region.inner for region in self._regions]
        owners: dict[Span, int] = {}
        for number, content in enumerate(self._contents):
            for span in content:
                position = bisect_left(inner, span.start, key=lambda region: region.start)
                while position < len(inner) and inner[position].end <= span.end:
                    owners.setdefault(inner[position], number)
                    position += 1
        return owners

    def join(self) -> list[Attribution]:
        """The attributions with their quotations added, in order of their first content offset."""
        for before, after in pairwise(self._regions):
            self._join_pair(before, after)
        joined = [
            replace(found, content=_in_order(content))
            for found, content in zip(self._attributions, self._contents, strict=True)
            if content
        ]
        return sorted(joined, key=lambda found: (found.content[0], found.cue))

    def _join_pair(self, before: QuotedRegion, after: QuotedRegion) -> None:
        owner = self._owner_of(before)
        follower = self._owner_of(after)
        continued = before.continued and before.paragraph + 1 == after.paragraph
        if owner is not None and after.inner in self._alone:
            if continued or self._same_paragraph(before, after, owner):
                self._extend(owner, after.inner, _CONTINUED_CONFIDENCE)
            elif before.paragraph + 1 == after.paragraph and self._is_whole_paragraph(after):
                self._extend(owner, after.inner, _FOLLOWING_PARAGRAPH_CONFIDENCE)
        elif continued and follower is not None and owner != follower:
            if owner is not None:
                self._merge(owner, follower)
            elif before.inner in self._alone:
                self._extend(follower, before.inner, _CONTINUED_CONFIDENCE)

    def _owner_of(self, region: QuotedRegion) -> int | None:
        owner = self._owner.get(region.inner)
        while owner in self._merged_into:
            owner = self._merged_into[owner]
        return owner

    def _same_paragraph(self, before: QuotedRegion, after: QuotedRegion, owner: int) -> bool:
        """Whether nothing but the attribution's own words stands between two quotations of a paragraph."""
        if before.paragraph != after.paragraph or is_within_a_sentence(self._document.folded, after):
            return False
        gap = self._document.folded[before.outer.end : after.outer.start]
        if not any(character.isalnum() for character in gap):
            return True
        cue = self._attributions[owner].cue
        own = bool(cue) and before.outer.end <= cue[0].start < after.outer.start
        return own and gap.rstrip()[-1:] in (".", ",", ":", "—", "–", "-")

    def _is_whole_paragraph(self, region: QuotedRegion) -> bool:
        paragraph = self._document.paragraphs[region.paragraph]
        folded = self._document.folded
        outside = folded[paragraph.start : region.outer.start] + folded[region.outer.end : paragraph.end]
        return not any(character.isalnum() for character in outside)

    def _extend(self, owner: int, span: Span, share_right: float) -> None:
        found = self._attributions[owner]
        if self._contents[owner][0] in self._owner:
            self._contents[owner].append(span)
            self._attributions[owner] = replace(found, confidence=min(found.confidence, share_right))
        else:
            # A whole quotation after a paraphrase is a quote of its own: joined, it would count as mixed.
            owner = len(self._attributions)
            confidence = min(found.confidence, share_right)
            self._attributions.append(Attribution((span,), (), found.source, confidence))
            self._contents.append([span])
        self._owner[span] = owner
        self._alone.discard(span)

    def _merge(self, owner: int, follower: int) -> None:
        """One quotation over several paragraphs is one attribution, even when each paragraph names its speaker."""
        self._merged_into[follower] = owner
        found = self._attributions[owner]
        least = min(found.confidence, self._attributions[follower].confidence, _CONTINUED_CONFIDENCE)
        self._attributions[owner] = replace(found, confidence=least)
        self._contents[owner].extend(self._contents[follower])
        self._contents[follower].clear()
