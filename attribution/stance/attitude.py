"""The speaker's attitude to an object at one mention, read from the words that govern and follow it.

Words to the left of the mention are read outwards as operators ("should | not | ease | sanctions"), each a sign;
words to the right as its predicate ("sanctions | are | a mistake"). The product of the signs is the attitude,
if something in the chain commits the speaker: an obligation, a judgement, an attitude of their own. What
others want, facts, possibilities and open conditions do not commit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attribution.stance.chain import REACH, Chain, Passage, Pattern, Signal, action_sign
from attribution.stance.governing import is_supposed, read_governors
from attribution.stance.predicate import late_obligation, read_predicate
from attribution.stance.target_matching import Mention
from attribution.stance.words import Item, Word, place_names_of, stance_data, word_list

_SETTLED: Final = frozenset({"will", "won't", "'ll", "going", "set", "shall", "planned"})
_SETTLED_IN_REPORTS: Final = frozenset({"would", "wouldn't", "could"})
_CONDITIONS_IN_TIME: Final = frozenset({"once", "when", "after", "until", "as"})
_DESTINATIONS: Final = frozenset({"to", "into", "at", "in", "on", "onto"})
_DETERMINERS: Final = frozenset({"the", "a", "an", "any", "its", "their", "our"})
_BE: Final = word_list("be")
_AFTER_DEED: Final = (
    word_list("prepositions") | word_list("clause_openers") | {"and", "or", "now", "there", "here"}
)
_DISLIKES: Final = ("negative_judgements", "bad_outcomes", "opposing_attitudes")
_REGRETS: Final = word_list("regrets")
_MANNERS: Final = word_list("manners")
_WHOLE: Final = word_list("whole_places")


def read_attitude(passage: Passage, mention: Mention) -> tuple[Signal | None, int]:
    """The signal at a mention, if any, and the sign of the action named with it (0 if none)."""
    left = read_governors(passage, mention)
    if left.reported or left.left_open:
        return None, left.sign if left.action else 0
    action = left.sign if left.action else 0
    if _is_question(passage.words, mention.last):
        return _asked(passage, mention, left), action
    if left.pattern is not None and not left.conditional:
        return _governed(passage, mention, left, left.pattern), action
    right = read_predicate(passage, mention.last, beyond_comma=left.conditional)
    if right.pattern != "obligation" and not left.conditional:
        late = late_obligation(passage, mention.last)
        if late is not None:
            late.conceded = left.conceded
            return _signal(late.sign, "obligation", mention, late), action
    if right.pattern is None:
        if left.refused and left.action:
            return _governed(passage, mention, left, "intention"), action
        planned = _planned(passage, mention, left, right)
        if planned is not None:
            return planned, action
        return None, action or (right.sign * left.sign if right.action else 0)
    if left.weak and left.action and right.pattern != "effect" and right.pattern != "judgement":
        return None, action
    right.links.extend(left.links)
    right.conceded = left.conceded
    return _signal(left.sign * right.sign, right.pattern, mention, right), action


def _governed(passage: Passage, mention: Mention, left: Chain, pattern: Pattern) -> Signal | None:
    """A chain that commits the speaker stands alone, unless what it governs is a clause of its own."""
    if pattern == "imperative":
        right = read_predicate(passage, mention.last)
        if right.pattern in {"obligation", "judgement"} or _is_subject(passage, mention.last):
            # "Cut prices are a mistake": the first word was no imperative after all.
            return None
    if left.action:
        if pattern == "intention" and left.sign != left.action and _is_narrowed(passage.words, mention.last):
            return None
        return _signal(left.sign, pattern, mention, left)
    if left.wish:
        wished = _wished(passage, mention)
        if wished is not None:
            left.add(action_sign(wished), wished)
            return _signal(left.sign, pattern, mention, left)
        if passage.words[mention.last : mention.last + 1] and passage.words[mention.last].lower == "to":
            # "We want X to …": what is wanted of X is said, but not in words the lexicon has.
            return None
    if mention.last <= passage.quote_start:
        # "Velden attacked Hessel, saying he would …": the quote is no clause that the attack governs.
        return _signal(left.sign, pattern, mention, left)
    if left.clausal or (pattern == "attitude" and _is_subject(passage, mention.last)):
        # "I demand that X be lifted": the attitude is to the lifting, and without a verb there is none.
        right = read_predicate(passage, mention.last, is_subjunctive=True)
        if right.pattern is None and not right.action:
            return None
        right.links.extend(left.links)
        right.conceded = left.conceded
        return _signal(left.sign * right.sign, pattern, mention, right)
    return _signal(left.sign, pattern, mention, left)


def _planned(passage: Passage, mention: Mention, left: Chain, right: Chain) -> Signal | None:
    """ "Velden said the troops would be deployed": who announces a deed as settled wants it.

    Only with a reporting clause whose speaker does not merely foresee, and only if the deed is not another's
    ("Velmark's troops", "by Velmark"). "Would" and "could" are the speaker's own only in reported speech.
    """
    voice = passage.voice
    if left.links or left.conceded or left.conditional or not right.action or passage.is_on_person:
        return None
    between = passage.words[mention.last : right.end]
    if any(word.is_break or word.lower in {"and", "or"} for word in between) or _acts(passage, right):
        return None
    if not voice.is_attributed or voice.foresees or _is_anothers(passage, mention):
        return None
    negated = right.sign != right.action
    if right.modal not in _SETTLED and not (passage.is_indirect and right.modal in _SETTLED_IN_REPORTS):
        return None
    if right.modal == "could" and (negated or right.action < 0):
        return None
    words = passage.words
    if is_supposed(words, _sentence_start(passage, mention)) or (negated and _is_narrowed(words, right.end)):
        return None
    if _is_deplored(passage, mention.last):
        return None
    if not negated and right.action < 0 and _waits(words, right.end):
        return None
    return _signal(right.sign, "plan", mention, right)


def _is_deplored(passage: Passage, start: int) -> bool:
    """ "Will be lifted, which is a disaster", "will be lifted too early": a forecast that the speaker dislikes."""
    for position in range(start, min(len(passage.words), start + 2 * REACH)):
        word, item = passage.words[position], passage.items[position]
        if word.ends_sentence or word.lower in {"and", "but"}:
            return False
        if word.lower in _REGRETS or (item is not None and item.is_a(*_DISLIKES)):
            return True
    return False


def _sentence_start(passage: Passage, mention: Mention) -> int:
    start = mention.first
    while (
        start > passage.quote_start
        and not passage.words[start].starts_sentence
        and mention.first - start < 2 * REACH
    ):
        start -= 1
    return start


def _acts(passage: Passage, right: Chain) -> bool:
    """ "The tax would raise prices": what the object does itself is no plan for it, unless it has no object."""
    words = passage.words
    passive = any(word.lower in _BE for word in words[max(0, right.end - 4) : right.end])
    if passive or right.end >= len(words):
        return False
    following = words[right.end]
    return not (following.is_mark or following.lower in _AFTER_DEED or following.lower.endswith("ly"))


def _is_anothers(passage: Passage, mention: Mention) -> bool:
    """ "Velmarkian troops" are not the speaker's to send; a region's may be."""
    if not mention.first:
        return False
    word = passage.words[mention.first - 1]
    begins = word.starts_sentence and not passage.is_indirect and not place_names_of(word.lower)
    if not word.is_capitalised or begins or word.lower in stance_data().function_words:
        return False
    return word.stem not in passage.voice.own and word.lower not in stance_data().regions


def _waits(words: Sequence[Word], start: int) -> bool:
    """ "Would be lifted once Torland withdraws" is a condition more than a plan."""
    for word in words[start : start + REACH]:
        if word.ends_sentence:
            return False
        if word.lower in _CONDITIONS_IN_TIME:
            return True
    return False


def _is_narrowed(words: Sequence[Word], start: int) -> bool:
    """ "Not to the front line", "not alone": what is refused is one way of doing it, not the thing."""
    following = words[start : start + 5]
    if not following:
        return False
    if following[0].lower in _MANNERS:
        return True
    if following[0].lower not in _DESTINATIONS or (following[1:2] and following[1].lower not in _DETERMINERS):
        return False
    place: list[str] = []
    for word in following[2:]:
        if word.is_capitalised:
            return False
        if word.is_mark or word.lower in stance_data().function_words:
            break
        place.append(word.lower)
    return bool(place) and _WHOLE.isdisjoint(place)


def _is_subject(passage: Passage, start: int) -> bool:
    """True if a finite verb follows the object, as in "I fear X will be lifted"."""
    for word, item in zip(passage.words[start : start + 6], passage.items[start : start + 6], strict=True):
        if word.is_break or word.lower in {"that", "which", "who", "as", "because", "to", "and", "so", "if"}:
            return False
        if word.lower in {"is", "are", "was", "were", "be"}:
            return True
        if item is not None and item.is_a("obligations", "intentions", "possibilities"):
            return True
    return False


def _wished(passage: Passage, mention: Mention) -> Item | None:
    """ "We want X lifted", "we want X to stay": what is wanted of the object, if it is named."""
    for position in range(mention.last, min(len(passage.words), mention.last + 6)):
        word, item = passage.words[position], passage.items[position]
        if word.is_break:
            return None
        if item is None or item.first != position or not action_sign(item):
            continue
        participle = word.lower.endswith(("ed", "wn")) or word.lower in {
            "sent",
            "kept",
            "built",
            "cut",
            "gone",
        }
        if participle:
            return item
        follows = passage.words[item.last] if item.last < len(passage.words) else None
        if passage.words[position - 1].lower == "to" and (follows is None or follows.is_mark):
            return item
    return None


def _signal(sign: int, pattern: Pattern, mention: Mention, chain: Chain) -> Signal:
    first = min([mention.first, *chain.links])
    last = max([mention.last - 1, *chain.links]) + 1
    return Signal(sign, pattern, first, last, chain.conceded)


def _asked(passage: Passage, mention: Mention, left: Chain) -> Signal | None:
    """Only a question that pushes: "Why won't …?" wants it done, "Why should …?" does not."""
    start = mention.first
    while (
        start > passage.quote_start
        and not passage.words[start].starts_sentence
        and mention.first - start < REACH
    ):
        start -= 1
    opening = [word.lower for word in passage.words[start : start + 3]]
    while opening and opening[0] in {"so", "and", "but", '"', "“", "'"}:
        opening.pop(0)
    if len(opening) < 2 or opening[0] != "why" or not left.action:
        return None
    negative = opening[1].endswith("n't") or opening[1] == "not" or opening[-1] == "not"
    if negative:
        return Signal(left.action, "obligation", start, mention.last)
    if opening[1] == "should":
        return Signal(-left.action, "obligation", start, mention.last)
    return None


def _is_question(words: Sequence[Word], index: int) -> bool:
    for word in words[index : index + 3 * REACH]:
        if word.ends_sentence:
            return word.lower == "?"
    return False
