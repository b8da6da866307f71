"""Whether "M." before a surname is an initial or the French for Mr."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from attribution.speakers.mentions import Mention
from attribution.speakers.names import fold, is_initial, parse_person_name

_TITLE = "M."


@dataclass(frozen=True, slots=True)
class GivenNames:
    """Folded surnames of an article's full names, by how their first names are written."""

    spelled: frozenset[str]
    initials: frozenset[str]


def given_names(mentions: Iterable[Mention]) -> GivenNames:
    """How an article writes the first names that go with each surname."""
    spelled: set[str] = set()
    initials: set[str] = set()
    for mention in mentions:
        name = parse_person_name(mention.name or "") if mention.kind == "person" else None
        if name is not None and name.given:
            (initials if is_initial(name.given[0]) else spelled).add(fold(name.surname))
    return GivenNames(frozenset(spelled), frozenset(initials))


def read_initial(mention: Mention, given: GivenNames) -> Mention:
    """A mention such as "M. Marsh" with M. as the first name; itself where M. is a title.

    It is a title before a surname that the article gives with a first name in full and never with initials:
    "M. Marsh" after "Ivo Marsh" is Mr Marsh, but beside "S. Marsh" somebody else.
    """
    if mention.title != _TITLE or not mention.name:
        return mention
    surname = fold(mention.name)
    if " " in mention.name or (surname in given.spelled and surname not in given.initials):
        return mention
    return replace(mention, name=f"{_TITLE} {mention.name}", title=None, gender=None)
