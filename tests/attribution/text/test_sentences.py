"""Where sentences end in news."""

import pytest

from attribution.extraction import Span
from attribution.text.sentences import sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "text",
    [
        "Gov. Mara Velden and Sen. Ilja Brenn met Lt. Gen. Oda Karr.",
        "Reps. Brenn and Karr met the Rev. Tam Oake at St. Ives.",
        "Torland asked the U.S. Ambassador to the U.N. Security Council.",
        "She moved from Boston, Mass., to Fresno, Calif., in Sept. 2019.",
        "They meet at 9 a.m. Friday or at 4 p.m. Eastern.",
        "Karr & Co. Chairman Ilja Brenn sold Velden Inc. Monday.",
        "J. K. Moranth and J.B. Tolle read George H.W. Karr.",
        "The court sided with Velden v. Brenn in case No. 14.",
        "Between Jan. 5 and Feb. 12 nothing moved.",
        "The vote was Torland vs. Morland.",
        "Oda A. (Odie) Karr left.",
        "Mara I. Velden left.",
    ],
)
def test_an_abbreviation_does_not_end_a_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("She left the U.S.", "He stayed."),
        ("The polls closed at 7 p.m.", "In Morland they stayed open."),
        ("She lives in Washington, D.C.", "But he does not."),
        ("Brenn works for Karr Inc.", "“He is a trader,” she said."),
        ("The minister said no.", "Brenn said yes."),
        ("It is a train they will miss.", "Brenn will not."),
        ("So did I.", "Brenn stayed."),
        ("It happened on March 1.", "Nobody saw it."),
        ("Is it over?", "Velden thinks so."),
        ("They left…", "Nobody came back."),
        ("It is on torland.com.", "Velden wrote it."),
        ("It shipped.", "iPhones sold."),
    ],
)
def test_a_sentence_ends_before_the_next_one(first: str, second: str) -> None:
    assert sentences(f"{first} {second}") == [first, second]


@pytest.mark.parametrize(
    "text",
    [
        "“We left.” she said.",
        '"Did we leave?" the minister asked.',
        "“Did we leave?” Velden asked.",
        "‘Did we leave?’ Foreign Minister Mara Velden later asked.",
        "''We won!'' Mr. Brenn shouted.",
        "“We … left,” she said.",
        "“We . . . left,” she said.",
        "Yahoo! is a company.",
    ],
)
def test_a_quotation_and_its_cue_are_one_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(("opening", "closing"), ["“”", '""', "‘’", "''", "«»", ("``", "''")])
def test_closing_marks_stay_with_their_sentence(opening: str, closing: str) -> None:
    quotation = f"She said: {opening}We left.{closing}"
    assert sentences(f"{quotation} Nobody followed.") == [quotation, "Nobody followed."]


def test_a_boundary_inside_a_quotation_is_a_boundary() -> None:
    assert sentences("“We left. We are home,” she said.") == ["“We left.", "We are home,” she said."]


def test_a_new_sentence_after_a_question_in_quotation_marks() -> None:
    assert sentences("“Did we leave?” They said nothing.") == ["“Did we leave?”", "They said nothing."]


def test_a_closing_bracket_stays_with_its_sentence() -> None:
    assert sentences("(Nobody came.) She left.") == ["(Nobody came.)", "She left."]


def test_the_number_of_an_item_is_no_sentence() -> None:
    assert sentences("2. Brenn left. 3. Karr stayed.")[0] == "2. Brenn left."


def test_only_the_paragraph_is_cut() -> None:
    text = "One. Two. Three."
    assert list(sentence_spans(text, Span(5, 9))) == [Span(5, 9)]


@pytest.mark.parametrize(
    "first", ["They said they can't.", "She hadn't.", "The boat is Brenn's.", "He said he'd."]
)
def test_a_contracted_word_ends_a_sentence(first: str) -> None:
    assert sentences(f"{first} Ilse left.") == [first, "Ilse left."]
