"""How an article names somebody at one place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution.extraction import Span
from attribution.speakers.mentions import Mention, find_mentions, read_source
from attribution.text.document import read_document


def read(words: str, after: str = " said so.") -> Mention:
    document = read_document(words + after)
    return read_source(document, (Span(0, len(words)),))


def found(text: str) -> list[str]:
    return [mention.text for mention in find_mentions(read_document(text))]


@pytest.mark.parametrize(
    ("words", "name", "title"),
    [
        ("Mara Velden", "Mara Velden", None),
        ("Velden", "Velden", None),
        ("Mrs. Velden", "Velden", "Mrs."),
        ("U.S. Secretary of State Ivo Marsh", "Ivo Marsh", "U.S. Secretary of State"),
        ("regional head Ivo Marsh", "Ivo Marsh", "regional head"),
        ("Velden campaign manager Robin Ash", "Robin Ash", "Velden campaign manager"),
        ("former presidential candidate Otto Roth", "Otto Roth", "former presidential candidate"),
        ("the Rev. Paul Ender", "Paul Ender", "Rev."),
        ("Gen. Charles de Valcour", "Charles de Valcour", "Gen."),
        ("Tamari Crown Prince Faisal bin Tamar", "Faisal bin Tamar", "Tamari Crown Prince"),
        ("Rep. Ada King", "Ada King", "Rep."),
        ("Mr. King", "King", "Mr."),
        ("Otto Marsh, Jr.", "Otto Marsh Jr.", None),
        ("Velden's", "Velden", None),
        ("Velden herself", "Velden", None),
        ("MR. VELDEN", "VELDEN", "MR."),
        (
            "union head of collective bargaining Stephen Roth",
            "Stephen Roth",
            "union head of collective bargaining",
        ),
        ("Torland Committeeman Ivo Marsh", "Ivo Marsh", "Torland Committeeman"),
    ],
)
def test_names_with_titles(words: str, name: str, title: str | None) -> None:
    mention = read(words)
    assert (mention.form, mention.kind) == ("named", "person")
    assert (mention.name, mention.title) == (name, title)


@pytest.mark.parametrize(
    ("words", "description"),
    [
        ("Mara Velden, the president of the Council of Torland,", "president of the Council of Torland"),
        ("Ivo Marsh, a lobbyist who once lived here,", "lobbyist"),
        ("Otto Roth (head of the union)", "head of the union"),
        ("The campaign's manager, Ivo Marsh,", "campaign's manager"),
        ("Senator Ana Roth of Vermont", "Senator of Vermont"),
        ("Mara Velden, after some days,", None),
    ],
)
def test_descriptions_in_apposition(words: str, description: str | None) -> None:
    mention = read(words)
    assert mention.form == "named"
    assert mention.description == description


def test_a_description_after_the_source_belongs_to_it() -> None:
    assert read("Mara Velden", ", the mayor of Lindau, said so.").description == "mayor of Lindau"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the White House", "White House"),
        ("The Ministry of Foreign Affairs", "Ministry of Foreign Affairs"),
        ("the Torland Army General Staff", "Torland Army General Staff"),
        ("Russia", "Russia"),
        ("the Lindau Times", "Lindau Times"),
        ("the Quorn Budget Office", "Quorn Budget Office"),
        ("NBC", "NBC"),
        ("Lindau State", "Lindau State"),
        (
            "the Office of the Inspector General for the Harbour",
            "Office of the Inspector General for the Harbour",
        ),
    ],
)
def test_organizations(words: str, name: str) -> None:
    mention = read(words)
    assert (mention.form, mention.kind, mention.name) == ("named", "organization", name)


@pytest.mark.parametrize(
    "words",
    [
        "Ukrainian officials",
        "critics",
        "two people familiar with the talks",
        "Some angry Velden supporters",
        "Velden allies on the panel",
        "House and Senate Republicans",
        "many",
    ],
)
def test_unnamed_groups(words: str) -> None:
    mention = read(words)
    assert (mention.kind, mention.name, mention.plural) == ("group", None, True)


def test_a_name_in_a_relative_clause_is_not_who_is_described() -> None:
    mention = read("the executive, who succeeded the founder Ana Roth")
    assert (mention.form, mention.name) == ("nominal", None)


@pytest.mark.parametrize(
    "office",
    [
        "Leader of the Opposition in the Great Hall",
        "The Chairman of the South-West Mayors' Forum and Torland State Governor",
        "the director of the Institute for Peace in Lindau",
    ],
)
def test_a_name_after_the_comma_of_a_long_office_is_its_holders(office: str) -> None:
    mention = read(f"{office}, Ana Roth,")
    assert (mention.kind, mention.name) == ("person", "Ana Roth")


@pytest.mark.parametrize(
    "words",
    [
        "Mara Velden and Ivo Marsh",
        "Velden and Foreign Minister Ana Roth",
        "Mara Velden, Ivo Marsh (Lindau) and Ana Roth",
    ],
)
def test_people_named_together_are_a_group(words: str) -> None:
    assert read(words).kind == "group"


@pytest.mark.parametrize(
    "offices",
    [
        "former banker and candidate",
        "Former Secretary of State and party frontrunner",
        "Popular Christian and corporate speaker",
        "Information and Broadcasting Minister",
        "Trade, Industry and Energy Minister",
    ],
)
def test_offices_with_an_and_between_them_are_one_persons(offices: str) -> None:
    mention = read(f"{offices} Ana Roth")
    assert (mention.kind, mention.name, mention.title) == ("person", "Ana Roth", offices)


@pytest.mark.parametrize(
    ("words", "read_as"),
    [
        ("at least half of the council", "at least half of the council"),
        ("as many as ten of them", "as many as ten of them"),
        ("the two aides to Otto Roth on", "the two aides to Otto Roth"),
        ("a former mayor and", "a former mayor"),
    ],
)
def test_amounts_are_whole_and_phrases_do_not_end_in_a_link(words: str, read_as: str) -> None:
    mention = read(words)
    assert (mention.form, mention.title) == ("nominal", read_as)


def test_what_follows_a_pronoun_is_no_part_of_it() -> None:
    mention = read("he became a teacher at the Lindau Institute")
    assert (mention.form, mention.head) == ("pronoun", "he")
    assert read("He and Ana Roth").kind == "group"


@pytest.mark.parametrize(
    ("words", "kind", "gender"),
    [
        ("a spokesman for the mayor", "person", "male"),
        ("the senator", "person", None),
        ("The actress", "person", "female"),
        ("one of the protesters", "person", None),
        ("The office of Prime Minister Mara Velden", "organization", None),
        ("the head of the Ana Roth Foundation", "person", None),
        ("the head of counsel to Ana Roth", "person", None),
        ("the company", "organization", None),
        ("the poll", "unknown", None),
    ],
)
def test_nominals_take_their_kind_from_the_head_noun(words: str, kind: str, gender: str | None) -> None:
    mention = read(words)
    assert (mention.form, mention.kind, mention.gender, mention.name) == ("nominal", kind, gender, None)


@pytest.mark.parametrize(
    ("words", "gender", "plural"),
    [("he", "male", False), ("She", "female", False), ("they", None, True), ("who", None, False)],
)
def test_pronouns(words: str, gender: str | None, plural: bool) -> None:
    mention = read(words)
    assert (mention.form, mention.gender, mention.plural) == ("pronoun", gender, plural)


@pytest.mark.parametrize(
    ("words", "gender"),
    [("Anna Velden", "female"), ("Mr. Velden", "male"), ("spokeswoman Kim Roth", "female"), ("Velden", None)],
)
def test_gender_comes_from_title_or_first_name(words: str, gender: str | None) -> None:
    assert read(words).gender == gender


def test_a_source_in_two_pieces_is_read_as_one() -> None:
    text = "Mara — so it seems — Velden said so."
    document = read_document(text)
    assert read_source(document, (Span(0, 4), Span(21, 27))).name == "Mara Velden"


def test_mentions_of_a_sentence_in_text_order() -> None:
    text = "However, former mayor Otto Roth told Lindau officials that she met the senator on Tuesday."
    assert found(text) == ["former mayor Otto Roth", "Lindau officials", "she", "the senator"]


def test_capitals_at_a_sentence_start_are_not_names() -> None:
    assert found("Campaigning went on. Meanwhile nothing moved. Separately, rain fell on Monday.") == []


def test_a_title_that_begins_a_sentence_belongs_to_its_name() -> None:
    assert found("Presidential candidate Otto Roth left.") == ["Presidential candidate Otto Roth"]


def test_a_name_after_a_sentence_opener_is_found_without_it() -> None:
    assert found("But Velden left.") == ["Velden"]


def test_names_in_a_headline_are_known_from_the_text() -> None:
    text = "Velden Says Budget Talks Will Fail Again.\n\nForeign Minister Mara Velden spoke in Lindau."
    assert found(text)[:2] == ["Velden", "Foreign Minister Mara Velden"]


def test_a_lone_initial_or_a_partys_letter_is_no_mention() -> None:
    assert "D-Ohio" not in found("Sen. Ana Roth, D-Ohio, met Velden.")


def test_spans_slice_back_and_do_not_overlap() -> None:
    text = (
        "Torland’s Prime Minister Mara Velden — and her aides — met “the Rev. Ivo Marsh” at the White House."
    )
    end = 0
    for mention in find_mentions(read_document(text)):
        assert text[mention.span.start : mention.span.end] == mention.text
        assert mention.span.start >= end
        end = mention.span.end


@given(st.text(alphabet="Ab ,.'’\"“”()-—\nofSentheMr", max_size=200), st.data())
def test_any_text_and_source_is_read_without_an_exception(text: str, data: st.DataObject) -> None:
    document = read_document(text)
    for mention in find_mentions(document):
        assert text[mention.span.start : mention.span.end] == mention.text
    start = data.draw(st.integers(0, len(text) + 2))
    end = data.draw(st.integers(0, len(text) + 2))
    read_source(document, (Span(start, end),))
    read_source(document, ())


@given(
    st.lists(
        st.sampled_from(
            [
                "The",
                "Mr.",
                "Velden",
                "of",
                "de",
                "and",
                ",",
                "(",
                "who",
                "officials",
                "'s",
                "Bank",
                "I",
                "his",
                "Jr.",
                "US",
            ]
        ),
        max_size=30,
    )
)
def test_any_run_of_name_words_is_read_without_an_exception(words: list[str]) -> None:
    text = " ".join(words)
    document = read_document(text)
    find_mentions(document)
    read_source(document, (Span(0, len(text)),))


def test_the_noun_for_a_relative_tells_the_gender_of_the_name_after_it() -> None:
    named = find_mentions(read_document("Mr Vane's wife Kim left the hall at noon."))
    assert [(one.name, one.gender) for one in named if one.form == "named"] == [
        ("Vane", "male"),
        ("Kim", "female"),
    ]
