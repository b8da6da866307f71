"""The sixty forms, half of which the grammar was not built on, and what else people type."""

from __future__ import annotations

import pytest

from services.errors import UnreadableQuestion
from services.questions import read_question
from tests.services.questions.form_table import FILLINGS, TABLES, TODAY, Case, cases, is_right, read

ALL = [case for table in TABLES for case in cases(table)]


@pytest.mark.parametrize("case", ALL, ids=[f"{case.number}: {case.question}" for case in ALL])
def test_a_form_is_read_with_every_speaker_and_subject(case: Case) -> None:
    reading, notes = read(case)
    assert reading == case.reading
    assert is_right(case), notes


def test_there_are_sixty_forms_and_every_second_one_was_kept_out() -> None:
    built_on, kept_out = (sorted({case.number for case in cases(table)}) for table in TABLES)
    assert built_on == list(range(2, 61, 2))
    assert kept_out == list(range(1, 61, 2))
    assert len(ALL) == 60 * len(FILLINGS)
    assert len({case.question for case in ALL}) == len(ALL)


# form | speaker | subject | stance | order | question
MORE = """
stance      | Velden           | tolls           | against | -      | did Velden vote against tolls
stance      | Velden           | tolls           | against | -      | has Velden always opposed tolls
stance      | Velden           | tolls           | favor   | -      | dose Velden suport tolls
stance      | Haas             | tolls           | favor   | -      | does Haas support tolls
position    | Velden           | tolls           | -       | -      | Is Velden pro tolls or against?
position    | Velden           | tolls           | -       | oldest | What was Velden's first statement on tolls
position    | veldens          | tolls           | -       | -      | waht is veldens postion on tolls
said        | Torland First    | tolls           | -       | -      | when did Torland First mention tolls
said        | Velden           | tolls must go   | -       | oldest | when did Velden first say that tolls must go
said        | Siad Barre       | tolls           | -       | -      | what did Siad Barre say about tolls
quotes      | Velden           | tolls           | -       | newest | what is Velden's latest on tolls
quotes      | Velden           | tolls           | -       | newest | give me the latest Velden said about tolls
quotes      | Velden           | tolls           | -       | -      | is there any quote by Velden about tolls
quotes      | Velden           | tolls           | -       | -      | I want quotes from Velden about tolls
quotes      | -                | tolls           | -       | -      | everything about tolls
quotes      | -                | tolls           | -       | -      | tell me about tolls
everything  | Velden           | -               | -       | newest | latest Velden quotes
everything  | Velden           | -               | -       | -      | what has Velden said lately
everything  | Velden           | -               | -       | -      | what's new from Velden
who_said    | -                | "tolls must go" | -       | -      | who said this: "tolls must go"
who_said    | -                | "tolls must go" | -       | -      | “tolls must go”, who said that?
who_said    | -                | "we'll pay"     | -       | -      | who said ‘we'll pay’?
who_said    | -                | tolls           | -       | newest | who last spoke about tolls
who_said    | -                | we decide after the election | - | - | who said we decide after the election
who_stance  | -                | tolls           | against | -      | Who's against tolls?
who_stance  | -                | tolls           | against | -      | opponents of tolls
who_stance  | -                | tolls           | favor   | -      | arguments for tolls
who_stance  | -                | tolls           | favor   | -      | do you know people who support tolls
how_often   | Velden           | -               | -       | -      | how often is Velden quoted
how_often   | Velden           | tolls           | -       | -      | how many quotes by Velden are there on tolls
most_quoted | -                | -               | -       | -      | who is quoted most
most_quoted | -                | tolls           | -       | -      | who talks about tolls the most
shift       | Velden           | tolls           | -       | -      | why did Velden change his mind about tolls
shift       | Velden           | tolls           | -       | -      | when did Velden's view on tolls change
comparison  | Velden and Brask | -               | -       | -      | Velden versus Brask
comparison  | Velden and Brask | tolls           | -       | -      | how do Velden and Brask differ on tolls
comparison  | Velden and Brask | tolls           | -       | -      | compare what Velden and Brask said about tolls
"""
ROWS = [[cell.strip() for cell in line.split(" | ")] for line in MORE.strip().splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=[row[-1] for row in ROWS])
def test_what_else_people_type(row: list[str]) -> None:
    question = read_question(row[-1], today=TODAY)
    reading = (question.form, question.speaker, question.subject, question.stance, question.order)
    assert [part or "-" for part in reading] == row[:-1]


@pytest.mark.parametrize(
    ("question", "event"),
    [
        ("what did Velden say about tolls since the summit", "since the summit"),
        ("after the general election, what did Velden say about tolls", "after the general election"),
        ("has Velden spoken during the war about tolls", "during the war"),
        ("who opposed tolls before Brexit", "before Brexit"),
    ],
)
def test_a_time_whose_date_nobody_told_is_noted(question: str, event: str) -> None:
    understood = read_question(question, today=TODAY)
    assert (understood.subject, understood.after, understood.before) == ("tolls", None, None)
    assert len(understood.notes) == 1
    assert repr(event) in understood.notes[0]


@pytest.mark.parametrize(
    "subject", ["the law before the court", "the war", "life after the union", "the vote"]
)
def test_what_is_no_time_stays_in_the_subject(subject: str) -> None:
    understood = read_question(f"what did Velden say about {subject}", today=TODAY)
    assert (understood.subject, understood.notes) == (subject, ())


@pytest.mark.parametrize(
    "question",
    [
        "compare he and Velden on tolls",
        "has she changed her mind on tolls",
        "how often did they mention tolls",
    ],
)
def test_a_pronoun_names_nobody_in_any_form(question: str) -> None:
    with pytest.raises(UnreadableQuestion, match="Name the speaker"):
        read_question(question, today=TODAY)


HOSTILE = [
    "compare " + "a and " * 46 + "on",
    "a vs " * 60,
    "tell me " * 36,
    "who in " + "in on " * 46,
    '"' * 300,
    "did <script>alert(1)</script> change its mind on tolls",
    "x" * 301,
]


@pytest.mark.parametrize("question", HOSTILE, ids=[repr(each[:20]) for each in HOSTILE])
def test_what_cannot_be_read_is_refused_and_breaks_nothing(question: str) -> None:
    with pytest.raises(UnreadableQuestion):
        read_question(question, today=TODAY)
