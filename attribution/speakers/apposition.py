"""Descriptions beside a name: "Ana Roth, the mayor of Lindau," and "the mayor of Lindau, Ana Roth,"."""

from __future__ import annotations

from collections.abc import Sequence

from attribution.lexicon.function_words import ARTICLES, AUXILIARIES, COORDINATORS, DETERMINERS, PRONOUNS
from attribution.lexicon.organization_nouns import ORGANIZATION_WORDS, PUBLISHED_THINGS
from attribution.lexicon.person_nouns import PERSON_NOUNS
from attribution.speakers.noun_phrases import NounPhrase, parse_noun_phrase
from attribution.speakers.phrase_parts import LONGEST_DESCRIPTION, complement_start, describe, join_words
from attribution.speakers.phrase_spans import run_end
from attribution.speakers.tokens import Token

_LONGEST_LEAD = 14
"""Words of a description before a name that are read; the bound keeps a comma-less text from costing more."""

_ENDS = (",", ".", ";", ":", ")", "—", "–", "-", "?", "!", '"', "”", "“", "'")
"""Marks after a name that show that it stands in apposition and doesn't begin a clause of its own."""

_HIDDEN = ("source", "official", "person", "aide", "someone", "spokesman", "spokeswoman", "spokesperson")
"""Heads that, after "a", leave it open whether a name after "for the mayor," is theirs or the mayor's."""


def description_after(following: Sequence[Token]) -> str | None:
    """The description right after a name: ", the mayor of Lindau," or "(D-Torland)"; None if none follows."""
    if len(following) > 3 and following[2].text == "," and following[1].text.isdigit():
        # "Roth, 52, a lawyer,": the age comes first.
        following = following[2:]
    if len(following) < 3 or following[0].text not in (",", "("):
        return None
    closing = ")" if following[0].text == "(" else ","
    # Without a closing comma or relative clause it is the rest of the sentence or a list, and no apposition.
    for index, token in enumerate(following[1:], 1):
        if token.text in (closing, ".", ";", "—", "who", "whose"):
            return describe(following) if _is_description(following[1:index]) else None
        if index > LONGEST_DESCRIPTION:
            break
    return None


def _is_description(words: Sequence[Token]) -> bool:
    """Whether words beside a name describe it, and say nothing of their own: "In Lindau, Mayor Ana Roth left."."""
    end = next((index for index, token in enumerate(words) if token.text in ("who", "which", "whose")), None)
    phrase = parse_noun_phrase(words[:end])
    if phrase.form != "nominal" or phrase.kind != "person":
        return False
    head = phrase.core[: complement_start(list(phrase.core))]
    clause = any(token.text.casefold() in AUXILIARIES for token in phrase.core)
    # "Roth, met the mayor,": an article after the first word belongs to a verb's object.
    # "Roth, a lawyer and a friend of theirs,": after "and" it belongs to one more description.
    articles = [index for index, token in enumerate(head) if index and token.text.casefold() in ARTICLES]
    return not clause and all(head[index - 1].text.casefold() in COORDINATORS for index in articles)


def name_after(described: NounPhrase, following: Sequence[Token]) -> NounPhrase | None:
    """The name a description leads up to, from the words that follow it: ", Ivo Marsh," after "The manager".

    A name without a first name or title, or one that begins a clause of its own, is somebody else's.
    """
    if len(following) < 2 or following[0].text != "," or not _may_be_named(described):
        return None
    end = run_end(following, 1)
    if end <= 1 or (end < len(following) and following[end].text not in _ENDS):
        return None
    named = parse_noun_phrase(following[1:end])
    fully = named.name is not None and (" " in named.name or named.title is not None)
    return named if named.form == "named" and named.kind == "person" and fully else None


def _may_be_named(described: NounPhrase) -> bool:
    first = described.core[0].text.casefold() if described.core else ""
    if described.form != "nominal" or described.plural:
        return False
    if first in ("a", "an") and described.head in _HIDDEN:
        return not any(_is_person_noun(token.text) for token in described.core[2:])
    if described.kind == "unknown":
        # "The harbour pilot, Ivo Marsh,": not every noun for a person is known.
        definite = first in ("the", "its", "his", "her", "their") or any(
            token.text == "'s" for token in described.core
        )
        return definite and described.head.isalpha() and described.head not in PUBLISHED_THINGS
    return described.kind == "person"


def _is_person_noun(word: str) -> bool:
    lower = word.casefold()
    return lower in PERSON_NOUNS and lower not in ORGANIZATION_WORDS


def description_before(tokens: Sequence[Token], comma: int, end: int) -> NounPhrase | None:
    """The description that leads up to the name at `tokens[comma + 1 : end]`: "the mayor of Lindau"."""
    if comma < 1 or tokens[comma].text != ",":
        return None
    start = comma
    while start > 0 and comma - start < _LONGEST_LEAD and tokens[start - 1].text not in (*_ENDS, "("):
        start -= 1
        word = tokens[start].text.casefold()
        # "the mayor’s brother": the words of the holder belong to the description.
        if word not in DETERMINERS and (start + 1 >= comma or tokens[start + 1].text != "'s"):
            continue
        phrase = parse_noun_phrase(tokens[start:comma])
        complete = bool(phrase.core) and phrase.core[-1].end == tokens[comma - 1].end
        if complete and phrase.kind == "person" and name_after(phrase, tokens[comma : end + 1]) is not None:
            return phrase
    return None


def in_words(described: NounPhrase) -> str:
    """A description's words without article or possessive pronoun."""
    words = list(described.core)
    while len(words) > 1 and (words[0].text.casefold() in ARTICLES or words[0].text.casefold() in PRONOUNS):
        words.pop(0)
    return join_words(words)
