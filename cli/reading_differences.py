"""How the difference between two readings of an article is written, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from services.reading_differences import ReadQuote, ReadStance
from services.rereading import Reread

_LONGEST_SHOWN = 120


def reread_as_text(reread: Reread) -> str:
    """A heading for the article, then a line for each quote: `+` added, `-` gone, `~` changed."""
    difference = reread.difference
    heading = f"Article {reread.article_id}"
    if reread.title is not None:
        heading += f", “{_shown(reread.title)}”"
    if reread.publisher is not None:
        heading += f" ({_shown(reread.publisher)})"
    lines = [
        heading,
        *(f"  + {_quote_as_text(quote)}" for quote in difference.added),
        *(f"  - {quote.id}: {_quote_as_text(quote)}" for quote in difference.gone),
    ]
    for before, after in difference.changed:
        lines.append(f"  ~ {before.id}: “{_shown(before.text)}”")
        lines += [f"      {change}" for change in _changes_as_text(before, after)]
    return "\n".join(lines)


def reread_as_json(reread: Reread) -> dict[str, Any]:
    """The same for programs, as docs/rerun.md describes it."""
    difference = reread.difference
    return {
        "article": reread.article_id,
        "title": reread.title,
        "publisher": reread.publisher,
        "revision": reread.revision,
        "outcome": reread.outcome,
        "engine_before": _engine_as_json(reread.engine_before),
        "engine_after": _engine_as_json(reread.engine_after),
        "added": [_quote_as_json(quote) for quote in difference.added],
        "gone": [_quote_as_json(quote) for quote in difference.gone],
        "changed": [
            {"before": _quote_as_json(before), "after": _quote_as_json(after)}
            for before, after in difference.changed
        ],
    }


def _shown(text: str) -> str:
    # What a stranger wrote must not steer the terminal.
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return plain if len(plain) <= _LONGEST_SHOWN else plain[: _LONGEST_SHOWN - 1] + "…"


def _quote_as_text(quote: ReadQuote) -> str:
    stances = "".join(f" [{slug}: {stance.label}]" for slug, stance in quote.stances.items())
    return f"{_speaker(quote)} ({quote.type}, {quote.confidence:.2f}): “{_shown(quote.text)}”{stances}"


def _speaker(quote: ReadQuote) -> str:
    if quote.speaker is not None:
        return _shown(quote.speaker)
    return f"nobody ({quote.no_speaker}: {_shown(', '.join(quote.candidates)) or 'no candidates'})"


def _changes_as_text(before: ReadQuote, after: ReadQuote) -> Iterator[str]:
    pairs = [
        ("text", f"“{_shown(before.text)}”", f"“{_shown(after.text)}”"),
        ("type", before.type, after.type),
        ("speaker", _numbered(before), _numbered(after)),
        ("mention", _shown(before.mention or "none"), _shown(after.mention or "none")),
        ("confidence", f"{before.confidence:.4f}", f"{after.confidence:.4f}"),
        ("places", _places(before), _places(after)),
    ]
    for slug in sorted(before.stances.keys() | after.stances.keys()):
        pairs.append(
            (f"stance toward {slug}", _stance(before.stances.get(slug)), _stance(after.stances.get(slug)))
        )
    for name, was, now in pairs:
        if was != now:
            yield f"{name}: {was} → {now}"


def _numbered(quote: ReadQuote) -> str:
    return _speaker(quote) if quote.speaker_id is None else f"{_speaker(quote)} (speaker {quote.speaker_id})"


def _places(quote: ReadQuote) -> str:
    return ", ".join(f"{role} {start}-{end}" for role, start, end in quote.spans)


def _stance(stance: ReadStance | None) -> str:
    if stance is None:
        return "none"
    return f"{stance.label} {stance.confidence:.4f} at {stance.evidence[0]}-{stance.evidence[1]}"


def _engine_as_json(engine: tuple[str, str] | None) -> dict[str, str] | None:
    return None if engine is None else {"name": engine[0], "version": engine[1]}


def _quote_as_json(quote: ReadQuote) -> dict[str, Any]:
    def spans(role: str) -> list[list[int]]:
        return [[start, end] for each, start, end in quote.spans if each == role]

    return {
        "id": quote.id,
        "text": quote.text,
        "type": quote.type,
        "content": spans("content"),
        "cue": spans("cue"),
        "source": spans("source"),
        "speaker": None if quote.speaker is None else {"id": quote.speaker_id, "name": quote.speaker},
        "no_speaker": None
        if quote.no_speaker is None
        else {"reason": quote.no_speaker, "candidates": list(quote.candidates)},
        "mention": quote.mention,
        "confidence": quote.confidence,
        "stances": [
            {
                "target": slug,
                "label": stance.label,
                "confidence": stance.confidence,
                "evidence": list(stance.evidence),
            }
            for slug, stance in quote.stances.items()
        ],
    }
