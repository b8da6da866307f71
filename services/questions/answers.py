"""Questions answered with stored quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import chain

from sqlalchemy.orm import Session

from models import Speaker
from services.errors import InvalidCursor
from services.near_names import NearReading
from services.paging import Page, PageRequest
from services.questions.changes import Change, find_changes, page_changes
from services.questions.names import Named, describe_names, find_named, find_publisher, read_unknown
from services.questions.readings import StanceAsked, drop_operators, tidy_speaker, tidy_subject
from services.questions.stances import read_stances
from services.questions.summaries import (
    describe_side,
    summarize_changes,
    summarize_count,
    summarize_sources,
    summarize_stance,
)
from services.questions.turns import finds_any, search_quotes_in_turn
from services.questions.understanding import Question, in_quotes, read_question_in_ways, unreadable
from services.quotes import QuoteMatch, QuoteQuery, count_quotes, search_quotes
from services.source_report import QuotedSource, SourceQuery, report_sources
from services.speaker_positions import PositionQuery
from services.speakers import find_speakers

# In a sentence people use more words than a quote repeats; of a short subject all must still be there.
_SHARE_OF_SUBJECT = Fraction(2, 3)
# More lanes than these leave each too little of a page.
_MOST_IN_TURN = 4
_SHOWN_SOURCES = 10
_MOST_WORDS_OF_AN_OFFICE = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """Quotes that answer a question, best and newest first unless it asks for another order.

    `speakers` are those of the names asked for; empty when nobody of these names is known, and when the question
    names nobody. `summary` is what was found in one sentence, for questions that a list alone does not answer.
    """

    question: Question
    speakers: list[Speaker]
    page: Page[QuoteMatch]
    summary: str | None = None
    count: int | None = None
    """How many quotes there are, where the question asks."""
    changes: Sequence[Change] = ()
    """Each change of side, oldest first, where the question asks whether there is one."""
    sources: Sequence[QuotedSource] = ()
    """Who is quoted most, where the question asks."""
    read_as: tuple[NearReading, ...] = ()
    """The names that nobody goes by, which were read as the nearest ones."""


def ask(session: Session, question: str, *, today: date, page: PageRequest) -> Answer:
    """Answer a question with stored quotes.

    Raises UnreadableQuestion, InvalidInput (a subject of too many words) and InvalidCursor.
    """
    understood, named = _choose_reading(session, question, today)
    if understood.form == "keywords":
        return _answer_keywords(session, understood, page)
    if understood.form == "short" and not any(each.speakers for each in named):
        # "sanctions on Russia" has the shape of "Macron on Russia".
        subject = f"{understood.speaker} on {understood.subject}"
        whole = replace(understood, speakers=(), subject=subject, form="keywords")
        answer = _answer_if_any(session, whole, page)
        if answer is not None:
            return answer
    return _answer_named(session, understood, read_unknown(session, named), page)


def _choose_reading(session: Session, question: str, today: date) -> tuple[Question, list[Named]]:
    ways = read_question_in_ways(question, today=today)
    likeliest = next(ways)
    known: dict[str, tuple[Speaker, ...]] = {}
    for understood in chain([likeliest], ways):
        named = find_named(session, understood.speakers, known)
        if not understood.needs_names or all(each.speakers for each in named):
            return understood, named
    return likeliest, find_named(session, likeliest.speakers, known)


def _answer_keywords(session: Session, question: Question, page: PageRequest) -> Answer:
    words = (question.subject or "").split()
    splits = [
        *((words[:count], words[count:]) for count in range(len(words), 0, -1)),
        *((words[-count:], words[:-count]) for count in range(len(words) - 1, 0, -1)),
    ]
    for first, rest in splits:
        name = tidy_speaker(" ".join(first))
        # Each office that is looked for is a look at every description.
        by_office = not rest or len(first) <= _MOST_WORDS_OF_AN_OFFICE
        speakers = find_speakers(session, name, by_office=by_office)
        if speakers:
            return _answer_named(
                session, _with_speaker(question, name, rest), [Named(name, tuple(speakers))], page
            )
    answer = _answer_if_any(session, question, page)
    if answer is not None:
        return answer
    for first, rest in splits:
        name = tidy_speaker(" ".join(first))
        near = read_unknown(session, [Named(name, ())])
        if any(each.speakers for each in near):
            return _answer_named(session, _with_speaker(question, name, rest), near, page)
    if page.cursor is not None:
        return _Answering(session, question, [], page).answer()
    raise unreadable("No known speaker is named, and nothing was said about these words.")


def _with_speaker(question: Question, name: str, rest: Sequence[str]) -> Question:
    subject = tidy_subject(drop_operators(" ".join(rest))) or None
    return replace(question, speakers=(name,), subject=subject)


def _answer_if_any(session: Session, question: Question, page: PageRequest) -> Answer | None:
    """The answer, or None for one without quotes and for a cursor of another reading of the question."""
    try:
        answer = _Answering(session, question, [], page).answer()
    except InvalidCursor:
        return None
    return answer if answer.page.items else None


def _answer_named(session: Session, question: Question, named: Sequence[Named], page: PageRequest) -> Answer:
    notes = (*question.notes, *describe_names(named))
    if question.publisher is None:
        question = _part_publisher(session, question)
    else:
        publisher = find_publisher(session, question.publisher)
        if publisher is None:
            unknown = (
                f"No publisher called {in_quotes(question.publisher)} is known; quotes of any are shown."
            )
            notes = (*notes, unknown)
        question = replace(question, publisher=publisher)
    answer = _Answering(session, replace(question, notes=notes), named, page).answer()
    readings = (each.reading for each in named)
    return replace(answer, read_as=tuple(reading for reading in readings if reading is not None))


def _part_publisher(session: Session, question: Question) -> Question:
    """Only a database can tell "about tolls in the Meridian Wire" from "about troops in Torland"."""
    subject, joint, name = (question.subject or "").rpartition(" in ")
    publisher = find_publisher(session, name.removeprefix("the ")) if joint and '"' not in name else None
    return question if publisher is None else replace(question, subject=subject, publisher=publisher)


class _Answering:
    """Finds the quotes for one question whose names have been looked up."""

    def __init__(
        self, session: Session, question: Question, named: Sequence[Named], page: PageRequest
    ) -> None:
        self._session = session
        self._question = question
        self._known = [each for each in named if each.speakers]
        self._speakers = [speaker for each in self._known for speaker in each.speakers]
        self._page = page

    def answer(self) -> Answer:
        """The answer. Raises InvalidInput and InvalidCursor."""
        question = self._question
        if question.form == "shift" and question.subject is not None:
            return self._answer_shift(question.subject)
        if question.form == "most_quoted":
            return self._answer_most_quoted()
        queries = self._queries(question)
        if question.stance is not None and question.subject is not None:
            return self._answer_stance(queries, question.subject, question.stance)
        return self._counted(self._found(question, queries), queries)

    def _queries(self, question: Question) -> list[QuoteQuery]:
        """What to search for: one query, or one for each of a few names, so that none hides another."""
        query = QuoteQuery(
            speaker=question.speaker,
            speaker_ids=None if question.speaker is None else tuple(each.id for each in self._speakers),
            publisher=question.publisher,
            said_after=question.after,
            said_before=question.before,
            sort=question.order,
            share=_SHARE_OF_SUBJECT,
        )
        subject = question.subject
        if subject is not None and re.fullmatch(r'"[^"]+"', subject):
            query = replace(query, q=subject)
        elif subject is not None:
            query = replace(query, about=subject)
        if not 1 < len(self._known) <= _MOST_IN_TURN:
            return [query]
        return [
            replace(query, speaker=each.name, speaker_ids=tuple(speaker.id for speaker in each.speakers))
            for each in self._known
        ]

    def _search(self, queries: Sequence[QuoteQuery]) -> Page[QuoteMatch]:
        if len(queries) == 1:
            return search_quotes(self._session, queries[0], self._page)
        return search_quotes_in_turn(self._session, queries, self._page)

    def _found(self, question: Question, queries: Sequence[QuoteQuery]) -> Answer:
        found = self._search(queries)
        notes: tuple[str, ...] = ()
        if len(queries) > 1:
            side = "" if queries[0].stance is None else f" {describe_side(question)}"
            shown = {match.quote.speaker_id for match in found.items}
            silent = (
                query
                for query in queries
                if shown.isdisjoint(query.speaker_ids or ()) and not finds_any(self._session, query)
            )
            notes = tuple(
                f"No quote of {in_quotes(query.speaker or '')} was found{side}." for query in silent
            )
        return Answer(replace(question, notes=(*question.notes, *notes)), self._speakers, found)

    def _counted(self, answer: Answer, queries: Sequence[QuoteQuery]) -> Answer:
        if answer.question.form != "how_often":
            return answer
        count = sum(count_quotes(self._session, query) for query in queries)
        return replace(answer, count=count, summary=summarize_count(answer.question, count))

    def _answer_stance(self, queries: list[QuoteQuery], subject: str, asked: StanceAsked) -> Answer:
        question = self._question
        wanted = read_stances(self._session, subject, asked)
        if wanted is not None:
            question = replace(question, targets=wanted.targets)
            narrowed = [
                replace(query, about=wanted.about, q=None, stance=wanted.stance, target_ids=wanted.target_ids)
                for query in queries
            ]
            try:
                answer = self._counted(self._found(question, narrowed), narrowed)
                if answer.page.items or self._page.cursor is not None:
                    return replace(answer, summary=answer.summary or summarize_stance(question))
            except InvalidCursor:
                # It may go on in the quotes that are shown where none has the stance.
                pass
            note, instead = f"No quote was found {describe_side(question)}", "these are about it"
        elif people := find_speakers(self._session, subject):
            # What they said themselves tells nothing about who agrees with them.
            others = tuple(speaker.id for speaker in people)
            queries = [replace(query, other_than_ids=others) for query in queries]
            note = f"{in_quotes(subject)} is a speaker, and whom others side with is not recorded"
            instead = "these quotes mention them"
        else:
            note = f"No known target tells who is for or against {in_quotes(subject)}"
            instead = "these quotes are about it, whatever their stance"
        answer = self._instead(question, queries, note, instead)
        if question.form == "how_often" and wanted is not None:
            return replace(answer, count=0, summary=summarize_count(question, 0))
        return answer

    def _instead(self, question: Question, queries: Sequence[QuoteQuery], note: str, instead: str) -> Answer:
        answer = self._found(question, queries)
        note = f"{note}; {instead}." if answer.page.items else f"{note}."
        return replace(answer, question=replace(answer.question, notes=(*answer.question.notes, note)))

    def _answer_shift(self, subject: str) -> Answer:
        question = replace(self._question, order=self._question.order or "oldest")
        # Which side it is asked of does not matter: what counts is the targets that the subject speaks of.
        wanted = read_stances(self._session, subject, "favor")
        if question.speaker is None:
            note = "Changes of side are looked for in the words of a speaker whom the question names"
        elif wanted is None:
            note = f"No known target tells who is for or against {in_quotes(subject)}"
        else:
            within = PositionQuery(said_after=question.after, said_before=question.before)
            changes = find_changes(self._session, self._speakers, wanted.target_ids, within)
            if changes:
                asked = (question.speakers, subject, question.after, question.before)
                found = page_changes(self._session, changes, self._page, asked)
                summary = summarize_changes(question, subject, len(changes))
                return Answer(question, self._speakers, found, summary, changes=changes)
            note = f"No change of side was found toward {in_quotes(subject)}"
        return self._instead(question, self._queries(question), note, "these quotes are about it")

    def _answer_most_quoted(self) -> Answer:
        question = self._question
        wanted = SourceQuery(question.publisher, question.after, question.before, about=question.subject)
        sources = report_sources(self._session, wanted, PageRequest(_SHOWN_SOURCES)).page.items
        found = self._found(question, self._queries(question))
        return replace(found, summary=summarize_sources(question, sources), sources=sources)
