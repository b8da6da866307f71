"""Where the parts of a noun phrase begin and end: head, complement, apposition, name, list."""

from __future__ import annotations

from collections.abc import Sequence

from attribution.lexicon import word_set
from attribution.lexicon.function_words import (
    ARTICLES,
    COORDINATORS,
    DETERMINERS,
    LEADING_NAME_PARTICLES,
    NAME_PARTICLES,
    NAME_SUFFIXES,
    PREPOSITIONS,
    RELATIVE_PRONOUNS,
)
from attribution.lexicon.ministry_nouns import MINISTRIES
from attribution.lexicon.organization_nouns import DEMONYMS, ORGANIZATION_WORDS
from attribution.lexicon.person_nouns import GROUP_NOUNS, PERSON_NOUNS, POST_NOMINALS
from attribution.speakers.name_kinds import kind_of_name
from attribution.speakers.names import is_capitalised, is_first_name, is_initial
from attribution.speakers.title_complements import title_with_complement
from attribution.speakers.titles import is_title_word
from attribution.speakers.tokens import Token

AFTER_PERSON = word_set(
    "close familiar near aware involved briefed present loyal opposed responsible based privy knowledgeable"
)
"""Words that after a noun for a person begin what tells more of it: "a source close to the mayor"."""

_LEADING_WORDS = PREPOSITIONS | {"even", "while", "when", "but", "and"}
_AMOUNTS = ("least", "most", "many", "few")
"""Words that a leading preposition belongs to: "at least half of the council", "as many as ten"."""
_UNFINISHED = PREPOSITIONS | COORDINATORS | {"the", "a", "an"}
"""Words that cannot end a phrase; where one does, it was cut too late."""

_FINITE_VERBS = word_set("is are was were has have had")

LONGEST_DESCRIPTION = 30
"""Words of an apposition that are kept; a longer one is a clause the comma did not end."""


def strip_edges(tokens: Sequence[Token]) -> list[Token]:
    """The words without marks, prepositions and the like at either edge; none if there is no other word."""
    words = list(tokens)
    while words and not any(c.isalnum() for c in words[0].text):
        words.pop(0)
    while words and (words[-1].text == "'s" or not any(c.isalnum() for c in words[-1].text)):
        if words[-1].text == ")" and any(word.text == "(" for word in words):
            break
        words.pop()
    while (
        len(words) > 1
        and words[0].text.casefold() in _LEADING_WORDS
        and words[1].text.casefold() not in _AMOUNTS
    ):
        words.pop(0)
    while len(words) > 1 and words[-1].text in _UNFINISHED:
        words.pop()
    return words


def head_end(words: list[Token]) -> int:
    """Index of the first word that is no longer the phrase's head: a comma, a parenthesis, "who"."""
    for index, token in enumerate(words):
        if index == 0:
            continue
        text = token.text
        following = words[index + 1].text if index + 1 < len(words) else ""
        if text == "," and following.isdigit() and words[index + 1].start == token.end:
            continue
        if text == "," and (following.casefold() in NAME_SUFFIXES or following in POST_NOMINALS):
            continue
        if text == "," and following.casefold() in MINISTRIES and _is_ministry(words[:index]):
            continue
        if text in (",", "(", "[", "—", "–", "--", ";", ":", "-"):
            return index
        if text.casefold() in RELATIVE_PRONOUNS:
            return index
    return len(words)


def clause_start(words: Sequence[Token]) -> int:
    """Index of the finite verb that makes a clause of words taken for a phrase: 1 for "Two wanted a cut".

    len(words) when there is none. Only a verb right after a noun for several people is found, by its form or
    by the article after it.
    """
    for index in range(1, len(words) - 1):
        if words[index - 1].text.casefold() not in GROUP_NOUNS:
            continue
        word = words[index].text
        if word in _FINITE_VERBS:
            return index
        noun = word in GROUP_NOUNS or word in PERSON_NOUNS or word in ORGANIZATION_WORDS
        other = noun or word in PREPOSITIONS | DETERMINERS | COORDINATORS or word.endswith("ing")
        if word.islower() and word.isalpha() and not other and words[index + 1].text in ARTICLES:
            return index
    return len(words)


def describe(tail: Sequence[Token]) -> str | None:
    """The description an apposition or parenthesis gives, without its article; None if it gives none.

    `tail` begins with the comma, dash or parenthesis after a name.
    """
    if not tail or tail[0].text not in (",", "(", "—", "–", "--"):
        return None
    closing = ")" if tail[0].text == "(" else tail[0].text
    inside: list[Token] = []
    for token in tail[1 : LONGEST_DESCRIPTION + 1]:
        if (
            token.text == closing
            or token.text in (";", ":")
            or token.text.casefold() in ("who", "which", "whose")
        ):
            break
        inside.append(token)
    while inside and inside[0].text.casefold() in ("the", "a", "an"):
        inside.pop(0)
    lead = []
    for token in inside:
        if token.text.casefold() in PREPOSITIONS or token.text in (",", "'s"):
            break
        lead.append(token.text.casefold())
    if not any(is_title_word(word) or word in PERSON_NOUNS for word in lead):
        return None
    while inside and not any(c.isalnum() for c in inside[-1].text):
        inside.pop()
    return join_words(inside)


