"""Lines are paragraphs, unless the text is wrapped to a width."""

import pytest

from attribution.text.paragraphs import paragraph_spans

WRAPPED = """\
The foreign minister of Torland said on Monday that her government
would keep its soldiers at the northern border until the spring, and
would then ask parliament whether they should stay there any longer.
Nobody in the room had expected that she would say so much that day.
"""


def paragraphs(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraph_spans(text)]


@pytest.mark.parametrize(
    "line_end", ["\n", "\n\n", "\r\n", "\r", "\r\n\r\n", "\u2028", "\u2029", "\x0c", "\n \t\n"]
)
def test_a_line_end_or_a_blank_line_ends_a_paragraph(line_end: str) -> None:
    assert paragraphs(f"The minister left.{line_end}Nobody followed.") == [
        "The minister left.",
        "Nobody followed.",
    ]


def test_white_space_around_a_paragraph_is_no_part_of_it() -> None:
    assert paragraphs("\n   The minister left. \n\n\t\n") == ["The minister left."]


@pytest.mark.parametrize("text", ["", " ", "\n", "\r\n\r\n"])
def test_nothing_has_no_paragraphs(text: str) -> None:
    assert paragraphs(text) == []


def test_the_lines_of_a_wrapped_text_are_joined() -> None:
    assert paragraphs(WRAPPED) == [WRAPPED.strip()]


def test_a_wrapped_text_keeps_its_blank_lines_and_its_headline() -> None:
    text = f"Torland keeps its soldiers\n\n{WRAPPED}\n{WRAPPED}"
    assert paragraphs(text) == ["Torland keeps its soldiers", WRAPPED.strip(), WRAPPED.strip()]


def test_an_indented_line_starts_a_paragraph_in_a_wrapped_text() -> None:
    assert paragraphs(f"{WRAPPED}   She gave no date.\n") == [WRAPPED.strip(), "She gave no date."]


def test_a_short_line_ends_a_paragraph_in_a_wrapped_text() -> None:
    text = f"{WRAPPED}Nobody asked her why.\nThe budget of the army, which had been cut twice in the year before,\nwould grow.\n"
    assert paragraphs(text)[-1].startswith("The budget")
    assert paragraphs(text)[-1].endswith("would grow.")


def test_items_of_a_list_stay_apart_in_a_wrapped_text() -> None:
    assert paragraphs(f"{WRAPPED}- She gave no date for the vote.\n")[1] == "- She gave no date for the vote."


def test_short_paragraphs_of_whole_sentences_are_not_joined() -> None:
    lines = [
        "The minister left the talks early on Monday.",
        "Nobody followed her out of the long room.",
        "She gave no reason at all for that choice.",
    ]
    assert paragraphs("\n".join([*lines, *lines])) == [*lines, *lines]


def test_lines_longer_than_a_page_is_wide_are_not_joined() -> None:
    line = (
        "The foreign minister of Torland said that " + "her government would keep its soldiers there and " * 3
    )
    assert len(paragraphs("\n".join([line] * 5))) == 5
