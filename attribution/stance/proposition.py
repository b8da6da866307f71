"""A proposition in free text read as an object and a direction.

"Sanctions on Russia should be kept" has the object "sanctions on Russia" and the direction +1 (more of it);
"The carbon tax should be scrapped" has "carbon tax" and -1. An attitude to the object, times the direction,
is the stance, so the inverse proposition gets the inverse label by construction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from attribution.stance.words import Item, Word, stance_data, word_list, words_of

_MODALS: Final = word_list("modals")
_NEGATED_MODALS: Final = frozenset(["shouldn't", "mustn't", "can't", "cannot", "won't"])
_COPULAS: Final = word_list("copulas")
_AUXILIARIES: Final = word_list("helping_verbs")
_NEGATIONS: Final = word_list("negations")
_ADVERBS: Final = word_list("adverbs")
_PREPOSITIONS: Final = word_list("prepositions")
_PREFIXES: Final = (
    "this house believes that",
    "this house believes",
    "this house would",
    "this house supports",
    "this house",
    "i believe that",
    "we believe that",
    "that",
)
_PERSON_ACTIONS: Final = word_list("person_actions")


@dataclass(frozen=True, slots=True)
class Proposition:
    """What a proposition is about, and which way it points.

    `direction` is +1 if it wants the object to be, to stay or to grow, -1 if it wants it curbed or gone.
    `head` are the words that name the object, `qualifiers` those that say which one. `deed` is a verb that
    belongs to the object because it has no direction of its own ("prosecute"). `is_person` marks a choice of
    a person for office, where a judgement on the person counts.
    """

    direction: int
    head: tuple[Word, ...]
    qualifiers: tuple[Word, ...]
    deed: str | None = None
    is_person: bool = False

    def is_about_object_of(self, other: Proposition) -> bool:
        """True if both name their object in the same words, so that a text speaks of one where it speaks of the other."""
        return self._named() == other._named()

    def _named(self) -> tuple[object, ...]:
        # As TargetMatcher takes them: of qualifiers the capital letters count, of heads they do not.
        qualifiers = tuple((word.lower, word.text.islower()) for word in self.qualifiers)
        return tuple(word.lower for word in self.head), qualifiers, self.deed, self.is_person


def parse_proposition(text: str) -> Proposition:
    """Read any text as a proposition; the worst case is all its words as the object and direction +1."""
    words = [word for word in words_of(_sentence_case(_without_prefix(text))) if not word.is_mark]
    modal = next((i for i, word in enumerate(words) if word.lower in _MODALS), None)
    if modal is not None and modal > 0:
        return _with_modal(words[:modal], words[modal:])
    if modal == 0 or (words and words[0].lower in _COPULAS | {"do", "does", "did"}):
        return _question(words)
    return _without_modal(words)


def _without_prefix(text: str) -> str:
    folded = text.lstrip()
    for prefix in _PREFIXES:
        if folded[: len(prefix) + 1].lower() == prefix + " ":
            return folded[len(prefix) + 1 :]
    return folded


def _sentence_case(text: str) -> str:
    """ "Should Gay Marriage Be Legal?" names nobody: in title case capital letters say nothing."""
    words = text.split()
    is_title = len(words) > 3 and all(word[0].isupper() for word in words if len(word) > 4)
    return text.lower() if is_title and any(word[1:].islower() for word in words) else text


def _with_modal(subject: list[Word], rest: list[Word]) -> Proposition:
    sign = -1 if rest[0].lower in _NEGATED_MODALS else 1
    passive = False
    index = 1
    while index < len(rest) and (
        rest[index].lower in _AUXILIARIES | _NEGATIONS | _ADVERBS or _is_adverb(rest[index])
    ):
        sign *= -1 if rest[index].lower in _NEGATIONS else 1
        passive = passive or rest[index].lower in {"be", "been", "being"}
        index += 1
    predicate = rest[index:]
    sign *= -1 if _is_lessened(predicate) else 1
    if passive:
        return _predicate_of(subject, predicate, sign)
    return _active(subject, predicate, sign)


def _question(words: list[Word]) -> Proposition:
    """ "Should X be banned?", "Is X a good idea?": the subject ends where the verb or the judgement starts."""
    found = stance_data().lexicon.find(words)
    cut = next((i for i, word in enumerate(words) if i > 1 and word.lower == "be"), None)
    if cut is None:
        cut = next((i for i, item in enumerate(found) if i > 1 and item and sign_of(item) != 0), len(words))
        if words[0].lower in _MODALS and cut < len(words):
            return _active(words[1:cut], words[cut:], 1)
        return _predicate_of(words[1:cut], words[cut:], 1)
    return _predicate_of(words[1:cut], words[cut + 1 :], 1)


def _without_modal(words: list[Word]) -> Proposition:
    found = stance_data().lexicon.find(words)
    copula = next((i for i, word in enumerate(words) if word.lower in _COPULAS), None)
    sign = 1
    start = 0
    while start < len(words) and words[start].lower in _NEGATIONS:
        sign = -sign
        start += 1
    first = found[start] if start < len(words) else None
    if (
        first is not None
        and first.is_a("promoting_actions", "curbing_actions", "supporting_attitudes", "opposing_attitudes")
        and (copula is None or copula < start)
    ):
        return _active([], words[start:], sign)
    if copula is not None and copula > 0:
        tail = words[copula + 1 :]
        if words[copula].lower in _NEGATIONS:
            sign = -sign
        while tail and tail[0].lower in _NEGATIONS:
            sign, tail = -sign, tail[1:]
        return _predicate_of(words[:copula], tail, sign)
    return _noun_phrase(words, found, sign)


def _noun_phrase(words: list[Word], found: list[Item | None], sign: int) -> Proposition:
    """ "Gun control", "the fracking ban", "legalisation of cannabis"; a bare name is for that name."""
    for index, item in enumerate(found):
        if index and item is not None and item.is_a("positive_judgements", "negative_judgements"):
            return _object(words[:index], [], sign * sign_of(item))
    rest: list[Word] = []
    for word, item in zip(words, found, strict=True):
        action = _action_sign(item)
        if action == 0 or (action > 0 and not word.lower.endswith(("tion", "sion", "ment", "ing"))):
            rest.append(word)
        else:
            sign *= action
    return _object(rest or words, [], sign)


def _predicate_of(subject: list[Word], predicate: list[Word], sign: int) -> Proposition:
    """Passive or copular: the subject is the object, the predicate gives the direction."""
    found = stance_data().lexicon.find(predicate)
    named = _deed_group(predicate)
    if named is not None:
        return _deed(named, [*subject, *predicate[predicate.index(named) + 1 :]], sign)
    for index, item in enumerate(found):
        if predicate[index].lower in _PREPOSITIONS:
            break
        direction = sign_of(item)
        if item is None or direction == 0:
            continue
        rest = _after_coordination(predicate, found, item.last)
        if _opens_deed(rest):
            return _deed(rest[1], [*subject, *rest[2:]], sign * direction)
        person = any(word.lower in _PERSON_ACTIONS for word in predicate)
        if person:
            return _object(subject, [], sign * direction, is_person=True)
        return _object(subject, _content(rest), sign * direction)
    deed = next((word for word in predicate if _is_content(word)), None)
    if deed is None:
        return _object(subject, [], sign)
    return _deed(deed, [*subject, *_content(predicate[predicate.index(deed) + 1 :])], sign)


def _active(subject: list[Word], predicate: list[Word], sign: int) -> Proposition:
    """Active: the words after the verb are the object; who should do it matters only if nothing else is named."""
    found = stance_data().lexicon.find(predicate)
    first = found[0] if found else None
    direction = sign_of(first)
    if not predicate:
        return _object(subject, [], sign)
    named = _deed_group(predicate)
    if named is not None:
        return _deed(named, predicate[predicate.index(named) + 1 :], sign)
    if first is None or direction == 0:
        return _deed(predicate[0], [*_content(predicate[1:])] or subject, sign)
    index = first.last
    while index < len(predicate) and predicate[index].lower in {"the", "a", "an", "for", "any", "all"}:
        index += 1
    person = predicate[0].lower in _PERSON_ACTIONS
    following = _after_coordination(predicate, found, index)
    second = found[index] if index < len(found) and found[index] is not first else None
    if second is not None and _is_nominal(following) and _action_sign(second) != 0:
        direction *= _action_sign(second)
        following = _after_coordination(predicate, found, second.last)
    if _opens_deed(following):
        return _deed(following[1], following[2:], sign * direction)
    if not _content(following):
        return _object(subject, [], sign * direction)
    whose = _object(following, [], sign * direction, is_person=person)
    if whose.qualifiers or all(word.is_capitalised for word in whose.head):
        return whose
    return Proposition(whose.direction, whose.head, tuple(_content(subject)), is_person=person)


def _deed_group(predicate: list[Word]) -> Word | None:
    """The verb, if the data knows the deed by several names ("held accountable")."""
    for word in predicate[
        : 2 if predicate and predicate[0].lower in {"be", "held", "hold", "take", "taken"} else 1
    ]:
        if any(word.lower in group for group in stance_data().deeds):
            return word
    return None


def _after_coordination(words: list[Word], found: list[Item | None], index: int) -> list[Word]:
    """Words from `index` on, past "or tightened" and the like."""
    while index + 1 < len(words) and words[index].lower in {"or", "and"}:
        item = found[index + 1]
        if sign_of(item) == 0 or item is None:
            break
        index = item.last
    return words[index:]


def _is_nominal(words: list[Word]) -> bool:
    """ "Stop sending arms", "fight for the abolition of tariffs": a second action with its own object."""
    return (
        len(words) > 1
        and (words[0].lower.endswith("ing") or words[1].lower == "of")
        and bool(_content(words[1:]))
    )


def _opens_deed(words: list[Word]) -> bool:
    return len(words) > 2 and words[0].lower == "to" and _is_content(words[1]) and words[1].text.islower()


def _deed(verb: Word, around: list[Word], direction: int) -> Proposition:
    return Proposition(direction, (), tuple(_content(around)), deed=verb.lower)


def _object(phrase: list[Word], more: list[Word], direction: int, is_person: bool = False) -> Proposition:
    """The head is the last content word before the first preposition; names run together are one head."""
    content = _content(phrase)
    if not content:
        return Proposition(direction, tuple(more), (), is_person=is_person)
    cut = next(
        (i for i, word in enumerate(phrase) if word.lower in _PREPOSITIONS and _content(phrase[:i])),
        len(phrase),
    )
    core = _content(phrase[:cut]) or content
    after = _content(phrase[cut:])
    if is_person or all(word.is_capitalised for word in core):
        return Proposition(direction, tuple(core), (*after, *more), is_person=is_person)
    return Proposition(direction, (core[-1],), (*core[:-1], *after, *more), is_person=is_person)


def _is_lessened(predicate: list[Word]) -> bool:
    """ "Be taxed less", "spend less on roads"; "no less" and "less than" compare and turn nothing."""
    spoken = f" {' '.join(word.lower for word in predicate)} "
    return " less " in spoken and not any(f" {other} " in spoken for other in ("no less", "less than"))


def _is_adverb(word: Word) -> bool:
    """ "Urgently", but not "supply"."""
    return word.lower.endswith("ly") and not stance_data().lexicon.classes_of(word.lower)


def _content(words: list[Word]) -> list[Word]:
    return [word for word in words if _is_content(word)]


def _is_content(word: Word) -> bool:
    if word.lower in {"us", "u.s.", "it"} and word.text.isupper():
        return True
    return word.lower not in stance_data().function_words and len(word.lower) > 1


def _action_sign(item: Item | None) -> int:
    if item is None or item.is_a("promoting_actions") == item.is_a("curbing_actions"):
        return 0
    return 1 if item.is_a("promoting_actions") else -1


def sign_of(item: Item | None) -> int:
    """Direction of an action, an attitude or a judgement."""
    action = _action_sign(item)
    if item is None or action != 0:
        return action
    if item.is_a("supporting_attitudes", "positive_judgements"):
        return 1
    if item.is_a("opposing_attitudes", "negative_judgements", "lowering_effects", "curbing_actions"):
        return -1
    return 0
