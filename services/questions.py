"""Questions in plain English, read and answered: "what did Macron say about deployment"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from itertools import chain

from sqlalchemy.orm import Session

from models import Speaker
from services.errors import InvalidCursor, UnreadableQuestion
from services.near_names import NearReading
from services.paging import Page, PageRequest
from services.question_dates import take_time_frame
from services.question_forms import (
    PRONOUN,
    StanceAsked,
    drop_operators,
    readings,
    tidy_speaker,
    tidy_subject,
)
from services.question_names import NamedSpeakers, find_named, read_unknown
from services.question_stances import TargetAsked, read_stances
from services.quotes import QuoteMatch, QuoteQuery, search_quotes
from services.speakers import find_speakers

__all__ = ["EXAMPLES", "Answer", "Question", "ask", "read_question"]

EXAMPLES = (
    "what did Macron say about deployment",
    "what has Macron said about sanctions since March 2025",
    "who supports sanctions on Russia",
    "has Tusk ever opposed sending troops to Ukraine",
    "quotes by Costa about sanctions",
)

_LONGEST_QUESTION = 300
_MOST_KEYWORDS = 8
# In a sentence people use more words than a quote repeats; of a short subject all must still be there.
_SHARE_OF_SUBJECT = Fraction(2, 3)


@dataclass(frozen=True, slots=True)
class Question:
    """How a question was understood.

    `speaker` and `subject` are the asker's own words, None when the question leaves them open. `stance` is what
    the asker wants to know of the speaker toward the subject; `targets` are
    the stored targets that this subject speaks of, each with the stance toward it that answers the question
    ("against" where somebody supports lifting what the target wants kept). `after` is inclusive, `before` exclusive. `form` is
    one of `said`, `everything`, `asked_whether_said`, `who_said`, `position`, `quotes`, `stance`, `who_stance`,
    `short` ("Macron on troops") and `keywords` ("Macron troops"). `notes` says in words what the answer could
    not heed.
    """

    speaker: str | None
    subject: str | None
    stance: StanceAsked | None
    after: datetime | None
    before: datetime | None
    form: str
    notes: tuple[str, ...] = ()
    targets: tuple[TargetAsked, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Quotes that answer a question, best and newest first.

    `speakers` are those of the name asked for; empty when nobody of that name is known, and when the question
    names nobody.
    """

    question: Question
    speakers: list[Speaker]
    page: Page[QuoteMatch]
    read_as: tuple[NearReading, ...] = ()
    """The names that nobody goes by, which were read as the nearest ones."""


def read_question(question: str, *, today: date) -> Question:
    """Understand a question; `today` is what "yesterday" counts from.

    A few words that are no sentence become the form `keywords` with all of them as the subject: only a database
    knows which of them name somebody. Raises UnreadableQuestion, whose `examples` can be read.
    """
    words, frame = take_time_frame(_tidy(question), today)
    words = words.strip(" ,")
    reading = next(chain.from_iterable(readings(words[opening:]) for opening in _openings(words)), None)
    if reading is None:
        if not _are_keywords(words):
            raise _unreadable("This is not a question about who said what.")
        subject = tidy_subject(drop_operators(words)) or words
        notes = _dates_left(subject)
        return Question(None, subject, None, frame.after, frame.before, "keywords", notes)
    if reading.speaker is not None and PRONOUN.fullmatch(reading.speaker):
        raise _unreadable(f"Name the speaker: it is not clear who {reading.speaker!r} is.")
    notes = (*((_ONLY_WHAT_WAS_SAID,) if reading.negated else ()), *_dates_left(reading.subject))
    return Question(
        reading.speaker, reading.subject, reading.stance, frame.after, frame.before, reading.form, notes
    )


