"""The words of an article around a quote, cut to what lies near it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from attribution.extraction import SEGMENT_JOINT
from attribution.stance.words import Word, words_of

_REACH: Final = 2_000
"""Characters kept on each side of the quote: a few paragraphs, so that a book for a context costs no time."""
_OPENING: Final = 200


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands before, between and after the segments of a quote in its context.

    `is_located` is False if the context does not hold the quote; then `after` is the context's beginning.
    """

    before: str = ""
    between: tuple[str, ...] = ()
    after: str = ""
    is_located: bool = False
    ends_sentence: bool = False
    """True if the quote's own last mark ends its sentence."""

    def words(self) -> list[Word]:
        """Every word around the quote."""
        return [word for part in (self.before, *self.between, self.after) for word in words_of(part)]

    def sentence_words(self) -> list[Word]:
        """Words of the sentences that the quote itself stands in: the reporting clause, if there is one."""
        if not self.is_located:
            return []
        words = _last_sentence(words_of(self.before))
        for part in self.between:
            words.extend(words_of(part))
        if not self.ends_sentence:
            after = words_of(self.after)
            end = next((index for index, word in enumerate(after) if word.ends_sentence), len(after))
            words.extend(after[:end])
        return words


def find_surroundings(quote_text: str, context: str) -> Surroundings:
    """Find the quote in its context, segment by segment; linear in the length of both."""
    first, *rest = quote_text.split(SEGMENT_JOINT)
    at = context.find(first) if first.strip() else -1
    end = at + len(first)
    if at < 0:
        opening = first.strip()[:_OPENING]
        at = context.find(opening) if opening else -1
        end = at + len(opening)
    if at < 0:
        return Surroundings(after=context[: 2 * _REACH])
    between: list[str] = []
    room = _REACH
    for segment in rest:
        following = context.find(segment, end)
        # Where one segment is missing, looking for all the others would take time without end.
        if following < 0 or not segment:
            break
        between.append(context[end : min(following, end + room)])
        room -= len(between[-1])
        end = following + len(segment)
    return Surroundings(
        before=_from_whole_word(context[max(0, at - _REACH) : at], at > _REACH),
        between=tuple(part for part in between if part),
        after=context[end : end + _REACH],
        is_located=True,
        ends_sentence=context[max(0, end - 20) : end].rstrip().endswith((".", "!", "?")),
    )


def _from_whole_word(text: str, is_cut: bool) -> str:
    return text.partition(" ")[2] if is_cut else text


def _last_sentence(words: list[Word]) -> list[Word]:
    """The sentence that is still open at the end of the words."""
    last = next((word for word in reversed(words) if word.lower not in "\"“”‘’'"), None)
    if last is None or last.ends_sentence:
        return []
    start = next((index for index in range(len(words) - 1, -1, -1) if words[index].starts_sentence), 0)
    return words[start:]
