from tests.attribution.speakers.marked import names


def test_the_holder_named_last_is_meant_sooner_than_an_unnamed_one_before() -> None:
    text = (
        "No Torland mayor has ever done this, a mayor from the coast said once.\n\n"
        "Mayor Otto Lund {began today}.\n\n[The mayor] {said that he was glad}."
    )
    assert names(text) == ["Otto Lund"]


def test_an_unnamed_one_brought_in_last_is_meant_sooner_than_a_holder_named_before() -> None:
    text = "Judge Otto Lund left.\n\nBut then a judge kept the thief in jail. [The judge] {said it was late}."
    assert names(text) == ["judge"]


def test_whoever_is_in_focus_is_the_candidate_sooner_than_one_named_long_before() -> None:
    text = (
        "Max Roth, a candidate in Lindau, left early.\n\nIt rained.\n\nMany went home.\n\n"
        "Otto Lund came late.\n\nBut [the candidate] {said that he was glad}."
    )
    assert names(text) == ["Otto Lund"]


def test_in_a_headline_a_description_has_no_article() -> None:
    assert names("Otto Lund lays off staff;\n\nWin or not, [candidate] {says it goes on}.") == ["Otto Lund"]


def test_between_office_holders_far_away_whoever_is_in_focus_is_meant() -> None:
    text = (
        "Senator Max Roth and Senator Ivo Marsh left.\n\nIt rained.\n\nMany went home.\n\n"
        "Otto Lund defends his record in a film. “It matters,” [the senator] says."
    )
    assert names(text) == ["Otto Lund"]
