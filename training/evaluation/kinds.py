"""Kinds of gold attribution that engines find hard, each a predicate over an attribution in its article."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from attribution import Span
from attribution.speakers.mentions import read_source
from attribution.text.document import read_document
from attribution.text.quotation_marks import scan_quotation_marks
from training.evaluation.matching import Comparison, Wanted, words_of

_SHORT_CONTENT = 3
_LONG_SOURCE = 8
_LONGEST_HEADLINE = 15
"""Words. A longer paragraph that ends without a full stop is a list, a caption or a typing error."""

_ACCORDING_TO = re.compile(r"\baccording\s+to\b", re.IGNORECASE)
_ENDS_IN_A_MARK = re.compile(r"[.?!…:;,][\"'”’»)\]]*$")
_CAPITALISED = r"[A-ZÀ-Þ][\w.’'-]*"
_LABEL = re.compile(
    rf"[\"“]?(?:{_CAPITALISED}\s+){{0,5}}{_CAPITALISED}(?:,\s[A-ZÀ-Þ ,.'-]+)?(?:\s?\([^)\n]*\))?:(?=\s)"
)
"""A name of up to six words with a title in capitals or brackets: "ANA MARR, SENIOR CORRESPONDENT (voice-over):".

The whole transcript may be quoted, and the label with it."""
_POSTING = re.compile(r"\b(?:re-?)?tweet(?:s|ed|ing)?\b|\bpost(?:s|ed|ing)\b", re.IGNORECASE)
_ON_A_NETWORK = re.compile(
    r"\W*(?:\w+\W+){0,3}?(?:on|via|to|in)\s+(?:\w+\s+){0,3}?"
    r"(?:Twitter|Facebook|Instagram|Snapchat|Tumblr|Reddit|LinkedIn|tweets?)\b"
)
"""Right after the verb: "wrote on Twitter", "said on Monday in a tweet"."""
_WRITING = re.compile(
    r"\b(?:wr[io]t(?:e|es|ing|ten)|said|say(?:s|ing)?|announc(?:es?|ed|ing))\b", re.IGNORECASE
)
_HANDLE_OR_HASHTAG = re.compile(r"(?<![\w.])@\w+|(?<!\w)#[^\W\d]\w+")


class AnnotatedArticle:
    """An article with what the kinds of its attributions depend on."""

    def __init__(self, comparison: Comparison) -> None:
        self.text = comparison.article.text
        self.words = comparison.text.words
        self.wanted = comparison.wanted
        self.document = read_document(self.text)
        self.paragraphs = self.document.paragraphs
        scan = scan_quotation_marks(self.document)
        self.inner_quotations = [region.inner for region in scan.regions if region.depth]
        self.unbalanced = self.paragraphs_of(
            [
                warning.span
                for warning in scan.warnings
                if warning.code == "unbalanced_quotation_mark" and warning.span
            ]
        )
        self.labels = {
            number: Span(*label.span())
            for number, paragraph in enumerate(self.paragraphs)
            if (label := _LABEL.match(self.text, *paragraph))
        }
        self.label_uses = Counter(words_of(self.text, (label,)) for label in self.labels.values())

    def paragraphs_of(self, spans: Sequence[Span]) -> frozenset[int]:
        """The numbers of the paragraphs that the spans touch, from 0."""
        return frozenset(
            number
            for start, end in spans
            for number in range(
                bisect_right(self.paragraphs, start, key=lambda paragraph: paragraph.end),
                bisect_left(self.paragraphs, end, key=lambda paragraph: paragraph.start),
            )
        )


Predicate = Callable[[AnnotatedArticle, Wanted], bool]


def is_part_quoted(article: AnnotatedArticle, one: Wanted) -> bool:
    return one.type == "mixed"


def is_discontinuous(article: AnnotatedArticle, one: Wanted) -> bool:
    return len(one.gold.content) > 1


def is_over_several_paragraphs(article: AnnotatedArticle, one: Wanted) -> bool:
    return len(article.paragraphs_of(one.gold.content)) > 1


def is_away_from_source_or_cue(article: AnnotatedArticle, one: Wanted) -> bool:
    """Whether source or cue stands in a paragraph in which no content does."""
    named = article.paragraphs_of((*one.gold.source, *one.gold.cue))
    return not named <= article.paragraphs_of(one.gold.content)


def is_short(article: AnnotatedArticle, one: Wanted) -> bool:
    return len(one.words) <= _SHORT_CONTENT


def has_nominal_source(article: AnnotatedArticle, one: Wanted) -> bool:
    return one.gold.source_kind == "nominal"


def has_organization_source(article: AnnotatedArticle, one: Wanted) -> bool:
    """Whether the named source is an organization, by its head word or by its name."""
    if one.gold.source_kind != "named" or not one.gold.source:
        return False
    return read_source(article.document, one.gold.source).kind == "organization"


def has_pronoun_source(article: AnnotatedArticle, one: Wanted) -> bool:
    return one.gold.source_kind == "pronoun"


def has_long_source(article: AnnotatedArticle, one: Wanted) -> bool:
    return len(article.words(one.gold.source)) > _LONG_SOURCE


def is_according_to(article: AnnotatedArticle, one: Wanted) -> bool:
    return _ACCORDING_TO.search(words_of(article.text, one.gold.cue)) is not None


def is_in_a_transcript(article: AnnotatedArticle, one: Wanted) -> bool:
    """Whether its paragraph starts with a label that names its source, or that other paragraphs start with too."""
    for number in article.paragraphs_of(one.gold.content):
        label = article.labels.get(number)
        if label and (
            article.label_uses[words_of(article.text, (label,))] > 1
            or article.words((label,)) & article.words(one.gold.source)
        ):
            return True
    return False


def is_a_post(article: AnnotatedArticle, one: Wanted) -> bool:
    """Whether the content is from a social network, by its cue or by a handle or hashtag in it."""
    if _HANDLE_OR_HASHTAG.search(words_of(article.text, one.gold.content)):
        return True
    cue = words_of(article.text, one.gold.cue)
    if _POSTING.search(cue):
        return True
    for start, end in one.gold.cue:
        verb = _WRITING.search(article.text, start, end)
        if verb and _ON_A_NETWORK.match(article.text, verb.end()):
            return True
    return False


def is_in_a_headline(article: AnnotatedArticle, one: Wanted) -> bool:
    """Whether its content is in the first paragraph, or in a short one that doesn't end as a sentence does."""
    return any(
        number == 0 or _is_heading(article, number) for number in article.paragraphs_of(one.gold.content)
    )


