"""Who speaks, as far as the words beside a quote tell: whose plans are the speaker's own, and who only foresees.

"Torland will not send troops" is a refusal from Torland's minister and news from anybody else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from attribution.lexicon.first_names import FEMALE_NAMES, MALE_NAMES
from attribution.stance.surroundings import Surroundings
from attribution.stance.words import Word, place_names_of, regions_of, stance_data, stem, word_list

_OFFICE_HOLDERS: Final = word_list("office_holders")
_OUT_OF_OFFICE: Final = word_list("out_of_office")
_FORESEEING: Final = word_list("foreseeing")
_STATE_NOUNS: Final = word_list("state_nouns")
_NOT_OF_SPEAKER: Final = frozenset(
    {"in", "at", "near", "to", "with", "on", "against", "told", "from", "about"}
)
_MASCULINE: Final = frozenset({"he", "his", "mr"})
_POSSESSIVES: Final = frozenset({"his", "her"})
_FEMININE: Final = frozenset({"she", "her", "mrs", "ms"})


@dataclass(frozen=True, slots=True)
class Voice:
    """What the reporting clause says of the speaker; empty when there is none.

    `own` are stems of the names in it and of the places and regions they belong to. `foresees` marks who predicts,
    fears, asks or criticises: such a speaker's "will" is no plan. `holds_office` lets "the government" be theirs.
    """

    is_attributed: bool = False
    own: frozenset[str] = frozenset()
    foresees: bool = False
    holds_office: bool = False
    pronouns: frozenset[str] = frozenset()
    """Pronouns that can be the speaker's own; empty if the clause does not tell."""

    def is_own_party(self, words: Sequence[Word], position: int, verb: int) -> bool:
        """True if the name at `position` is the speaker's side and no part of another's name ("Torland's rivals").

        `verb` is where the verb stands whose subject is looked for.
        """
        word = words[position]
        if not word.is_capitalised or word.stem not in self.own or word.lower.endswith("'s"):
            return False
        if position + 1 >= verb:
            return True
        following = words[position + 1]
        return following.lower in _STATE_NOUNS or not _may_be_noun(following)

    def is_own_state(self, word: Word) -> bool:
        """True for "the government" and the like from somebody who holds an office."""
        return self.holds_office and word.lower in _STATE_NOUNS


def is_state_noun(word: Word) -> bool:
    """ "Nations", "government": nouns a country's name may stand before without naming somebody else."""
    return word.lower in _STATE_NOUNS


_NO_NOUNS: Final = (
    word_list("auxiliaries") | word_list("be") | word_list("modals") | {"and", "or", ",", "not", "never"}
)


def _may_be_noun(word: Word) -> bool:
    return not (word.lower in _NO_NOUNS or word.lower.endswith(("ly", "n't", "es", "ed")))


def hear_voice(surroundings: Surroundings) -> Voice:
    """Read the reporting clause: the words of the quote's own sentences that are not the quote's."""
    names = [word for word in surroundings.sentence_words() if not word.is_mark]
    if not names:
        return Voice()
    lowered = {word.lower for word in names}
    own: set[str] = set()
    for position, word in enumerate(names):
        is_name = word.is_capitalised and word.lower not in stance_data().function_words
        if not is_name or (position and names[position - 1].lower in _NOT_OF_SPEAKER):
            continue
        own.add(word.stem)
        places = place_names_of(word.lower.removesuffix("'s"))
        own.update(stem(name) for name in places)
        own.update(stem(region) for region in regions_of(places))
    out = not lowered.isdisjoint(_OUT_OF_OFFICE)
    return Voice(
        is_attributed=True,
        # The opposition does not speak for its country.
        own=frozenset() if out else frozenset(own),
        foresees=not lowered.isdisjoint(_FORESEEING),
        holds_office=not out and not lowered.isdisjoint(_OFFICE_HOLDERS),
        pronouns=_pronouns(names),
    )


def _pronouns(names: Sequence[Word]) -> frozenset[str]:
    """From titles, first names and "his" or "her"; a "he" counts only if nobody is named whom it may be instead."""
    words = {word.lower for word in names if word.is_capitalised or word.lower in _POSSESSIVES}
    if not any(word.is_capitalised and word.lower not in stance_data().function_words for word in names):
        words = {word.lower for word in names}
    masculine = not (words.isdisjoint(_MASCULINE) and words.isdisjoint(MALE_NAMES))
    feminine = not (words.isdisjoint(_FEMININE) and words.isdisjoint(FEMALE_NAMES))
    if masculine == feminine:
        return frozenset()
    return frozenset({"he"}) if masculine else frozenset({"she"})
