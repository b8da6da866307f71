"""Signs of a speaker's side that a lexicon knows: few are found, and of those few are wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from attribution.extraction import Span
from attribution.stance.attitude import read_attitude
from attribution.stance.chain import Passage, Pattern, Signal
from attribution.stance.predicate import read_predicate
from attribution.stance.surroundings import Surroundings, find_surroundings
from attribution.stance.target_matching import Mention
from attribution.stance.voice import hear_voice
from attribution.stance.wording import Wording, read_wordings
from attribution.stance.words import Word, stance_data, words_of

StanceLabel = Literal["favor", "against", "neutral"]

_ORDER: Final[tuple[Pattern, ...]] = (
    "obligation",
    "attitude",
    "judgement",
    "imperative",
    "effect",
    "intention",
    "plan",
)
"""Which of several signs of one side is shown: the most often right first."""
_STRONG: Final[frozenset[Pattern]] = frozenset({"obligation", "attitude", "imperative"})
_PRONOUNS: Final = frozenset(
    {"it", "this", "that", "these", "those", "they", "such", "he", "she", "it's", "that's", "he's", "she's"}
)
_PERSONAL: Final = frozenset({"he", "she", "he's", "she's"})
_PROPOSITIONAL: Final = frozenset({"it", "this", "that", "it's", "that's"})
_PRONOUN_REACH: Final = 80
"""Words after a mention in which a pronoun may still refer to it."""
_FRAME_WORDS: Final = 12
_LONGEST_READ: Final = 20_000
"""Characters of a quote that are read: three times the longest of 22,024 quotes in US political news."""
_FRAME_CHARACTERS: Final = 200
_OPENING_MARKS: Final = tuple("\"“‘'«")
_SAYING: Final = frozenset({"saying", "adding", "arguing", "calling", "claiming", "warning"})
_FRAME_CLASSES: Final = (
    "supporting_attitudes",
    "opposing_attitudes",
    "obligations",
    "positive_judgements",
    "negative_judgements",
)


@dataclass(frozen=True, slots=True)
class Target:
    """What a stance is about.

    `proposition` can be favoured or opposed. `terms` are other names of its object ("restrictive measures");
    a term that is only a place's name says which object is meant, but is never the object itself. `inverse` is the
    opposite proposition, "" if none is given: who is for it is against the target. Where the two change places, every
    answer turns round and nothing else of it changes; so it is with terms too if they point opposite ways ("kept",
    "lifted").
    """

    proposition: str
    terms: tuple[str, ...] = ()
    slug: str | None = None
    inverse: str = ""


@dataclass(frozen=True, slots=True)
class Signs:
    """The side that words give, "neutral" where they give none; `quote_text[evidence.start:evidence.end]` are those words, never empty."""

    label: StanceLabel
    evidence: Span


@dataclass(frozen=True, slots=True)
class PreparedTarget:
    """A target read once, to be tried on many quotes."""

    target: Target
    wordings: tuple[Wording, ...]


@lru_cache(maxsize=1024)
def prepare_target(target: Target) -> PreparedTarget:
    """Parse a target's proposition, inverse and terms; cached by target."""
    return PreparedTarget(target, read_wordings(target.proposition, target.inverse, target.terms))


def may_be_about(quote_text: str, context: str, target: Target) -> bool:
    """Whether a quote, or the sentences it stands in, names what a target is about; where not, the pair is not worth a trained reading."""
    return read_signs(quote_text, context, target) is not None or read_signs(context, "", target) is not None


def read_signs(quote_text: str, context: str, target: Target) -> Signs | None:
    """The side that the words of a lexicon give, "neutral" where they give none, or None if the quote does not name what the target is about.

    `context` is the sentences around the quote, the quote included, or "". Any string is accepted. Where a quote
    takes one side by the proposition's words and the other by the inverse's, the answer is neutral.
    """
    wordings, hint = _hinted(prepare_target(target), quote_text, context)
    if not wordings:
        return None
    surroundings = find_surroundings(quote_text, context)
    passage = _passage(quote_text, _stretch(quote_text, hint), surroundings)
    if len(passage.words) == passage.quote_start:
        return None
    around = surroundings.words()
    signals: list[Signal] = []
    inside: list[Mention] = []
    for wording in wordings:
        mentions = wording.matcher.mentions(passage.words, around)
        if mentions:
            signals += _signals(replace(passage, is_on_person=wording.is_person), mentions, wording.direction)
            inside += [mention for mention in mentions if mention.first >= passage.quote_start][:1]
    if len(wordings) > 1:
        # Which wording is called the inverse must not decide which of two equal signs is shown.
        signals.sort(key=lambda signal: (signal.first, signal.last))
        inside.sort(key=lambda mention: (mention.first, mention.last))
    signal = _decide(signals)
    if signal is None:
        if not inside:
            return None
        return Signs("neutral", _evidence(passage, inside[0].first, inside[0].last))
    label: StanceLabel = "favor" if signal.polarity > 0 else "against"
    return Signs(label, _evidence(passage, signal.first, signal.last))


def _hinted(prepared: PreparedTarget, quote_text: str, context: str) -> tuple[list[Wording], int]:
    """The wordings whose object the quote may name, and where it may do so first."""
    found: list[Wording] = []
    hints: list[int] = []
    for wording in prepared.wordings:
        hint = wording.matcher.first_hint(quote_text)
        if hint is not None:
            hints.append(hint)
        elif not (wording.is_person and wording.matcher.first_hint(context) is not None):
            continue
        found.append(wording)
    return found, min(hints, default=0)


