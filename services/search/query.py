"""What can be asked of the stored quotes, and the conditions it puts on them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from fractions import Fraction
from typing import Literal

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from models import Article, Publisher, Quote, QuoteState, Stance, Target
from services.names import fold_name
from services.near_names import NearReading, read_near_name
from services.search.index import search_index
from services.search.words import query_phrases
from services.speaker_redirects import follow_speaker
from services.speakers import find_speakers
from services.validation import check_characters, invalid

Sort = Literal["newest", "oldest", "relevance"]
StanceLabel = Literal["favor", "against", "neutral"]

_LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class QuoteQuery:
    """Which quotes are wanted; every field narrows. Only active quotes are ever found.

    `speaker` is a name or a speaker's number as text, `target` a slug. `about` wants its words in any form, in
    the quote or around it, or a stance toward a target they speak of; `q` wants all its words, and each
    "quoted phrase", in the quote's own text. `said_after` is inclusive, `said_before` exclusive; both leave out
    quotes whose moment is unknown. `sort` "relevance" needs `about` or `q` and is then the default; what is
    equally relevant goes newest first, and so does all of `q` alone. Quotes without a moment are last in every
    order by time.
    """

    speaker: str | None = None
    about: str | None = None
    target: str | None = None
    stance: StanceLabel | None = None
    type: str | None = None
    publisher: str | None = None
    said_after: datetime | None = None
    said_before: datetime | None = None
    q: str | None = None
    min_confidence: float | None = None
    article_id: int | None = None
    sort: Sort | None = None
    distinct: bool = False
    """Whether of the quotes that are one (services.grouping) only the one published first is wanted."""
    share: Fraction = Fraction(1)
    """How many of the words of `about` must be found."""
    speaker_ids: tuple[int, ...] | None = None
    """The speakers that `speaker` names, if the caller has looked them up already."""
    target_ids: tuple[int, ...] | None = None
    """Targets any of which `stance` may be toward, where `target` can name only one."""
    other_than_ids: tuple[int, ...] = ()
    """Speakers whose own quotes are not wanted."""

    @property
    def order(self) -> Sort:
        """The sort, or the default in its place. Raises InvalidInput for "relevance" to nothing."""
        worded = self.about is not None or self.q is not None
        if self.sort == "relevance" and not worded:
            raise invalid("sort", "can be relevance only together with about or q.")
        return self.sort or ("relevance" if worded else "newest")

    @property
    def list_name(self) -> str:
        """What a cursor of this list is made for; the same while speakers and targets are added."""
        found = {"speaker_ids", "target_ids", "other_than_ids"}
        # A cursor from before there were groups goes on where it did.
        found |= set() if self.distinct else {"distinct"}
        values = [repr(getattr(self, field.name)) for field in fields(self) if field.name not in found]
        return "quotes:" + hashlib.sha256("\n".join(values).encode(errors="replace")).hexdigest()[:24]


def look_up_speaker(session: Session, query: QuoteQuery) -> tuple[QuoteQuery, tuple[NearReading, ...]]:
    """The query with the speakers that `speaker` names looked up, and how a name that nobody goes by was read.

    For answers that say so: without it only who goes by the name is found. Raises InvalidInput for what no database
    stores.
    """
    found = _speakers(session, query)
    near = None
    if query.speaker is not None and found == () and not _is_number(query.speaker.strip()):
        near = read_near_name(session, query.speaker)
    if near is None:
        return replace(query, speaker_ids=found), ()
    return replace(query, speaker_ids=tuple(speaker.id for speaker in near.speakers)), (near,)


def quote_conditions(session: Session, query: QuoteQuery) -> list[ColumnElement[bool]] | None:
    """All conditions of a query but `about`; None when nothing can fit them.

    Raises InvalidInput for an unknown target and for values no database stores.
    """
    conditions = [Quote.state == QuoteState.ACTIVE, *_plain_conditions(query)]
    speakers = _speakers(session, query)
    if speakers is not None:
        conditions.append(Quote.speaker_id.in_(speakers))
    if query.other_than_ids:
        conditions.append(or_(Quote.speaker_id.is_(None), Quote.speaker_id.not_in(query.other_than_ids)))
    if query.q is not None:
        phrases = query_phrases(query.q)
        if not phrases:
            return None
        saying = search_index(session).quotes_saying(phrases)
        conditions.append(Quote.id.in_(saying))
    targets = _targets(session, query)
    if targets is not None or query.stance is not None:
        conditions.append(_has_stance(targets, query.stance))
    empty = speakers == () or targets == () or not -_LARGEST_ID <= (query.article_id or 0) <= _LARGEST_ID
    return None if empty else conditions


def _plain_conditions(query: QuoteQuery) -> Iterator[ColumnElement[bool]]:
    for field in ("said_after", "said_before"):
        moment = getattr(query, field)
        if moment is not None and moment.tzinfo is None:
            raise invalid(field, "needs a time zone, as in 2025-03-27T18:00:00Z.")
    if query.type is not None:
        yield Quote.type == check_characters("type", query.type)
    if query.publisher is not None:
        key = fold_name(check_characters("publisher", query.publisher))
        published = select(Article.id).join(Publisher).where(Publisher.name_key == key)
        yield Quote.article_id.in_(published)
    if query.said_after is not None:
        yield Quote.said_at >= query.said_after
    if query.said_before is not None:
        yield Quote.said_at < query.said_before
    if query.min_confidence is not None:
        yield Quote.confidence >= query.min_confidence
    if query.article_id is not None:
        yield Quote.article_id == query.article_id


def _speakers(session: Session, query: QuoteQuery) -> tuple[int, ...] | None:
    if query.speaker_ids is not None:
        return query.speaker_ids
    if query.speaker is None:
        return None
    name = check_characters("speaker", query.speaker).strip()
    if _is_number(name):
        # Longer numbers than this name nobody, and Python would refuse to read the longest.
        # Old links by the number of a speaker who was merged into another one lead there.
        return (follow_speaker(session, int(name)),) if len(name) < len(str(_LARGEST_ID)) else ()
    return tuple(speaker.id for speaker in find_speakers(session, name))


def _is_number(name: str) -> bool:
    return name.isascii() and name.isdecimal()


def _targets(session: Session, query: QuoteQuery) -> tuple[int, ...] | None:
    if query.target is None:
        return query.target_ids
    slug = check_characters("target", query.target)
    number = session.scalar(select(Target.id).where(Target.slug == slug))
    if number is None:
        raise invalid("target", f"there is no target {slug!r}.")
    return (number,)


def _has_stance(targets: Sequence[int] | None, label: StanceLabel | None) -> ColumnElement[bool]:
    # A stance toward an earlier wording of a target is none toward what it says today.
    stances = (
        select(Stance.id)
        .join(Target, Target.id == Stance.target_id)
        .where(Stance.quote_id == Quote.id, Stance.target_version == Target.wording_version)
    )
    if targets is not None:
        stances = stances.where(Stance.target_id.in_(targets))
    if label is not None:
        stances = stances.where(Stance.label == label)
    return exists(stances)
