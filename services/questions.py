"""Questions in plain English, read and answered: "what did Macron say about deployment"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from itertools import chain

from sqlalchemy.orm import Session

from models import Speaker
from services.errors import UnreadableQuestion
from services.paging import Page, PageRequest
from services.question_dates import take_time_frame
from services.question_forms import PRONOUN, StanceAsked, readings, tidy_speaker, tidy_subject
from services.quotes import QuoteMatch, QuoteQuery, StanceLabel, search_quotes
from services.search.subject import TargetHit, find_targets_about
from services.search.words import stem, subject_words
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
    the asker wants to know of the speaker toward the subject. `after` is inclusive, `before` exclusive. `form` is
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


@dataclass(frozen=True, slots=True)
class Answer:
    """Quotes that answer a question, best and newest first.

    `speakers` are those of the name asked for; empty when nobody of that name is known, and when the question
    names nobody.
    """

    question: Question
    speakers: list[Speaker]
    page: Page[QuoteMatch]


def read_question(question: str, *, today: date) -> Question:
    """Understand a question; `today` is what "yesterday" counts from.

    A few words that are no sentence become the form `keywords` with all of them as the subject: only a database
    knows which of them name somebody. Raises UnreadableQuestion, whose `examples` can be read.
    """
    words, frame = take_time_frame(_tidy(question), today)
    reading = next(chain.from_iterable(readings(words[opening:]) for opening in _openings(words)), None)
    if reading is None:
        if not _are_keywords(words):
            raise _unreadable("This is not a question about who said what.")
        return Question(None, tidy_subject(words), None, frame.after, frame.before, "keywords")
    if reading.speaker is not None and PRONOUN.fullmatch(reading.speaker):
        raise _unreadable(f"Name the speaker: it is not clear who {reading.speaker!r} is.")
    return Question(reading.speaker, reading.subject, reading.stance, frame.after, frame.before, reading.form)


def ask(session: Session, question: str, *, today: date, page: PageRequest) -> Answer:
    """Answer a question with stored quotes.

    Raises UnreadableQuestion, InvalidInput (a subject of too many words) and InvalidCursor.
    """
    understood = read_question(question, today=today)
    if understood.form == "keywords":
        return _answer_keywords(session, understood, page)
    if understood.speaker is None:
        return _answer(session, understood, [], page)
    speakers = _find_named(session, understood.speaker)
    if not speakers and understood.form == "short":
        # "sanctions on Russia" has the shape of "Macron on Russia".
        whole = replace(
            understood, speaker=None, subject=f"{understood.speaker} on {understood.subject}", form="keywords"
        )
        answer = _answer(session, whole, [], page)
        if answer.page.items:
            return answer
    return _answer(session, understood, speakers, page)


def _answer_keywords(session: Session, question: Question, page: PageRequest) -> Answer:
    words = (question.subject or "").split()
    splits = chain(
        ((words[:count], words[count:]) for count in range(len(words), 0, -1)),
        ((words[-count:], words[:-count]) for count in range(len(words) - 1, 0, -1)),
    )
    for named, rest in splits:
        name = tidy_speaker(" ".join(named))
        speakers = find_speakers(session, name)
        if speakers:
            subject = tidy_subject(" ".join(rest)) or None
            return _answer(session, replace(question, speaker=name, subject=subject), speakers, page)
    answer = _answer(session, question, [], page)
    if not answer.page.items and page.cursor is None:
        raise _unreadable("No known speaker is named, and nothing was said about these words.")
    return answer


def _find_named(session: Session, name: str) -> list[Speaker]:
    """The speakers of a name as it was typed: "macrons", "Macron and Scholz"."""
    for names in ([name], [name.removesuffix("s")], re.split(r",? and |,? or |, ?| & ", name)):
        found = {speaker.id: speaker for part in names if part for speaker in find_speakers(session, part)}
        if found:
            return list(found.values())
    return []


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
        toward = _stance_toward(session, subject, question.stance)
        if toward is None:
            note = f"No known target is about {subject!r}: these quotes are about it, whatever their stance."
            question = replace(question, notes=(*question.notes, note))
        else:
            about, stance, target_ids = toward
            query = replace(query, about=about, q=None, stance=stance, target_ids=target_ids)
    return Answer(question, speakers, search_quotes(session, query, page))


# To support lifting sanctions is to be against sanctions.
_REVERSING = (
    "lift ease end remove scrap drop relax withdraw halt stop block ban abolish cancel suspend repeal not no"
)
_REVERSALS = frozenset(stem(word) for word in _REVERSING.split())


def _stance_toward(
    session: Session, subject: str, stance: StanceAsked
) -> tuple[str, StanceLabel, tuple[int, ...]] | None:
    """The subject without a word that turns it round, the stance toward the targets it speaks of, and those."""
    words = subject_words(subject)
    targets = _best_targets(find_targets_about(session, words), len(words))
    opening = re.match(r"(?:(?:an?|the) )?(\w+) (?=\S)", subject.lower())
    turned = opening is not None and stem(opening[1]) in _REVERSALS
    if opening and turned and not any(opening[1] in target.words for target in targets):
        subject, stance = subject[opening.end() :], "against" if stance == "favor" else "favor"
        words = subject_words(subject)
        targets = _best_targets(find_targets_about(session, words), len(words))
    if not targets:
        return None
    return subject, stance, tuple(target.target_id for target in targets)


def _best_targets(targets: Sequence[TargetHit], word_count: int) -> list[TargetHit]:
    # "troops to Ukraine" touches every target that names Ukraine, but is about the one that has both words.
    most = max((len(target.words) for target in targets), default=0)
    return [target for target in targets if len(target.words) == most and 2 * most >= word_count]


_MARKS = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
)
_ENDING = " ?!.…"


def _tidy(question: str) -> str:
    if len(question) > _LONGEST_QUESTION:
        raise _unreadable(f"A question has up to {_LONGEST_QUESTION} characters, not {len(question)}.")
    plain = unicodedata.normalize("NFC", question).translate(_MARKS)
    # Control characters and lone surrogates cannot be stored, so nothing that is stored has them.
    printable = "".join(
        " " if unicodedata.category(character)[0] in "CZ" else character for character in plain
    )
    words = " ".join(printable.split()).rstrip(_ENDING)
    quoted = re.fullmatch(r'"([^"]*)"', words)
    words = (quoted[1] if quoted else words).rstrip(_ENDING).strip()
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
