import pytest

from attribution.speakers.headings import is_heading
from attribution.speakers.names import split_words


@pytest.mark.parametrize(
    "text", ["Velden Wins the Harbour Vote", "MAYOR LEAVES", "A Cold Day for Mayor Roth."]
)
def test_capitals_throughout_make_a_heading(text: str) -> None:
    assert is_heading(split_words(text))


@pytest.mark.parametrize(
    "text", ["Just look at Council Speaker Ana B. Roth.", "Minister Mara Velden met Ana Roth."]
)
def test_a_sentence_full_of_names_is_none(text: str) -> None:
    assert not is_heading(split_words(text))
