"""What an article's pronouns tell about those it names."""

import pytest

from attribution.speakers.gender import count_votes
from attribution.speakers.mentions import find_mentions
from attribution.text.document import read_document
from attribution.text.quotation_marks import scan_quotation_marks


def genders(text: str) -> dict[str, str | None]:
    document = read_document(text)
    quoted = sorted(region.inner for region in scan_quotation_marks(document).regions)
    votes = count_votes(document, find_mentions(document), quoted)
    return {name: vote.gender() for name, vote in votes.items()}


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Zyx Quill said she would go.", "female"),
        ("Zyx Quill left. He was late.", "male"),
        ("Zyx Quill lost his hat.", "male"),
        ("Zyx Quill lost her hat. Zyx Quill sat. She slept.", "female"),
    ],
)
def test_a_pronoun_that_can_mean_nobody_else_tells(text: str, gender: str) -> None:
    assert genders(text) == {"zyx quill": gender}


@pytest.mark.parametrize(
    "text",
    [
        "Zyx Quill told him.",
        "Zyx Quill met Tov Marsh. She left.",
        "Zyx Quill met a lawyer who said he was late.",
        "Zyx Quill left. It rained. He came.",
        "Zyx Quill said: “He is late.”",
        "Sure, he left.",
    ],
)
def test_a_pronoun_that_may_mean_somebody_else_tells_nothing(text: str) -> None:
    assert genders(text) == {}


def test_pronouns_that_disagree_tell_nothing() -> None:
    assert genders("Zyx Quill said she left. Zyx Quill said he stayed.") == {"zyx quill": None}
