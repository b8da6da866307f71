"""Where an article's dateline stands."""

import pytest

from attribution.speakers.datelines import find_dateline
from attribution.text.document import read_document


def dateline(text: str) -> str | None:
    span = find_dateline(read_document(text))
    return text[span.start : span.end] if span is not None else None


@pytest.mark.parametrize(
    "words",
    [
        "QUELLMARK, Jan. 16 (Quorn Wire) -",
        "QUELLMARK, Torland —",
        "PORT QUELL -",
        "Quellmark (QW) —",
        "PORT-QUELL, Torland -",
        "NEW QUELLMARK:",
        "QUELLMARK (Quorn Wire):",
    ],
)
def test_a_place_before_a_dash_opens_an_article(words: str) -> None:
    assert dateline(f"Talks fail\n\n{words} Talks failed on Monday.\n\nIt rained.") == words


@pytest.mark.parametrize(
    "text",
    [
        "Talks failed on Monday - again.",
        "PORT-QUELL voted on Monday.",
        "VELDEN: We were late on Monday.",
        "VELDEN: The boat was late.",
        "VELDEN: It was late on Monday.\n\nMARSH: It was not.",
        "QUILL — We are late.\n\nMARSH — We are not.",
        "One.\n\nTwo.\n\nThree.\n\nFour.\n\nQUELLMARK — Talks failed.",
        "",
    ],
)
def test_other_dashes_are_no_dateline(text: str) -> None:
    assert dateline(text) is None
