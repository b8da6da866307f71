import pytest

from tests.attribution.speakers.marked import names


@pytest.mark.parametrize(
    "described",
    [
        "The Torland senator",
        "The 46-year-old",
        "The former minister of state",
        "The journalist",
        "The businessman",
    ],
)
def test_who_is_in_focus_is_meant_by_what_the_article_has_not_told(described: str) -> None:
    assert names(f"Otto Lund came home late.\n\n[{described}] {{said that he was glad}}.") == ["Otto Lund"]


def test_a_place_tells_another_office_apart() -> None:
    text = "Otto Lund came home late.\n\n[The Torland foreign minister] {said that he was glad}."
    assert names(text) == ["Torland foreign minister"]


def test_a_place_is_not_in_focus_as_a_person() -> None:
    text = (
        "Otto Lund bought the inn in May, at a fair now called Quorn.\n\n[The candidate] {said he was glad}."
    )
    assert names(text) == ["Otto Lund"]
