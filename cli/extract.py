"""`onrecord extract`: quotes of many texts, in a stable format that outside scorers read."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import IO, Any

import click

from attribution import Extraction, Quote, extract
from attribution.extraction import join_segments
from attribution.stance import Target, stance
from cli.json_lines import answer_json_lines, require_text
from seeds.material import read_targets


@click.command()
@click.argument("file", type=click.File("rb"))
@click.option(
    "-o", "--output", default="-", show_default=True, help="Where the lines go; - is standard output."
)
@click.option(
    "--targets",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="JSON list of {slug, proposition, terms, inverse} instead of the seed targets; the last two may be left out.",
)
def command(file: IO[bytes], output: str, targets: Path | None) -> None:
    """Find the quotes in FILE, one JSON object {"id", "text"} a line.

    Each line answers with the id, the quotes with character offsets into the text given, and warnings. A line
    that cannot be read is named on standard error and passed over; the exit status is then 1.
    """
    wanted = _read_targets_file(targets) if targets else read_targets()
    sys.exit(1 if answer_json_lines(file, output, lambda line: _answer(line, wanted)) else 0)


def _answer(line: dict[str, Any], targets: tuple[Target, ...]) -> dict[str, Any]:
    text = require_text(line, "text")
    if "id" not in line:
        raise ValueError("'id' is missing")
    extraction = extract(text)
    return {
        "id": line["id"],
        "quotes": [_quote_line(text, quote, targets) for quote in extraction.quotes],
        "warnings": _warning_lines(extraction),
    }


def _quote_line(text: str, quote: Quote, targets: tuple[Target, ...]) -> dict[str, Any]:
    return {
        "content": [list(span) for span in quote.content],
        "cue": [list(span) for span in quote.cue],
        "source": [list(span) for span in quote.source],
        "type": quote.type,
        "speaker_name": quote.speaker.name if quote.speaker else None,
        "speaker_kind": quote.speaker.kind if quote.speaker else None,
        "confidence": round(quote.confidence, 4),
        "stances": _stance_lines(text, quote, targets),
    }


def _stance_lines(text: str, quote: Quote, targets: tuple[Target, ...]) -> list[dict[str, Any]]:
    words = join_segments(text, quote.content)
    context = text[quote.context.start : quote.context.end]
    found = ((target, stance(words, context, target)) for target in targets)
    return [
        {"target": target.slug, "label": answer.label, "confidence": round(answer.confidence, 4)}
        for target, answer in found
        if answer is not None
    ]


def _warning_lines(extraction: Extraction) -> list[dict[str, Any]]:
    return [
        {
            "code": warning.code,
            "message": warning.message,
            "span": list(warning.span) if warning.span else None,
        }
        for warning in extraction.warnings
    ]


def _read_targets_file(path: Path) -> tuple[Target, ...]:
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(rows, list):
            raise TypeError("it is no list")
        return tuple(
            Target(row["proposition"], tuple(row.get("terms", ())), row["slug"], row.get("inverse") or "")
            for row in rows
        )
    except (ValueError, KeyError, TypeError) as error:
        raise click.ClickException(
            f"{path} must be a JSON list of objects with slug, proposition and terms ({error})"
        ) from error