def ask(session: Session, question: str, *, today: date, page: PageRequest) -> Answer:
    """Answer a question with stored quotes.

    Raises UnreadableQuestion, InvalidInput (a subject of too many words) and InvalidCursor.
    """
    understood = read_question(question, today=today)
    if understood.form == "keywords":
        return _answer_keywords(session, understood, page)
    if understood.speaker is None:
        return _answer(session, understood, [], page)
    named = find_named(session, understood.speaker)
    if not named.speakers and understood.form == "short":
        # "sanctions on Russia" has the shape of "Macron on Russia".
        subject = f"{understood.speaker} on {understood.subject}"
        whole = replace(understood, speaker=None, subject=subject, form="keywords")
        answer = _answer_if_any(session, whole, page)
        if answer is not None:
            return answer
    return _answer_named(session, understood, read_unknown(session, named), page)


def _answer_keywords(session: Session, question: Question, page: PageRequest) -> Answer:
    words = (question.subject or "").split()
    splits = [
        *((words[:count], words[count:]) for count in range(len(words), 0, -1)),
        *((words[-count:], words[:-count]) for count in range(len(words) - 1, 0, -1)),
    ]
    for named, rest in splits:
        name = tidy_speaker(" ".join(named))
        speakers = find_speakers(session, name)
        if speakers:
            read = _with_speaker(question, name, rest)
            return _answer_named(session, read, NamedSpeakers(tuple(speakers)), page)
    answer = _answer_if_any(session, question, page)
    if answer is not None:
        return answer
    for named, rest in splits:
        name = tidy_speaker(" ".join(named))
        near = read_unknown(session, NamedSpeakers(unknown=(name,)))
        if near.speakers:
            return _answer_named(session, _with_speaker(question, name, rest), near, page)
    if page.cursor is not None:
        return _answer(session, question, [], page)
    raise _unreadable("No known speaker is named, and nothing was said about these words.")


def _with_speaker(question: Question, name: str, rest: list[str]) -> Question:
    subject = tidy_subject(drop_operators(" ".join(rest))) or None
    return replace(question, speaker=name, subject=subject)


def _answer_if_any(session: Session, question: Question, page: PageRequest) -> Answer | None:
    """The answer, or None for one without quotes and for a cursor of another reading of the question."""
    try:
        answer = _answer(session, question, [], page)
    except InvalidCursor:
        return None
    return answer if answer.page.items else None


def _answer_named(session: Session, question: Question, named: NamedSpeakers, page: PageRequest) -> Answer:
    noted = replace(question, notes=(*question.notes, *named.notes))
    return replace(_answer(session, noted, list(named.speakers), page), read_as=named.read_as)


def _answer(session: Session, question: Question, speakers: list[Speaker], page: PageRequest) -> Answer:
    query = QuoteQuery(
        speaker=question.speaker,
        speaker_ids=None if question.speaker is None else tuple(speaker.id for speaker in speakers),
        said_after=question.after,
        said_before=question.before,
        share=_SHARE_OF_SUBJECT,
    )
    subject = question.subject
    if subject is not None and re.fullmatch(r'"[^"]+"', subject):
        query = replace(query, q=subject)
    elif subject is not None:
        query = replace(query, about=subject)
    if question.stance is not None and subject is not None:
        return _answer_stance(session, question, subject, question.stance, query, speakers, page)
    return Answer(question, speakers, search_quotes(session, query, page))


def _answer_stance(
    session: Session,
    question: Question,
    subject: str,
    asked: StanceAsked,
    query: QuoteQuery,
    speakers: list[Speaker],
    page: PageRequest,
) -> Answer:
    wanted = read_stances(session, subject, asked)
    if wanted is not None:
        question = replace(question, targets=wanted.targets)
        narrowed = replace(
            query, about=wanted.about, q=None, stance=wanted.stance, target_ids=wanted.target_ids
        )
        try:
            found = search_quotes(session, narrowed, page)
            if found.items or page.cursor is not None:
                return Answer(question, speakers, found)
        except InvalidCursor:
            # It may go on in the quotes that are shown where none has the stance.
            pass
        side = "in favour of" if asked == "favor" else "against"
        note, instead = f"No quote was found {side} {_in_quotes(subject)}", "these are about it"
    elif people := find_speakers(session, subject):
        # What they said themselves tells nothing about who agrees with them.
        query = replace(query, other_than_ids=tuple(speaker.id for speaker in people))
        note = f"{_in_quotes(subject)} is a speaker, and whom others side with is not recorded"
        instead = "these quotes mention them"
    else:
        note = f"No known target tells who is for or against {_in_quotes(subject)}"
        instead = "these quotes are about it, whatever their stance"
    found = search_quotes(session, query, page)
    note = f"{note}; {instead}." if found.items else f"{note}."
    return Answer(replace(question, notes=(*question.notes, note)), speakers, found)


