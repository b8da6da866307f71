from tests.attribution.speakers.marked import names


def test_who_is_the_name_right_before() -> None:
    assert names("The row began with Ivo Marsh, [who] {left early}.") == ["Ivo Marsh"]


def test_who_after_a_party_in_parentheses_is_still_the_name() -> None:
    assert names("The row began with Ivo Marsh (Greens), [who] {left early}.") == ["Ivo Marsh"]


def test_who_after_an_apposition_is_the_person_described() -> None:
    text = "They met Petra Lund, a professor at the school of Otto Roth, [who] {likened it to a storm}."
    assert names(text) == ["Petra Lund"]


def test_who_within_an_apposition_is_the_person_described() -> None:
    assert names("He beat Ivo Marsh, a little-known baker [who] {called it unfair}.") == ["Ivo Marsh"]


def test_who_within_the_second_of_two_appositions_is_the_person_described() -> None:
    assert names("“No,” said Ivo Marsh, a lawyer and a proud farmer [who] {called it unfair}.") == [
        "Ivo Marsh"
    ]


def test_who_after_what_somebody_is_said_to_be_is_that_person() -> None:
    assert names("Ivo Marsh stayed away. He was a quiet baker [who] {disliked crowds}.") == ["Ivo Marsh"]
    assert names("Nobody doubts Mara Velden, seen as a fighter [who] {never gives in}.") == ["Mara Velden"]


def test_who_is_not_the_holder_of_those_it_follows() -> None:
    assert names("“Fine,” said Otto Lund, a pollster with Mr. Roth's old club [who] {liked it}.") == [
        "Otto Lund"
    ]


def test_who_with_what_follows_it_is_the_one_right_before() -> None:
    text = "“No,” said the teacher, [who like many in the town] {would not give her name}."
    assert names(text) == ["teacher"]
