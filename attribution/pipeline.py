"""Text in, attributed quotes out: reads, tags, links, names the speakers and assembles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from attribution.bounds import quote_type
from attribution.extraction import Extraction, ExtractionWarning, Quote, Span
from attribution.linking import Attribution, link_parts
from attribution.speakers.coreference import Resolution, SourceInContext, resolve_speakers
from attribution.speakers.interviewees import find_interviewee
from attribution.speakers.mentions import find_mentions
from attribution.speakers.nicknames import without_nicknames
from attribution.tagging.confidence import both_right
from attribution.tagging.interviews import interview_turns, is_answer_label
from attribution.tagging.tagger import Tagger, tag_parts
from attribution.text.document import Document, read_document
from attribution.text.quotation_marks import QuotedRegion, scan_quotation_marks
from attribution.trained_files import WeightsUnavailable

ENGINE = "minilm-tagger"
ENGINE_VERSION = "4"


def extract(text: str) -> Extraction:
    """Every quote in a text, with its speaker.

    Takes any string and never raises for one: a text that some stage fails on has no quotes and a
    warning with the code `internal_error`. Pure and deterministic; time is linear in the text's length.

    Raises `WeightsUnavailable` when the trained weights cannot be loaded; `load_weights` says so beforehand.
    """
    return extract_with(tag_parts, text)


def extract_with(tag: Tagger, text: str) -> Extraction:
    """`extract` with another tagger in the place of the shipped one."""
    warnings: list[ExtractionWarning] = []
    quotes: tuple[Quote, ...] = ()
    try:
        document = read_document(text)
        scan = scan_quotation_marks(document)
        warnings.extend(scan.warnings)
        document, regions = without_nicknames(document, scan.regions)
        attributions = link_parts(document, regions, tag(document, regions))
        attributions, resolutions = _name_speakers(document, regions, attributions)
        quotes = _assemble(document, regions, attributions, resolutions)
    except WeightsUnavailable:
        raise
    except Exception as error:
        # A run over a million articles must not end at one of them. The fault is not hidden: the warning
        # names it, and the tests over the corpus fail when a single article has one.
        message = f"{type(error).__name__} in {_failing_module(error)}: this text's quotes are left out"
        warnings.append(ExtractionWarning("internal_error", message, Span(0, len(text))))
    return Extraction(
        quotes=quotes,
        speakers=tuple(dict.fromkeys(quote.speaker for quote in quotes if quote.speaker is not None)),
        warnings=tuple(warnings),
        engine=ENGINE,
        engine_version=ENGINE_VERSION,
    )


def _failing_module(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return str(trace.tb_frame.f_globals.get("__name__")) if trace is not None else "unknown"


def _name_speakers(
    document: Document, regions: Sequence[QuotedRegion], attributions: tuple[Attribution, ...]
) -> tuple[tuple[Attribution, ...], tuple[Resolution, ...]]:
    """The attributions with their speakers; those that only a label without a name goes with lose it as their source."""
    mentions = find_mentions(document)
    answers = {found.source for found in attributions if _is_answer(document, found)}
    naming: tuple[Span, ...] = ()
    if answers:
        turns = [span for turn in interview_turns(document) for span in turn.content]
        interviewee = find_interviewee(document, mentions, turns)
        naming = (interviewee,) if interviewee is not None else ()
        if not naming:
            attributions = tuple(
                replace(found, source=()) if found.source in answers else found for found in attributions
            )
    sources = [
        SourceInContext(
            source=naming if found.source in answers else found.source, content=found.content, cue=found.cue
        )
        for found in attributions
    ]
    return attributions, resolve_speakers(document, mentions, sources, regions)


def _is_answer(document: Document, found: Attribution) -> bool:
    return len(found.source) == 1 and is_answer_label(document, found.source[0])


def _assemble(
    document: Document,
    regions: Sequence[QuotedRegion],
    attributions: Sequence[Attribution],
    resolutions: Sequence[Resolution],
) -> tuple[Quote, ...]:
    quoted = sorted(region.inner for region in regions if region.depth == 0)
    return tuple(
        Quote(
            type=quote_type(found.content, quoted),
            content=found.content,
            cue=found.cue,
            source=found.source,
            context=document.sentences_around((*found.content, *found.cue, *found.source)),
            speaker=resolution.speaker,
            confidence=_confidence(found, resolution),
            no_speaker=resolution.no_speaker,
            candidates=resolution.candidates,
            source_form=resolution.source_form,
        )
        for found, resolution in zip(attributions, resolutions, strict=True)
    )


def _confidence(found: Attribution, resolution: Resolution) -> float:
    speaker_right = resolution.confidence if resolution.speaker is not None else 1.0
    return round(both_right(found.confidence, speaker_right), 3)
