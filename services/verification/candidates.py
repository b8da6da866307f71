"""Which of a million quotes may be the one that a quotation comes from."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from sqlalchemy import TextClause, func, select, text
from sqlalchemy.orm import Session

from models import Quote, QuotePair, QuoteState
from models.quote_words import close_pairs, fold_words, is_telling, telling_pairs
from services.search.index import search_index
from services.search.words import MOST_WORDS, split_words
from services.verification.words import Word

MOST_CANDIDATES = 16
_MOST_PAIRS = 80
"""Of a long text, as many pairs spread over all of it find what it comes from."""
_SHORT_LIST = 200
_LONG_LIST = 20_000
_MOST_COMMON_PAIRS = 6
_MOST_CONSIDERED = 400
_FEW_TELLING = 3
_TELLING_TOGETHER = 4
"""So many words of which none is telling may still be looked for as a phrase."""
_COMMON_WEIGHT = 0.05
_SPEAKER_BONUS = 1.5

_LIST = (
    "SELECT pair, quote_id FROM "
    "(SELECT pair, quote_id FROM quote_pairs WHERE pair = :pair# ORDER BY quote_id DESC LIMIT :length) AS list#"
)


class CandidateSearch:
    """Looks for the quotes that share pairs of words with a quotation; those with rare ones come first."""

    def __init__(self, session: Session, words: Sequence[Word], speaker_ids: Sequence[int]) -> None:
        self._session = session
        self._words = words
        self._speaker_ids = frozenset(speaker_ids)
        self._common: list[int] = []

    def likeliest(self) -> list[int]:
        """The numbers of up to `MOST_CANDIDATES` active quotes, likeliest first; newer ones of equally likely."""
        lists: dict[int, list[int]] = {}
        pairs = self._pairs()
        if pairs:
            for pair, quote_id in self._session.execute(_lists_of(len(pairs)), _numbered(pairs, _SHORT_LIST)):
                lists.setdefault(pair, []).append(quote_id)
        scores: dict[int, float] = defaultdict(float)
        for pair, quote_ids in lists.items():
            is_common = len(quote_ids) >= _SHORT_LIST
            if is_common:
                self._common.append(pair)
            weight = _COMMON_WEIGHT if is_common else 1 / math.log2(2 + len(quote_ids))
            for quote_id in quote_ids:
                scores[quote_id] += weight
        return self._best(scores)

    def rarer_together(self) -> list[int]:
        """Further quotes, to be asked for when the likeliest were not it: those with most of the common pairs, and
        those that have the words as a phrase, of a quotation with hardly any telling word. Mostly there are none."""
        scores: dict[int, float] = {}
        if self._common:
            common = self._common[:_MOST_COMMON_PAIRS]
            found = _lists_of(len(common)).columns(QuotePair.pair, QuotePair.quote_id).subquery("found")
            number = func.count().label("number")
            counted = (
                select(found.c.quote_id, number)
                .group_by(found.c.quote_id)
                .order_by(number.desc(), found.c.quote_id.desc())
                .limit(_MOST_CONSIDERED)
            )
            if self._speaker_ids:
                counted = counted.join(Quote, Quote.id == found.c.quote_id).where(
                    Quote.speaker_id.in_(self._speaker_ids)
                )
            scores.update(
                (row.quote_id, row.number)
                for row in self._session.execute(counted, _numbered(common, _LONG_LIST))
            )
        if sum(word.telling for word in self._words) < 2:
            scores.update(self._having_phrase())
        return self._best(scores)

    def _having_phrase(self) -> dict[int, float]:
        """Quotes with the words as a phrase, or else with the only telling one, by the pairs of words they share."""
        words = [part for word in self._words for part in split_words(word.key)]
        telling = [part for word in self._words if word.telling for part in split_words(word.key)][:1]
        phrases = [words] if len(words) <= MOST_WORDS and (telling or len(words) >= _TELLING_TOGETHER) else []
        own = set(close_pairs([word.key for word in self._words]))
        for phrase in [*phrases, *([telling] if telling else [])]:
            saying = search_index(self._session).quotes_saying([tuple(phrase)])
            found = select(Quote.id, Quote.text).where(Quote.id.in_(saying)).limit(_MOST_CONSIDERED)
            if self._speaker_ids:
                found = found.where(Quote.speaker_id.in_(self._speaker_ids))
            texts = self._session.execute(found.order_by(Quote.id.desc())).all()
            if texts:
                return {
                    number: 1 + len(own.intersection(close_pairs(fold_words(words))))
                    for number, words in texts
                }
        return {}

    def _pairs(self) -> list[int]:
        words = [word.key for word in self._words if not word.bracketed]
        pairs = list(dict.fromkeys(telling_pairs(words)))
        if sum(map(is_telling, words)) <= _FEW_TELLING:
            # What was stored may have fewer telling words than what was made of it.
            pairs += [pair for pair in dict.fromkeys(close_pairs(words)) if pair not in pairs]
        step = max(1, math.ceil(len(pairs) / _MOST_PAIRS))
        return pairs[::step]

    def _best(self, scores: Mapping[int, float]) -> list[int]:
        if not scores:
            return []
        ranked = sorted(scores, key=lambda number: (-scores[number], -number))[:_MOST_CONSIDERED]
        rows = self._session.execute(
            select(Quote.id, Quote.speaker_id, Quote.state).where(Quote.id.in_(ranked))
        )
        # Not asked of the database: SQLite would go through all active quotes to find these few.
        speakers = {number: speaker for number, speaker, state in rows if state == QuoteState.ACTIVE}

        def rank(number: int) -> tuple[float, int]:
            bonus = _SPEAKER_BONUS if speakers[number] in self._speaker_ids else 1
            return -scores[number] * bonus, -number

        return sorted((number for number in ranked if number in speakers), key=rank)[:MOST_CANDIDATES]


@cache
def _lists_of(number: int) -> TextClause:
    """The newest quotes of so many pairs, each list cut at `:length`; as text, for which there is nothing to build."""
    return text(" UNION ALL ".join(_LIST.replace("#", str(place)) for place in range(number)))


def _numbered(pairs: Sequence[int], length: int) -> dict[str, int]:
    return {"length": length, **{f"pair{n}": pair for n, pair in enumerate(pairs)}}
