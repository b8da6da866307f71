"""Words and marks after the Penn Treebank."""

import pytest

from attribution.text.tokens import NewsWordTokenizer


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("She didn't go.", ["She", "did", "n't", "go", "."]),
        ("We'll see Velden's map", ["We", "'ll", "see", "Velden", "'s", "map"]),
        ("O'Dara won't", ["O'Dara", "wo", "n't"]),
        ("the Smiths' house", ["the", "Smiths", "'", "house"]),
        ("Gov. J. Velden left", ["Gov.", "J.", "Velden", "left"]),
        ("in the U.S. Senate", ["in", "the", "U.S.", "Senate"]),
        ("said no.", ["said", "no", "."]),
        ("$1,250.50 at 9:30, 4.5%", ["$", "1,250.50", "at", "9:30", ",", "4.5", "%"]),
        ("anti-war vote -- now...", ["anti-war", "vote", "--", "now", "..."]),
        ("“No,” she said", ["“", "No", ",", "”", "she", "said"]),
        ("``No,'' she said", ["``", "No", ",", "''", "she", "said"]),
        (
            "@velden #vote https://torland.example/a?b=1.",
            ["@velden", "#vote", "https://torland.example/a?b=1", "."],
        ),
        ("Torland.com reports", ["Torland.com", "reports"]),
        ("AT&T and R&D", ["AT&T", "and", "R&D"]),
        ("Zoe\u0301 left", ["Zoe\u0301", "left"]),
        ("", []),
    ],
)
def test_a_sentence_is_cut_into_words_and_marks(text: str, tokens: list[str]) -> None:
    assert NewsWordTokenizer().tokenize(text) == tokens


def test_spans_are_offsets_into_the_sentence() -> None:
    assert list(NewsWordTokenizer().span_tokenize("Go, Mara")) == [(0, 2), (2, 3), (4, 8)]
