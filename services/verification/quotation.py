"""Whether a quotation is what was said: the answer to it, from the archive's quotes alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models import Quote, Speaker
from services.names import is_full_name, may_be_one
from services.near_names import NearReading, read_near_name
from services.speakers import find_speakers
from services.validation import check_characters, check_line, invalid
from services.verification.candidates import CandidateSearch
from services.verification.comparison import Comparison, Note, Status, compare
from services.verification.merging import find_parts
from services.verification.passages import Passage, read_passages
from services.verification.words import Word, read_checked

LONGEST_TEXT = 5_000
LONGEST_NAME = 300
MOST_NEAREST = 10
_MOST_UNLIKE = 3
_LEAST_SIMILARITY = 0.35
_SPEAKER_BONUS = 0.1
"""What it adds to the likeness of altered words that the speaker asked for said their like."""
_MOST_WHOLE = 4
_MOST_CELLS = 20_000_000
"""Pairs of words that are compared at most: a long text is held against fewer passages."""

_RANKS = {Status.EXACT: 0, Status.PARTIAL: 1, Status.ALTERED: 2, Status.NOT_FOUND: 3}
_FOUND = frozenset([Status.EXACT, Status.PARTIAL])


@dataclass(frozen=True, slots=True)
class NearQuote:
    """What one speaker says in one article, beside the quotation or a part of it."""

    comparison: Comparison
    quotes: tuple[Quote, ...]
    """The quotes that have equal words, in text order; at least one."""
    speaker_matches: bool | None
    """Whether the speaker asked for said them. None when none was asked for, or it cannot be told."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What is known of a quotation. The status is about words alone, never about whether they are true.

    `nearest` begins with what decided the status, all of `deciding` entries. `speakers` are those whom the name asked
    for may mean. Without a quote that decided, `speaker_matches` and `quoted_words` are None.
    """

    text: str
    status: Status
    notes: frozenset[Note]
    speakers: tuple[Speaker, ...]
    speaker_matches: bool | None
    quoted_words: bool | None
    nearest: tuple[NearQuote, ...]
    deciding: int
    read_as: NearReading | None
    """Whose name is nearest, where nobody goes by the one asked for."""

    @property
    def said_by(self) -> list[Speaker]:
        """Who said it: the speakers of the quotes that decided the status, each once."""
        speakers = [near.quotes[0].speaker for near in self.nearest[: self.deciding]]
        return list(dict.fromkeys(speaker for speaker in speakers if speaker is not None))

    @property
    def articles(self) -> list[Quote]:
        """A quote from each article that has the quotes that decided the status."""
        quotes = [near.quotes[0] for near in self.nearest[: self.deciding]]
        return list({quote.article_id: quote for quote in reversed(quotes)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who is said to have said it. `speakers` are those of the nearest name where nobody goes by this one."""

    name: str | None
    speakers: tuple[Speaker, ...]
    read_as: NearReading | None

    @classmethod
    def of(cls, session: Session, name: str | None) -> _Asked:
        speakers = () if name is None else tuple(find_speakers(session, name))
        near = None if name is None or speakers else read_near_name(session, name)
        return cls(name, speakers if near is None else near.speakers, near)

    def is_matched_by(self, said_by: Speaker | None) -> bool | None:
        if self.name is None or said_by is None:
            return None
        if any(speaker.id == said_by.id for speaker in self.speakers):
            # A name that is only near may as well be somebody else's.
            return True if self.read_as is None else None
        if self.speakers and self.read_as is None:
            return False
        # A name that nobody here goes by may still be a fuller or shorter one of the speaker's.
        names = [said_by.name, *(alias.name for alias in said_by.aliases)]
        full = is_full_name(self.name)
        may_be = full and any(is_full_name(own) and may_be_one(self.name, own) for own in names)
        return None if may_be else False


def verify_quote(session: Session, text: str, *, speaker: str | None = None) -> Verification:
    """Hold a quotation of at most 5,000 characters against all active quotes, and say what was done to the words.

    Raises InvalidInput for an empty or too long text or name.
    """
    check_characters("text", text)
    if not 0 < len(text) <= LONGEST_TEXT:
        raise invalid("text", f"must have from 1 to {LONGEST_TEXT} characters, not {len(text)}.")
    asked = _Asked.of(session, None if speaker is None else check_line("speaker", speaker, LONGEST_NAME))
    words = read_checked(text)
    comparisons = _Checking(session, words, asked.speakers).comparisons() if words else []
    found = _load(session, _worth_showing(comparisons), asked)
    if found and found[0].comparison.status not in _FOUND:
        parts = find_parts(words, comparisons)
        if parts:
            merged = tuple(_load(session, parts, asked, in_order=True))
            notes = frozenset[Note]().union([Note.MERGED], *(part.notes for part in parts))
            return _answer(text, Status.ALTERED, notes, asked, merged, len(merged))
    if not found or found[0].comparison.status is Status.NOT_FOUND:
        is_short = not any(word.telling for word in words)
        notes = frozenset([Note.TOO_SHORT] if is_short else [])
        return _answer(text, Status.NOT_FOUND, notes, asked, tuple(found[:_MOST_UNLIKE]), 0)
    status = found[0].comparison.status
    near = tuple(found[:MOST_NEAREST])
    deciding = sum(_decides(each, near[0]) for each in near)
    return _answer(text, status, near[0].comparison.notes, asked, near, deciding)


