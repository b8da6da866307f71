"""What governs an object in the words before it: "We should not ease …", "It would be a mistake to lift …"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attribution.stance.chain import JUDGEMENTS, REACH, Chain, Passage, action_sign, weight
from attribution.stance.ownership import owner_of, reports_another
from attribution.stance.target_matching import Mention
from attribution.stance.words import Item, Word, word_list

_FIRST_PERSON: Final = word_list("first_person")
_AUXILIARIES: Final = word_list("auxiliaries")
_LEFT_GAP: Final = 3.0
"""Content words that may stand between two links of a chain, or between a chain and the object."""
_PRONOUNS: Final = frozenset(
    {"we", "i", "you", "he", "she", "they", "it", "us", "this", "that", "these", "those"}
)
_GERUND_OPENERS: Final = frozenset({"to", "of", "by", "for", "about", "on", "from", "and", "or"})
_AFTER_NOUNS: Final = frozenset({"of", "on", "in", "from", "for", "to", "is", "are", "was", "were", "by"})
_NO_IMPERATIVE: Final = ("ing", "ed", "ion", "ment", "al", "es", "ts", "ds", "ps", "ns", "ks")
_CONDITIONS: Final = frozenset({"if", "unless", "whether"})
_OPENERS_ENDING_CHAIN: Final = word_list("openers_ending_chain")
_DETERMINERS: Final = frozenset(
    {"the", "a", "an", "this", "that", "any", "every", "our", "their", "its", "his", "her"}
)
_CONCESSIONS: Final = frozenset(["although", "though", "while", "whereas", "despite", "albeit"])


def read_governors(passage: Passage, mention: Mention) -> Chain:
    """Signs in the words before the mention, read outwards to the start of its sentence."""
    chain = Chain()
    words, items = passage.words, passage.items
    gap = 0.0
    position = mention.first - 1
    open_ = True
    pending_that = False
    while position >= 0 and mention.first - position <= 2 * REACH:
        word, item = words[position], items[position]
        if word.ends_sentence and position >= passage.quote_start:
            break
        if word.is_mark:
            if word.is_break and (chain.links or word.lower != ","):
                open_ = False
            position -= 1
            continue
        if (
            word.lower in _CONDITIONS
            and (open_ or not chain.conditional)
            and not _parted(words, position, mention.first)
        ):
            chain.conditional = True
        if word.lower in _CONCESSIONS and not _parted(words, position, mention.first):
            chain.conceded = True
        if word.lower == "if" and open_ and chain.pattern is None and chain.links:
            judged = _judged_if(passage, position)
            if judged is not None:
                chain.add(1 if judged.is_a("positive_judgements") else -1, judged)
                chain.pattern, chain.conditional = "judgement", False
                return chain
        if word.lower == "than" or _is_unknown_deed(passage, position):
            open_ = False
        if word.lower == "that" and open_:
            pending_that = True
        if word.lower == "to" and open_ and chain.links:
            before = _before_whom(passage, position)
            if before < position - 1:
                position, gap = before, 0.0
                continue
        if open_ and (word.lower in _OPENERS_ENDING_CHAIN or (word.lower in {"and", "or"} and chain.links)):
            skipped = _coordinated(items, position, chain)
            if skipped is None:
                open_ = False
            else:
                position = skipped
                continue
        if item is not None and open_ and gap <= _LEFT_GAP:
            uncommitted = chain.pattern is None
            used = _link(passage, item, chain, gap, mention.is_deed)
            if uncommitted and chain.pattern == "attitude" and not chain.action:
                chain.clausal = pending_that
            if uncommitted and chain.pattern is not None and item.is_a("wishes"):
                chain.wish = True
            if not used and reports_another(passage, item):
                chain.reported = True
                break
            gap = 0.0 if used else gap + weight(word, item)
            position = item.first - 1 if used else position - 1
            continue
        if item is not None and reports_another(passage, item):
            chain.reported = True
            break
        gap += weight(word, item)
        position -= 1
    if chain.idea and len(chain.links) <= chain.idea:
        # "The idea that we should lift X …" is somebody's, until the speaker is seen to take a side on it.
        chain.reported = True
    if chain.pattern is None and chain.action and not chain.conditional:
        _commit_bare_action(passage, chain)
    return chain


def _before_whom(passage: Passage, position: int) -> int:
    """ "A mistake for a country in our place to lift X": from the "to" to the judgement, past for whom."""
    for earlier in range(position - 1, max(0, position - REACH), -1):
        word, item = passage.words[earlier], passage.items[earlier]
        # Whatever else may change the sign ("to refuse to lift X", "not to lift X") must not be jumped over.
        signs = item is not None and (item.is_a("negators", "opposing_attitudes") or bool(action_sign(item)))
        if word.is_break or word.lower == "to" or signs:
            break
        judged = passage.items[earlier - 1]
        if word.lower == "for" and judged is not None and judged.is_a(*JUDGEMENTS):
            return earlier - 1
    return position - 1


def _judged_if(passage: Passage, position: int) -> Item | None:
    """ "It would be a mistake if we lifted X": the judgement just before an "if" is of what follows it."""
    item = passage.items[position - 1] if position else None
    return item if item is not None and item.is_a(*JUDGEMENTS) else None


def _is_unknown_deed(passage: Passage, position: int) -> bool:
    """A verb the lexicon does not know ("to discuss X", "studying X") hides what the speaker wants of X."""
    word = passage.words[position]
    if passage.items[position] is not None or word.is_mark or word.is_capitalised:
        return False
    if word.lower.endswith("ing") and len(word.lower) > 5:
        previous = passage.words[position - 1] if position else word
        governed = position > 0 and passage.items[position - 1] is not None
        return position == 0 or governed or previous.is_break or previous.lower in _GERUND_OPENERS
    if (
        position == 0
        or word.lower in _AUXILIARIES
        or word.lower in {"the", "a", "an", "any", "all", "our", "their"}
    ):
        return False
    before = passage.words[position - 1]
    item = passage.items[position - 1]
    modal = item is not None and item.is_a("obligations", "intentions", "possibilities")
    return (before.lower == "to" or (modal and not word.lower.endswith("ly"))) and word.lower not in _PRONOUNS


def _parted(words: Sequence[Word], start: int, end: int) -> bool:
    """True if a break stands between, so a condition or concession is over before the mention."""
    return any(word.is_break for word in words[start:end])


def _coordinated(items: Sequence[Item | None], position: int, chain: Chain) -> int | None:
    """ "Keep or tighten X": the first verb has the same place as the second, so it is passed over."""
    before = items[position - 1] if position else None
    if chain.action and chain.pattern is None and before is not None and action_sign(before):
        return before.first - 1
    return None


def _link(passage: Passage, item: Item, chain: Chain, gap: float, is_deed: bool) -> bool:
    """Take the item into the chain; False if it plays no part in it."""
    framed = item.first < passage.quote_start
    if _is_attributive(passage, item):
        return False
    # Order matters: "reject" is an attitude and an action, and only an attitude commits the speaker.
    if item.is_a("idea_clauses"):
        chain.idea = len(chain.links) or 1
        return True
    if item.is_a("exclusions"):
        chain.add(-1, item)
        chain.excluding = True
        chain.pattern = chain.pattern or ("attitude" if owner_of(passage, item.first) == "own" else None)
        return True
    if chain.excluding and item.is_a("negators", "opposing_attitudes"):
        # Not to rule a thing out leaves it open, which is no side.
        chain.left_open = True
        return True
    if item.is_a("commitments"):
        chain.add(1, item)
        chain.pattern = chain.pattern or "intention"
        return True
    if item.is_a("supporting_attitudes", "opposing_attitudes"):
        owner = "own" if framed else owner_of(passage, item.first)
        sign = 1 if item.is_a("supporting_attitudes") else -1
        if owner == "other" and item.first and passage.words[item.first - 1].lower == "to":
            # "It is a mistake to oppose X": nobody's attitude yet, what it is called comes further left.
            chain.add(sign, item)
            chain.action = sign * (chain.action or 1)
            return True
        if owner == "other" and (item.is_a("reporting") or not action_sign(item)):
            chain.reported = True
            return True
        if owner == "own":
            chain.add(sign, item)
            chain.pattern = chain.pattern or "attitude"
            return True
    if item.is_a("negators"):
        chain.add(-1, item)
        if item.is_a("obligations") and (chain.action or is_deed):
            chain.pattern = chain.pattern or "obligation"
        elif (
            item.is_a("intentions", "possibilities")
            and chain.action
            and owner_of(passage, item.first) == "own"
        ):
            chain.refused = True
        return True
    if item.is_a("obligations"):
        # "We must discuss X" obliges nobody to have X; "X is needed", "we need X" do.
        if not chain.conditional and (chain.action or is_deed or (item.is_a("wishes") and gap < 1.0)):
            chain.links.extend((item.first, item.last - 1))
            chain.pattern = chain.pattern or "obligation"
        return True
    if item.is_a(*JUDGEMENTS):
        if item.first and passage.words[item.first - 1].lower in {"less", "least"}:
            return False
        # "Criminal charges", "fair trade", "effective sanctions" name a kind of the object and judge nothing.
        if (
            gap == 0.0
            and not chain.links
            and (item.is_a("positive_judgements") or passage.words[item.first].lower == "criminal")
        ):
            return False
        chain.add(1 if item.is_a("positive_judgements") else -1, item)
        chain.pattern = chain.pattern or "judgement"
        return True
    if item.is_a("intentions"):
        if chain.action and owner_of(passage, item.first) == "own":
            chain.links.extend((item.first, item.last - 1))
            chain.pattern = chain.pattern or "intention"
        else:
            chain.weak = True
        return True
    if item.is_a("possibilities"):
        # In reported speech "would" is the speaker's "will"; with an "if" it stays a supposition.
        if (
            passage.is_indirect
            and passage.words[item.first].lower == "would"
            and chain.action
            and not chain.weak
            and owner_of(passage, item.first) == "own"
            and not is_supposed(passage.words, item.first)
        ):
            chain.links.extend((item.first, item.last - 1))
            chain.pattern = chain.pattern or "intention"
        else:
            chain.weak = True
        return True
    action = action_sign(item)
    if action and chain.pattern is None:
        chain.add(action, item)
        chain.action = chain.action * action or action
        return True
    return False


def _is_attributive(passage: Passage, item: Item) -> bool:
    """ "The proposed tax", "a planned ban": a participle that names a kind of the object and nobody's wish."""
    if item.last - item.first > 1 or not item.is_a("supporting_attitudes", "opposing_attitudes", "plans"):
        return False
    before = passage.words[item.first - 1].lower if item.first > passage.quote_start else ""
    return passage.words[item.first].lower.endswith("ed") and before in _DETERMINERS


