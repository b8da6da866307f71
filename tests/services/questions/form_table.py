"""Forms of questions with their right readings, each tried with several speakers, subjects and publishers.

A line of a table is `number | form | speaker | subject | stance | period | order | publisher | note | question`.
`-` is nothing. A period is `first..end`, the end exclusive, as seen from TODAY; a note is words that one of the notes must
have. `{A}` and `{C}` are speakers, `{B}` is a subject, `{X}` what somebody said, `{P}` a publisher; `{A} & {C}` are two
speakers that the form names apart. The forms were numbered before any was tried: even numbers were built on, odd ones
kept out until the figure in docs/questions.md was measured.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from services.errors import UnreadableQuestion
from services.questions import read_question

TODAY = date(2026, 11, 23)
TABLES = ("question_forms.txt", "question_forms_kept_out.txt")

FILLINGS = (
    {
        "A": "Mara Velden",
        "C": "Ion Brask",
        "B": "bridge tolls",
        "X": "the toll is unfair",
        "P": "Meridian Wire",
    },
    {
        "A": "Joost van der Linde",
        "C": "Odile de Vries-Okar",
        "B": "fishing and shipping rights",
        "X": "nobody asked the islands",
        "P": "Harbour Gazette",
    },
    {
        "A": "the Kestrian Chamber of Commerce",
        "C": "the Torland Dockers' Union",
        "B": "the ferry subsidy",
        "X": "we cannot pay for both",
        "P": "the Harbour Gazette",
    },
    {"A": "velden", "C": "brask", "B": "tolls", "X": "tolls must go", "P": "meridian wire"},
    {
        "A": "Elias Marios",
        "C": "O'Brask",
        "B": "Kestria's harbour law",
        "X": "ships will wait",
        "P": "Torland Daily",
    },
)


@dataclass(frozen=True, slots=True)
class Case:
    """One form with one filling: the question and all that must be read from it."""

    number: int
    question: str
    reading: tuple[str | None, ...]
    """Form, speaker, subject, stance, period, order and publisher."""
    note: str | None


def cases(table: str) -> list[Case]:
    """Every form of a table with every filling."""
    lines = (Path(__file__).parent / table).read_text(encoding="utf-8").splitlines()
    forms = [[cell.strip() for cell in line.split("|")] for line in lines if not line.startswith("#")]
    return [_fill(cells, filling) for cells in forms for filling in FILLINGS]


def read(case: Case) -> tuple[tuple[str | None, ...], tuple[str, ...]]:
    """What is read from the question of a case, in the shape of its `reading`, and the notes."""
    try:
        question = read_question(case.question, today=TODAY)
    except UnreadableQuestion as unreadable:
        return ("unreadable",), (unreadable.detail,)
    bounds = [
        "" if moment is None else moment.date().isoformat() for moment in (question.after, question.before)
    ]
    period = "..".join(bounds)
    reading = (
        question.form,
        question.speaker,
        question.subject,
        question.stance,
        None if period == ".." else period,
        question.order,
        question.publisher,
    )
    return reading, question.notes


def is_right(case: Case) -> bool:
    """Whether a case is read as it must be, with the note it wants and no other."""
    reading, notes = read(case)
    noted = not notes if case.note is None else len(notes) == 1 and case.note in notes[0]
    return reading == case.reading and noted


def right_forms(table: str) -> tuple[int, int]:
    """How many forms are read right with every filling, and how many there are."""
    verdicts: dict[int, bool] = {}
    for case in cases(table):
        verdicts[case.number] = verdicts.get(case.number, True) and is_right(case)
    return sum(verdicts.values()), len(verdicts)


def _fill(cells: list[str], filling: dict[str, str]) -> Case:
    number, form, speaker, subject, stance, period, order, publisher, note, question = cells
    if "&" in speaker:
        speaker = " and ".join(_bare(filling[each]) for each in "AC")
    else:
        speaker = _bare(_put(speaker, filling))
    publisher = _bare(_put(publisher, filling))
    cleaned = (form, speaker, _put(subject, filling), stance, period, order, publisher)
    return Case(
        int(number),
        _put(question, filling).replace("s's ", "s' "),
        tuple(None if cell == "-" else cell for cell in cleaned),
        None if note == "-" else note,
    )


def _put(template: str, filling: dict[str, str]) -> str:
    return re.sub(r"\{([ABCXP])\}", lambda slot: filling[slot[1]], template)


def _bare(name: str) -> str:
    return name.removeprefix("the ")
