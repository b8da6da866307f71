import pytest

from tests.attribution.speakers.marked import names


@pytest.mark.parametrize(
    ("text", "relative"),
    [
        (
            "Otto Roth told his father, Rafael, all of it. For years [his father] {refused to listen}.",
            "Rafael",
        ),
        ("Otto Roth left. Roth's wife Ana was home. [His wife] {said nothing}.", "Ana"),
        ("Otto Roth left with his younger sister, Ana Lund. [His sister] {said nothing}.", "Ana Lund"),
    ],
)
def test_a_relative_named_before_is_meant_by_the_relation(text: str, relative: str) -> None:
    assert names(text) == [relative]


def test_a_relative_nobody_names_goes_by_the_relation() -> None:
    assert names("Otto Roth left with his wife, Ana Lund. [His mother] {said no}.") == ["Otto Roth's mother"]