def _commit_bare_action(passage: Passage, chain: Chain) -> None:
    """An imperative ("Lift the sanctions now") or what "we" are doing commits the speaker."""
    first = min(chain.links)
    word, item = passage.words[first], passage.items[first]
    if first < passage.quote_start or (item is not None and item.is_a("adjectives")):
        return
    if word.starts_sentence:
        following = (
            passage.words[item.last].lower if item is not None and item.last < len(passage.words) else ""
        )
        nominal = word.lower.endswith(_NO_IMPERATIVE) or following in _AFTER_NOUNS
        if not passage.is_indirect and not nominal:
            chain.pattern = "imperative"
    elif not chain.weak and _subject_is_we(passage, first):
        chain.pattern = "intention"


def _subject_is_we(passage: Passage, index: int) -> bool:
    for word in reversed(passage.words[max(passage.quote_start, index - 4) : index]):
        if word.lower in _FIRST_PERSON:
            return True
        if word.lower not in _AUXILIARIES and not word.lower.endswith("ly"):
            return False
    return False


def is_supposed(words: Sequence[Word], start: int) -> bool:
    """True if an "if", "unless" or "only" follows before the sentence ends or the next thing said begins."""
    for position in range(start, min(len(words), start + 4 * REACH)):
        word = words[position]
        if word.ends_sentence or (
            word.lower == "that" and position and words[position - 1].lower in {"and", ","}
        ):
            return False
        if word.lower in _CONDITIONS or word.lower in {"only", "provided", "otherwise"}:
            return True
    return False
