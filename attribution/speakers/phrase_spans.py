"""Where in a sentence a phrase that names somebody begins and ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attribution.lexicon.function_words import (
    CALENDAR_WORDS,
    DETERMINERS,
    LEADING_NAME_PARTICLES,
    NAME_PARTICLES,
    NAME_SUFFIXES,
    NUMBER_WORDS,
    PRONOUNS,
    QUANTIFIERS,
    SENTENCE_STARTERS,
    WEEKDAYS_AND_MONTHS,
)
from attribution.lexicon.organization_nouns import DEMONYMS, ORGANIZATION_WORDS
from attribution.lexicon.person_nouns import GROUP_NOUNS, PERSON_NOUNS, POST_NOMINALS, TITLE_MODIFIERS
from attribution.speakers.names import is_capitalised, is_first_name
from attribution.speakers.title_complements import TITLE_LINKS, takes_complement
from attribution.speakers.titles import is_title_modifier, is_title_word
from attribution.speakers.tokens import Token

# A longer run of capitalised words is a heading or a list without commas; the limit also keeps every step constant.
_LONGEST_RUN = 12
_LONGEST_LEAD = 5
# "Campaigning in Lindau, …": a lone first word with such an ending is hardly a name.
_VERB_ENDINGS = ("ing", "ly")


def capitalised_runs(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Index ranges of capitalised words in a row, with the particles and "of" that join them."""
    index = 0
    while index < len(tokens):
        if not _starts_run(tokens, index):
            index += 1
            continue
        end = run_end(tokens, index)
        yield index, end
        index = end


def run_end(tokens: Sequence[Token], start: int) -> int:
    """Where the capitalised run that begins at `start` ends; `start` itself if none begins there."""
    if start >= len(tokens) or not _starts_run(tokens, start):
        return start
    end = start + 1
    while end < len(tokens) and end - start < _LONGEST_RUN:
        step = _run_continues(tokens, start, end)
        if not step:
            break
        end += step
    return end


def _starts_run(tokens: Sequence[Token], index: int) -> bool:
    word = tokens[index].text
    if is_capitalised(word):
        return True
    return (
        word in LEADING_NAME_PARTICLES
        and index + 1 < len(tokens)
        and (is_capitalised(tokens[index + 1].text) or tokens[index + 1].text in NAME_PARTICLES)
        and any(is_capitalised(token.text) for token in tokens[index + 1 : index + 3])
    )


def _run_continues(tokens: Sequence[Token], start: int, end: int) -> int:
    """How many further tokens belong to the run `[start, end)`: 0 to 3."""
    word = tokens[end].text
    lower = word.casefold()
    after = tokens[end + 1].text if end + 1 < len(tokens) else ""
    if lower in NAME_SUFFIXES or is_capitalised(word):
        return 0 if lower in WEEKDAYS_AND_MONTHS else 1
    if word == "," and (after.casefold() in ("jr.", "sr.", "jr", "sr") or after in POST_NOMINALS):
        return 2
    if word in NAME_PARTICLES and after:
        if is_capitalised(after):
            return 2
        third = tokens[end + 2].text if end + 2 < len(tokens) else ""
        return 3 if after in NAME_PARTICLES | {"la"} and is_capitalised(third) else 0
    before = tokens[end - 1].text.casefold()
    if lower in ("of", "for", "on") and (before in ORGANIZATION_WORDS or takes_complement(before)):
        if is_capitalised(after) and after.casefold() not in CALENDAR_WORDS:
            return 2
        third = tokens[end + 2].text if end + 2 < len(tokens) else ""
        return 3 if after == "the" and is_capitalised(third) and lower != "on" else 0
    if lower in ("and", "&") and is_capitalised(after):
        inside = [token.text.casefold() for token in tokens[start:end]]
        joined = lower == "&" or ("of" in inside and any(word in ORGANIZATION_WORDS for word in inside))
        return 2 if joined and not is_first_name(after) else 0
    return 0


def _is_numeral(tokens: Sequence[Token], index: int) -> bool:
    """Whether "I" is the numeral of "World War I" or an initial."""
    return index > 0 and tokens[index - 1].text in (
        "War",
        "Part",
        "Elizabeth",
        "Chapter",
        "Title",
        "Type",
        "Phase",
    )


