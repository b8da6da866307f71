"""What stands around a quote in its context."""

from attribution.stance.surroundings import find_surroundings


def sentence(quote: str, context: str) -> list[str]:
    return [word.text for word in find_surroundings(quote, context).sentence_words()]


def test_the_reporting_clause_may_stand_before_between_or_after() -> None:
    assert sentence("it rains", "Velden said it rains.") == ["Velden", "said"]
    assert sentence("It rains,", "It rains, Velden said. She left.") == ["Velden", "said"]
    assert sentence("It rains … and pours", "It rains, Velden said, and pours.") == [
        ",",
        "Velden",
        "said",
        ",",
    ]


def test_other_sentences_are_no_part_of_the_reporting_clause() -> None:
    context = "Marn left early. Velden said it rains. Hessel came late."
    assert sentence("it rains.", context) == ["Velden", "said"]
    assert sentence("Hessel came late.", context) == []


def test_a_context_without_the_quote_has_no_reporting_clause() -> None:
    surroundings = find_surroundings("it rains", "Velden left early.")
    assert not surroundings.is_located
    assert surroundings.sentence_words() == []
    assert [word.text for word in surroundings.words()] == ["Velden", "left", "early", "."]


def test_a_long_context_is_cut_on_both_sides_of_the_quote_at_whole_words() -> None:
    filler = "harvest " * 5_000
    surroundings = find_surroundings("it rains", f"{filler}Velden said it rains. {filler}")
    assert surroundings.before.endswith("Velden said ")
    assert surroundings.before.startswith("harvest")
    assert len(surroundings.before) + len(surroundings.after) <= 4_000
