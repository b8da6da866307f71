"""What a sentence says of an object in the words after it: "… must stay", "… are a mistake", "… cost jobs"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from attribution.stance.chain import JUDGEMENTS, REACH, Chain, Passage, action_sign, weight
from attribution.stance.words import Item, Word, word_list

_BE: Final = word_list("be")
_CLAUSE_OPENERS: Final = word_list("clause_openers")
_NOUN_OPENERS: Final = word_list("noun_openers")
_PREPOSITIONS: Final = word_list("prepositions")
_RESUMING: Final = word_list("resuming")
_VERBS: Final = (
    "promoting_actions",
    "curbing_actions",
    "raising_effects",
    "lowering_effects",
    "hurting_effects",
    "protecting_effects",
)
_OUTCOMES: Final = ("good_outcomes", "bad_outcomes", "beneficiaries")
_EFFECTS: Final = ("raising_effects", "lowering_effects", "hurting_effects", "protecting_effects")
_INTRANSITIVE_NEXT: Final = _PREPOSITIONS | _CLAUSE_OPENERS | {"and", "or", "now", "there", "here", "longer"}
_GAP: Final = 5.0


@dataclass(slots=True)
class _State:
    """How far into a predicate the reader is."""

    obliged: bool = False
    possible: bool = False
    modal: str = ""
    judging: bool = False
    """True between a copula and the first preposition, where a judgement is one of the object."""
    effect: Item | None = None
    gap: float = 0.0


def read_predicate(
    passage: Passage,
    start: int,
    beyond_comma: bool = False,
    is_copular: bool = False,
    is_subjunctive: bool = False,
) -> Chain:
    """Signs in the words from `start` to the end of the clause; the chain's pattern is None if none commits.

    `beyond_comma` reads on past breaks, for the consequence after a condition ("If X is lifted, …"); `is_copular` says
    that the word before was a subject with its verb ("it's"), `is_subjunctive` that the clause is demanded,
    so that its verb needs no "should".
    """
    chain = Chain()
    state = _State(judging=is_copular, obliged=is_subjunctive)
    position = start
    if start < len(passage.words) and passage.words[start].lower in {"a", "an"}:
        # "Velden a disgrace", after "called".
        state.judging = True
    reach = (2 if beyond_comma else 1) * REACH
    while position < len(passage.words) and position - start < reach and state.gap <= _GAP:
        word, item = passage.words[position], passage.items[position]
        if _is_over(word, state, beyond_comma) or (
            word.lower in {"and", "or"} and _is_hurtful(passage, state)
        ):
            break
        if item is not None and item.first < position:
            position += 1
            continue
        if word.lower in _BE:
            # "Not what is best": a judgement inside a relative clause is of something else.
            state.judging = position == 0 or passage.words[position - 1].lower not in {"what", "there"}
            state.gap = 0.0
            if item is not None and item.is_a("negators"):
                chain.add(-1, item)
            position += 1
            continue
        if item is None or _is_noun_use(passage, item):
            _pass_over(word, item, chain, state)
            position += 1
            continue
        before = passage.words[item.first - 1].lower if item.first else ""
        if item.is_a(*JUDGEMENTS) and before in {"less", "least"}:
            break
        after = passage.words[item.last].lower if item.last < len(passage.words) else ""
        if item.is_a("good_outcomes") and after == "of":
            position = item.last
            continue
        if state.obliged and action_sign(item) and not state.judging and _has_object(passage, item):
            # "Sanctions must end the war" says what they are for, not that they should end.
            state.obliged, state.possible = False, True
            if not item.is_a(*_EFFECTS):
                position = item.last
                continue
        if _take(passage, item, chain, state, _is_side_issue(passage, item)):
            return chain
        position = item.last
    if _is_hurtful(passage, state):
        chain.sign = -chain.sign
        chain.pattern = "effect"
    return chain


def late_obligation(passage: Passage, start: int) -> Chain | None:
    """ "… is no longer needed and should be scrapped": what ought to be done outranks what is said before it."""
    words, items = passage.words, passage.items
    for position in range(start, min(len(words), start + 2 * REACH)):
        word, item = words[position], items[position]
        if word.ends_sentence:
            return None
        if item is None or item.first != position or not item.is_a("obligations") or position == start:
            continue
        if words[position - 1].lower not in _RESUMING:
            continue
        chain = read_predicate(passage, position)
        if chain.pattern == "obligation" and any(w.lower in _BE for w in words[position : position + 4]):
            return chain
    return None


def _is_over(word: Word, state: _State, beyond_comma: bool) -> bool:
    if word.ends_sentence:
        return True
    if beyond_comma:
        return False
    started = state.obliged or state.judging or state.effect is not None
    if word.is_break:
        return word.lower != "," or started
    return word.lower in _CLAUSE_OPENERS


def _is_hurtful(passage: Passage, state: _State) -> bool:
    """ "It destroys nature", but not "it faces discrimination"."""
    effect = state.effect
    return (
        effect is not None
        and effect.is_a("hurting_effects")
        and not passage.words[effect.last - 1].lower.endswith("tion")
    )


def _is_noun_use(passage: Passage, item: Item) -> bool:
    """ "The limit", "its support": after a determiner or preposition a verb's form is a noun."""
    if not item.is_a(*_VERBS) or item.is_a(*JUDGEMENTS, *_OUTCOMES):
        return False
    before = passage.words[item.first - 1].lower if item.first else ""
    return before in _NOUN_OPENERS and not (
        before == "to" and item.is_a("promoting_actions", "curbing_actions")
    )


