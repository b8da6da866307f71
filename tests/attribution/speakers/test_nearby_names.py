from tests.attribution.speakers.marked import names


def test_he_is_nobody_named_in_what_he_does() -> None:
    text = "Roth asked Otto Lund how high it was. “Quite high,” [he] told Roth. Max Roth left."
    assert names(text) == ["Otto Lund"]


def test_he_is_nobody_named_in_what_he_says_without_quotation_marks() -> None:
    text = "Otto Lund, a writer, accused Max Roth of greed. [He] {calls Roth's move a farce}."
    assert names(text) == ["Otto Lund"]


def test_he_may_be_who_is_named_in_the_next_clause() -> None:
    text = "Max Roth met no one. [He] {would not say}, but Roth left early."
    assert names(text) == ["Max Roth"]


def test_he_in_an_opening_phrase_may_be_who_is_named_after_it() -> None:
    assert names("Max Roth and Ana Lund met. When [he] {asked} Ana Lund, Roth left.") == ["Max Roth"]