def _worth_showing(comparisons: Sequence[Comparison]) -> list[Comparison]:
    """Those that are near, or when none is, those that are a little like it."""
    near = [each for each in comparisons if each.status is not Status.NOT_FOUND]
    return near or [each for each in comparisons if each.similarity >= _LEAST_SIMILARITY]


def _decides(near: NearQuote, first: NearQuote) -> bool:
    same_words = (near.comparison.status, near.comparison.similarity) == (
        first.comparison.status,
        first.comparison.similarity,
    )
    return same_words and (first.speaker_matches is not True or near.speaker_matches is True)


def _answer(
    text: str,
    status: Status,
    notes: frozenset[Note],
    asked: _Asked,
    nearest: tuple[NearQuote, ...],
    deciding: int,
) -> Verification:
    decided = nearest[:deciding]
    matches = [near.speaker_matches for near in decided]
    speaker_matches = None
    if matches:
        # Parts of several people's words are one person's only if all are.
        several = Note.MERGED in notes
        speaker_matches = _together(matches) if several else matches[0]
    quoted = all(near.comparison.quoted_words for near in decided[: None if Note.MERGED in notes else 1])
    return Verification(
        text,
        status,
        notes,
        asked.speakers,
        speaker_matches,
        quoted if decided else None,
        nearest,
        deciding,
        asked.read_as,
    )


def _together(matches: Sequence[bool | None]) -> bool | None:
    if False in matches:
        return False
    return None if None in matches else True


class _Checking:
    """The comparisons of a quotation with the passages it may come from."""

    def __init__(self, session: Session, words: Sequence[Word], speakers: Sequence[Speaker]) -> None:
        self._session = session
        self._words = words
        self._speaker_ids = frozenset(speaker.id for speaker in speakers)
        self._seen: set[int] = set()
        self._cells = 0

    def comparisons(self) -> list[Comparison]:
        search = CandidateSearch(self._session, self._words, sorted(self._speaker_ids))
        found = self._compare(search.likeliest())
        if not self._is_settled(found):
            found += self._compare(search.rarer_together())
        if not any(each.status in _FOUND for each in found):
            found = self._with_whole_marks(found)
        return found

    def _compare(self, quote_ids: Sequence[int]) -> list[Comparison]:
        unseen = [quote_id for quote_id in quote_ids if quote_id not in self._seen]
        found: list[Comparison] = []
        for passage in read_passages(self._session, unseen):
            self._seen |= passage.types.keys()
            if self._cells > _MOST_CELLS:
                break
            self._cells += len(self._words) * len(passage.words)
            comparison = compare(self._words, passage)
            if comparison is not None:
                found.append(comparison)
        return found

    def _is_settled(self, found: Sequence[Comparison]) -> bool:
        good = [each for each in found if each.status in _FOUND]
        if not self._speaker_ids:
            return bool(good)
        return any(each.passage.speaker_id in self._speaker_ids for each in good)

    def _with_whole_marks(self, found: list[Comparison]) -> list[Comparison]:
        """The comparisons, the nearest of them with all that stands in the quotation marks where it was better."""
        found.sort(key=lambda each: (_RANKS[each.status], -each.similarity))
        whole = read_passages(
            self._session, [each.quote_ids[0] for each in found[:_MOST_WHOLE]], whole_marks=True
        )
        better = {_passage_key(passage): compare(self._words, passage) for passage in whole}
        changed: list[Comparison] = []
        for each in found:
            other = better.get(_passage_key(each.passage))
            is_better = other is not None and other.similarity > each.similarity
            changed.append(other if other is not None and is_better else each)
        return changed


def _passage_key(passage: Passage) -> tuple[int, ...]:
    return tuple(sorted(passage.types))


def _load(
    session: Session,
    comparisons: Sequence[Comparison],
    asked: _Asked,
    *,
    in_order: bool = False,
) -> list[NearQuote]:
    """The comparisons with their quotes, best first or in the order given."""
    wanted = [number for comparison in comparisons for number in comparison.quote_ids]
    statement = (
        select(Quote)
        .where(Quote.id.in_(wanted))
        .options(selectinload(Quote.speaker), selectinload(Quote.article), selectinload(Quote.revision))
    )
    quotes = {quote.id: quote for quote in session.scalars(statement)} if wanted else {}
    near = [
        NearQuote(comparison, own, asked.is_matched_by(own[0].speaker))
        for comparison in comparisons
        if (own := tuple(quotes[number] for number in comparison.quote_ids if number in quotes))
    ]
    return near if in_order else sorted(near, key=_order)


def _order(near: NearQuote) -> tuple[bool, bool, int, float, bool, bool, str, int]:
    """Unaltered words first, those of the speaker asked for before others', then by how well they fit; of equals
    those in quotation marks, and the oldest, which the others may be copies of."""
    comparison, first = near.comparison, near.quotes[0]
    found = comparison.status in _FOUND
    return (
        not found,
        found and near.speaker_matches is not True,
        _RANKS[comparison.status],
        -comparison.similarity - _SPEAKER_BONUS * (near.speaker_matches is True),
        near.speaker_matches is not True,
        not comparison.quoted_words,
        first.said_at.isoformat() if first.said_at is not None else "~",
        first.id,
    )
