"""`onrecord stance`: labels for pairs of text and target, in a stable format that outside scorers read."""

from __future__ import annotations

import sys
from typing import IO, Any

import click

from attribution.stance import Target, label_pair
from cli.json_lines import answer_json_lines, require_text


@click.command()
@click.argument("file", type=click.File("rb"))
@click.option(
    "-o", "--output", default="-", show_default=True, help="Where the lines go; - is standard output."
)
def command(file: IO[bytes], output: str) -> None:
    """Label each line {"text", "target"} of FILE; the target is free text, "context" is read when it is there.

    Each line comes back with "label" (favor, against, neutral, unrelated), "confidence" and "evidence": [start, end) of the
    words of the text that show it, null for unrelated. A line that cannot be read is named on standard error and passed
    over; the exit status is then 1.
    """
    sys.exit(1 if answer_json_lines(file, output, lambda line: {**line, **_label(line)}) else 0)


def _label(line: dict[str, Any]) -> dict[str, Any]:
    context = line.get("context")
    answer = label_pair(
        require_text(line, "text"),
        context if isinstance(context, str) else "",
        Target(proposition=require_text(line, "target")),
    )
    return {
        "label": answer.label,
        "confidence": round(answer.confidence, 4),
        "evidence": list(answer.evidence) if answer.evidence else None,
    }
