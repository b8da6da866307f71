"""An interview is with whom its introduction says."""

from __future__ import annotations

import pytest

from attribution.speakers.interviewees import find_interviewee
from attribution.speakers.mentions import find_mentions
from attribution.text.document import read_document


def interviewee(text: str) -> str | None:
    document = read_document(text)
    found = find_interviewee(document, find_mentions(document), ())
    return text[found.start : found.end] if found is not None else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Ostby Courier spoke with Mayor Ilse Brandt about the dam.", "Mayor Ilse Brandt"),
        ("We sat down with Ilse Brandt, who runs the harbour.", "Ilse Brandt"),
        ("This is an edited interview with the mayor of Ostby, Ilse Brandt.", "Ilse Brandt"),
        ("Ilse Brandt recently answered questions about the dam.", "Ilse Brandt"),
        ("In Ostby, Ilse Brandt answered questions about the dam.", "Ilse Brandt"),
        ("The Courier interviewed Ilse Brandt at her home.", "Ilse Brandt"),
        ("Tom Ribeck talked to Mayor Ilse Brandt on Monday.", "Mayor Ilse Brandt"),
        ("Tom Ribeck and Reporter Ivo Marsh talked to Mayor Ilse Brandt on Monday.", "Mayor Ilse Brandt"),
        ("Reporter Tom Ribeck talked to Ilse Brandt on Monday.", "Ilse Brandt"),
        ("Ilse Brandt leads the council. The Courier spoke with her about the dam.", "her"),
    ],
)
def test_the_one_who_was_spoken_with_is_interviewed(text: str, name: str) -> None:
    assert interviewee(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "Ilse Brandt signed the treaty on Monday.",
        "Tom Ribeck talked to Ilse Brandt on Monday.",
        "The Courier spoke with Ilse Brandt and Ivo Marsh.",
        "The Courier spoke with Mayor Ilse Brandt and Tom Ribeck about the treaty.",
        "The Courier spoke with Tom Ribeck and Mayor Ilse Brandt about the treaty.",
        "The Courier interviewed Ilse Brandt, a farmer, and Tom Ribeck.",
        "The Courier spoke with Mayor Ilse Brandt, Tom Ribeck and Ivo Marsh.",
        "The Courier spoke with Mayor Ilse Brandt of Ostby and Tom Ribeck.",
        "The Courier spoke with Mayor Ilse Brandt as well as Tom Ribeck.",
        "The Courier spoke with Mayor Ilse Brandt along with Tom Ribeck.",
        "The Courier spoke with Mayor Ilse Brandt and the miller Tom Ribeck.",
        "Mayor Ilse Brandt and Tom Ribeck spoke with the Courier.",
        "The Courier spoke with farmers about Ilse Brandt.",
        "The Courier spoke with her team.",
        "",
    ],
)
def test_nobody_is_guessed(text: str) -> None:
    assert interviewee(text) is None