def _stretch(quote_text: str, hint: int) -> Span:
    """The part of the quote that is read: all of any real quote.

    What is longer is a document, not a quote: without a limit a megabyte of mentions would take seconds.
    """
    if len(quote_text) <= _LONGEST_READ:
        return Span(0, len(quote_text))
    start = max(0, hint - _LONGEST_READ // 10)
    while 0 < start < hint and not quote_text[start - 1].isspace():
        start += 1
    return Span(start, min(len(quote_text), start + _LONGEST_READ))


def _passage(quote_text: str, stretch: Span, surroundings: Surroundings) -> Passage:
    words = words_of(quote_text, stretch.start, stretch.end)
    frame, is_indirect = _frame(quote_text, surroundings)
    return Passage(
        words=[*frame, *words],
        items=stance_data().lexicon.find([*frame, *words]),
        quote_start=len(frame),
        is_indirect=is_indirect,
        voice=hear_voice(surroundings),
    )


def _frame(quote_text: str, surroundings: Surroundings) -> tuple[list[Word], bool]:
    """Words of the reporting clause just before the quote, if they carry an attitude ("opposed", "called for")."""
    if not surroundings.is_located:
        return [], False
    before = surroundings.before[-_FRAME_CHARACTERS:]
    is_quoted = before.rstrip().endswith(_OPENING_MARKS) or quote_text.lstrip().startswith(_OPENING_MARKS)
    is_indirect = not is_quoted
    words = [word for word in words_of(before) if word.lower not in "\"“”‘’'"][-_FRAME_WORDS:]
    if words and words[-1].lower in {"that", "he", "she", "they", "it", *_SAYING}:
        words = _without_saying(words)
    start = max((i + 1 for i, word in enumerate(words) if word.is_break), default=0)
    if start == len(words):
        return [], is_indirect
    words = words[start:]
    items = stance_data().lexicon.find(words)
    governing = next(
        (i for i, item in enumerate(items) if item is not None and item.is_a(*_FRAME_CLASSES)), None
    )
    if governing is None:
        return [], is_indirect
    # "The lawmakers opposing the deal said …": what they say is not governed by their opposition.
    if any(item is not None and item.is_a("neutral_cues") for item in items[governing + 1 :]):
        return [], is_indirect
    negated = governing > 0 and (before_ := items[governing - 1]) is not None and before_.is_a("negators")
    return words[governing - 1 if negated else governing :], is_indirect


def _without_saying(words: list[Word]) -> list[Word]:
    """ "It attacked the deal, saying that …": the attack governs what was said."""
    for length in (1, 2, 3, 4):
        if len(words) > length and words[-length].lower in _SAYING and words[-length - 1].lower == ",":
            return words[: -length - 1]
    return words


def _signals(passage: Passage, mentions: Sequence[Mention], direction: int) -> list[Signal]:
    """The signs of attitude at the mentions and after them; their polarity is toward the target, not the object."""
    signals: list[Signal] = []
    last_action = 1
    is_ours = False
    position = 0
    for mention in mentions:
        if position:
            signals.extend(_by_pronoun(passage, position, mention.first, last_action, is_ours))
        signal, action = read_attitude(passage, mention)
        if signal is not None:
            signals.append(signal)
        last_action = action or 1
        position = mention.last
        is_ours = mention.first > 0 and passage.words[mention.first - 1].lower == "our"
    signals.extend(_by_pronoun(passage, position, len(passage.words), last_action, is_ours))
    return [replace(signal, polarity=signal.polarity * direction) for signal in signals]


def _by_pronoun(passage: Passage, start: int, end: int, action: int, is_ours: bool) -> list[Signal]:
    """ "Some want to lift sanctions. That would be a mistake.": "that" is the lifting.

    After "our soldiers", "we" are the soldiers too.
    """
    sentences = 0
    for index in range(start, min(end, start + _PRONOUN_REACH)):
        word = passage.words[index]
        sentences += word.starts_sentence
        # Two sentences on, "it" is mostly something else.
        if sentences > 1 and not is_ours:
            break
        if not _may_refer(passage, index, is_ours) or _is_asked(passage, index):
            continue
        predicate = read_predicate(passage, index + 1, is_copular="'" in word.lower)
        if predicate.pattern is None or (predicate.pattern == "obligation" and word.lower in _PERSONAL):
            continue
        sign = action if word.lower in _PROPOSITIONAL else 1
        last = max([index, *predicate.links]) + 1
        return [Signal(predicate.sign * sign, predicate.pattern, index, last)]
    return []


def _may_refer(passage: Passage, index: int, is_ours: bool) -> bool:
    word = passage.words[index]
    if word.starts_sentence:
        return word.lower in _PRONOUNS
    before = passage.words[index - 1]
    if not (before.is_break or before.lower == "but"):
        return False
    if word.lower in _PERSONAL:
        return passage.is_on_person
    return word.lower in {"they", "it"} or (is_ours and word.lower == "we")


def _is_asked(passage: Passage, index: int) -> bool:
    return next((w.lower for w in passage.words[index : index + 40] if w.ends_sentence), ".") == "?"


def _decide(signals: Sequence[Signal]) -> Signal | None:
    """One side, or None when the quote shows none or both: a reversed stance is the worst error."""
    pool = [signal for signal in signals if not signal.conceded] or list(signals)
    strong = [signal for signal in pool if signal.pattern in _STRONG]
    pool = strong or pool
    if not pool or len({signal.polarity for signal in pool}) > 1:
        return None
    if all(signal.conceded for signal in pool):
        return None
    return min(pool, key=lambda signal: _ORDER.index(signal.pattern))


def _evidence(passage: Passage, first: int, last: int) -> Span:
    """The words' span in the quote; words of the context that helped are not part of it."""
    inside = passage.words[max(first, passage.quote_start) : max(last, passage.quote_start + 1)]
    return Span(inside[0].start, inside[-1].end)
