"""The quotes of one extraction as rows: checked against the text, with their speakers resolved."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from attribution.extraction import Extraction, join_segments
from attribution.extraction import Quote as FoundQuote
from attribution.extraction import Speaker as NamedSpeaker
from models import ArticleRevision, Quote, QuoteState
from services.decided_words import DecidedWords
from services.decisions import is_decided
from services.doubt import measure_doubt
from services.history import engine_actor, record_event
from services.locks import hold_names
from services.spans import identity_key, set_spans, span_fault
from services.speaker_resolution import UnresolvedSpeaker, name_keys, resolve_speaker


@dataclass(frozen=True, slots=True)
class _Voice:
    """Who speaks, as a quote's row says it."""

    speaker_id: int | None
    reason: str | None
    candidates: tuple[str, ...]


class QuoteStorage:
    """Stores the quotes of one extraction of a revision."""

    def __init__(self, session: Session, revision: ArticleRevision, extraction: Extraction) -> None:
        self._session = session
        self._revision = revision
        self._extraction = extraction
        stored = session.scalars(select(Quote).where(Quote.revision_id == revision.id)).all()
        self._stored = {quote.identity_key: quote for quote in stored}
        self._decided = DecidedWords.of(quote for quote in stored if is_decided(quote))

    def store(self) -> tuple[list[Quote], list[str]]:
        """The active quotes that were found, in text order, and a warning about each that was left out."""
        voices = self._resolve_speakers()
        warnings: list[str] = []
        seen: set[str] = set()
        quotes: list[Quote] = []
        for found in self._extraction.quotes:
            fault = span_fault(found, self._revision.text)
            key = identity_key(found.content)
            if fault is None and key in seen:
                fault = "has the same words as another"
            if fault is not None:
                place = f"at offset {found.content[0].start}" if found.content else "without a place"
                warnings.append(f"quote_left_out: the quote {place} {fault}")
                continue
            seen.add(key)
            quote = self._store(found, key, voices)
            if quote is not None:
                quotes.append(quote)
        # Once for all: a flush for each would take most of the time of a long article.
        self._session.flush()
        return quotes, warnings

    def _resolve_speakers(self) -> dict[NamedSpeaker, _Voice]:
        speakers = dict.fromkeys(found.speaker for found in self._extraction.quotes if found.speaker)
        # All at once, so that two articles with the same people never wait for each other crosswise.
        hold_names(self._session, [key for speaker in speakers for key in name_keys(speaker)])
        return {speaker: self._resolve(speaker) for speaker in speakers}

    def _resolve(self, speaker: NamedSpeaker) -> _Voice:
        try:
            stored = resolve_speaker(
                self._session,
                speaker,
                actor=engine_actor(self._extraction.engine, self._extraction.engine_version),
                article_id=self._revision.article_id,
                beside=self._extraction.speakers,
            )
            return _Voice(stored.id, None, ())
        except UnresolvedSpeaker as unresolved:
            return _Voice(None, unresolved.reason, unresolved.candidates)

    def _store(self, found: FoundQuote, key: str, voices: dict[NamedSpeaker, _Voice]) -> Quote | None:
        """The quote's row; None when a person decided that it is not one, or not in these bounds."""
        quote = self._stored.get(key)
        # A row that the machine left may have these bounds too; it must not come back beside what a person decided.
        if (quote is None or not is_decided(quote)) and self._decided.hold(found.content):
            return None
        if quote is not None and (quote.decided_by == "human" or quote.state == QuoteState.WITHDRAWN):
            return quote if quote.state == QuoteState.ACTIVE else None
        if quote is None:
            quote = Quote(
                article_id=self._revision.article_id,
                revision=self._revision,
                identity_key=key,
                decided_by="machine",
            )
            before = None
        else:
            before = _describe(quote)
        voice = (
            voices[found.speaker]
            if found.speaker is not None
            else _Voice(None, found.no_speaker or "no_source", found.candidates)
        )
        self._fill(quote, found, voice)
        if before is None:
            # As it will be unless it gets stances, so that most rows are written once.
            quote.doubt = measure_doubt(quote)
            self._session.add(quote)
        elif before != _describe(quote):
            self._record(quote, before)
        return quote

    def _fill(self, quote: Quote, found: FoundQuote, voice: _Voice) -> None:
        text = self._revision.text
        quote.position = found.content[0].start
        quote.type = found.type
        quote.text = join_segments(text, found.content)
        quote.context = text[found.context.start : found.context.end]
        quote.mention = " ".join(text[span.start : span.end] for span in found.source) or None
        # Whoever split two speakers decided who said this.
        if quote.speaker_decided_by != "human":
            quote.speaker_id = voice.speaker_id
            quote.no_speaker_reason = voice.reason
            quote.speaker_candidates = list(voice.candidates)
        quote.said_at = self._revision.article.published_at
        quote.confidence = 0.0 if math.isnan(found.confidence) else min(1.0, max(0.0, found.confidence))
        quote.engine = self._extraction.engine
        quote.engine_version = self._extraction.engine_version
        quote.state = QuoteState.ACTIVE
        quote.state_reason = None
        parts = {"content": found.content, "cue": found.cue, "source": found.source}
        set_spans(self._session, quote, parts)

    def _record(self, quote: Quote, before: dict[str, object]) -> None:
        record_event(
            self._session,
            actor=engine_actor(quote.engine, quote.engine_version),
            action="replaced",
            subject_kind="quote",
            subject_id=quote.id,
            before=before,
            after=_describe(quote),
        )


def _describe(quote: Quote) -> dict[str, object]:
    return {
        "type": quote.type,
        "speaker_id": quote.speaker_id,
        "no_speaker_reason": quote.no_speaker_reason,
        "state": quote.state,
        "confidence": quote.confidence,
        "engine": quote.engine,
        "engine_version": quote.engine_version,
    }
