"""Whose attitude a verb expresses: the speaker's own, or that of somebody the speaker names."""

from __future__ import annotations

from typing import Final, Literal

from attribution.stance.chain import Passage
from attribution.stance.voice import is_state_noun
from attribution.stance.words import Item, word_list

_FIRST_PERSON: Final = word_list("first_person")
_THIRD_PERSON: Final = frozenset(["he", "she", "they", "it"])
_AUXILIARIES: Final = word_list("auxiliaries")
_NOT_SUBJECTS: Final = word_list("not_subjects")
_OPENERS_ENDING_CHAIN: Final = word_list("openers_ending_chain")


def owner_of(passage: Passage, index: int) -> Literal["own", "other"]:
    """Whose attitude a verb at `index` expresses: the speaker's, or that of somebody the speaker names."""
    content = False
    for position in range(index - 1, max(-1, index - 9), -1):
        word = passage.words[position]
        joined = not content or passage.words[position + 1].lower in {"and", "or"}
        if joined and passage.voice.is_own_party(passage.words, position, index):
            return "own"
        if not content and passage.voice.is_own_state(word):
            return "own"
        if is_state_noun(word) and not content:
            named_before = position > passage.quote_start and passage.words[position - 1].is_capitalised
            content = not named_before
            continue
        if word.lower in {"who", "which", "whoever"}:
            return "other"
        # Past a comma the subject may still come: "A majority, gun owners included, support …".
        if word.lower in _OPENERS_ENDING_CHAIN or (word.is_break and (word.lower != "," or content)):
            break
        if word.lower in _FIRST_PERSON or word.lower in {"there", "our", "my"}:
            return "own"
        if position < passage.quote_start:
            return "own"
        if word.lower in _THIRD_PERSON:
            is_speaker = passage.is_indirect and position <= passage.quote_start + 1
            if passage.voice.pronouns and word.lower in {"he", "she"}:
                is_speaker = is_speaker and word.lower in passage.voice.pronouns
            return "own" if is_speaker else "other"
        if word.lower not in _AUXILIARIES and not word.is_mark and not word.lower.endswith("ly"):
            item = passage.items[position]
            if item is None or not item.is_a(
                "negators", "obligations", "intentions", "possibilities", "opinion"
            ):
                content = content or word.lower not in _NOT_SUBJECTS
    return "other" if content else "own"


def reports_another(passage: Passage, item: Item) -> bool:
    if item.first < passage.quote_start or not item.is_a("reporting"):
        return False
    if passage.words[item.first].lower == "according":
        return True
    return (
        item.first > passage.quote_start
        and owner_of(passage, item.first) == "other"
        and _has_verb_place(passage, item)
    )


def _has_verb_place(passage: Passage, item: Item) -> bool:
    """A reporting word after a determiner or preposition is a noun ("the call", "in support")."""
    before = passage.words[item.first - 1].lower
    return before not in {
        "the",
        "a",
        "an",
        "in",
        "of",
        "for",
        "their",
        "his",
        "her",
        "this",
        "that",
        "our",
        "to",
    }
