"""An interview's questions are nobody's named, its answers the one's who is interviewed."""

from __future__ import annotations

import pytest

from attribution.tagging.interviews import interview_turns
from attribution.text.document import read_document
from tests.attribution.reading import read_quotes

TALK = "{q} Is the treaty dead?\n\n{a} It is dead and buried.\n\n{q} For good?\n\n{a} For good. I saw it go."


def turns(text: str) -> list[tuple[str, list[str]]]:
    return [
        (text[turn.label.start : turn.label.end], [text[start:end] for start, end in turn.content])
        for turn in interview_turns(read_document(text))
    ]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Q:", "A:"),
        ("Q.", "A."),
        ("Q —", "A —"),
        ("Question:", "Answer:"),
        ("**Q:**", "**A:**"),
        ("Q -", "A -"),
    ],
)
def test_lines_with_q_and_a_are_turns(question: str, answer: str) -> None:
    label = question.strip("*").rstrip(":.—- "), answer.strip("*").rstrip(":.—- ")
    assert turns(TALK.format(q=question, a=answer)) == [
        (label[0], ["Is the treaty dead?"]),
        (label[1], ["It is dead and buried."]),
        (label[0], ["For good?"]),
        (label[1], ["For good. I saw it go."]),
    ]


def test_an_answer_goes_on_until_the_next_label_and_the_last_one_does_not() -> None:
    text = (
        "Q: Is the treaty dead?\n\nA: It is.\n\nWe buried it.\n\n(Laughs)\n\nQ: For good?\n\nA: Yes.\n\n"
        "The council meets in May."
    )
    assert [content for _, content in turns(text)] == [
        ["Is the treaty dead?"],
        ["It is.", "We buried it."],
        ["For good?"],
        ["Yes."],
    ]


def test_answers_may_have_the_name_for_a_label() -> None:
    text = "Q: Is the treaty dead?\n\nBRANDT: It is.\n\nQ: For good?\n\nBRANDT: For good."
    assert [label for label, _ in turns(text)] == ["Q", "BRANDT", "Q", "BRANDT"]


def test_every_one_of_several_who_answer_has_a_turn() -> None:
    text = (
        "Q: Will you sign?\n\nVELDEN: We will not.\n\nBRANDT: I will sign it.\n\nQ: When?\n\n"
        "VELDEN: Never.\n\nBRANDT: In May."
    )
    assert turns(text) == [
        ("Q", ["Will you sign?"]),
        ("VELDEN", ["We will not."]),
        ("BRANDT", ["I will sign it."]),
        ("Q", ["When?"]),
        ("VELDEN", ["Never."]),
        ("BRANDT", ["In May."]),
    ]
    assert [quote.speaker for quote in read_quotes(text)] == [None, "Velden", "Brandt"] * 2


def test_a_statement_before_the_first_question_is_a_turn() -> None:
    text = (
        "Photo: The hall of Ostby\n\nPhoto: The river\n\nVELDEN: We met at dawn.\n\nIt was cold.\n\n"
        "VELDEN: The treaty is dead.\n\nQ: For good?\n\nA: For good."
    )
    assert turns(text) == [
        ("VELDEN", ["We met at dawn.", "It was cold."]),
        ("VELDEN", ["The treaty is dead."]),
        ("Q", ["For good?"]),
        ("A", ["For good."]),
    ]


@pytest.mark.parametrize("label", ["Note", "A", "Photo"])
def test_what_only_looks_like_a_name_before_the_first_question_is_no_turn(label: str) -> None:
    text = f"{label}: The hall.\n\nQ: Is it open?\n\nA: It is.\n\n{label}\n\nThe end."
    assert [each for each, _ in turns(text)] == ["Q", "A"]


def test_a_label_may_have_a_nickname_in_it() -> None:
    name = "Tom “Duke” Ribeck"
    text = f"Q: Is the hall open?\n\n{name}: It is shut.\n\nQ: For good?\n\n{name}: Until May."
    said = [(quote.source, quote.content, quote.speaker) for quote in read_quotes(text)]
    assert said[1::2] == [([name], ["It is shut"], name), ([name], ["Until May"], name)]


@pytest.mark.parametrize(
    "text",
    [
        "A. The harbour\n\nB. The hall",
        "Q. Marsh opened the hall.\n\nA. Velden closed it.",
        "A: The harbour\n\nQ: The hall",
        "Q: Who closed the hall?",
        "Q&A: The harbour",
        "Note: The harbour is closed.\n\nNote: The hall is open.",
        "",
    ],
)
def test_other_texts_are_no_interview(text: str) -> None:
    assert turns(text) == []


@pytest.mark.parametrize(
    "introduction",
    [
        "The Ostby Courier spoke with Mayor Ilse Brandt about the treaty.",
        "In an interview with the Ostby Courier, Mayor Ilse Brandt answered questions on the treaty.",
        "An interview with Ilse Brandt, the mayor of Ostby.",
        "Courier reporter Ivo Marsh sat down with Mayor Ilse Brandt on Monday.",
        "The Courier’s Ivo Marsh talked to Mayor Ilse Brandt on Monday.",
    ],
)
def test_the_answers_are_those_of_the_one_interviewed(introduction: str) -> None:
    text = f"{introduction}\n\n{TALK.format(q='Q:', a='A:')}"
    said = [quote for quote in read_quotes(text) if quote.cue == [":"]]
    assert [(quote.content[0], quote.speaker) for quote in said] == [
        ("Is the treaty dead?", None),
        ("It is dead and buried", "Ilse Brandt"),
        ("For good?", None),
        ("For good. I saw it go", "Ilse Brandt"),
    ]
    assert [quote.source for quote in said] == [[], ["A"], [], ["A"]]


@pytest.mark.parametrize(
    "introduction",
    [
        "The dam opens in May. Here is what to know.",
        "President Ilse Brandt signed the treaty on Monday. Here is what to know.",
        "The Courier spoke with Mayor Ilse Brandt and Councillor Tom Ribeck about the treaty.",
    ],
)
def test_answers_of_nobody_known_have_no_speaker(introduction: str) -> None:
    said = [
        quote
        for quote in read_quotes(f"{introduction}\n\n{TALK.format(q='Q:', a='A:')}")
        if quote.cue == [":"]
    ]
    assert len(said) == 4
    assert [(quote.speaker, quote.source) for quote in said] == [(None, [])] * 4
