"""Lone labels in front of what is said: whom "VELDEN:" and "Courier:" of a transcript name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from attribution.lexicon.organization_nouns import KNOWN_ORGANIZATIONS, PLACES, PUBLICATIONS
from attribution.speakers.mentions import Mention
from attribution.speakers.names import fold, is_first_name, parse_person_name
from attribution.text.document import Document

_SHORTEST_SURNAME = 4
"""Letters of a label in capitals that is taken for a surname nobody bears in full; BBC and UN are shorter."""

_VOWELS = frozenset("aeiouy")


def surnames_of(mentions: Iterable[Mention], surely: bool = False) -> frozenset[str]:
    """Folded surnames of those whom an article names in full; `surely`: with a first name that is known as one."""
    names = (parse_person_name(one.name or "") for one in mentions if one.kind == "person")
    full = (name for name in names if name is not None and name.given)
    return frozenset(fold(name.surname) for name in full if not surely or is_first_name(name.given[0]))


def read_label(document: Document, mention: Mention, surnames: frozenset[str]) -> Mention:
    """A mention as what it is when it labels a line: a surname in capitals or a newspaper; otherwise itself.

    `surnames` are those that `surnames_of` gives.
    """
    if " " in mention.text or not _is_label(document, mention):
        return mention
    word = fold(mention.text)
    if word in surnames:
        named = mention.form == "named" and mention.kind == "organization"
        return replace(mention, kind="person") if named else mention
    if word in PUBLICATIONS:
        return replace(mention, form="named", kind="organization", name=mention.text, title=None)
    if mention.form == "named" and mention.kind == "organization" and _is_surname_in_capitals(mention.text):
        return replace(mention, kind="person")
    return mention


def read_surname(mention: Mention, surnames: frozenset[str], plurals: frozenset[str]) -> Mention:
    """A lone name that is an organization's or a plural elsewhere ("Bosch", "Chambers") as the person's whom the article names in full.

    `surnames` are those that `surnames_of` gives surely, `plurals` those of them that are no word of the article. "The Guardian" and "Lincoln" stay what they are: an article and
    a place tell nothing about a person.
    """
    if " " in mention.text or not mention.text[:1].isupper():
        return mention
    word = fold(mention.text)
    if mention.form == "nominal" and mention.kind == "group" and word in plurals:
        return replace(
            mention, form="named", kind="person", name=mention.text, title=None, plural=False, head=word
        )
    if mention.form != "named" or mention.kind != "organization":
        return mention
    known = word in surnames and word not in PLACES
    return replace(mention, kind="person") if known and not mention.text.isupper() else mention


def _is_label(document: Document, mention: Mention) -> bool:
    start, end = mention.span
    before = document.folded[max(0, start - 1) : start]
    return document.folded[end : end + 1] == ":" and before in ("", "\n")


def _is_surname_in_capitals(word: str) -> bool:
    """Whether capitals can be read as a word, and name nothing that is known."""
    letters = [character for character in fold(word) if character.isalpha()]
    known = fold(word) in KNOWN_ORGANIZATIONS | PLACES
    return (
        word.isupper() and len(letters) >= _SHORTEST_SURNAME and not known and not _VOWELS.isdisjoint(letters)
    )
