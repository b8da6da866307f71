"""Whom a lone label in front of a line names."""

from attribution import extract

_PREFACE = "Taking part were Teodor Quill, of the union, and Lena Marsh-Abel, who owns four shops.\n\n"


def speakers(text: str) -> list[tuple[str, str]]:
    return [(quote.speaker.name, quote.speaker.kind) for quote in extract(text).quotes if quote.speaker]


def test_a_surname_in_capitals_is_the_person_named_in_full() -> None:
    text = (
        _PREFACE
        + "QUILL: I am pleased with the rise.\n\n"
        + "MARSH-ABEL: It means one shop fewer for us.\n\n"
        + "QUILL: We hear this every time."
    )
    quill, marsh = ("Teodor Quill", "person"), ("Lena Marsh-Abel", "person")
    assert speakers(text) == [quill, marsh, quill]


def test_a_surname_in_capitals_that_nobody_bears_in_full_is_a_person_in_mixed_case() -> None:
    text = (
        "DROST: I am pleased with the rise.\n\n"
        "QUILL: It means one shop fewer for us.\n\n"
        "DROST: We hear this every time."
    )
    assert speakers(text) == [("Drost", "person"), ("Quill", "person"), ("Drost", "person")]


def test_letters_that_are_no_word_stay_an_organization() -> None:
    text = (
        "BBC: Will the ferry run again?\n\n"
        "DROST: It will run by spring at the latest.\n\n"
        "BBC: And if it does not run?"
    )
    assert [kind for name, kind in speakers(text) if name == "BBC"] == ["organization"] * 2


def test_a_newspapers_label_in_its_own_interview_is_the_newspaper() -> None:
    text = (
        "Courier: When did you change your mind?\n\n"
        "Mara Velden: When the ferry came back in spring.\n\n"
        "Courier: So the plan works?\n\n"
        "Velden: It works slowly, but it works."
    )
    assert ("Courier", "organization") in speakers(text)
    assert ("Courier", "person") not in speakers(text)


def test_somebody_with_the_name_of_a_newspaper_stays_a_person() -> None:
    text = (
        "Taking part was Ann Courier, a baker.\n\n"
        "Courier: We sold nine loaves in a week.\n\n"
        "Drost: In a whole week, you say?\n\n"
        "Courier: And then we sold none at all."
    )
    assert [one for one in speakers(text) if "Courier" in one[0]] == [("Ann Courier", "person")] * 2


def test_a_bare_name_that_may_be_an_organizations_is_the_person_named_in_full() -> None:
    text = "“The ferry will run again by spring,” said John Bloomberg.\n\n“It will not be cheap,” Bloomberg said."
    assert set(speakers(text)) == {("John Bloomberg", "person")}