def _is_heading(article: AnnotatedArticle, number: int) -> bool:
    paragraph = article.paragraphs[number]
    if len(article.words((paragraph,))) > _LONGEST_HEADLINE:
        return False
    return _ENDS_IN_A_MARK.search(words_of(article.text, (paragraph,))) is None


def is_nested(article: AnnotatedArticle, one: Wanted) -> bool:
    """Whether it is part of another's content, or its content has a quotation within a quotation."""
    if any(one.words < other.words for other in article.wanted):
        return True
    return any(
        span.start < inner.end and inner.start < span.end
        for span in one.gold.content
        for inner in article.inner_quotations
    )


def has_unbalanced_marks(article: AnnotatedArticle, one: Wanted) -> bool:
    """Whether a paragraph of its content has a quotation mark without partner."""
    return bool(article.unbalanced & article.paragraphs_of(one.gold.content))


def has_no_source(article: AnnotatedArticle, one: Wanted) -> bool:
    return not one.gold.source


KINDS: Mapping[str, Predicate] = {
    "part-quoted": is_part_quoted,
    "discontinuous": is_discontinuous,
    "over several paragraphs": is_over_several_paragraphs,
    "source or cue in another paragraph": is_away_from_source_or_cue,
    "at most 3 words": is_short,
    "nominal source": has_nominal_source,
    "organization as source": has_organization_source,
    "pronoun as source": has_pronoun_source,
    "source of more than 8 words": has_long_source,
    "according to": is_according_to,
    "transcript": is_in_a_transcript,
    "post on a social network": is_a_post,
    "headline": is_in_a_headline,
    "nested": is_nested,
    "unbalanced quotation marks": has_unbalanced_marks,
    "no source": has_no_source,
}
"""Every kind under the name that the table of errors gives it. An attribution may be of several."""
