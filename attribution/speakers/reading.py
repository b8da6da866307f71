"""Reads an article's mentions from start to end and says whom each one means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attribution.extraction import Span, SpeakerKind
from attribution.lexicon.function_words import (
    FIRST_PERSON_PRONOUNS,
    POSSESSIVE_PRONOUNS,
    PREPOSITIONS,
    QUANTIFIERS,
    RELATIVE_PRONOUNS,
)
from attribution.speakers.descriptions import find_described, find_holder_of
from attribution.speakers.enclosure import is_within
from attribution.speakers.entities import LIKELY, Entity, Link
from attribution.speakers.entity_table import EntityTable
from attribution.speakers.found import UNNAMED, UNNAMED_PERSON, Found, entity_of
from attribution.speakers.kin import Kin
from attribution.speakers.mentions import Mention, read_source
from attribution.speakers.names import split_words
from attribution.speakers.nearby_names import name_after_opening, names_below, names_in
from attribution.speakers.noun_phrases import parse_noun_phrase
from attribution.speakers.relatives import find_antecedent, is_predicate
from attribution.speakers.salience import Discourse, Occurrence, Place, Ranked
from attribution.speakers.wording import belonging_to, holder_end, office_of, words_of
from attribution.text.document import Document

_NOBODY = 0.02
"""Salience below which nobody is on the reader's mind any more."""

_ELSE = 0.3
"""Share of the likeliest's salience that another one needs to be taken for the speaker instead."""

_NOBODY_REAL = frozenset(("anyone", "anybody"))
"""Heads that bring nobody in whom a pronoun could take up."""

_UNRESOLVED_HERE = FIRST_PERSON_PRONOUNS | {"you", "your", "yourself"}


