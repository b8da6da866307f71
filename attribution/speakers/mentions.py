"""Mentions: how an article names somebody at one place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from attribution.extraction import MentionForm, Span, SpeakerKind
from attribution.lexicon.first_names import NAMES_LIKE_WORDS
from attribution.lexicon.function_words import (
    CALENDAR_WORDS,
    PRONOUNS,
    SENTENCE_STARTERS,
)
from attribution.lexicon.organization_nouns import (
    DEMONYMS,
    ORGANIZATION_WORDS,
    PLURAL_PROPER_GROUPS,
    SPEAKING_THINGS,
)
from attribution.lexicon.person_nouns import ADJECTIVAL_NOUNS, GROUP_NOUNS, PERSON_NOUNS
from attribution.speakers.apposition import description_after, description_before, in_words, name_after
from attribution.speakers.demonyms import find_demonyms
from attribution.speakers.headings import is_heading
from attribution.speakers.names import Gender, is_first_name, split_words
from attribution.speakers.nicknames import with_nickname
from attribution.speakers.noun_phrases import NounPhrase, parse_noun_phrase
from attribution.speakers.phrase_parts import LONGEST_DESCRIPTION
from attribution.speakers.phrase_spans import (
    capitalised_runs,
    following_head,
    is_noun,
    is_pronoun,
    lead_start,
    nominal_start,
    without_starter,
)
from attribution.speakers.titles import gender_of_title, is_title_word
from attribution.speakers.tokens import Token
from attribution.text.document import Document

_NO_NAMES = PERSON_NOUNS | GROUP_NOUNS | ORGANIZATION_WORDS | DEMONYMS | CALENDAR_WORDS
_ADJECTIVES = DEMONYMS - PLURAL_PROPER_GROUPS
_ADJECTIVES_OF_ORIGIN = _ADJECTIVES | {"east", "west", "north", "south", "native", "black"}
_LONGEST_SOURCE = 80
"""Words of a source that are read; a longer one is no noun phrase."""
_LONGEST_APPOSITION = 300
"""Characters after a source in which an apposition is looked for."""
_APPOSITION_MARKS = frozenset((",", "("))


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming of a possible speaker."""

    span: Span
    """From the first word (with title and determiner, without apposition) to the last."""
    text: str
    form: MentionForm
    kind: SpeakerKind
    name: str | None
    """The name without titles and determiner ("Mara Velden"); None for pronouns and nominals."""
    title: str | None
    """What stands before the name ("Foreign Minister", "Sen."); for a nominal its words."""
    description: str | None
    """The apposition ("president of the Council of Torland"), without its article."""
    gender: Gender | None
    plural: bool
    sentence: int
    """Index into `Document.sentences`; 0 when the text has none."""
    head: str = ""
    """The nominal's head noun, the pronoun, or the name's last word, in lower case."""


def find_mentions(document: Document) -> tuple[Mention, ...]:
    """Every mention of a possible speaker, in text order; mentions don't overlap.

    Names in headlines with capitals throughout are found when the article has them elsewhere too.
    """
    sentences = [
        split_words(document.folded[sentence.start : sentence.end], sentence.start)
        for sentence in document.sentences
    ]
    headings = [is_heading(tokens) for tokens in sentences]
    lower_words = frozenset(token.text for tokens in sentences for token in tokens if token.text.islower())
    known = _names_in(tokens for tokens, heading in zip(sentences, headings, strict=True) if not heading)
    demonyms = find_demonyms(document)
    found: list[Mention] = []
    for index, tokens in enumerate(sentences):
        if headings[index]:
            found.extend(_mentions_in_heading(document, tokens, index, known))
        else:
            within = _mentions_in_sentence(document, tokens, index, lower_words)
            found.extend(one for one in within if one.form != "named" or one.text.casefold() not in demonyms)
    return tuple(found)


