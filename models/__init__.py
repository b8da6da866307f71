"""The tables, and how to reach them. Knows nothing of HTTP or of extraction."""

from models.access import ApiKey, IdempotencyRecord
from models.article import Article, ArticleRevision, ArticleState, Publisher
from models.base import Base, current_moment
from models.history import HistoryEvent
from models.job import Job, JobState
from models.quote import Quote, QuoteSpan, QuoteState
from models.quote_pair import QuotePair
from models.session import SessionFactory, make_session_factory, make_writing_session_factory, open_engine
from models.speaker import Speaker, SpeakerAlias
from models.stance import WORDING, Stance, Target
from models.stance_answer import StanceAnswer, StanceRequestDay

__all__ = [
    "WORDING",
    "ApiKey",
    "Article",
    "ArticleRevision",
    "ArticleState",
    "Base",
    "HistoryEvent",
    "IdempotencyRecord",
    "Job",
    "JobState",
    "Publisher",
    "Quote",
    "QuotePair",
    "QuoteSpan",
    "QuoteState",
    "SessionFactory",
    "Speaker",
    "SpeakerAlias",
    "Stance",
    "StanceAnswer",
    "StanceRequestDay",
    "Target",
    "current_moment",
    "make_session_factory",
    "make_writing_session_factory",
    "open_engine",
]
