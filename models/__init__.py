"""The tables, and how to reach them. Knows nothing of HTTP or of extraction."""

from models.access import ApiKey, IdempotencyRecord
from models.article import Article, ArticleRevision, ArticleState, LanguageDetection, Publisher
from models.base import Base, current_moment
from models.feed import EntryState, Feed, FeedEntry
from models.history import HistoryEvent
from models.job import Job, JobState
from models.name_spelling import SpeakerNameSpelling
from models.quote import Quote, QuoteSpan, QuoteState
from models.quote_group import QuoteGroup, QuoteWording, UngroupedQuote, WordingKey
from models.quote_pair import QuotePair
from models.quote_vector import QuoteVector
from models.review import QuoteReply, UnrelatedTarget
from models.session import SessionFactory, make_session_factory, make_writing_session_factory, open_engine
from models.speaker import DeniedSpeakerName, Speaker, SpeakerAlias
from models.speaker_change import SpeakerChange, SpeakerChangeQuote
from models.stance import WORDING, Stance, Target
from models.stance_answer import StanceAnswer, StanceRequestDay
from models.webhook import (
    DeliveryState,
    QuoteChange,
    SavedSearch,
    Webhook,
    WebhookDelivery,
    WebhookQuote,
    WebhookSearch,
)

__all__ = [
    "WORDING",
    "ApiKey",
    "Article",
    "ArticleRevision",
    "ArticleState",
    "Base",
    "DeliveryState",
    "DeniedSpeakerName",
    "EntryState",
    "Feed",
    "FeedEntry",
    "HistoryEvent",
    "IdempotencyRecord",
    "Job",
    "JobState",
    "LanguageDetection",
    "Publisher",
    "Quote",
    "QuoteChange",
    "QuoteGroup",
    "QuotePair",
    "QuoteReply",
    "QuoteSpan",
    "QuoteState",
    "QuoteVector",
    "QuoteWording",
    "SavedSearch",
    "SessionFactory",
    "Speaker",
    "SpeakerAlias",
    "SpeakerChange",
    "SpeakerChangeQuote",
    "SpeakerNameSpelling",
    "Stance",
    "StanceAnswer",
    "StanceRequestDay",
    "Target",
    "UngroupedQuote",
    "UnrelatedTarget",
    "Webhook",
    "WebhookDelivery",
    "WebhookQuote",
    "WebhookSearch",
    "WordingKey",
    "current_moment",
    "make_session_factory",
    "make_writing_session_factory",
    "open_engine",
]
