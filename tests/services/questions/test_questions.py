"""How questions are understood, and answered from what is stored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from models import SessionFactory, Speaker
from services.errors import InvalidCursor, UnreadableQuestion
from services.paging import PageRequest
from services.questions import EXAMPLES, Answer, ask, read_question
from services.speakers import add_speaker, find_speakers
from tests.services.search.archive import Archive

MONDAY = date(2026, 11, 23)

# form | speaker | subject | stance | question
FORMS = """
said       | Macron          | deployment                  | -       | what did Macron say about deployment
said       | Macron          | deployment to Ukraine       | -       | What did Macron say about deployment to Ukraine?
said       | macron          | troops                      | -       | what did macron say about troops
said       | macron          | troops                      | -       | wat did macron say abut troops
said       | macron          | troops                      | -       | WAHT DIT macron sya about troops ??
said       | President Macron | troops                     | -       | What did President Macron say about troops
said       | Mara Velden     | fertilizer exports          | -       | What has Mara Velden said regarding fertilizer exports
said       | Velden          | the bridge toll             | -       | what has Velden said on the bridge toll
said       | Velden          | tolls                       | -       | what is Velden saying about tolls
said       | Velden          | tolls                       | -       | what does Velden think about tolls
said       | Velden          | tolls                       | -       | what does Velden think of tolls
said       | Velden          | tolls                       | -       | what did Velden tell reporters in the harbour about tolls
said       | Velden          | tolls                       | -       | what did Velden have to say about tolls
said       | Velden          | tolls                       | -       | what else did Velden say about tolls
said       | White House     | fertilizer exports          | -       | what did the White House say about fertilizer exports
said       | Washington Post | tolls                       | -       | what did the Washington Post say about tolls
said       | United States   | tariffs                     | -       | what did the United States say about tariffs
said       | Will Smith      | tolls                       | -       | what did Will Smith say about tolls
said       | O'Brask         | tolls                       | -       | what did O’Brask say about tolls
said       | António Costa   | l'Élysée                    | -       | What did António Costa say about l’Élysée
said       | Macron and Costa | sanctions                  | -       | what did Macron and Costa say about sanctions
said       | -               | tolls                       | -       | what did anyone say about tolls
said       | -               | deployment                  | -       | What was said about deployment?
said       | Velden          | the toll                    | -       | what was said about the toll by Velden
said       | Macron          | deployment                  | -       | tell me what Macron said about deployment
said       | Macron          | troops                      | -       | Hello, what did Macron say about troops?
said       | Velden          | tolls                       | -       | I want to know what Velden said about tolls
said       | Velden          | tolls                       | -       | could you please tell me what Velden said about tolls
said       | Macron          | sending troops              | -       | what Macron said about the idea of sending troops
said       | Macron          | troops will deploy          | -       | when did Macron say that troops will deploy
said       | Macron          | troops will be deployed     | -       | Macron said troops will be deployed
said       | Macron          | deployment                  | -       | Macron said about deployment
said       | Macron          | deployment                  | -       | “what did Macron say about deployment?”
said       | Costa           | sanctions since the Kestria plan | -  | what did Costa say about sanctions since the Kestria plan
said       | Costa           | troops in Ukraine           | -       | what did Costa say about troops in Ukraine
said       | MACRON          | TROOPS                      | -       | WHAT DID MACRON'S SAY ABOUT TROOPS
said       | Macron          | troops                      | -       | what did Macron (France) say about troops
said       | Emmanuel Macron | troops                      | -       | what did Emmanuel Macron, the French president, say about troops
said       | Macron          | troops                      | -       | 'what did Macron say about troops?'
said       | Velden          | Brask's tolls               | -       | 'what did Velden say about Brask's tolls'
said       | Macron          | troops                      | -       | what did Macron say about troops, please
everything | Macron          | -                           | -       | what did Macron say
everything | Macron          | -                           | -       | everything Macron said
everything | Mara Velden     | -                           | -       | all quotes by Mara Velden
everything | Macron          | -                           | -       | Macron's quotes
everything | Macron          | -                           | -       | quote Macron
quotes     | Macron          | Ukraine                     | -       | everything Macron has said about Ukraine
quotes     | Mara Velden     | tolls                       | -       | everything that Mara Velden ever said on tolls
quotes     | Velden          | sanctions                   | -       | anything Velden said about sanctions
quotes     | Macron          | deployment                  | -       | quotes by Macron about deployment
quotes     | Macron          | sanctions                   | -       | quotes from Macron on sanctions
quotes     | Macron          | deployment                  | -       | quotes about deployment by Macron
quotes     | -               | deployment                  | -       | quotes about deployment
quotes     | Macron          | sanctions                   | -       | Macron quotes on sanctions
quotes     | Macron          | troops                      | -       | can you show me quotes by Macron about troops please
quotes     | Torland's foreign minister | tolls            | -       | statements by Torland's foreign minister about tolls
short      | Macron          | deployment                  | -       | Macron on deployment
short      | Macron          | deployment                  | -       | Macron about deployment
short      | macron          | deployment                  | -       | macron: deployment
keywords   | -               | Macron deployment           | -       | Macron deployment
keywords   | -               | Emmanuel Macron troops      | -       | Emmanuel Macron troops
keywords   | -               | deployment                  | -       | deployment
keywords   | -               | Macron troops               | -       | Macron quotes troops
keywords   | -               | Macron sanctions            | -       | Macron AND sanctions
keywords   | -               | Macron sanctions            | -       | Macron + sanctions
who_said   | -               | tolls                       | -       | who said anything about tolls
who_said   | -               | deployment                  | -       | who has spoken about deployment
who_said   | -               | sanctions should be kept    | -       | who said sanctions should be kept
who_said   | -               | the toll is unfair          | -       | who said that the toll is unfair?
who_said   | -               | "sanctions must stay"       | -       | who said “sanctions must stay”?
who_stance | -               | sanctions                   | favor   | who supports sanctions
who_stance | -               | the toll                    | favor   | who backed the toll
who_stance | -               | the toll                    | favor   | who is in favour of the toll
who_stance | -               | the toll                    | favor   | who is for the toll
who_stance | -               | sanctions                   | favor   | which countries support sanctions
who_stance | -               | sending troops to Ukraine   | against | Who opposes sending troops to Ukraine?
who_stance | -               | sanctions                   | against | who is against sanctions
who_stance | -               | the deployment              | against | who criticised the deployment
who_stance | -               | tolls                       | against | who has spoken out against tolls
who_stance | -               | sanctions                   | against | who does not support sanctions
who_stance | -               | send troops                 | against | who refuses to send troops
who_stance | -               | lift sanctions              | favor   | who wants to lift sanctions
stance     | Macron          | send troops                 | favor   | does Macron want to send troops
stance     | Velden          | sanctions                   | favor   | did Velden call for sanctions
stance     | Velden          | the toll                    | favor   | has Velden ever supported the toll
stance     | Macron          | sanctions                   | favor   | does Macron support sanctions
stance     | Velden          | sanctions                   | favor   | is Velden in favor of sanctions
stance     | Macron          | deployment                  | favor   | why does Macron support deployment
stance     | Macron          | deployment                  | favor   | Macron supports deployment
stance     | Macron          | sanctions                   | against | has Macron opposed sanctions?
stance     | Macron          | lifting sanctions           | against | Did Macron ever oppose lifting sanctions?
stance     | Velden          | the toll                    | against | did Velden criticize the toll
stance     | Velden          | the toll                    | against | is Velden against the toll
position   | Macron          | troops                      | -       | what is Macron's position on troops
position   | Macron          | troops                      | -       | what's Macron’s stance on troops
position   | Macron          | troops                      | -       | what is Macron′s stance on troops
position   | Macron          | troops                      | -       | what is Macron´s stance on troops
position   | Macron          | troops                      | -       | what is Macronʻs stance on troops
position   | Macron          | troops                      | -       | what is Macron＇s stance on troops
position   | VELDEN          | TOLLS                       | -       | WHAT’S VELDEN’S POSITION ON TOLLS
position   | Velden          | tolls                       | -       | What are Velden's views on tolls?
position   | macrons         | troops                      | -       | what is macrons position on troops
position   | Macron          | troops                      | -       | what is the position of Macron on troops
position   | Macron          | sanctions                   | -       | Macron's official position on sanctions
position   | Costa           | the summit                  | -       | what was Costa's reaction to the summit
position   | Macron          | deployment                  | -       | where does Macron stand on deployment
position   | Macron          | sanctions                   | -       | how does Macron feel about sanctions
position   | Macron          | the tariffs                 | -       | what does Macron make of the tariffs
asked_whether_said | Macron  | troops                      | -       | did Macron say anything about troops?
asked_whether_said | macron  | Torland                     | -       | did macron ever mention Torland
asked_whether_said | Velden  | the toll a mistake          | -       | did Velden call the toll a mistake
asked_whether_said | Velden  | the toll                    | -       | has Velden commented on the toll
asked_whether_said | Macron  | troops will be sent         | -       | did Macron say that troops will be sent
"""

# after | before | time phrase
TIMES = """
2025-03-01 | -          | since March 2025
2025-04-01 | -          | after March 2025
-          | 2025-03-01 | before March 2025
-          | 2025-04-01 | until March 2025
2025-03-01 | 2025-04-01 | in March 2025
2025-03-01 | 2025-04-01 | in mid-March 2025
2025-03-01 | 2025-05-01 | in March or April 2025
2024-01-01 | 2026-01-01 | in 2024 and 2025
2025-01-01 | 2025-04-01 | in the first quarter of 2025
2025-07-01 | 2026-01-01 | in the second half of 2025
2025-01-01 | 2025-05-01 | in early 2025
2025-05-01 | 2025-09-01 | in mid-2025
2025-09-01 | 2026-01-01 | at the end of 2025
2025-03-01 | 2025-04-01 | at the end of March 2025
2025-03-01 | 2025-06-01 | in spring 2025
2026-06-01 | 2026-09-01 | this summer
2026-06-01 | 2026-09-01 | last summer
2025-11-23 | 2026-11-24 | within the last year
2025-11-23 | 2026-11-24 | over last year
2026-11-16 | 2026-11-24 | in the last week
2024-01-01 | 2025-01-01 | in 2024
2024-01-01 | 2025-01-01 | during 2024
2025-04-01 | 2025-07-01 | in Q2 2025
2025-03-01 | -          | from March 2025 on
2025-01-01 | 2025-04-01 | from January to March 2025
2025-03-01 | 2025-06-01 | between March 2025 and May 2025
2023-01-01 | 2025-01-01 | between 2023 and 2024
2025-01-01 | 2025-06-01 | after 2024 before June 2025
2025-03-27 | 2025-03-28 | on 27 March 2025
2025-03-27 | 2025-03-28 | on the 27th of March 2025
2025-03-27 | 2025-03-28 | on March 27, 2025
2025-03-27 | 2025-03-28 | on 2025-03-27
2026-03-27 | 2026-03-28 | on 27 March
2025-12-24 | 2025-12-25 | on 24 December
2024-02-29 | 2024-03-01 | on 29 February
2026-11-23 | 2026-11-24 | today
2026-11-22 | 2026-11-23 | yesterday
2026-11-21 | 2026-11-22 | the day before yesterday
2026-11-20 | 2026-11-21 | on Friday
2026-11-23 | 2026-11-24 | on Monday
2026-11-16 | 2026-11-17 | last Monday
2026-11-16 | 2026-11-23 | last week
2026-11-23 | 2026-11-30 | this week
2026-10-01 | 2026-11-01 | last month
2025-01-01 | 2026-01-01 | last year
2026-11-20 | 2026-11-24 | in the last 3 days
2026-11-09 | 2026-11-24 | over the past two weeks
2025-11-23 | 2026-11-24 | in the past year
2026-09-01 | 2026-10-01 | two months ago
2025-12-01 | 2026-01-01 | in December
-          | 2026-05-01 | before May
2026-01-01 | -          | since January
"""

NO_TIMES = [
    "in Ukraine",
    "since the Kestria plan",
    "before the court",
    "on the 30th of February 2025",
    "on 2025-02-30",
    "this week's vote",
    "in the second year",
    "between the summit and the vote",
    "in March's report",
    "in 2023 and 2025",
    "in 2024 elections",
    "of 2025",
    "for agenda 2030",
    "before 20255",
    "1000000000 years ago",
]

UNREADABLE = [
    "",
    "   ",
    "?!",
    "hello",
    "good morning",
    "how are you",
    "what",
    "what about",
    "what is the weather",
    "what time is it",
    "who is Macron",
    "what did say about",
    "what did Macron say about",
    "please help",
    "😀😀😀",
    "\x00\ud800",
    "123 456",
    "the quick brown fox jumps over the lazy dog and runs",
    "x" * 10_000,
    "what did Macron say about " + "troops " * 2_000,
]


def rows(table: str) -> list[list[str | None]]:
    lines = [line for line in table.strip().splitlines() if line]
    return [[None if cell.strip() == "-" else cell.strip() for cell in line.split(" | ")] for line in lines]


@pytest.mark.parametrize(
    ("form", "speaker", "subject", "stance", "question"), rows(FORMS), ids=[r[-1] for r in rows(FORMS)]
)
def test_forms_people_type(
    form: str, speaker: str | None, subject: str | None, stance: str | None, question: str
) -> None:
    read = read_question(question, today=MONDAY)
    assert (read.form, read.speaker, read.subject, read.stance) == (form, speaker, subject, stance)
    assert (read.after, read.before, read.notes) == (None, None, ())


@pytest.mark.parametrize("place", ["at the end", "at the start", "in the middle"])
@pytest.mark.parametrize(("after", "before", "phrase"), rows(TIMES), ids=[r[-1] for r in rows(TIMES)])
def test_time_phrases(after: str | None, before: str | None, phrase: str, place: str) -> None:
    question = {
        "at the end": f"what did Macron say about troops {phrase}?",
        "at the start": f"{phrase.capitalize()}, what did Macron say about troops?",
        "in the middle": f"what did Macron say {phrase} about troops",
    }[place]
    read = read_question(question, today=MONDAY)
    assert (read.speaker, read.subject) == ("Macron", "troops")
    bounds = [None if moment is None else moment.isoformat() for moment in (read.after, read.before)]
    assert bounds == [None if bound is None else f"{bound}T00:00:00+00:00" for bound in (after, before)]


@pytest.mark.parametrize("phrase", NO_TIMES)
def test_what_is_no_time_belongs_to_the_subject(phrase: str) -> None:
    read = read_question(f"what did Velden say about tolls {phrase}", today=MONDAY)
    assert (read.subject, read.after, read.before) == (f"tolls {phrase}", None, None)


@pytest.mark.parametrize(
    ("ending", "after", "before"),
    [
        (" (March 2025)", date(2025, 3, 1), date(2025, 4, 1)),
        (" (in 2025)", date(2025, 1, 1), date(2026, 1, 1)),
        (", 2025", date(2025, 1, 1), date(2026, 1, 1)),
        (" 2025", date(2025, 1, 1), date(2026, 1, 1)),
        (" 27 March 2025", date(2025, 3, 27), date(2025, 3, 28)),
        (", in March 2025, please", date(2025, 3, 1), date(2025, 4, 1)),
    ],
)
@pytest.mark.parametrize("words", ["what did Velden say about tolls", "Velden tolls"])
def test_a_date_that_ends_the_question_needs_no_word_of_time(
    words: str, ending: str, after: date, before: date
) -> None:
    read = read_question(words + ending, today=MONDAY)
    assert (read.subject or "").removeprefix("Velden ") == "tolls"
    assert (read.after and read.after.date(), read.before and read.before.date()) == (after, before)
    assert read.notes == ()


@pytest.mark.parametrize(
    ("subject", "word"),
    [("2025", "2025"), ("the March summit", "March"), ("the vote in 2023 and 2025", "2023")],
)
def test_what_looks_like_a_date_and_is_read_as_a_word_is_noted(subject: str, word: str) -> None:
    read = read_question(f"what did Velden say about {subject}", today=MONDAY)
    assert (read.subject, read.after, len(read.notes)) == (subject, None, 1)
    assert repr(word) in read.notes[0]


def test_what_somebody_did_not_say_is_not_taken_for_their_name() -> None:
    read = read_question("what did Macron not say about sanctions", today=MONDAY)
    assert (read.speaker, read.subject) == ("Macron", "sanctions")
    assert read.notes == ("Quotes show what somebody said, not what they did not say.",)


@pytest.mark.parametrize(
    ("question", "stance"),
    [
        ("has Velden never supported tolls", "favor"),
        ("did Velden not support tolls", "favor"),
        ("Velden doesn’t support tolls", "favor"),
        ("Velden does not support tolls", "favor"),
        ("is Velden no longer against tolls", "against"),
        ("Velden didn't say anything about tolls", None),
    ],
)
def test_what_somebody_does_not_do_is_not_answered_as_if_they_did(question: str, stance: str | None) -> None:
    read = read_question(question, today=MONDAY)
    assert (read.speaker, read.subject, read.stance) == ("Velden", "tolls", stance)
    assert read.notes == ("Quotes show what somebody said, not what they did not say.",)


def test_a_name_that_is_a_month_stays_a_name() -> None:
    read = read_question("what did May say about Brexit in May", today=MONDAY)
    assert (read.speaker, read.subject) == ("May", "Brexit")
    assert read.after is not None
    assert read.after.date() == date(2026, 5, 1)


@pytest.mark.parametrize("question", UNREADABLE)
def test_what_is_no_question_is_answered_with_how_to_ask(question: str) -> None:
    with pytest.raises(UnreadableQuestion) as refusal:
        read_question(question, today=MONDAY)
    assert EXAMPLES[0] in refusal.value.detail
    assert refusal.value.members["examples"] == list(EXAMPLES)


@pytest.mark.parametrize("pronoun", ["he", "She", "they", "you"])
def test_a_pronoun_names_nobody(pronoun: str) -> None:
    with pytest.raises(UnreadableQuestion, match="Name the speaker"):
        read_question(f"what did {pronoun} say about troops", today=MONDAY)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_can_be_read(example: str) -> None:
    assert read_question(example, today=MONDAY).form != "keywords"


# From here on: answers from a small archive.


def fill(session: Session) -> None:
    archive = Archive(session)
    troops = archive.target(
        "troops", "Allied troops should be deployed to Torland", ("reassurance force", "sending soldiers")
    )
    sanctions = archive.target("sanctions", "Sanctions on Belmora should be kept", ("embargo",))
    talks = archive.target("talks", "Talks with Belmora should begin")
    archive.quote("We will deploy troops to Torland", speaker="Mara Velden", said="2025-03-01")
    archive.quote(
        "Troops deploy tomorrow", speaker="Mara Velden", said="2025-03-27", stances={troops: "favor"}
    )
    archive.quote("It is our duty", speaker="Mara Velden", said="2025-06-01", stances={troops: "favor"})
    archive.quote(
        "Sanctions must stay", speaker="Mara Velden", said="2025-04-01", stances={sanctions: "favor"}
    )
    archive.quote("No soldier of ours goes there", speaker="Ion Brask", stances={troops: "against"})
    archive.quote("Sanctions hurt us more", speaker="Ion Brask", stances={sanctions: "against"})
    archive.quote("The toll is unfair", speaker="Ion Brask", said="2024-05-05")
    archive.quote("Deployment of troops is not planned", speaker=None)
    archive.quote(
        "Without sanctions on Belmora, we can talk",
        speaker="Odo Fenn",
        said="2025-02-02",
        stances={talks: "favor", sanctions: "against"},
    )
    archive.quote("The embargo works", speaker="Edda Velden", stances={sanctions: "neutral"})


def answer(session: Session, question: str) -> Answer:
    return ask(session, question, today=MONDAY, page=PageRequest(20))


# question | its quotes, best first
ANSWERS = """
what did Mara Velden say about deployment              | Troops deploy tomorrow / We will deploy troops to Torland / It is our duty
what did mara velden say about deploying in March 2025 | Troops deploy tomorrow / We will deploy troops to Torland
What did Brask say about the toll?                     | The toll is unfair
what did Brask say about the toll since 2025           |
what did Brask say about fertilizer                    |
what did Velden say about the embargo                  | The embargo works / Sanctions must stay
what did Ion Brask and Edda Velden say about sanctions | Sanctions hurt us more / The embargo works
everything Brask said in 2024                          | The toll is unfair
Brask toll                                             | The toll is unfair
toll Brask                                             | The toll is unfair
brasks position on the toll                            | The toll is unfair
Brask on the toll                                      | The toll is unfair
tolls on bridges being unfair                          | The toll is unfair
Edda Velden                                            | The embargo works
who said the toll is unfair                            | The toll is unfair
who said "toll is unfair"                              | The toll is unfair
who said "unfair toll"                                 |
who said anything about tolls                          | The toll is unfair
who supports sanctions                                 | Sanctions must stay
who supports sanctions on Belmora                      | Sanctions must stay
who opposes sanctions on Belmora                       | Without sanctions on Belmora, we can talk / Sanctions hurt us more
who opposes lifting sanctions                          | Sanctions must stay
who supports an end to sanctions                       | Sanctions hurt us more / Without sanctions on Belmora, we can talk
who opposes reducing sanctions on Belmora              | Sanctions must stay
who supports a suspension of sanctions on Belmora      | Without sanctions on Belmora, we can talk / Sanctions hurt us more
who opposes not lifting sanctions                      | Sanctions hurt us more / Without sanctions on Belmora, we can talk
who refuses to send soldiers                           | No soldier of ours goes there
who backs Belmora                                      | Without sanctions on Belmora, we can talk / Sanctions must stay / The embargo works / Sanctions hurt us more
what did Ion Brask say about sending troops            | No soldier of ours goes there
has Brask ever supported sanctions                     | Sanctions hurt us more
did Brask oppose sending soldiers to Torland           | No soldier of ours goes there
"""


def test_answers_best_and_newest_first(writing_sessions: SessionFactory) -> None:
    expected = {}
    for line in ANSWERS.strip().splitlines():
        question, _, quotes = line.partition("|")
        expected[question.strip()] = [quote.strip() for quote in quotes.split("/") if quote.strip()]
    with writing_sessions() as session:
        fill(session)
        got = {
            question: [match.quote.text for match in answer(session, question).page.items]
            for question in expected
        }
    assert got == expected


def test_all_speakers_of_a_name_are_named(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        fill(session)
        found = answer(session, "what did Velden say about sanctions").speakers
        assert sorted(speaker.name for speaker in found) == ["Edda Velden", "Mara Velden"]


@pytest.mark.parametrize(
    "question",
    ["what did Nobody Known say about troops", "Nobody Known on troops", "does Nobody support tolls"],
)
def test_a_speaker_nobody_knows_is_told_apart_from_one_who_said_nothing(
    writing_sessions: SessionFactory, question: str
) -> None:
    with writing_sessions() as session:
        fill(session)
        unknown = answer(session, question)
        assert (unknown.question.speaker is None, unknown.speakers, unknown.page.items) == (False, [], [])
        silent = answer(session, "what did Brask say about fertilizer")
        assert ([speaker.name for speaker in silent.speakers], silent.page.items) == (["Ion Brask"], [])


def test_bare_words_are_understood_with_the_help_of_the_names_stored(
    writing_sessions: SessionFactory,
) -> None:
    with writing_sessions() as session:
        fill(session)
        understood = answer(session, "ion brask the toll in 2024").question
        assert (understood.form, understood.speaker, understood.subject) == (
            "keywords",
            "ion brask",
            "the toll",
        )


@pytest.mark.parametrize("question", ["lorem ipsum", "DROP TABLE now", "asdf"])
def test_bare_words_that_lead_nowhere_are_no_question(
    writing_sessions: SessionFactory, question: str
) -> None:
    with writing_sessions() as session:
        fill(session)
        with pytest.raises(UnreadableQuestion):
            answer(session, question)


def test_a_stance_toward_what_is_no_target_is_not_judged_and_says_so(
    writing_sessions: SessionFactory,
) -> None:
    with writing_sessions() as session:
        fill(session)
        got = answer(session, "who supports the toll")
        assert [match.quote.text for match in got.page.items] == ["The toll is unfair"]
        assert len(got.question.notes) == 1
        assert answer(session, "who supports sanctions").question.notes == ()


@pytest.mark.parametrize(
    ("question", "targets"),
    [
        ("who supports sanctions", [("sanctions", "favor")]),
        ("who opposes sanctions", [("sanctions", "against")]),
        ("who supports loosening sanctions on Belmora", [("sanctions", "against")]),
        ("who opposes loosening sanctions on Belmora", [("sanctions", "favor")]),
        ("who supports less sanctions", [("sanctions", "against")]),
        ("who supports Belmora", []),
        ("who supports removing Belmoran troops from Torland", []),
        ("who supports sanctions on Kestria", []),
        ("what did Brask say about sanctions", []),
    ],
)
def test_the_stance_asked_for_is_shown_toward_each_target(
    writing_sessions: SessionFactory, question: str, targets: list[tuple[str, str]]
) -> None:
    with writing_sessions() as session:
        fill(session)
        asked = answer(session, question).question
        assert [(target.slug, target.stance) for target in asked.targets] == targets


@pytest.mark.parametrize(("asked", "wanted"), [("supports", "against"), ("opposes", "favor")])
def test_a_question_in_the_words_of_the_inverse_asks_for_the_other_side(
    writing_sessions: SessionFactory, asked: str, wanted: str
) -> None:
    with writing_sessions() as session:
        archive = Archive(session)
        archive.target("tolls", "Bridge tolls should be kept", inverse="Free crossings should be introduced")
        question = answer(session, f"who {asked} free crossings").question
        assert [(target.slug, target.stance) for target in question.targets] == [("tolls", wanted)]


def test_where_nobody_has_the_stance_what_there_is_about_it_is_paged(
    writing_sessions: SessionFactory,
) -> None:
    with writing_sessions() as session:
        fill(session)
        question = "does Velden oppose sanctions"
        first = ask(session, question, today=MONDAY, page=PageRequest(1))
        second = ask(session, question, today=MONDAY, page=PageRequest(1, first.page.next))
        assert [match.quote.text for match in (*first.page.items, *second.page.items)] == [
            "Sanctions must stay",
            "The embargo works",
        ]
        assert second.page.next is None
        assert first.question.notes == second.question.notes
        assert first.question.notes == (
            "'Velden' may be any of 2 speakers: Edda Velden, Mara Velden.",
            "No quote was found against 'sanctions'; these are about it.",
        )
        assert answer(session, "does Nobody oppose sanctions").question.notes == (
            "Nobody called 'Nobody' is known.",
            "No quote was found against 'sanctions'.",
        )


def test_siding_with_a_speaker_is_not_answered_with_the_speakers_own_words(
    writing_sessions: SessionFactory,
) -> None:
    with writing_sessions() as session:
        fill(session)
        archive = Archive(session)
        archive.quote("I stay", speaker="Ion Brask", after=", said Brask", said="2025-01-01")
        archive.quote("Brask is wrong", speaker="Odo Fenn", said="2025-01-02")
        got = answer(session, "who disagrees with Brask")
        assert [match.quote.text for match in got.page.items] == ["Brask is wrong"]
        assert "'Brask' is a speaker" in got.question.notes[0]


def test_names_that_nobody_goes_by_are_noted(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        fill(session)
        some = answer(session, "what did Zorblax, Ion Brask and Quux say about sanctions")
        assert [speaker.name for speaker in some.speakers] == ["Ion Brask"]
        assert some.question.notes == (
            "Nobody called 'Zorblax' is known.",
            "Nobody called 'Quux' is known.",
        )
        nobody = answer(session, "what did Zorblax say about sanctions")
        assert nobody.question.notes == ("Nobody called 'Zorblax' is known.",)


@pytest.fixture
def brask_and_fenn(writing_sessions: SessionFactory) -> Iterator[Session]:
    """Two people with a quote about tolls each."""
    with writing_sessions() as session:
        archive = Archive(session)
        archive.quote("The tolls stay", speaker="Ion Braskov", said="2025-01-02")
        archive.quote("No tolls", speaker="Odo Fennimore", said="2025-01-01")
        yield session


@pytest.mark.parametrize(
    "question",
    [
        "what did Barskov say about tolls",
        "what did President Barskov say about tolls",
        "what did barskovs say about tolls",
        "Barskov on tolls",
        "Barskov tolls",
        "tolls Barskov",
        "quotes by Braskoff about tolls",
    ],
)
def test_a_name_that_nobody_goes_by_is_read_as_the_nearest(brask_and_fenn: Session, question: str) -> None:
    got = answer(brask_and_fenn, question)
    assert [match.quote.text for match in got.page.items] == ["The tolls stay"]
    assert [speaker.name for speaker in got.speakers] == ["Ion Braskov"]
    assert [[speaker.name for speaker in near.speakers] for near in got.read_as] == [["Ion Braskov"]]
    assert got.question.notes[-1].endswith("is known; 'Ion Braskov' is the nearest name.")


def test_each_of_several_names_is_read_for_itself(brask_and_fenn: Session) -> None:
    got = answer(brask_and_fenn, "what did Barskov, Odo Fennimore and Zorblax say about tolls")
    assert {speaker.name for speaker in got.speakers} == {"Ion Braskov", "Odo Fennimore"}
    assert got.question.notes == (
        "Nobody called 'Barskov' is known; 'Ion Braskov' is the nearest name.",
        "Nobody called 'Zorblax' is known.",
    )


def test_a_name_is_told_as_it_was_typed(brask_and_fenn: Session) -> None:
    got = answer(brask_and_fenn, "what did Barskovs say about tolls")
    assert [near.name for near in got.read_as] == ["Barskovs"]
    assert got.question.notes == ("Nobody called 'Barskovs' is known; 'Ion Braskov' is the nearest name.",)


@pytest.mark.parametrize(
    "names", ["Ion Barskov & Odo Fenimore", "Ion Barskov, Odo Fenimore", "Ion Barskov or Odo Fenimore"]
)
def test_of_several_misspelt_names_none_is_left_out(brask_and_fenn: Session, names: str) -> None:
    got = answer(brask_and_fenn, f"what did {names} say about tolls")
    assert [near.name for near in got.read_as] == ["Ion Barskov", "Odo Fenimore"]
    assert {speaker.name for speaker in got.speakers} == {"Ion Braskov", "Odo Fennimore"}


def test_a_misspelt_name_with_and_in_it_stays_whole(brask_and_fenn: Session) -> None:
    add_speaker(brask_and_fenn, name="Union of Bakers and Millers", kind="organization", actor="human")
    got = answer(brask_and_fenn, "what did the Union of Bakers and Milers say about tolls")
    assert [speaker.name for speaker in got.speakers] == ["Union of Bakers and Millers"]


def test_all_who_are_equally_near_are_offered(brask_and_fenn: Session) -> None:
    Archive(brask_and_fenn).quote("Tolls!", speaker="Ilse Braskow", said="2025-01-03")
    got = answer(brask_and_fenn, "what did Braskof say about tolls")
    assert [match.quote.text for match in got.page.items] == ["Tolls!", "The tolls stay"]
    assert got.question.notes == (
        "Nobody called 'Braskof' is known; 'Ion Braskov' and 'Ilse Braskow' are equally near, so it may be any of them.",
    )
    exact = answer(brask_and_fenn, "what did Braskow say about tolls")
    assert ([speaker.name for speaker in exact.speakers], exact.read_as) == (["Ilse Braskow"], ())


def test_an_office_among_many_words_is_looked_for_in_few_of_their_splits(brask_and_fenn: Session) -> None:
    asked: list[object] = []

    def note(_connection: object, _cursor: object, statement: str, *_given: object) -> None:
        if "lower(speakers.description)" in statement:
            asked.append(statement)

    connection = brask_and_fenn.connection()
    event.listen(connection, "before_cursor_execute", note)
    question = "minister tolls harbours bridges dams fees roads lakes"
    with pytest.raises(UnreadableQuestion):
        answer(brask_and_fenn, question)
    assert len(asked) == 5


def test_a_name_in_several_readings_of_a_question_is_looked_for_once(
    brask_and_fenn: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def find(session: Session, name: str) -> list[Speaker]:
        asked.append(name)
        return find_speakers(session, name)

    monkeypatch.setattr("services.questions.names.find_speakers", find)
    answer(brask_and_fenn, "Zorblax against Odo Fennimore on tolls")
    assert sorted(asked) == sorted(set(asked))


def test_words_that_somebody_said_are_no_misspelt_name(brask_and_fenn: Session) -> None:
    Archive(brask_and_fenn).quote("The fennimoore is a marsh bird", speaker="Ilse Kant")
    for question in ("fennimoore", "fennimoore marsh"):
        got = answer(brask_and_fenn, question)
        assert [match.quote.text for match in got.page.items] == ["The fennimoore is a marsh bird"]
        assert got.read_as == ()


def test_an_initialism_that_looks_like_a_small_word_counts(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        archive = Archive(session)
        archive.quote("We thank the U.S. for its troops", speaker="Mara Velden", said="2025-01-02")
        archive.quote("US troops stay", speaker="Mara Velden", said="2025-01-01")
        archive.quote("Our troops stay", speaker="Mara Velden")
        for written in ("US troops", "U.S. troops"):
            got = answer(session, f"what did Velden say about {written}").page.items
            assert [match.quote.text for match in got] == [
                "We thank the U.S. for its troops",
                "US troops stay",
            ]


def test_most_words_of_a_long_subject_are_enough(writing_sessions: SessionFactory) -> None:
    with writing_sessions() as session:
        fill(session)
        got = answer(session, "what did Brask say about the unfair toll on lorries")
        assert [(match.quote.text, match.score) for match in got.page.items] == [
            ("The toll is unfair", 2 / 3)
        ]


@pytest.mark.parametrize("question", ["what did Mara Velden say about deployment", "Mara Velden deployment"])
def test_an_answer_is_paged_while_speakers_and_quotes_are_added(
    writing_sessions: SessionFactory, question: str
) -> None:
    with writing_sessions() as session:
        fill(session)
        whole = [match.quote.id for match in answer(session, question).page.items]
        walked: list[int] = []
        cursor: str | None = None
        added = 0
        while not walked or cursor is not None:
            assert len(walked) < 20, "the walk goes in circles"
            page = ask(session, question, today=MONDAY, page=PageRequest(1, cursor)).page
            walked += [match.quote.id for match in page.items]
            cursor = page.next
            if added < 3:
                added += 1
                Archive(session).quote("Deployment", speaker=f"Ad{'a' * added} Mara Velden", said=None)
        assert [number for number in walked if number in whole] == whole
        with pytest.raises(InvalidCursor):
            first = ask(session, question, today=MONDAY, page=PageRequest(1)).page
            ask(session, "Brask toll", today=MONDAY, page=PageRequest(1, first.next))
