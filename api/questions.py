"""/v1/ask: a question in English, answered with quotes."""

from __future__ import annotations

from typing import Any

from api.answer_representations import represent_answer
from api.database import reading_session
from api.paging import page_answer, page_request
from api.representations import represent_match
from api.resource import Resource
from api.schemas.questions import AnswerSchema, AskQuerySchema
from models import current_moment
from services.errors import InvalidCursor, UnreadableQuestion
from services.questions import ask

resource = Resource("Questions", "Questions in English, answered with quotes")


@resource.operation(
    "GET",
    "/v1/ask",
    AnswerSchema,
    query=AskQuerySchema,
    refuses=[InvalidCursor, UnreadableQuestion],
    headers=["Link"],
)
def ask_question(query: dict[str, Any]) -> dict[str, Any]:
    """Ask who said what about what

    Answers how the question was understood and the quotes that fit, best and newest first unless it asks for another
    order. docs/questions.md has the forms that are read.
    """
    today = current_moment().date()
    answer = ask(reading_session(), query["q"], today=today, page=page_request(query))
    items = [represent_match(match) for match in answer.page.items]
    return {**represent_answer(query["q"], answer), **page_answer(answer.page, items)}
