"""What a question asks, read from its words alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from services.errors import UnreadableQuestion
from services.questions.events import take_event
from services.questions.periods import TimeFrame, take_time_frame
from services.questions.politeness import drop_thanks, openings
from services.questions.readings import (
    OrderAsked,
    Reading,
    StanceAsked,
    drop_operators,
    readings,
    tidy_subject,
)
from services.questions.spelling import correct_spelling
from services.questions.stances import TargetAsked

EXAMPLES = (
    "what did Macron say about deployment",
    "what has Macron said about sanctions since March 2025",
    "who supports sanctions on Russia",
    "has Tusk ever opposed sending troops to Ukraine",
    "quotes by Costa about sanctions",
    "Macron vs Costa on sanctions",
    "how has Starmer's position on sanctions changed",
)

_LONGEST_QUESTION = 300
_MOST_KEYWORDS = 8
_PRONOUN = re.compile(r"(?:he|she|they|him|her|them|we|you|i|this|that|these|those|one)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """How a question was understood.

    `speaker` and `subject` are the asker's own words, None when the question leaves them open. `stance` is what
    the asker wants to know of the speaker toward the subject; `targets` are
    the stored targets that this subject speaks of, each with the stance toward it that answers the question
    ("against" where somebody supports lifting what the target wants kept). `after` is inclusive, `before` exclusive. `form` is
    one of `said`, `everything`, `asked_whether_said`, `who_said`, `position`, `quotes`, `stance`, `who_stance`,
    `comparison`, `shift`, `how_often`, `most_quoted`, `short` ("Macron on troops") and `keywords` ("Macron troops").
    `order` is what it asks to see first, None where it does not say; `publisher` is where it was said. `notes` says
    in words what the answer could not heed.
    """

    speakers: tuple[str, ...]
    """The names that the question tells apart; one may hold several, as "Macron and Costa" does."""
    subject: str | None
    stance: StanceAsked | None
    after: datetime | None
    before: datetime | None
    form: str
    order: OrderAsked | None = None
    publisher: str | None = None
    notes: tuple[str, ...] = ()
    targets: tuple[TargetAsked, ...] = ()
    needs_names: bool = False
    """Whether it is only meant where its speakers are known, and another reading else."""

    @property
    def speaker(self) -> str | None:
        """All names together."""
        return " and ".join(self.speakers) or None


def read_question(question: str, *, today: date) -> Question:
    """Understand a question; `today` is what "yesterday" counts from.

    A few words that are no sentence become the form `keywords` with all of them as the subject: only a database
    knows which of them name somebody. Raises UnreadableQuestion, whose `examples` can be read.
    """
    return next(read_question_in_ways(question, today=today))


def read_question_in_ways(question: str, *, today: date) -> Iterator[Question]:
    """The ways to understand a question, likeliest first, at least one; see `read_question`."""
    typed, frame = take_time_frame(_tidy(question), today)
    typed, undated = take_event(typed.strip(" ,"))
    found = False
    for reading in _ways(typed):
        found = True
        pronoun = next((name for name in reading.speakers if _PRONOUN.fullmatch(name)), None)
        if pronoun is not None:
            raise unreadable(f"Name the speaker: it is not clear who {pronoun!r} is.")
        unsaid = _ONLY_WHAT_WAS_SAID if reading.negated else None
        notes = tuple(note for note in (unsaid, undated, _date_left(reading.subject)) if note)
        yield Question(
            reading.speakers,
            reading.subject,
            reading.stance,
            frame.after,
            frame.before,
            reading.form,
            reading.order,
            reading.publisher,
            notes,
            needs_names=reading.needs_names,
        )
    if not found:
        yield _read_keywords(typed, frame, undated)


def _ways(typed: str) -> Iterator[Reading]:
    ways = _readings(typed)
    likeliest = next(ways, None)
    # "dose Velden support tolls" speaks of no "dose Velden".
    if likeliest is None or any(correct_spelling(name) != name for name in likeliest.speakers):
        corrected = correct_spelling(typed)
        yield from _readings(corrected) if corrected != typed else ()
    if likeliest is not None:
        yield likeliest
        yield from ways


def _readings(words: str) -> Iterator[Reading]:
    for opening in openings(words):
        yield from readings(words[opening:])


def _read_keywords(words: str, frame: TimeFrame, undated: str | None) -> Question:
    if len(words.split()) > _MOST_KEYWORDS or _NO_KEYWORDS.match(words) is not None:
        raise unreadable("This is not a question about who said what.")
    subject = tidy_subject(drop_operators(words)) or words
    notes = tuple(note for note in (undated, _date_left(subject)) if note)
    return Question((), subject, None, frame.after, frame.before, "keywords", notes=notes)


_ONLY_WHAT_WAS_SAID = "Quotes show what somebody said, not what they did not say."
_DATE_WORD = re.compile(
    r"\b(?:(?:19|20)\d\d|(?i:january|february|april|june|july|august|september|october|november|december)|March)\b"
)


def _date_left(subject: str | None) -> str | None:
    """A note on what looks like a date but was not understood as one."""
    left = None if subject is None or subject.startswith('"') else _DATE_WORD.search(subject)
    return (
        None if left is None else f"{in_quotes(left[0])} was taken for a word of the subject, not for a date."
    )


def in_quotes(words: str) -> str:
    """Words of the asker's as a note has them."""
    return f"'{words}'"


_MARKS = str.maketrans({**dict.fromkeys("’‘‚‛ʼʻʹ′´`＇", "'"), **dict.fromkeys("“”„‟«»″＂", '"')})
_ENDING = " ?!.…"


def _tidy(question: str) -> str:
    if len(question) > _LONGEST_QUESTION:
        raise unreadable(f"A question has up to {_LONGEST_QUESTION} characters, not {len(question)}.")
    plain = unicodedata.normalize("NFC", question).translate(_MARKS)
    # Control characters and lone surrogates cannot be stored, so nothing that is stored has them.
    printable = "".join(
        " " if unicodedata.category(character)[0] in "CZ" else character for character in plain
    )
    words = " ".join(printable.split()).rstrip(_ENDING)
    quoted = re.fullmatch(r"\"([^\"]*)\"|'((?:[^']|(?<=\w)'(?=\w))*)'", words)
    words = (quoted[1] or quoted[2] or "" if quoted else words).rstrip(_ENDING).strip()
    # Before any date is read: only at the end is a bare "March 2025" one.
    words = drop_thanks(words)
    if not any(character.isalpha() for character in words):
        raise unreadable("The question has no words.")
    return words


_NO_KEYWORDS = re.compile(
    r"(?:what|wat|who|whom|whose|when|where|why|how|which|is|are|was|were|am|did|do|does|has|have|can|could|will|would|should|i|you"
    r"|hi|hello|hey|thanks|thank|please|ok|okay|yes|no|help|test|good|bye|goodbye|tell|show|give|find)\b",
    re.IGNORECASE,
)


def unreadable(detail: str) -> UnreadableQuestion:
    """The refusal of a question, with how to ask."""
    return UnreadableQuestion(f"{detail} Ask, for example: {EXAMPLES[0]}", examples=list(EXAMPLES))