def is_pronoun(tokens: Sequence[Token], index: int) -> bool:
    """Whether the word is a pronoun: not "US", nor the I of "World War I"."""
    word = tokens[index].text
    # "that" is a conjunction far more often than a pronoun.
    if word.casefold() not in PRONOUNS or word in ("US", "that", "That"):
        return False
    return not (word == "I" and _is_numeral(tokens, index))


def is_noun(word: str) -> bool:
    lower = word.casefold()
    return word.islower() and (lower in PERSON_NOUNS or lower in GROUP_NOUNS or lower in ORGANIZATION_WORDS)


def _is_starter(word: str) -> bool:
    """Whether a capitalised word is one that often begins a sentence: But, We've, Thirty-one."""
    lower = word.casefold()
    stem, apostrophe, _ = lower.partition("'")
    return (
        lower in SENTENCE_STARTERS
        or (bool(apostrophe) and stem in SENTENCE_STARTERS)
        or lower.partition("-")[0] in NUMBER_WORDS
    )


def without_starter(tokens: Sequence[Token], first: int, last: int, lower_words: frozenset[str]) -> int:
    """Skip words that are capitalised only because the sentence or quotation begins with them."""
    opens = first == 0 or not any(c.isalnum() for c in tokens[first - 1].text)
    while first < last:
        word = tokens[first].text
        lower = word.casefold()
        follows = first + 1 < last
        if lower in CALENDAR_WORDS and not (follows and is_first_name(word)):
            first += 1
        elif not opens or is_title_word(lower) or lower in DEMONYMS or (is_first_name(word) and follows):
            return first
        elif (
            _is_starter(word)
            or (not follows and (lower in TITLE_MODIFIERS or lower.endswith(_VERB_ENDINGS)))
            or (lower in lower_words and not is_noun(lower) and not (follows and is_title_modifier(lower)))
        ):
            first += 1
        else:
            return first
        opens = first < last and opens
    return first


def following_head(tokens: Sequence[Token], last: int) -> int:
    """End of a nominal that a name modifies ("Velden campaign officials", "Torland government"), or 0."""
    end = 0
    for index in range(last, min(last + 3, len(tokens))):
        # "released by Rovers two years ago": a number begins words of its own.
        if not is_noun(tokens[index].text) or tokens[index].text in QUANTIFIERS:
            break
        end = index + 1
    following = tokens[end].text if end and end < len(tokens) else ""
    if end and is_capitalised(following):
        return 0
    return end


def lead_start(tokens: Sequence[Token], first: int, taken: int, nominal: bool) -> int:
    """Where the lower-case words before a name begin ("regional head Ivo Marsh", "former Torland president")."""
    start = first
    titled = (
        start > taken
        and is_title_word(tokens[start - 1].text.casefold())
        and tokens[start - 1].text.islower()
    )
    if titled or nominal:
        start -= titled
        while start > taken and first - start < _LONGEST_LEAD:
            word = tokens[start - 1].text
            if (
                not (is_title_modifier(word) or (word.islower() and word.endswith("al")))
                or word in DETERMINERS
            ):
                break
            start -= 1
    if (
        start == first
        and first - 2 >= taken
        and tokens[first - 1].text in TITLE_LINKS
        and takes_complement(tokens[first - 2].text)
    ):
        # "shadow minister for Trade Ivo Marsh": the name's run begins with what belongs to the title.
        return first - 2
    return _determiner(tokens, start, taken)


def _determiner(tokens: Sequence[Token], start: int, taken: int) -> int:
    return (
        start - 1
        if start > taken and tokens[start - 1].text.casefold() in ("the", "a", "an", "some")
        else start
    )


def nominal_start(tokens: Sequence[Token], head: int, taken: int) -> int | None:
    """Where a nominal with this head begins: its determiner; a bare plural begins at its adjective."""
    start = head
    while start > taken and head - start < _LONGEST_LEAD:
        word = tokens[start - 1].text
        if word.casefold() in DETERMINERS:
            return None if word.casefold() in ("more", "most", "much", "no", "which") else start - 1
        if (not word[0].isalpha() and word != "'s") or word.casefold() in SENTENCE_STARTERS:
            break
        start -= 1
    if tokens[head].text.casefold() not in GROUP_NOUNS:
        return None
    start = head
    while (
        start > taken
        and is_capitalised(tokens[start - 1].text)
        and tokens[start - 1].text.casefold() in DEMONYMS
    ):
        start -= 1
    return start
