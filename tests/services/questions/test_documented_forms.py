"""docs/questions.md: every question in its table is read as the form of its row."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from services.questions import read_question
from tests.services.questions.form_table import FILLINGS, TODAY

PAGE = Path(__file__).parents[3] / "docs" / "questions.md"
ROWS = re.findall(r"^\| `(\w+)` \| ([^|]+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
DOCUMENTED = [(form, question.strip()) for form, questions in ROWS for question in questions.split(";")]


def test_the_table_has_every_form() -> None:
    assert len({form for form, _ in DOCUMENTED}) == 14
    assert len(DOCUMENTED) > 50


@pytest.mark.parametrize(("form", "question"), DOCUMENTED, ids=[question for _, question in DOCUMENTED])
def test_a_documented_question_is_read_as_its_form(form: str, question: str) -> None:
    for filling in FILLINGS:
        words = [filling.get(word, word) for word in re.split(r"\b", question)]
        assert read_question("".join(words), today=TODAY).form == form
