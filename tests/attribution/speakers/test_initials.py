"""Whether "M." before a surname is an initial or a title."""

from attribution import extract


def speakers(text: str) -> list[str | None]:
    return [quote.speaker.name if quote.speaker else None for quote in extract(text).quotes]


def test_two_initials_with_one_surname_are_two_people() -> None:
    text = '"It is late," said S. O\'Fenn. "It is early," said M. O\'Fenn.'
    assert speakers(text) == ["S. O'Fenn", "M. O'Fenn"]


def test_after_a_first_name_in_full_it_is_the_french_title() -> None:
    text = "“It is late,” said Ivo Marsh. “It is early,” said M. Marsh."
    assert speakers(text) == ["Ivo Marsh", "Ivo Marsh"]