def read_source(document: Document, source: tuple[Span, ...]) -> Mention:
    """The mention for the words that name who said it, whatever they are.

    The mention's span runs from the first to the last character of `source` that belong to the naming itself.
    """
    tokens: list[Token] = []
    for start, end in source:
        start, end = max(0, start), min(len(document.text), end)
        if start < end:
            tokens.extend(split_words(document.folded[start:end], start))
    phrase = parse_noun_phrase(tokens[:_LONGEST_SOURCE])
    if not phrase.core:
        where = min(max(0, source[0].start), len(document.text)) if source else 0
        return Mention(Span(where, where), "", "nominal", "unknown", None, None, None, None, False, 0)
    sentence = sentence_at(document, phrase.core[0].start)
    end = tokens[-1].end if phrase.form == "nominal" else phrase.core[-1].end
    after = document.folded[end : end + _LONGEST_APPOSITION]
    following = split_words(after, end) if after.lstrip()[:1] in _APPOSITION_MARKS else []
    named = name_after(phrase, following)
    if named is not None:
        # "said the mayor, Ivo Marsh": the name says who it is, however far the source was taken to reach.
        gender = named.gender or gender_of_title(in_words(phrase))
        described = replace(named, gender=gender)
        return _mention(document, described, sentence, in_words(phrase))
    if phrase.form == "named" and phrase.kind == "person" and phrase.description is None:
        description = description_after(following)
        return _mention(document, phrase, sentence, description)
    return _mention(document, phrase, sentence, phrase.description)


def sentence_at(document: Document, offset: int) -> int:
    """Index of the sentence that holds `offset`, or of the last one before it; 0 when there is none."""
    return max(0, bisect_right(document.sentences, offset, key=lambda sentence: sentence.start) - 1)


def _mention(document: Document, phrase: NounPhrase, sentence: int, description: str | None) -> Mention:
    span = Span(phrase.core[0].start, phrase.core[-1].end)
    return Mention(
        span=span,
        text=document.text[span.start : span.end],
        form=phrase.form,
        kind=phrase.kind,
        name=with_nickname(document, span, phrase.name) if phrase.name else phrase.name,
        title=phrase.title,
        description=description,
        gender=phrase.gender,
        plural=phrase.plural,
        sentence=sentence,
        head=phrase.head,
    )


def _names_in(sentences: Iterable[Sequence[Token]]) -> frozenset[str]:
    """Capitalised runs in lower case, and the last words of each, that don't just begin a sentence."""
    known: set[str] = set()
    for tokens in sentences:
        for first, last in capitalised_runs(tokens):
            words = [token.text for token in tokens[first:last]]
            if first == 0 and words[0].casefold() in SENTENCE_STARTERS:
                words = words[1:]
            if words and (first > 0 or len(words) > 1):
                known.add(" ".join(words).casefold())
                known.update(word.casefold() for word in words[-1:] if len(word) > 3)
    return frozenset(known - _NO_NAMES)


def _mentions_in_heading(
    document: Document, tokens: list[Token], sentence: int, known: frozenset[str]
) -> Iterator[Mention]:
    position = 0
    while position < len(tokens):
        for length in range(min(4, len(tokens) - position), 0, -1):
            words = tokens[position : position + length]
            text = " ".join(token.text for token in words)
            first_and_last = (
                length == 2 and _is_surely_first_name(words[0].text) and words[1].text[0].isupper()
            )
            if text.casefold() in known or (
                first_and_last and words[1].text.casefold() not in SENTENCE_STARTERS
            ):
                phrase = parse_noun_phrase(words)
                if phrase.form == "named":
                    yield _mention(document, phrase, sentence, None)
                position += length - 1
                break
        position += 1


def _is_surely_first_name(word: str) -> bool:
    return is_first_name(word) and word.casefold() not in NAMES_LIKE_WORDS


