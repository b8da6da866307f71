"""What to propose for a new target: how its proposition is read, the opposite proposition, other names of its object.

Everything here is for a person to look at and change: an inverse is proposed only if it is read as the exact opposite,
but what reads well and what means the same is not something that a list of words can tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from attribution.stance.opposites import Opposite, opposites_of, synonyms_of
from attribution.stance.proposition import Proposition, parse_proposition, sign_of
from attribution.stance.words import Item, Word, place_names_of, stance_data, word_list, words_of

_MODALS: Final = word_list("modals")
_COPULAS: Final = word_list("copulas")
_PREPOSITIONS: Final = word_list("prepositions")
_ARTICLES: Final = frozenset({"a", "an", "the", "any", "all"})
_NEGATIONS: Final = frozenset({"not", "never"})
_PRONOUNS: Final = frozenset(
    {"i", "we", "you", "he", "she", "it", "they", "this", "that", "these", "those", "there"}
)
_JOINING: Final = _PREPOSITIONS | _ARTICLES | {"or", "and"}
"""Words that may stand inside the name of an object: "European or allied troops", "sanctions on Russia"."""
_OBLIGING: Final = frozenset({"has", "have", "need", "needs", "ought"})
_SMALL_REGIONS: Final = frozenset({"allied", "allies", "foreign"})
"""Regions of the lexicon that are written with a small letter, unlike "Western"."""
_AFFIRMED: Final = {
    "shouldn't": "should", "mustn't": "must", "can't": "can", "cannot": "can", "won't": "will",
    "isn't": "is", "aren't": "are", "wasn't": "was", "weren't": "were", "don't": "",
}  # fmt: skip
_MOST_TERMS: Final = 10
_MOST_OPPOSITES: Final = 5
_LONGEST: Final = 500
_LONGEST_TERM: Final = 100
"""Characters that a target's propositions and terms may have; what is longer is not read, or not proposed."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a proposition is read, and what could stand beside it on a target."""

    direction: int
    """+1 if the proposition wants its object to be, to stay or to grow, -1 if it wants it curbed or gone."""
    object: str | None
    """The words of the proposition that name what it is about; None if they cannot be told."""
    action: str | None
    """The words of the proposition that give the direction, or else its verb; None if there are none."""
    opposites: tuple[str, ...]
    """What could stand in the action's place to turn the proposition round."""
    inverse: str | None
    """The opposite proposition, if it can be worded so that it is read as the opposite."""
    terms: tuple[str, ...]
    """Other names of the object."""


def propose(proposition: str) -> Proposal:
    """Read a proposition and propose its inverse and its terms; any text is accepted, and may get next to nothing."""
    text = proposition[:_LONGEST]
    read = parse_proposition(text)
    words = words_of(text)
    actions = _actions(words, read)
    head = _object_words(words, read)
    opposites = opposites_of(_joined(actions[0])) if actions else ()
    return Proposal(
        direction=read.direction,
        object=_name(text, head),
        action=_action(text, actions, words, read),
        opposites=tuple(opposite.text for opposite in opposites[:_MOST_OPPOSITES]),
        inverse=next((other for other in _inverses(text, words, actions) if _is_inverse(other, read)), None),
        terms=tuple(_terms(text, head, read)),
    )


def _is_inverse(other: str, read: Proposition) -> bool:
    if len(other) > _LONGEST or not (read.head or read.qualifiers or read.deed):
        return False
    turned = parse_proposition(other)
    return turned.direction == -read.direction and turned.is_about_object_of(read)


def _actions(words: Sequence[Word], read: Proposition) -> list[list[Word]]:
    """The words that give the direction; several where they are coordinated ("kept or tightened")."""
    found = stance_data().lexicon.find(list(words))
    named = {word.lower for word in (*read.head, *read.qualifiers)}
    start = next((i for i, word in enumerate(words) if word.lower in _MODALS | _COPULAS), -1) + 1
    # "Ban fracking" has nothing before its verb; "the fracking ban" names the action after the object.
    first = next(
        (
            item
            for item in found[start:]
            if item is not None and item.first >= start and _acts(words, item, named)
        ),
        None,
    )
    if first is None:
        return []
    actions = [list(words[first.first : first.last])]
    position = first.last
    while position + 1 < len(words) and words[position].lower in {"and", "or"}:
        item = found[position + 1]
        if item is None or sign_of(item) == 0:
            break
        actions.append(list(words[item.first : item.last]))
        position = item.last
    # The lexicon has "spend"; that it is "more" or "less" gives the direction here.
    if len(actions) == 1 and position < len(words) and words[position].lower in {"more", "less"}:
        actions[0].append(words[position])
    return actions


def _acts(words: Sequence[Word], item: Item, named: set[str]) -> bool:
    return sign_of(item) != 0 and any(word.lower not in named for word in words[item.first : item.last])


def _action(
    text: str, actions: Sequence[Sequence[Word]], words: Sequence[Word], read: Proposition
) -> str | None:
    if actions:
        return text[actions[0][0].start : actions[-1][-1].end].lower()
    return next((word.lower for word in words if word.lower == read.deed), None)


