"""Which words may name a speaker at all: never a dateline, a caption's label or a lone function word."""

from __future__ import annotations

from attribution.extraction import Span
from attribution.lexicon.first_names import NAMES_LIKE_WORDS
from attribution.lexicon.function_words import (
    ARTICLES,
    CALENDAR_WORDS,
    CAPTION_WORDS,
    DEMONSTRATIVES,
    NUMBER_WORDS,
    PREPOSITIONS,
    PRONOUNS,
    QUANTIFIERS,
    SENTENCE_STARTERS,
)
from attribution.lexicon.organization_nouns import PUBLISHED_THINGS
from attribution.lexicon.person_nouns import GROUP_NOUNS, PERSON_NOUNS, UNNAMED_PERSON_WORDS
from attribution.speakers.mentions import Mention
from attribution.speakers.names import is_first_name, split_words
from attribution.text.document import Document

_FUNCTION_WORDS = (
    SENTENCE_STARTERS
    | PREPOSITIONS
    | CALENDAR_WORDS
    | ARTICLES
    | DEMONSTRATIVES
    | {"last", "next", "i.e", "etc"}
) - (PRONOUNS | QUANTIFIERS | NUMBER_WORDS | GROUP_NOUNS | PERSON_NOUNS | UNNAMED_PERSON_WORDS)


def is_possible_speaker(document: Document, mention: Mention, dateline: Span | None) -> bool:
    """Whether a source may name somebody or something that speaks."""
    if mention.form == "pronoun":
        return True
    if dateline is not None and dateline.start <= mention.span.start < dateline.end:
        return False
    words = [token.text for token in split_words(mention.text) if any(c.isalnum() for c in token.text)]
    if not words:
        return False
    lowers = [word.casefold() for word in words]
    if all(word in _FUNCTION_WORDS for word in lowers):
        # "May" and "Will" are people too.
        return any(
            (is_first_name(word) or word.casefold() in NAMES_LIKE_WORDS) and word[0].isupper()
            for word in words
        )
    if all(word in CAPTION_WORDS for word in lowers):
        following = document.folded[mention.span.end : mention.span.end + 20].casefold().split()
        return not (following and (following[0].startswith(":") or following[0].rstrip(":") in CAPTION_WORDS))
    if len(words) == 1:
        stem, apostrophe, _ = lowers[0].partition("'")
        if apostrophe and stem in PRONOUNS:
            return False
        # One bare word of no known kind ("creditors" is of one) is a slip of whoever found the source.
        bare = mention.form == "nominal" and mention.kind == "unknown"
        return not bare or lowers[0] in PUBLISHED_THINGS or lowers[0].endswith("s")
    return True
