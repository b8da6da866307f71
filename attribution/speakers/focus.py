"""Who is in focus for a noun with which news style varies a name: "the businessman", "the 46-year-old"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from attribution.lexicon import word_set
from attribution.lexicon.ministry_nouns import OFFICE_PORTFOLIOS
from attribution.lexicon.organization_nouns import ORGANIZATION_WORDS
from attribution.lexicon.person_nouns import FALLBACK_NOUNS, OFFICES, PLAYER_NOUNS, RANKS, STAFF_OFFICES
from attribution.speakers.entities import Entity, Link, description_words
from attribution.speakers.mentions import Mention
from attribution.speakers.names import is_capitalised, split_words
from attribution.speakers.salience import Discourse, Place
from attribution.speakers.titles import is_title_word

_LEAD = 2.0
"""How many times the salience of the next the one in focus needs to be taken up by what it plays."""

IN_FOCUS = 0.78
"""Confidence in who is in focus: the share right on labelled training articles."""

_TITLES_LOOKED_AT = 30
"""Titles and descriptions of one person that are compared: a bound on the work."""


def find_in_focus(mention: Mention, words: Sequence[str], discourse: Discourse, paragraph: int) -> Link:
    """The person in focus, for a noun with which news style varies a name ("the businessman", "the candidate")."""
    if not _varies_names(mention, words):
        return Link(None, 0.0)
    place = Place(mention.sentence, paragraph, mention.gender, frozenset(("person",)))
    ranked = discourse.rank(place)
    excluded = _excluded_offices(mention.head)
    fitting = [
        (entity, score)
        for entity, score in zip(ranked.entities, ranked.scores, strict=True)
        if score >= 0.25
        and entity.aliases
        # What has no gender and no first name may be a place or a team.
        and (entity.gender or entity.titles or " " in entity.name)
        and not entity.offices & excluded
        and not entity.words & excluded
        and _may_be_varied(entity, mention)
    ]
    if mention.head in _LEGISLATORS:
        fitting = [one for one in fitting if one[0].offices & _LEGISLATORS] or fitting
    if not fitting:
        return Link(None, 0.0)
    if mention.head in PLAYER_NOUNS and len(fitting) > 1 and fitting[0][1] < _LEAD * fitting[1][1]:
        # A match report names many players: between two of them the noun alone decides nothing.
        return Link(None, 0.0)
    return Link(fitting[0][0], IN_FOCUS)


def _varies_names(mention: Mention, words: Sequence[str]) -> bool:
    """Whether a description may be of somebody named: no other than the noun is told by its words."""
    if _AGED.fullmatch(mention.head):
        return len(words) == 2
    former = words[1].casefold() == "former"
    telling = [word for word in telling_words(words[1:]) if word not in _PARTIES]
    if mention.head in _OF_A_PLACE:
        # "the Torland senator": that is where the one in focus is from, though the article has not said so.
        telling = telling[1:]
    return mention.head in FALLBACK_NOUNS | PLAYER_NOUNS and not telling and ("of" not in words or former)


def _may_be_varied(entity: Entity, mention: Mention) -> bool:
    """Whether the description, if it is of an office, may be of one that the entity holds."""
    if mention.head in entity.offices:
        return same_office(entity, mention)
    # "the council leader" tells one leader from others, so it is nobody known to hold another office.
    before = {token.text.casefold() for token in split_words(mention.title or "")} - {mention.head}
    told_apart = before & _TELLING
    return not told_apart or not entity.offices - _HONORARY


def _excluded_offices(head: str) -> frozenset[str]:
    """Words of a title or description that speak against being taken up by this noun."""
    if head in _ELECTED:
        return _ELECTED
    if head in _LEGISLATORS:
        return _EXECUTIVES
    if head in _PARTISANS:
        return _PARTISANS[head]
    if head == "coach":
        return PLAYER_NOUNS | {"referee", "umpire"}
    if head in PLAYER_NOUNS:
        return _NO_PLAYERS - {head}
    return STAFF_OFFICES if head in _CANDIDATES else frozenset()


LOOSE_NOUNS = word_set(
    "candidate nominee frontrunner front-runner contender hopeful politician leader star author writer actor actress "
    "singer billionaire millionaire businessman businesswoman lawyer activist"
)
"""Nouns that fit so many that the one in focus is meant sooner than the one whom the article introduced so."""

_TELLING = ORGANIZATION_WORDS | OFFICE_PORTFOLIOS | RANKS | (OFFICES - FALLBACK_NOUNS) | {"'s"}
"""Words before an office that make it another than the bare noun's."""
_HONORARY = word_set(
    "mr mrs ms miss dr sir doctor professor candidate nominee front-runner frontrunner contender"
)
_CANDIDATES = word_set("candidate nominee contender hopeful front-runner frontrunner")
_NO_PLAYERS = (OFFICES | PLAYER_NOUNS) - word_set("player footballer captain skipper star veteran fellow")
"""Offices whose holders are no "striker": coaches, referees, mayors, and players of another position."""
_PARTISANS = {"republican": word_set("democrat democratic"), "democrat": word_set("republican gop")}
_OF_A_PLACE = word_set(
    "senator governor congressman congresswoman lawmaker legislator candidate politician billionaire businessman "
    "businesswoman native mayor republican democrat socialist"
)
_AGED = re.compile(r"\d{1,3}-year-old")
_PARTIES = word_set("republican democratic gop conservative liberal")
_ELECTED = word_set("senator governor congressman congresswoman president mayor representative chancellor")
"""Offices seldom held together: a governor is not taken up as "the senator"."""
_EXECUTIVES = word_set("president governor mayor ambassador")
_LEGISLATORS = word_set(
    "lawmaker legislator member parliamentarian senator representative congressman congresswoman delegate "
    "assemblyman assemblywoman deputy councilman councilwoman councillor councilor"
)
"""A lawmaker is one of these sooner than somebody of whom no office is known."""


def same_office(entity: Entity, mention: Mention) -> bool:
    """Whether rank and portfolio agree: the finance minister is neither the foreign nor the prime minister."""
    words = list(description_words(mention.title or ""))
    head = next(iter(description_words(mention.head)), "")
    before = set(words[: words.index(head)]) if head in words else set()
    portfolios = before & OFFICE_PORTFOLIOS
    if not portfolios <= entity.words and entity.words & OFFICE_PORTFOLIOS:
        return False
    ranks = [found for title in _first(entity.titles, entity.descriptions) for found in _ranks(title, head)]
    rank = before & RANKS
    return (not ranks and not rank) or any(found == rank for found in ranks)


def _first(*texts: Iterable[str]) -> Iterator[str]:
    return islice(chain.from_iterable(texts), _TITLES_LOOKED_AT)


def _ranks(title: str, head: str) -> Iterator[set[str]]:
    """The ranks with which a title has an office: "deputy" for the deputy mayor, none for the mayor."""
    words = list(description_words(title))
    for index, word in enumerate(words):
        if word == head:
            yield set(words[max(0, index - 3) : index]) & RANKS


def telling_words(words: Sequence[str]) -> list[str]:
    """Those of a description that tell one office holder from another: places, parties, names."""
    telling = (word for word in words if is_capitalised(word) and not is_title_word(word.casefold()))
    return [folded for word in telling for folded in description_words(word)]
