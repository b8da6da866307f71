"""Every pair of text and target gets a label and a number."""

import pytest

from attribution.stance import Target, label_pair

TOLL = Target("The bridge toll should be abolished")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We must abolish the bridge toll.", "favor"),
        ("We will never abolish the bridge toll.", "against"),
        ("The bridge toll was introduced in May.", "neutral"),
        ("The harvest was good.", "unrelated"),
        ("", "unrelated"),
    ],
)
def test_each_label_comes_with_a_confidence(text: str, expected: str) -> None:
    answer = label_pair(text, "", TOLL)
    assert answer.label == expected
    assert 0 < answer.confidence < 1
    assert (answer.evidence is None) == (expected == "unrelated")


def test_the_context_counts() -> None:
    quote = "abolishing the bridge toll"
    assert label_pair(quote, f"Mayor Tor Hessel opposed {quote}.", TOLL).label == "against"
