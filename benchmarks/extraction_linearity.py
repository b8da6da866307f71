"""Seconds of CPU that one extraction takes as its text doubles: `python benchmarks/extraction_linearity.py`.

Every row is a text that once could have cost more than linear time. In a linear row each figure is about
twice the one before it.

Seen with engine `minilm-tagger` 1 (CPU seconds for 62,500, 125,000 and 250,000 characters, one busy core of two; nearly all
of it is the network, a piece after the other):

    straight marks              3.68    7.10   14.11
    opening marks               3.75    7.57   15.19
    empty quotations            3.85    7.31   14.73
    no space                    0.02    0.03    0.06
    said                        0.77    1.58    3.15
    he said,                    1.37    2.83    5.62
    who said                    0.92    1.92    3.79
    quotes in one paragraph     3.77    7.60   15.71
    quoted paragraphs           2.12    4.25    8.43
    reopened paragraphs         1.87    3.77    7.60
    names                       1.09    2.22    4.65
    capitals                    1.20    2.47    5.00
    labels                      2.27    4.57    9.22
    brackets                    3.70    7.49   14.72
    lone surrogates             0.15    0.28    0.62
    news                        1.96    3.94    7.85
"""

from __future__ import annotations

import time

from attribution import extract

LARGEST = 250_000
"""Characters of the largest text of a row; the others are a half and a quarter of it."""

UNITS = {
    "straight marks": '"',
    "opening marks": "“",
    "empty quotations": "“”",
    "no space": "a",
    "said": "said ",
    "he said,": "he said, ",
    "who said": "who said ",
    "quotes in one paragraph": "“A,” he said. ",
    "quoted paragraphs": "“Abc def.”\n\n",
    "reopened paragraphs": "“Abc def.\n\n",
    "names": "Mara Velden said that ",
    "capitals": "Mara ",
    "labels": "A: b.\n\n",
    "brackets": "(",
    "lone surrogates": "\ud800",
    "news": "“We will not sign,” Mara Velden said. The treaty, she added, is dead.\n\n",
}


def seconds(text: str) -> float:
    start = time.process_time()
    extract(text)
    return time.process_time() - start


def main() -> None:
    extract("Mara Velden said so.")
    for name, unit in UNITS.items():
        text = unit * (LARGEST // len(unit))
        figures = [seconds(text[: len(text) // part]) for part in (4, 2, 1)]
        print(f"{name:24s}" + "".join(f"{figure:8.2f}" for figure in figures), flush=True)


if __name__ == "__main__":
    main()
