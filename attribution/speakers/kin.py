"""Relatives whom an article names once and then calls by what they are to somebody: "his father"."""

from __future__ import annotations

import re

from attribution.lexicon import word_set
from attribution.speakers.entities import Entity
from attribution.speakers.mentions import Mention
from attribution.text.document import Document

_RELATIONS = word_set(
    "father mother husband wife son daughter brother sister uncle aunt nephew niece cousin grandfather grandmother "
    "grandson granddaughter fiancé fiancée partner boyfriend girlfriend widow widower stepfather stepmother stepson "
    "stepdaughter father-in-law mother-in-law son-in-law daughter-in-law brother-in-law sister-in-law twin spouse "
    "ex-wife ex-husband"
)
_LONGEST = 60
"""Characters between whose relative somebody is and the relative's name."""

_BETWEEN = re.compile(r"(?:'s?)?(?: [a-z-]+){0,2} ([^\W\d_]+(?:-[a-z]+)*),? ", re.IGNORECASE)


class Kin:
    """The relatives named so far: "his father, Otto" and "Roth's wife Ana"."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._named: dict[tuple[int, str], Entity] = {}

    def note(self, before: Mention, owner: Entity, mention: Mention, entity: Entity) -> None:
        """Note that `mention` of `entity` follows `before` of `owner`."""
        if mention.form != "named" or {owner.kind, entity.kind} != {"person"} or owner is entity:
            return
        between = self._document.folded[before.span.end : min(mention.span.start, before.span.end + _LONGEST)]
        if before.head not in ("his", "her") and not between.startswith("'"):
            return
        found = _BETWEEN.fullmatch(between)
        if found is not None and found.group(1) in _RELATIONS:
            self._named[id(owner), found.group(1)] = entity

    def find(self, owner: Entity, relation: str) -> Entity | None:
        """Who is the owner's father, wife, …, if the article has said so; of several sons the latest."""
        return self._named.get((id(owner), relation))
