"""Questions in plain English, read and answered: "what did Macron say about deployment"."""

from services.questions.answers import Answer, ask
from services.questions.changes import Change
from services.questions.understanding import EXAMPLES, Question, read_question

__all__ = ["EXAMPLES", "Answer", "Change", "Question", "ask", "read_question"]