def _object_words(words: Sequence[Word], read: Proposition) -> list[Word]:
    """The longest run of words around the object's head that says what it is; of a deed, whom it is done to."""
    named = {word.lower for word in (*read.head, *read.qualifiers)}
    heads = {word.lower for word in read.head} or named
    at = next((index for index, word in enumerate(words) if word.lower in heads), None)
    if at is None:
        return []
    first = last = at
    for index in range(at - 1, -1, -1):
        if words[index].lower in named:
            first = index
        elif words[index].lower not in _JOINING:
            break
    for index in range(at + 1, len(words)):
        if words[index].lower in named:
            last = index
        elif words[index].lower not in _JOINING:
            break
    return list(words[first : last + 1])


def _name(text: str, words: Sequence[Word]) -> str | None:
    if not words:
        return None
    name = text[words[0].start : words[-1].end]
    return _uncapitalised(name, words) if words[0].start == 0 else name


def _uncapitalised(text: str, words: Sequence[Word]) -> str:
    """The text as it stands inside a sentence; names, which the next word or the list of places shows, stay."""
    first, second = words[0], words[1] if len(words) > 1 else None
    is_name = bool(place_names_of(first.lower)) or (second is not None and second.is_capitalised)
    is_region = first.lower in stance_data().regions and first.lower not in _SMALL_REGIONS
    if is_name or is_region or (len(first.text) > 1 and first.text.isupper()):
        return text
    return text[:1].lower() + text[1:]


def _inverses(text: str, words: Sequence[Word], actions: Sequence[Sequence[Word]]) -> Iterator[str]:
    """Wordings that may be the opposite, the best first: without a "not", with opposite actions, with a "not"."""
    yield from _affirmed(text, words)
    choices = [opposites_of(_joined(action)) for action in actions]
    if choices and all(choices):
        for rank in range(max(map(len, choices))):
            yield _replaced(text, words, actions, [choice[min(rank, len(choice) - 1)] for choice in choices])
    yield from _negated(text, words)


def _joined(action: Sequence[Word]) -> str:
    return " ".join(word.lower for word in action)


def _replaced(
    text: str, words: Sequence[Word], actions: Sequence[Sequence[Word]], opposites: Sequence[Opposite]
) -> str:
    edits = [
        (action[0].start, action[-1].end, opposite.text)
        for action, opposite in zip(actions, opposites, strict=True)
    ]
    if opposites[-1].is_from:
        after = actions[-1][-1].end
        to = next((word for word in words if word.start > after and word.lower in {"to", "into", "in"}), None)
        if to is not None:
            edits.append((to.start, to.end, "from"))
    return _edited(text, edits)


def _edited(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """The text with each `[start, end)` replaced; the first letter stays as large as it was."""
    parts: list[str] = []
    done = 0
    for start, end, other in edits:
        parts += [text[done:start], other]
        done = end
    edited = " ".join("".join([*parts, text[done:]]).split())
    return edited[:1].upper() + edited[1:] if text[:1].isupper() else edited


def _affirmed(text: str, words: Sequence[Word]) -> Iterator[str]:
    for word in words:
        if word.lower in _NEGATIONS:
            yield _edited(text, [(word.start, word.end, "")])
        if word.lower in _AFFIRMED:
            yield _edited(text, [(word.start, word.end, _AFFIRMED[word.lower])])


def _negated(text: str, words: Sequence[Word]) -> Iterator[str]:
    """The text with a "not" after its modal verb or its "is", or with a negation before the whole."""
    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else None
        if index and word.lower in _OBLIGING and following is not None and following.lower == "to":
            # "Has not to be" is no English, and "does not have to be" leaves open what the inverse denies.
            yield _edited(text, [(word.start, following.end, "should not")])
        elif index and word.lower in _MODALS | _COPULAS:
            yield _edited(text, [(word.end, word.end, " not")])
    if words and words[0].lower not in _PRONOUNS:
        rest = words[1:] if words[0].lower in _ARTICLES and len(words) > 1 else words
        whole = _uncapitalised(text[rest[0].start :], rest)
        yield _edited(text, [(0, len(text), f"don't {whole}")])
        yield _edited(text, [(0, len(text), f"no {whole}")])


def _terms(text: str, head: Sequence[Word], read: Proposition) -> list[str]:
    """Other names of the whole object, and the object with another word for its head in it."""
    if not head or read.deed is not None or read.is_person:
        return []
    name = _name(text, head) or ""
    found = dict.fromkeys(_whole_names(name.lower()))
    kernel = read.head[-1].lower if len(read.head) == 1 else ""
    at = next((word for word in head if word.lower == kernel), None)
    # A bare synonym would find everything that it names: "soldiers" anywhere, for "troops to Torland".
    if at is not None and len(head) > 1:
        start = at.start - head[0].start
        for other in _like(kernel):
            found[name[:start] + other + name[start + len(at.text) :]] = None
    fitting = (other for other in found if other.lower != name.lower and len(other) <= _LONGEST_TERM)
    return list(islice(fitting, _MOST_TERMS))


def _whole_names(name: str) -> Iterator[str]:
    yield from stance_data().name_aliases.get(name, ())
    yield from synonyms_of(name)
    if name.endswith("s"):
        yield from (_plural(other) for other in synonyms_of(name[:-1]))


def _plural(name: str) -> str:
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return f"{name[:-1]}ies"
    return f"{name}es" if name.endswith(("s", "x", "ch", "sh")) else f"{name}s"


def _like(word: str) -> list[str]:
    """Synonyms of a head in the same number, in the order of the alphabet."""
    groups = [group for group in stance_data().synonyms if word in group]
    others = frozenset[str]().union(*groups) - {word}
    return sorted(
        other for other in others if other.endswith("s") == word.endswith("s") and not other.endswith("ed")
    )
