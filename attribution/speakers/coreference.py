"""Who is meant: the speaker of every attribution of one article, each person under one name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from attribution.extraction import MentionForm, NoSpeakerReason, Span, Speaker
from attribution.lexicon.function_words import FIRST_PERSON_PRONOUNS
from attribution.speakers.datelines import find_dateline
from attribution.speakers.enclosure import enclosing_attributions, overlaps
from attribution.speakers.entities import Entity, without_shouting
from attribution.speakers.entity_table import EntityTable
from attribution.speakers.found import Found
from attribution.speakers.initials import given_names, read_initial
from attribution.speakers.labels import read_label, read_surname, surnames_of
from attribution.speakers.mentions import Mention, read_source
from attribution.speakers.nicknames import without_nickname
from attribution.speakers.phrase_parts import AFTER_PERSON
from attribution.speakers.possible_speakers import is_possible_speaker
from attribution.speakers.reading import Reader
from attribution.text.document import Document
from attribution.text.quotation_marks import QuotedRegion, scan_quotation_marks


@dataclass(frozen=True, slots=True)
class SourceInContext:
    """An attribution as far as its speaker is concerned; each part may be empty."""

    source: tuple[Span, ...]
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """The speaker of one attribution, or why there is none."""

    speaker: Speaker | None
    no_speaker: NoSpeakerReason | None
    candidates: tuple[str, ...]
    """Names it may be, likeliest first, when `speaker` is None."""
    confidence: float
    """Probability in [0, 1] that the speaker is right; 0 without a speaker."""
    source_form: MentionForm | None
    """None without a source."""


def resolve_speakers(
    document: Document,
    mentions: Sequence[Mention],
    sources: Sequence[SourceInContext],
    regions: Sequence[QuotedRegion] | None = None,
) -> tuple[Resolution, ...]:
    """One resolution for each source, in the same order.

    `mentions`: what `find_mentions` found, in text order. `regions`: the document's quotations, scanned for
    when not given. Within one article everything said by one person has an equal speaker under the fullest
    name the article gives. Never raises; time is linear in the mentions and sources but for their sorting.
    """
    dateline = find_dateline(document)
    surnames, sure = surnames_of(mentions), surnames_of(mentions, surely=True)
    # "Banks said they would open" need not be the mayor's, Ana Banks, where there is talk of banks.
    unlike_words = sure - set(_WORD.findall(document.folded))
    given = given_names(mentions)

    def in_context(mention: Mention) -> Mention:
        return read_initial(read_surname(read_label(document, mention, surnames), sure, unlike_words), given)

    mentions = tuple(in_context(mention) for mention in mentions)
    unread = [_read_with_name(document, _after(dateline, one.source), mentions) for one in sources]
    read = [in_context(mention) if mention is not None else None for mention in unread]
    speakers = [
        mention if mention is not None and is_possible_speaker(document, mention, dateline) else None
        for mention in read
    ]
    named = sorted({*mentions, *(mention for mention in speakers if mention is not None)}, key=_in_text_order)
    others = _beside_sources(mentions, [one for one in read if one is not None])
    # The table takes all mentions: those within a source name people too ("the office of Mara Velden").
    if regions is None:
        regions = scan_quotation_marks(document).regions
    quoted = sorted(region.inner for region in regions if region.depth == 0)
    reader = Reader(document, EntityTable(document, named, quoted, dateline), named, quoted)
    contents = [tuple(sorted(one.content)) for one in sources]
    places = [one.source for one in sources] + [(one.span,) for one in others]
    enclosing = enclosing_attributions(places, contents)
    found = _read_through(reader, others, speakers, contents, enclosing)
    return tuple(_resolution(mention, one) for mention, one in zip(read, found, strict=True))


def _read_through(
    reader: Reader,
    mentions: Sequence[Mention],
    read: Sequence[Mention | None],
    contents: Sequence[tuple[Span, ...]],
    enclosing: Sequence[int | None],
) -> list[Found | None]:
    """Go through the article once, in text order. `enclosing` is of the sources and, after them, of the mentions."""
    events = [(mention.span.start, 1, number) for number, mention in enumerate(mentions)]
    events += [(mention.span.start, 0, number) for number, mention in enumerate(read) if mention is not None]
    found: list[Found | None] = [None] * len(read)
    waiting: list[int] = []
    for _, is_mention, number in sorted(events):
        if is_mention:
            outer = enclosing[len(read) + number]
            reader.meet(mentions[number], found[outer] if outer is not None else None)
            continue
        mention, outer = read[number], enclosing[number]
        around = found[outer] if outer is not None else None
        if mention is None:
            continue
        if outer is not None and mention.head in FIRST_PERSON_PRONOUNS and mention.form == "pronoun":
            # "I" is whoever speaks around it, and that source may come later in the text.
            waiting.append(number)
        else:
            found[number] = reader.speak(mention, contents[number], around, nested=outer is not None)
    for number in waiting:
        outer = enclosing[number]
        around = found[outer] if outer is not None else None
        if around is not None and around.entity is not None:
            found[number] = Found(around.entity, 0.9 * around.confidence)
    return found


def _beside_sources(mentions: Sequence[Mention], sources: Sequence[Mention]) -> list[Mention]:
    """The mentions that are no source, nor within one that names somebody itself.

    "Velden and others said", "people around Velden said": who is named within is thought of too.
    """
    whole = {one.span for one in sources}
    parted = {one.span for one in sources if one.plural or one.form == "nominal"}
    closed, every = sorted(whole - parted), sorted(whole)
    beside = []
    for one in mentions:
        person = one.form == "named" and one.kind == "person" and one.span not in whole
        if not overlaps(one.span, closed if person else every):
            beside.append(one)
    return beside


def _in_text_order(mention: Mention) -> tuple[Span, str]:
    return mention.span, mention.form


def _read_with_name(
    document: Document, source: tuple[Span, ...], mentions: Sequence[Mention]
) -> Mention | None:
    """The mention for a source; the whole name where the source covers only a part of it."""
    if not source:
        return None
    read = read_source(document, source)
    index = bisect_right(mentions, read.span.start, key=lambda mention: mention.span.start) - 1
    before = bisect_left(mentions, read.span.start, key=lambda mention: mention.span.start) - 1
    if before >= 0 and read.text and _is_complement(document, mentions[before], read):
        return read_source(document, (Span(mentions[before].span.start, read.span.end),))
    if before >= 0 and read.text and _is_apposition(document, mentions[before], read):
        return mentions[before]
    if index < 0 or read.form != "named" or read.name is None:
        return read
    around = mentions[index]
    if (
        around.title
        and around.kind == "person"
        and read.span.start < around.span.end - len(around.name or "")
    ):
        # Only "Torland" of "Torland President Ana Roth".
        return around if read.span.end <= around.span.end else read
    covers = around.form == "named" and around.kind == read.kind and around.span.end >= read.span.end
    return around if covers and around.name is not None and read.name in around.name else read


def _is_complement(document: Document, head: Mention, read: Mention) -> bool:
    """Whether a source is only the end of a longer one: "the mayor" of "a source close to the mayor"."""
    if head.form != "nominal" or head.kind != "person" or head.sentence != read.sentence:
        return False
    between = document.folded[head.span.end : read.span.start].split()
    if not 0 < len(between) <= 2 or between[-1] not in _COMPLEMENT_PREPOSITIONS:
        return False
    return len(between) == 1 or between[0] in AFTER_PERSON


def _is_apposition(document: Document, name: Mention, read: Mention) -> bool:
    """Whether a source is only what describes the name before it: "the mayor" of "Ana Roth, the mayor, said"."""
    if name.form != "named" or name.kind != "person" or read.form != "nominal" or read.kind != "person":
        return False
    if document.folded[name.span.end : read.span.start].strip() != ",":
        return False
    described = name.description is not None and read.head in name.description.casefold().split()
    # "Ana Roth, the mayor said.": at a sentence's start the second comma is only forgotten; but not before one
    # after the verb: "Ana Roth, the mayor said, was late."
    after = document.folded[read.span.end : read.span.end + 30].split()
    parenthetical = bool(after) and after[0].endswith(",")
    return described or (name.span.start == document.sentences[name.sentence].start and not parenthetical)


def _after(dateline: Span | None, source: tuple[Span, ...]) -> tuple[Span, ...]:
    """A source without the dateline it was taken to begin with: "LINDAU - Ana Roth"."""
    if dateline is None or not source or not source[0].start < dateline.end < source[-1].end:
        return source
    return tuple(Span(max(start, dateline.end), end) for start, end in source if end > dateline.end)


_WORD = re.compile(r"\w+")
_COMPLEMENT_PREPOSITIONS = ("to", "for", "of", "with", "at", "from", "in", "on", "inside", "within")


def _resolution(mention: Mention | None, found: Found | None) -> Resolution:
    if mention is None:
        return Resolution(None, "no_source", (), 0.0, None)
    if found is None:
        unresolved: NoSpeakerReason = (
            "unresolved_pronoun" if mention.form == "pronoun" else "unresolved_description"
        )
        return Resolution(None, unresolved, (), 0.0, mention.form)
    if found.entity is None:
        names = tuple(dict.fromkeys(entity.name for entity in found.candidates))
        return Resolution(None, found.reason or "unresolved_pronoun", names, 0.0, mention.form)
    return Resolution(speaker_of(found.entity), None, (), round(found.confidence, 3), mention.form)


def speaker_of(entity: Entity) -> Speaker:
    """The entity as it is served."""
    name = entity.name
    if entity.kind == "person":
        name = without_shouting(name)
    names = dict(entity.aliases)
    if entity.kind == "person":
        # Without their nicknames too: so other articles are likelier to have them.
        names |= dict.fromkeys(without_nickname(alias) for alias in entity.aliases)
    aliases = tuple(alias for alias in names if alias not in (name, entity.name))
    return Speaker(name, entity.kind, aliases, entity.describe())