def _mentions_in_sentence(
    document: Document, tokens: list[Token], sentence: int, lower_words: frozenset[str]
) -> list[Mention]:
    runs = dict(capitalised_runs(tokens))
    found: list[Mention] = []
    taken = 0
    apposition = -1
    index = 0
    while index < len(tokens):
        end = runs.get(index, index + 1)
        description: str | None = None
        if is_pronoun(tokens, index):
            phrase: NounPhrase | None = parse_noun_phrase(tokens[index : index + 1])
            end = index + 1
        elif index in runs:
            phrase, end = _named_phrase(tokens, index, end, taken, lower_words)
            phrase = _with_employer(phrase, found)
            if phrase is not None and phrase.form == "named" and phrase.gender is None and index > 0:
                # "Mr Vane's wife Kim": the noun tells what the name does not.
                told = gender_of_title(tokens[index - 1].text) if tokens[index - 1].text.islower() else None
                phrase = replace(phrase, gender=told if phrase.kind == "person" else None)
            description = description_after(tokens[end : end + LONGEST_DESCRIPTION])
            if description is not None and phrase is not None:
                aged = tokens[end + 1].text.isdigit()
                apposition = tokens[min(end + (3 if aged else 1), len(tokens) - 1)].start
            elif phrase is not None and phrase.form == "named" and phrase.kind == "person":
                described = _description_before(tokens, phrase, end)
                if described is not None:
                    # "The mayor, Velden": the mayor is one with the name, not somebody else.
                    begin = described.core[0].start
                    first = bisect_left(found, begin, key=lambda one: one.span.start)
                    found[first:] = [one for one in found[first:] if one.form != "nominal"]
                    description = in_words(described)
                    phrase = replace(phrase, gender=phrase.gender or gender_of_title(description))
        else:
            phrase = _nominal_phrase(tokens, index, taken, before_name=index + 1 in runs)
        # "Velden, a lawyer,": the lawyer is described, not mentioned once more.
        apposed = phrase is not None and phrase.form == "nominal" and phrase.core[0].start == apposition
        if apposed and end + 1 < len(tokens) and tokens[end].text == "and":
            # "a lawyer and a farmer": nor is the farmer anybody else.
            apposition = tokens[end + 1].start
        if phrase is not None and not apposed:
            found.append(_mention(document, phrase, sentence, description))
            taken = end
        index = end
    return found


def _description_before(tokens: Sequence[Token], phrase: NounPhrase, end: int) -> NounPhrase | None:
    comma = bisect_right(tokens, phrase.core[0].start, key=lambda token: token.start) - 2
    return description_before(tokens, comma, end) if comma > 0 else None


def _named_phrase(
    tokens: Sequence[Token], first: int, last: int, taken: int, lower_words: frozenset[str]
) -> tuple[NounPhrase | None, int]:
    """The phrase with the capitalised run `[first, last)`, and where it ends."""
    first = without_starter(tokens, first, last, lower_words)
    if first == last:
        return None, last
    head_end = following_head(tokens, last)
    end = head_end or last
    phrase = parse_noun_phrase(tokens[lead_start(tokens, first, taken, head_end > 0) : end])
    return (phrase if _is_speaker(phrase) else None), end


def _with_employer(phrase: NounPhrase | None, found: Sequence[Mention]) -> NounPhrase | None:
    """The phrase with the body right before it in its title: "Palace spokesman" of "Palace spokesman Ivo Marsh"."""
    if phrase is None or phrase.kind != "person" or not phrase.title or not found:
        return phrase
    employer = found[-1]
    name = employer.name or ""
    # "In a letter to Mara Velden minister Ivo Marsh …"
    is_somebody = employer.kind == "person" and " " in name
    if is_somebody or not name or employer.span.end + 1 != phrase.core[0].start:
        return phrase
    return replace(phrase, title=f"{name} {phrase.title}")


def _nominal_phrase(tokens: Sequence[Token], head: int, taken: int, before_name: bool) -> NounPhrase | None:
    """The phrase whose last word is the noun at `head`, if it is one for people or organizations."""
    lower = tokens[head].text.casefold()
    speaks = lower in SPEAKING_THINGS
    if not (is_noun(lower) or speaks) or (before_name and is_title_word(lower)):
        return None
    following = tokens[head + 1].text if head + 1 < len(tokens) else ""
    if is_noun(following) or (lower in ADJECTIVAL_NOUNS and following.islower() and len(following) > 3):
        return None
    begin = nominal_start(tokens, head, taken)
    phrase = parse_noun_phrase(tokens[begin : head + 1]) if begin is not None else None
    if phrase is None or phrase.form != "nominal":
        return None
    # Of reports and studies only the one a sentence begins with is likely to be what "it" says later.
    return phrase if phrase.kind != "unknown" or (speaks and begin == 0) else None


def _is_speaker(phrase: NounPhrase) -> bool:
    if phrase.form == "nominal":
        return phrase.kind != "unknown"
    name = (phrase.name or "").casefold()
    if name.partition("'")[0] in PRONOUNS and "'" in name:
        # "I'll" begins with a capital anywhere.
        return False
    # "R-Texas" and "T" of "[T]he" are no names, and "African American" is nobody's.
    adjectives = phrase.kind == "person" and all(word in _ADJECTIVES_OF_ORIGIN for word in name.split())
    return (
        len(name) > 1 and name[0].isalpha() and name[1] != "-" and name not in _ADJECTIVES and not adjectives
    )