def _has_object(passage: Passage, item: Item) -> bool:
    if item.last >= len(passage.words):
        return False
    word = passage.words[item.last]
    return not (word.is_mark or word.lower in _INTRANSITIVE_NEXT or word.lower.endswith("ly"))


def _pass_over(word: Word, item: Item | None, chain: Chain, state: _State) -> None:
    if word.is_mark and not word.is_break:
        return
    if word.lower in {"and", "or", ","}:
        # A negation does not reach across ("is no longer needed and should go").
        chain.sign, state.judging = 1, state.judging and word.lower != ","
        state.effect = None
    if word.lower in _PREPOSITIONS:
        state.judging = False
        if word.lower == "to":
            state.effect = None
    state.gap += weight(word, item)


def _is_side_issue(passage: Passage, item: Item) -> bool:
    """ "Should be funded by those who profit", "should not be fighting": who or what else, not whether."""
    before = passage.words[item.first - 1].lower if item.first else ""
    after = passage.words[item.last].lower if item.last < len(passage.words) else ""
    return after == "by" or before.endswith("ly") or passage.words[item.first].lower.endswith("ing")


def _take(passage: Passage, item: Item, chain: Chain, state: _State, is_side_issue: bool) -> bool:
    """Take an item into the predicate; True when it completes it."""
    if item.is_a("negators"):
        chain.add(-1, item)
        state.obliged = state.obliged or item.is_a("obligations")
        state.possible = state.possible or item.is_a("intentions", "possibilities")
        if item.is_a("intentions", "possibilities"):
            state.modal = passage.words[item.first].lower
        state.gap = 0.0
    elif passage.is_on_person and item.is_a("faults", "merits") and not state.obliged:
        chain.add(1 if item.is_a("merits") else -1, item)
        chain.pattern = "judgement"
        return True
    elif item.is_a(*JUDGEMENTS) and (state.judging or (item.last - item.first > 1 and state.gap < 2)):
        chain.add(1 if item.is_a("positive_judgements") else -1, item)
        chain.pattern = "judgement"
        return True
    elif item.is_a("obligations"):
        state.obliged, state.gap = True, 0.0
        chain.links.extend((item.first, item.last - 1))
    elif item.is_a("intentions", "possibilities"):
        state.possible, state.gap = True, 0.0
        state.modal = passage.words[item.first].lower
    elif state.judging and item.is_a("plans", "deliberations"):
        negated = chain.sign < 0
        # What is "under discussion" may go either way; what is not even that will not be done.
        if item.is_a("deliberations") and not negated:
            return False
        chain.links.extend((item.first, item.last - 1))
        chain.action, chain.modal, chain.end = 1, "planned", item.last
        return True
    elif state.effect is not None and item.is_a(*_OUTCOMES):
        return _complete_effect(item, chain, state.effect)
    elif item.is_a("bad_outcomes") and state.judging:
        chain.add(-1, item)
        chain.pattern = "effect"
        return True
    elif (
        state.obliged
        or (state.judging and not item.is_a(*_EFFECTS))
        or (state.judging and state.possible and _is_passive(passage, item))
        or (state.possible and not item.is_a(*_EFFECTS))
    ):
        action = action_sign(item)
        if action and not is_side_issue:
            chain.add(action, item)
            chain.action, chain.modal, chain.end = action, state.modal, item.last
            chain.pattern = "obligation" if state.obliged else None
            return True
        state.gap += 0.5
    elif item.is_a(*_EFFECTS) and state.effect is None:
        state.effect, state.gap = item, 0.0
        chain.links.extend((item.first, item.last - 1))
    else:
        state.gap += 1.0
    return False


def _is_passive(passage: Passage, item: Item) -> bool:
    """ "Could be increased" is done to the object; "could increase" is what the object does."""
    return passage.words[item.first].lower.endswith("ed") and item.is_a(
        "promoting_actions", "curbing_actions"
    )


def _complete_effect(outcome: Item, chain: Chain, effect: Item) -> bool:
    """Causing war is bad and preventing it good; people are only helped or hurt, not caused or prevented."""
    sign = 0
    if outcome.is_a("beneficiaries"):
        sign = -1 if effect.is_a("hurting_effects") else 1 if effect.is_a("protecting_effects") else 0
    elif outcome.is_a("good_outcomes"):
        sign = -1 if effect.is_a("hurting_effects", "lowering_effects") else 1
    elif effect.is_a("raising_effects"):
        sign = -1
    elif effect.is_a("lowering_effects"):
        sign = 1
    if sign == 0:
        return False
    chain.add(sign, outcome)
    chain.pattern = "effect"
    return True
