"""In which language a text is, where nobody said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

DEFAULT_LANGUAGE: Final = "en"
ENGINE: Final = "py3langid"
LANGUAGE_NOT_READ: Final = "language_not_read"
"""Code of the warning that a text's quotes were not extracted."""
# More tells nothing new and takes longer.
_SAMPLE_CHARACTERS: Final = 5000
_FEWEST_LETTERS: Final = 20
# Of 5,040 pieces of English news, 40 to 400 characters long, none was taken for another language at this.
_LEAST_CONFIDENCE: Final = 0.8
# Words that every English text is full of and that are rare in every other language.
_WORDS = (
    "the of and to that with for his from this have has not are but they which she you were would there their been "
    "when who said what its about than them can other could these after because"
)
_ENGLISH_WORDS: Final = frozenset(_WORDS.split())
_ENGLISH_SHARE: Final = 0.12
_WORD: Final = re.compile(r"[^\W\d_]+")
_NO_LANGUAGE: Final = frozenset({"zxx", "und"})


@dataclass(frozen=True, slots=True)
class Detection:
    """A language other than English, as its ISO 639 code, and how sure the engine is, from 0 to 1."""

    language: str
    confidence: float
    engine: str = ENGINE

    @property
    def engine_version(self) -> str:
        """Which release of the engine says so."""
        return version(ENGINE)


def detect_language(text: str, title: str | None = None) -> Detection | None:
    """The language of a text that is clearly in another than English; None for English, and where it cannot be told.

    So a text that is too short, or in nothing that the engine is sure of, counts as English.
    """
    if len(re.sub(r"[\W\d_]+", "", _sample(text, title))) < _FEWEST_LETTERS:
        return None
    if is_plainly_english(text, title):
        # Most archives have nothing but English and never load the model, which takes 80 MB and a second.
        return None
    language, confidence = _identifier().classify(_sample(text, title))
    if language in {DEFAULT_LANGUAGE, *_NO_LANGUAGE} or confidence < _LEAST_CONFIDENCE:
        return None
    return Detection(language, round(float(confidence), 4))


def is_plainly_english(text: str, title: str | None = None) -> bool:
    """Whether a text has as many of the commonest English words as only English ones have."""
    words = _WORD.findall(_sample(text, title).lower())
    return bool(words) and sum(word in _ENGLISH_WORDS for word in words) >= _ENGLISH_SHARE * len(words)


def is_read(language: str) -> bool:
    """Whether quotes are extracted from texts in the language of this tag (BCP 47)."""
    return primary_language(language) == DEFAULT_LANGUAGE


def not_read_message(language: str) -> str:
    """What that warning says."""
    return f"the language is {language!r}, and quotes are extracted from English (en) only"


def primary_language(tag: str) -> str:
    """The language of a tag without script and region, in the shortest form: `en` for `en-GB` and `eng`."""
    primary = tag.lower().split("-")[0]
    return DEFAULT_LANGUAGE if primary == "eng" else primary


def _sample(text: str, title: str | None) -> str:
    return f"{title or ''}\n{text[:_SAMPLE_CHARACTERS]}"


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