class Reader:
    """Takes the mentions in text order, keeping in mind who occurred and who spoke.

    `mentions` are all of the article, sources too, sorted; `quoted` the spans in quotation marks, sorted.
    """

    def __init__(
        self, document: Document, table: EntityTable, mentions: Sequence[Mention], quoted: Sequence[Span]
    ) -> None:
        self._document = document
        self._table = table
        self._mentions = mentions
        self._quoted = quoted
        self._discourse = Discourse()
        self._worded: dict[tuple[SpeakerKind, str], Entity] = {}
        self._sentence_with_subject = -1
        self._named_in_paragraph: tuple[int, list[Entity]] = (-1, [])
        self._latest: tuple[Mention, Entity] | None = None
        self._kin = Kin(document)

    def meet(self, mention: Mention, around: Found | None = None) -> None:
        """Take note of a mention that is nobody's source. `around` as in `speak`."""
        entity: Entity | None = None
        if mention.form == "named":
            entity = self._link(mention).entity
        elif mention.form == "nominal":
            if mention.head not in QUANTIFIERS | _NOBODY_REAL:
                entity = self._predicated(mention) or self._described(mention).entity
        elif mention.head not in _UNRESOLVED_HERE and mention.head not in RELATIVE_PRONOUNS:
            entity = self._looked_forward_to(mention)
            # "Velden said he would": in a paraphrase he is the speaker sooner than anybody.
            speaking = [] if is_within(mention.span.start, self._quoted) else entity_of(around)
            ranked = self._rank(mention, excluded=self._below(mention, speaking), preferred=speaking)
            if entity is None and ranked.scores and ranked.scores[0] > _NOBODY:
                entity = ranked.entities[0]
        if entity is not None:
            self._note(mention, entity)

    def speak(self, mention: Mention, content: tuple[Span, ...], around: Found | None, nested: bool) -> Found:
        """Resolve a source of `content` (in text order).

        `around` is what was found for the attribution whose content holds it, `nested` whether there is one.
        """
        if mention.form == "pronoun":
            found = self._resolve_pronoun(mention, content, around)
        elif mention.form == "named":
            found = self._resolve_name(mention)
        else:
            found = self._described(mention)
        if found.entity is not None:
            self._note(mention, found.entity)
            if not nested and mention.head not in RELATIVE_PRONOUNS:
                self._discourse.speak(found.entity, self._paragraph(mention))
        return found

    def _resolve_name(self, mention: Mention) -> Found:
        link = self._link(mention)
        if link.entity is not None:
            return Found(link.entity, link.confidence)
        if link.candidates:
            return Found(None, 0.0, "ambiguous_name", link.candidates)
        return Found(self._worded_entity(mention.kind, mention.name or words_of(mention)), 0.9)

    def _link(self, mention: Mention) -> Link:
        if mention.plural and mention.name:
            return Link(self._worded_entity("group", mention.name), 0.95)
        paragraph, named = self._named_in_paragraph
        return self._table.find(mention, named if paragraph == self._paragraph(mention) else ())

    def _paragraph(self, mention: Mention) -> int:
        sentences = self._document.sentences
        return sentences[mention.sentence].paragraph if sentences else 0

    def _note(self, mention: Mention, entity: Entity) -> None:
        if self._latest is not None:
            self._kin.note(*self._latest, mention, entity)
        self._latest = (mention, entity)
        paragraph = self._paragraph(mention)
        if self._named_in_paragraph[0] != paragraph:
            self._named_in_paragraph = (paragraph, [])
        if mention.form == "named" and mention.name and " " in mention.name:
            self._named_in_paragraph[1].append(entity)
        quoted = is_within(mention.span.start, self._quoted)
        after = self._document.folded[mention.span.end : mention.span.end + 2]
        before = self._document.folded[max(0, mention.span.start - 15) : mention.span.start].split()
        # "He's late" is no possessive.
        marked = after[:1] == "'" and mention.form != "pronoun"
        possessive = marked or mention.head in POSSESSIVE_PRONOUNS
        prepositional = bool(before) and before[-1].casefold() in PREPOSITIONS
        # Of "Velden's manager left" the manager is the subject.
        subject = self._sentence_with_subject != mention.sentence and not (
            quoted or prepositional or possessive
        )
        if subject:
            self._sentence_with_subject = mention.sentence
        self._discourse.add(
            Occurrence(
                entity=entity,
                start=mention.span.start,
                end=mention.span.end,
                sentence=mention.sentence,
                paragraph=paragraph,
                subject=subject,
                quoted=quoted,
                possessive=possessive,
                prepositional=prepositional,
                nominal=mention.form == "nominal",
            )
        )

    def _rank(
        self,
        mention: Mention,
        content: tuple[Span, ...] = (),
        excluded: Sequence[Entity] = (),
        preferred: Sequence[Entity] = (),
    ) -> Ranked:
        kinds: frozenset[SpeakerKind] = frozenset(("person",))
        if mention.plural:
            kinds = frozenset(("group", "organization"))
        elif mention.kind == "organization":
            kinds = frozenset(("organization", "unknown"))
        place = Place(mention.sentence, self._paragraph(mention), mention.gender, kinds, content)
        return self._discourse.rank(place, excluded, preferred)

    def _resolve_pronoun(self, mention: Mention, content: tuple[Span, ...], around: Found | None) -> Found:
        if mention.head in RELATIVE_PRONOUNS:
            return self._antecedent(mention)
        if mention.head in _UNRESOLVED_HERE:
            return Found(None, 0.0, "unresolved_pronoun")
        following = self._looked_forward_to(mention)
        if following is not None:
            return Found(following, 0.75)
        speaker = entity_of(around)
        # In quotation marks the speaker says "I", so "he" is somebody else; in a paraphrase "he" is the speaker.
        if is_within(mention.span.start, self._quoted):
            ranked = self._rank(mention, content, excluded=speaker)
        else:
            below = self._below(mention, speaker)
            ranked = self._rank(mention, content, excluded=below, preferred=speaker)
            spoken_of = below + self._spoken_of(content, speaker)
            others = self._rank(mention, content, excluded=spoken_of, preferred=speaker)
            # Some do say their own name: with nobody else on the reader's mind it stays theirs.
            if others.scores and others.scores[0] > _ELSE * ranked.scores[0]:
                ranked = others
        if not ranked.scores or ranked.scores[0] < _NOBODY:
            return Found(None, 0.0, "unresolved_pronoun", ranked.entities[:5])
        return Found(
            ranked.entities[0], ranked.confidence(mention.gender is not None), None, ranked.entities[:5]
        )

    def _predicated(self, mention: Mention) -> Entity | None:
        """Who is said to be what a nominal says: "She was a lawyer"."""
        if self._latest is None or mention.kind != "person" or mention.plural:
            return None
        before, entity = self._latest
        between = self._document.folded[before.span.end : mention.span.start]
        return entity if entity.kind == "person" and is_predicate(between) else None

    def _looked_forward_to(self, mention: Mention) -> Entity | None:
        """The person an opening phrase's pronoun looks forward to: "In her reply, Velden said"."""
        named = name_after_opening(self._document, self._mentions, mention)
        entity = self._link(named).entity if named is not None else None
        if entity is None or entity.kind != "person" or entity.gender not in (None, mention.gender):
            return None
        return entity

    def _spoken_of(self, content: Sequence[Span], speakers: Sequence[Entity]) -> list[Entity]:
        """Persons named in what is said in quotation marks, so hardly who says it: people call themselves "I"."""
        return self._others(names_in(self._mentions, content, self._quoted), speakers)

    def _below(self, pronoun: Mention, speakers: Sequence[Entity]) -> list[Entity]:
        """Persons whom grammar keeps a pronoun from meaning."""
        if is_within(pronoun.span.start, self._quoted):
            return []
        return self._others(names_below(self._document, self._mentions, pronoun, self._quoted), speakers)

    def _others(self, names: Iterable[Mention], speakers: Sequence[Entity]) -> list[Entity]:
        links = (self._table.find(name) for name in names)
        sure = [link.entity for link in links if link.confidence >= LIKELY]
        return [entity for entity in sure if entity is not None and entity not in speakers]

    def _antecedent(self, mention: Mention) -> Found:
        """Whom "who" refers to."""
        found = find_antecedent(self._document, mention, self._discourse.recent())
        return Found(*found) if found is not None else Found(None, 0.0, "unresolved_pronoun")

    def _described(self, mention: Mention) -> Found:
        """Whom a nominal means: somebody of the article its words fit, or itself."""
        held = self._held(mention)
        if held is not None:
            return held
        described = find_described(mention, self._table, self._discourse, self._paragraph(mention))
        if described.entity is not None:
            return Found(described.entity, described.confidence)
        if described.candidates:
            return Found(None, 0.0, "unresolved_description", described.candidates)
        unnamed = UNNAMED_PERSON if mention.kind == "person" else UNNAMED
        return Found(self._worded_entity(mention.kind, words_of(mention), mention), unnamed)

    def _held(self, mention: Mention) -> Found | None:
        """The office, campaign or people of somebody: "the office of …", "his campaign", "Velden's lawyers"."""
        tokens = split_words(self._document.folded[mention.span.start : mention.span.end], mention.span.start)
        words = [token.text.casefold() for token in tokens]
        if not words:
            return None
        if mention.kind == "organization" and mention.head in words:
            after = words.index(mention.head) + 1
            if words[after : after + 1] == ["of"] and after + 1 < len(tokens):
                phrase = parse_noun_phrase(tokens[after + 1 :])
                link = self._table.find(self._named(tokens[after + 1].start, tokens[-1].end))
                if phrase.form == "named" and phrase.kind == "person" and link.entity is not None:
                    name = office_of(mention.head, link.entity.name)
                    return Found(self._worded_entity("organization", name), link.confidence)
        if len(words) > 1 and words[0] in ("his", "her", "whose"):
            owner, confidence = self._owner(mention, Span(tokens[0].start, tokens[0].end))
            rest = Span(tokens[1].start, mention.span.end)
        else:
            split = holder_end(words, mention.head)
            if split is None:
                return None
            end, begin = split
            link = self._table.find(self._named(tokens[0].start, tokens[end - 1].end))
            owner, confidence = link.entity, link.confidence
            rest = Span(tokens[begin].start, mention.span.end)
        if owner is None:
            return None
        if mention.kind == "person" and owner.kind == "organization":
            holder = find_holder_of(mention, owner, self._table)
            if holder.entity is not None:
                return Found(holder.entity, holder.confidence)
        relative = self._kin.find(owner, mention.head)
        if relative is not None:
            return Found(relative, confidence)
        name = belonging_to(owner.name, " ".join(self._document.folded[rest.start : rest.end].split()))
        return Found(self._worded_entity(mention.kind, name, mention), confidence)

    def _named(self, start: int, end: int) -> Mention:
        return read_source(self._document, (Span(start, end),))

    def _owner(self, mention: Mention, pronoun: Span) -> tuple[Entity | None, float]:
        owner = self._named(pronoun.start, pronoun.end)
        if owner.head == "whose":
            found = self._antecedent(owner)
            return found.entity, found.confidence
        ranked = self._rank(owner)
        named = next((entity for entity in ranked.entities if entity.aliases), None)
        return named or next(iter(ranked.entities), None), 0.9 * ranked.confidence(owner.gender is not None)

    def _worded_entity(self, kind: SpeakerKind, name: str, mention: Mention | None = None) -> Entity:
        """Somebody known only by these words."""
        key = (kind, name.casefold())
        if key not in self._worded:
            order = len(self._table.entities) + len(self._worded)
            gender = mention.gender if mention is not None else None
            self._worded[key] = Entity(kind, name, order=order, gender=gender)
        return self._worded[key]
