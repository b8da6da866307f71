"""Where sentences end: NLTK's Punkt, with the abbreviations of news and the habits of quotation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import punkt
from nltk.tokenize.punkt import PunktLanguageVars, PunktParameters, PunktSentenceTokenizer, PunktToken

from attribution.extraction import Span
from attribution.text.abbreviations import (
    ABBREVIATIONS,
    CONNECTIVES,
    MONTHS,
    REFERENCES,
    SENTENCE_STARTERS,
    TITLES,
    WORDS_IN_LOWER_CASE,
)

_CONTINUING = ".,;:!?…)]}%"
"""What no sentence begins with: the dots of a spaced ellipsis, a bracket that closes late."""
_REPORTING = (
    "said|says|say|asked|asks|added|adds|wrote|writes|tweeted|told|tells|replied|answered|responded|continued|"
    "shouted|yelled|exclaimed|wondered|quipped|joked|declared|insisted|argued|recalled|noted|demanded|inquired|"
    "explained|concluded|remarked|posted|chanted|cried|warned|thundered|pleaded|mused|retorted"
)
_ADVERB = r"(?:(?:also|had|has|later|once|then)\s+)?"
_CUE_AFTER_QUOTATION = re.compile(rf"(?:[A-Z][\w.'-]*,?\s+){{1,5}}{_ADVERB}(?:{_REPORTING})\b")
_EXCLAIMED = re.compile(r"[?!](?:[”\"’'»]|'')+\Z")
_CAMEL_CASE = re.compile(r"[a-z]{1,2}[A-Z]")
_LAST_WORD = re.compile(r"([^\W_](?:[\w.'&-]*\w)?)\.\Z")
_FIRST_WORD = re.compile(r"[(\[“\"‘']*([^\W\d_]+)")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}[.&]+)+[^\W\d_]{1,2}")
"""U.S, Ph.D, S.&P: an abbreviation by its look, without its final period."""
_ENUMERATOR = re.compile(r"\(?(?:\d{1,3}|[A-Za-z])[.)]\Z")
_OPENING_MARKS = "“‘„«\"'`"
_CLITIC = re.compile(r"['’](?:[stdm]|ll|re|ve)\b")
"""The end of a contracted word, a token of its own: without its mark, "t." would pass for an initial."""
_NAME_BEFORE = re.compile(r"[A-Z]\S*\s\Z")


class _NewsToken(PunktToken):
    # The expressions of the base class give up, by an exception, after seconds of wall-clock time.
    _RE_ELLIPSIS = re.compile(r"\.\.+$")
    _RE_NUMERIC = re.compile(r"^-?[\.,]?\d[\d,\.-]*\.?$")
    _RE_INITIAL = re.compile(r"[^\W\d]\.$")
    _RE_ALPHA = re.compile(r"[^\W\d]+$")


class _NewsLanguage(PunktLanguageVars):
    sent_end_chars = (".", "?", "!", "…")
    re_boundary_realignment = re.compile(r"""(?:''|["')\]}’”»“])+(?:\s+|$)""")

    def _word_tokenizer_re(self) -> re.Pattern[str]:
        return _untimed(super()._word_tokenizer_re().pattern)

    def period_context_re(self) -> re.Pattern[str]:
        return _untimed(super().period_context_re().pattern)


@cache
def _untimed(pattern: str) -> re.Pattern[str]:
    """NLTK's own expression without its limit on wall-clock time, which would make answers depend on the machine."""
    return re.compile(pattern, re.VERBOSE)


class _Contexts(dict[str, int]):
    def __missing__(self, key: str) -> int:
        """Nothing is stored: the default dictionary NLTK uses grows with every unseen word, without end."""
        return 0


class _NewsSentenceTokenizer(PunktSentenceTokenizer):
    def _first_pass_annotation(self, aug_tok: PunktToken) -> None:
        super()._first_pass_annotation(aug_tok)
        if aug_tok.abbr and aug_tok.tok[:-1] in WORDS_IN_LOWER_CASE:
            aug_tok.abbr, aug_tok.sentbreak = False, True

    def _second_pass_annotation(self, aug_tok1: PunktToken, aug_tok2: PunktToken | None) -> None:
        if aug_tok1.tok != "I.":
            super()._second_pass_annotation(aug_tok1, aug_tok2)

    def _annotate_tokens(self, tokens: Iterable[PunktToken]) -> Iterator[PunktToken]:
        """Punkt asks whether the word after an abbreviation starts a sentence; here it looks past an opening mark."""
        every = [
            token if _CLITIC.match(token.tok) else self._Token(token.tok.lstrip(_OPENING_MARKS) or token.tok)
            for token in tokens
        ]
        kept = [token for token in every[:-1] if token.tok.strip(_OPENING_MARKS)]
        annotated: Iterator[PunktToken] = super()._annotate_tokens([*kept, *every[-1:]])
        return annotated


@cache
def _tokenizer() -> PunktSentenceTokenizer:
    learned = punkt.load_model("english")
    parameters = PunktParameters()
    parameters.abbrev_types = set(learned.abbrev_types) | ABBREVIATIONS
    parameters.collocations = set(learned.collocations)
    parameters.sent_starters = set(learned.sent_starters) | SENTENCE_STARTERS
    parameters.ortho_context = _Contexts(learned.ortho_context)
    return _NewsSentenceTokenizer(parameters, lang_vars=_NewsLanguage(), token_cls=_NewsToken)


def sentence_spans(text: str, paragraph: Span) -> Iterator[Span]:
    """The sentences of a paragraph of `text`, in order, without the white space around them. Never raises.

    Boundaries are Punkt's (Kiss and Strunk 2006, Unsupervised Multilingual Sentence Boundary Detection), minus
    those that news contradicts: before a cue that follows a quotation, after a title or an initial, within an
    ellipsis. A closing mark stays with its sentence; a boundary inside a quotation is one.
    """
    content = text[paragraph.start : paragraph.end]
    start = end = -1
    for next_start, next_end in _tokenizer().span_tokenize(content):
        if start < 0:
            start = next_start
        elif _is_boundary(content, start, end, next_start, next_end):
            yield Span(paragraph.start + start, paragraph.start + end)
            start = next_start
        end = next_end
    if start >= 0:
        yield Span(paragraph.start + start, paragraph.start + end)


_CONTEXT = 80
"""Characters looked at on either side of a boundary, so that time stays linear in a text without sentences."""


def _is_boundary(text: str, start: int, end: int, next_start: int, next_end: int) -> bool:
    """Whether Punkt's boundary between `text[start:end]` and `text[next_start:next_end]` holds in news."""
    first = text[next_start]
    if end == next_start or first in _CONTINUING:
        return False
    if first.islower():
        return _CAMEL_CASE.match(text, next_start) is not None
    before = text[max(start, end - _CONTEXT) : end]
    after = text[next_start : min(next_end, next_start + _CONTEXT)]
    if _EXCLAIMED.search(before):
        return _starts_sentence(after) or _CUE_AFTER_QUOTATION.match(after) is None
    if end - start <= len("(999)") and _ENUMERATOR.match(before):
        return False
    return _may_end_sentence(before, after)


def _may_end_sentence(before: str, after: str) -> bool:
    match = _LAST_WORD.search(before)
    if match is None:
        return True
    word = match.group(1)
    key = word.lower()
    if key in REFERENCES or key in MONTHS:
        return not after[0].isdigit()
    if word in WORDS_IN_LOWER_CASE:
        return True
    preceding = before[: match.start()]
    if word == "I" and preceding and not _NAME_BEFORE.search(preceding):
        return True
    if key in TITLES or key in CONNECTIVES:
        return False
    if key in ABBREVIATIONS or _DOTTED.fullmatch(word) or (len(word) == 1 and word.isupper()):
        return _starts_sentence(after)
    return True


def _starts_sentence(after: str) -> bool:
    """Whether the first word is one that seldom has a capital anywhere else."""
    match = _FIRST_WORD.match(after)
    return match is not None and match.group(1).lower() in SENTENCE_STARTERS
