"""Seconds of CPU that one extraction takes as its text doubles: `python benchmarks/extraction_linearity.py`.

Every row is a text that once could have cost more than linear time. In a linear row each figure is about
twice the one before it.

Seen with engine version 1 (CPU seconds for 250,000, 500,000 and 1,000,000 characters, one busy core of two):

    straight marks              2.24    4.37    8.51
    opening marks               2.25    4.68    9.02
    empty quotations            2.11    4.50    8.82
    no space                    0.04    0.07    0.14
    said                        0.84    1.87    4.07
    he said,                    2.49    5.43   11.53
    who said                    1.34    2.78    6.00
    quotes in one paragraph     5.32   10.94   22.05
    quoted paragraphs           3.79    8.39   16.49
    reopened paragraphs         3.55    7.37   15.20
    names                       1.83    4.11    8.17
    capitals                    2.29    4.59    9.32
    labels                      2.00    4.26    8.74
    brackets                    1.67    3.61    6.91
    lone surrogates             1.88    3.91    7.89
    news                        2.84    6.52   13.20
"""

from __future__ import annotations

import time

from attribution import extract

LARGEST = 1_000_000
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
