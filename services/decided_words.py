"""The words of a text that people decided on: no reading makes other quotes of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from attribution.extraction import Span
from models import Quote
from services.spans import identity_key, read_offsets, share_inside

# More than half of a found quote, or of a decided one, and both are readings of the same words.
_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class DecidedWords:
    """The content of the quotes of one revision that people decided on, and the bounds they replaced (as keys)."""

    contents: tuple[tuple[Span, ...], ...]
    replaced: frozenset[str]

    @classmethod
    def of(cls, quotes: Iterable[Quote]) -> DecidedWords:
        """Those of stored quotes that people decided on."""
        contents, replaced = [], set[str]()
        for quote in quotes:
            contents.append(tuple(Span(span.start, span.end) for span in quote.spans_of("content")))
            replaced.update(identity_key(read_offsets(written)) for written in quote.former_content)
        return cls(tuple(contents), frozenset(replaced))

    def hold(self, content: Sequence[Span]) -> bool:
        """Whether a found quote with this content is another reading of decided words, or one that a person replaced."""
        ranges = [span for decided in self.contents for span in decided]
        return (
            identity_key(content) in self.replaced
            or share_inside(content, ranges) > _SHARE
            or any(share_inside(decided, content) > _SHARE for decided in self.contents)
        )