_ONLY_WHAT_WAS_SAID = "Quotes show what somebody said, not what they did not say."
_DATE_WORD = re.compile(
    r"\b(?:(?:19|20)\d\d|(?i:january|february|april|june|july|august|september|october|november|december)|March)\b"
)


def _dates_left(subject: str | None) -> tuple[str, ...]:
    """A note for what looks like a date but was not understood as one."""
    left = None if subject is None or subject.startswith('"') else _DATE_WORD.search(subject)
    return (
        ()
        if left is None
        else (f"{_in_quotes(left[0])} was taken for a word of the subject, not for a date.",)
    )


def _in_quotes(words: str) -> str:
    return f"'{words}'"


_MARKS = str.maketrans({**dict.fromkeys("’‘‚‛ʼʻʹ′´`＇", "'"), **dict.fromkeys("“”„‟«»″＂", '"')})
_ENDING = " ?!.…"
# Before any date is read: only at the end is a bare "March 2025" one.
_THANKS = re.compile(r"(?<=\w)(?:[\s,]+(?:please|thanks|thank you))+$", re.IGNORECASE)


def _tidy(question: str) -> str:
    if len(question) > _LONGEST_QUESTION:
        raise _unreadable(f"A question has up to {_LONGEST_QUESTION} characters, not {len(question)}.")
    plain = unicodedata.normalize("NFC", question).translate(_MARKS)
    # Control characters and lone surrogates cannot be stored, so nothing that is stored has them.
    printable = "".join(
        " " if unicodedata.category(character)[0] in "CZ" else character for character in plain
    )
    words = " ".join(printable.split()).rstrip(_ENDING)
    quoted = re.fullmatch(r"\"([^\"]*)\"|'((?:[^']|(?<=\w)'(?=\w))*)'", words)
    words = (quoted[1] or quoted[2] or "" if quoted else words).rstrip(_ENDING).strip()
    words = _THANKS.sub("", words)
    if not any(character.isalpha() for character in words):
        raise _unreadable("The question has no words.")
    return words


_POLITE = re.compile(
    r"(?:(?:hi|hello|hey|ok|okay|so|and|well|please)\b[,!. ]+)*"
    r"(?:(?:(?:can|could|would|will) you |i(?: want|'d like| would like| need) to |do you |i )?(?:please )?"
    r"(?:(?:tell|show|give|find|list|get|search|look up|know|see|wonder|remember)(?: for)?(?: me| us)?)(?: all| if| whether)?[,:]? )?"
    r"(?:please[, ]+)?",
    re.IGNORECASE,
)


def _openings(words: str) -> tuple[int, ...]:
    """Where the question may begin: at the start, and after words of politeness."""
    opening = _POLITE.match(words)
    return (opening.end(), 0) if opening and opening.end() else (0,)


_NO_KEYWORDS = re.compile(
    r"(?:what|wat|who|whom|whose|when|where|why|how|which|is|are|was|were|am|did|do|does|has|have|can|could|will|would|should|i|you"
    r"|hi|hello|hey|thanks|thank|please|ok|okay|yes|no|help|test|good|bye|goodbye|tell|show|give|find)\b",
    re.IGNORECASE,
)


def _are_keywords(words: str) -> bool:
    return len(words.split()) <= _MOST_KEYWORDS and _NO_KEYWORDS.match(words) is None


def _unreadable(detail: str) -> UnreadableQuestion:
    return UnreadableQuestion(f"{detail} Ask, for example: {EXAMPLES[0]}", examples=list(EXAMPLES))
