"""What an article's own pronouns tell about the gender of those it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from attribution.extraction import Span
from attribution.lexicon import word_set
from attribution.speakers.enclosure import is_within
from attribution.speakers.mentions import Mention
from attribution.speakers.names import Gender, fold
from attribution.text.document import Document

_SUBJECTS = word_set("he she")
_POSSESSIVES = word_set("his her")
_LEAD = 2.0
"""How many times the votes for the other gender are needed to believe a name's."""


@dataclass(slots=True)
class Votes:
    """How often pronouns of each gender took up a name."""

    female: float = 0.0
    male: float = 0.0

    def add(self, other: Votes) -> None:
        """Count another name's votes as this one's too."""
        self.female += other.female
        self.male += other.male

    def gender(self) -> Gender | None:
        """The gender that clearly most of the votes are for."""
        if self.female > 0 and self.female >= _LEAD * self.male:
            return "female"
        if self.male > 0 and self.male >= _LEAD * self.female:
            return "male"
        return None


def count_votes(document: Document, mentions: Iterable[Mention], quoted: Sequence[Span]) -> dict[str, Votes]:
    """Votes for each name (folded) from the pronouns that can mean nobody else.

    A pronoun counts when the name is the only person since the beginning of the name's sentence, and stands in
    that sentence or the one before: "Velden said she", "Velden left. She". `mentions` are all, in text order;
    `quoted` the spans in quotation marks, where "he" is seldom who speaks.
    """
    mentions = list(mentions)
    known = frozenset(_known_words(document, mentions))
    votes: dict[str, Votes] = {}
    named: Mention | None = None
    alone = False
    sentence = -1
    for mention in mentions:
        if is_within(mention.span.start, quoted):
            continue
        if _is_person(mention):
            if mention.sentence != sentence or named is None or _key(mention) != _key(named):
                # Two persons in one sentence: nothing after them is sure, till the next sentence names one.
                alone = mention.sentence != sentence
                named = mention if mention.form == "named" and _last_word(mention) in known else None
            sentence = mention.sentence
        elif mention.form == "pronoun" and mention.gender is not None and named is not None and alone:
            if mention.sentence - named.sentence > 1 or not _takes_up(document, mention, named):
                continue
            vote = votes.setdefault(_key(named), Votes())
            weight = 1.0 if mention.head in _SUBJECTS else 0.5
            if mention.gender == "female":
                vote.female += weight
            else:
                vote.male += weight
    return votes


def _is_person(mention: Mention) -> bool:
    return mention.kind == "person" and mention.form != "pronoun" and not mention.plural


def _known_words(document: Document, mentions: Iterable[Mention]) -> Iterator[str]:
    """Last words of names but those lone ones that only ever begin a sentence: "Sure, he said"."""
    for mention in mentions:
        if mention.form != "named" or mention.kind != "person":
            continue
        opens = bool(document.sentences) and mention.span.start == document.sentences[mention.sentence].start
        if not opens or " " in mention.text:
            yield _last_word(mention)


def _last_word(mention: Mention) -> str:
    return _key(mention).rpartition(" ")[2]


def _key(mention: Mention) -> str:
    return fold(mention.name or mention.text)


def _takes_up(document: Document, pronoun: Mention, named: Mention) -> bool:
    """Whether a pronoun may mean the name before it: "Velden told him" may not."""
    if pronoun.head in _SUBJECTS:
        return True
    if pronoun.head not in _POSSESSIVES:
        return False
    following = document.folded[pronoun.span.end : pronoun.span.end + 2]
    return following[:1] == " " and following[1:].isalpha()