def join_words(tokens: Sequence[Token]) -> str:
    """The tokens' words with a space wherever the text has a gap between them, a single one."""
    parts: list[str] = []
    for index, token in enumerate(tokens):
        if index and token.start > tokens[index - 1].end:
            parts.append(" ")
        parts.append(token.text)
    return "".join(parts)


def complement_start(body: list[Token]) -> int:
    """Where the first preposition after the head begins; "of" inside a name ("Bank of Torland") doesn't count."""
    for index in range(1, len(body)):
        word = body[index].text.casefold()
        if word in PREPOSITIONS or (word in ("to",) and index):
            before, after = body[index - 1].text, body[index + 1].text if index + 1 < len(body) else ""
            if (
                word in ("of", "for", "on")
                and is_capitalised(before)
                and (is_capitalised(after) or after.casefold() in ("the", "state"))
            ):
                lower = before.casefold()
                if lower in ORGANIZATION_WORDS or is_title_word(lower) or lower in ("speaker", "bank"):
                    continue
            titled = word == "of" and before.casefold() in ("secretary", "speaker", "director", "chief")
            if (
                titled
                and len(body) > index + 2
                and any(is_capitalised(token.text) for token in body[index + 1 :])
            ):
                continue
            return index
        previous = body[index - 1].text.casefold()
        if (
            previous in GROUP_NOUNS
            and word.isalpha()
            and body[index].text.islower()
            and not (word in GROUP_NOUNS or word in PERSON_NOUNS or word in ORGANIZATION_WORDS)
        ):
            return index
        participle = word.endswith("ing") and not is_capitalised(body[index].text) and index + 1 < len(body)
        if previous in PERSON_NOUNS and (participle or word in AFTER_PERSON):
            return index
    return len(body)


def trailing_run(words: Sequence[str]) -> int:
    """Index where the run of name words at the end of `words` begins; len(words) when they end in none."""
    start = len(words)
    index = len(words) - 1
    while index >= 0:
        word = words[index]
        lower = word.casefold()
        if is_capitalised(word) or lower in NAME_SUFFIXES or (is_initial(word)):
            start = index
        elif lower in NAME_PARTICLES and index + 1 == start:
            if lower in LEADING_NAME_PARTICLES or (index > 0 and is_capitalised(words[index - 1])):
                start = index
            else:
                break
        elif lower in ("of", "for", "the", "and", "on", "&", ",") and start == index + 1 and index > 0:
            pass_over = index - 1
            if lower == "the" and words[pass_over].casefold() in ("of", "for", "on"):
                pass_over -= 1
            before = words[pass_over] if pass_over >= 0 else ""
            joins = before.casefold() in ORGANIZATION_WORDS or is_title_word(before.casefold())
            if lower == "and":
                joins = (
                    any(w.casefold() in ORGANIZATION_WORDS for w in words[:index]) and "of" in words[:index]
                )
            if lower == "," and (words[start].casefold() in NAME_SUFFIXES or words[start] in POST_NOMINALS):
                joins = True
            if not joins or not is_capitalised(before):
                break
            start = pass_over
            index = pass_over
        else:
            break
        index -= 1
    return start


def is_coordination(core: list[Token], tail: list[Token]) -> bool:
    for index, token in enumerate(core):
        if token.text.casefold() in COORDINATORS and 0 < index < len(core) - 1:
            left, right = core[:index], core[index + 1 :]
            if core[0].text.casefold() == "both":
                return True
            organized = left[-1].text.casefold() in ORGANIZATION_WORDS
            titled = is_title_word(left[-1].text.casefold()) or _is_office(left) or _is_ministry(left)
            if (_names_someone(left) or organized) and not titled and _names_someone(right):
                return True
            if left[-1].text.casefold() in GROUP_NOUNS and right[-1].text.casefold() in GROUP_NOUNS:
                return True
    return _names_someone(core) and not _is_ministry(core) and _continues_list(tail)


def _is_office(words: Sequence[Token]) -> bool:
    """Whether words are a title with its complement and nothing else: "Former Secretary of State"."""
    offices = [word.text for word in words if word.text.casefold() not in ARTICLES]
    return title_with_complement(offices) == len(offices)


def _is_ministry(words: Sequence[Token]) -> bool:
    """Whether words can only be the beginning of a minister's title: "Information" of "Information and Broadcasting Minister"."""
    return all(word.text == "," or word.text.casefold() in MINISTRIES for word in words)


def _continues_list(tail: list[Token]) -> bool:
    """Whether ", Ivo Marsh (Lindau) and Ana Roth" follows: only names, a comma and an "and"."""
    depth = 0
    joined = False
    outside = []
    for token in tail:
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0 and token.text != ")":
            outside.append(token.text)
    if len(outside) < 3 or outside[0] != ",":
        return False
    for word in outside:
        if word.casefold() in COORDINATORS:
            joined = True
        elif word != "," and not is_capitalised(word):
            return False
    return joined


def _names_someone(words: list[Token]) -> bool:
    phrase = [word.text for word in words if word.text.casefold() not in ("the", "both")]
    if not phrase or not is_capitalised(phrase[-1]):
        return False
    if phrase[-1].casefold() in DEMONYMS and not is_first_name(phrase[0]):
        return False
    kind = kind_of_name(phrase, definite=False)
    return kind in ("person", "organization")
