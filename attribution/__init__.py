"""Who said what, in one text: pure functions over strings, without web, database, network or clock."""

from attribution.extraction import (
    Extraction,
    ExtractionWarning,
    MentionForm,
    NoSpeakerReason,
    Quote,
    QuoteType,
    Span,
    Speaker,
    SpeakerKind,
)
from attribution.loading import load_weights
from attribution.pipeline import ENGINE, ENGINE_VERSION, extract
from attribution.trained_files import WeightsUnavailable

__all__ = [
    "ENGINE",
    "ENGINE_VERSION",
    "Extraction",
    "ExtractionWarning",
    "MentionForm",
    "NoSpeakerReason",
    "Quote",
    "QuoteType",
    "Span",
    "Speaker",
    "SpeakerKind",
    "WeightsUnavailable",
    "extract",
    "load_weights",
]
