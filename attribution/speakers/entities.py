"""Who is named in an article: every named mention gathered under one person, organization or group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from attribution.extraction import SpeakerKind
from attribution.lexicon.organization_nouns import STATE_ABBREVIATIONS
from attribution.lexicon.person_nouns import ABBREVIATED_TITLES, CAPITAL_TITLES, HONORIFICS
from attribution.speakers.mentions import Mention
from attribution.speakers.names import Gender, PersonName, fold, in_mixed_case, split_words
from attribution.speakers.titles import is_title_word

UNIQUE, _DOMINANT, LIKELY, _LOCAL = 0.95, 0.85, 0.75, 0.6
"""Confidence in a link: one bearer of the name, one who outweighs the rest, one named first, one named nearby."""

_MOST_BEARERS = 50
"""Bearers of one name compared: more than any family in an article, and a bound on the work."""


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something the article names. Mutable while the article is read, compared by identity."""

    kind: SpeakerKind
    name: str
    """The fullest name so far."""
    aliases: dict[str, None] = field(default_factory=dict)
    """All names used, in order of first use."""
    gender: Gender | None = None
    titles: dict[str, None] = field(default_factory=dict)
    descriptions: dict[str, None] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    """Folded words of titles, descriptions and states, to match "the Vermont senator"."""
    offices: set[str] = field(default_factory=set)
    """Folded office nouns among them, abbreviations spelled out."""
    full_mentions: int = 0
    order: int = 0
    """Rank by first mention."""

    def describe(self) -> str | None:
        """What the article says it is: the first apposition, else the longest title that is more than Mr. or Ms."""
        if self.descriptions:
            return next(iter(self.descriptions))
        titles = [title for title in self.titles if fold(title) not in _FOLDED_HONORIFICS]
        return max(titles, key=len, default=None)


_FOLDED_HONORIFICS = frozenset(fold(word) for word in HONORIFICS)


@dataclass(frozen=True, slots=True)
class Link:
    """Whom a name means: one entity, or none and the entities it may mean, likeliest first."""

    entity: Entity | None
    confidence: float
    candidates: tuple[Entity, ...] = ()


def surname_keys(name: PersonName) -> Iterator[str]:
    """Every way a name may be shortened to its end: "von der Leyen", "Leyen"; "Ruiz Massieu", "Massieu"."""
    surname = fold(name.surname)
    keys = [surname]
    if " " in surname:
        keys.append(surname.rpartition(" ")[2])
    if len(name.given) > 1:
        keys.append(f"{fold(name.given[-1])} {surname}")
    if surname.startswith(("al-", "el-")):
        keys.append(surname[3:])
    yield from dict.fromkeys(keys)


def description_words(text: str) -> Iterator[str]:
    """Folded words of a title or description, abbreviations of titles and states spelled out (and "MP" as it stands too)."""
    for token in split_words(text):
        word = token.text.casefold()
        if token.text in CAPITAL_TITLES:
            # "the MP" is taken up so, too.
            yield word
        spelled = (
            CAPITAL_TITLES.get(token.text)
            or ABBREVIATED_TITLES.get(word)
            or STATE_ABBREVIATIONS.get(word)
            or STATE_ABBREVIATIONS.get(word + ".")
        )
        yield from (spelled or fold(word)).split()


_LONGEST_INITIALS = 3
"""A name in capitals that is no longer may be initials (JFK)."""


def is_fuller(name: str, than: str) -> bool:
    """Whether a name says more: more words, or mixed case where the other is all capitals."""
    words, other = len(name.split()), len(than.split())
    if words != other:
        return words > other and not name.isupper()
    return sum(map(_is_shouted, name.split())) < sum(map(_is_shouted, than.split()))


def without_shouting(name: str) -> str:
    """A person's name as it is usually written: of "ANA ROTH", and of "GORDON Marsh", with which an article begins."""
    if name.isupper() and len(name) > _LONGEST_INITIALS:
        return in_mixed_case(name)
    return " ".join(in_mixed_case(word) if _is_shouted(word) else word for word in name.split(" "))


def _is_shouted(word: str) -> bool:
    return word.isupper() and len(word) > _LONGEST_INITIALS


def choose_bearer(candidates: Sequence[Entity], mention: Mention, near: Sequence[Entity]) -> Link:
    """Which bearer of a name a bare mention means.

    Titles and honorifics decide first. Then the person an article is about goes by the bare name while
    relatives keep their first names (news style), so the person fully named most, and first, is preferred.
    """
    candidates = candidates[:_MOST_BEARERS]
    fitting = [
        one for one in candidates if not (mention.gender and one.gender and one.gender != mention.gender)
    ]
    if mention.gender:
        # One known to be a woman is "Ms Velden" sooner than one of whom nothing is known.
        fitting = [one for one in fitting if one.gender == mention.gender] or fitting
    if mention.title and len(fitting) > 1:
        offices = {word for word in description_words(mention.title) if is_title_word(word)}
        held = [one for one in fitting if offices & one.offices]
        fitting = held or fitting
    if not fitting:
        return Link(None, 0.0, tuple(candidates[:5]))
    if len(fitting) == 1:
        return Link(fitting[0], UNIQUE if len(candidates) == 1 else _DOMINANT)
    ranked = sorted(fitting, key=lambda one: (-one.full_mentions, one.order))
    top, second = ranked[0], ranked[1]
    local = next((one for one in reversed(near[-_MOST_BEARERS:]) if one in fitting), None)
    if top.full_mentions >= 2 * second.full_mentions:
        return Link(top, _DOMINANT if local in (None, top) else LIKELY, tuple(ranked[:5]))
    if top.order < second.order:
        return Link(top, LIKELY if local in (None, top) else _LOCAL, tuple(ranked[:5]))
    if local is not None:
        return Link(local, _LOCAL, tuple(ranked[:5]))
    return Link(None, 0.0, tuple(ranked[:5]))
