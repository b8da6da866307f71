"""What is taken from WordNet: opposites with a direction, and other names of acts and possessions."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.stance.wordnet import find_antonyms, find_synonyms, read_synsets

LICENCE = "  1 These lines stand for the licence at the top.\n"
VERBS = f"""{LICENCE}\
00000100 30 v 02 raise 0 lift 4 001 ! 00000200 v 0101 01 + 08 00 | make higher
00000200 30 v 01 lower 0 001 ! 00000100 v 0101 01 + 08 00 | make less high
00000300 30 v 01 hum 0 001 ! 00000400 v 0101 00 | sing with closed lips
00000400 30 v 01 shout 0 001 ! 00000300 v 0101 00 | be loud
"""
NOUNS = f"""{LICENCE}\
00000100 21 n 03 ferry_toll 0 crossing_money 0 fee 0 000 | what a ferry costs
00000200 05 n 02 heron 0 grey_wader 0 000 | a bird
00000300 04 n 02 fee 1 toll_taking 0 000 | the taking of tolls
00000400 04 n 01 hush 0 000 | a silence
"""
INDEX = f"""{LICENCE}\
crossing_money n 1 0 1 0 00000100
fee n 4 0 4 0 00000300 00000100 00000200 00000400
ferry_toll n 2 0 2 0 00000100 00000300
grey_wader n 1 0 1 0 00000200
heron n 1 0 1 0 00000200
hush n 1 0 1 0 00000400
toll_taking n 1 0 1 0 00000300
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("data.verb", VERBS), ("data.noun", NOUNS), ("index.noun", INDEX)):
        (tmp_path / name).write_text(text, encoding="ascii")
    return tmp_path


def test_opposites_are_of_single_words_that_point_opposite_ways(folder: Path) -> None:
    antonyms = find_antonyms(read_synsets(folder / "data.verb"))
    assert antonyms == {"lower": ["raise"], "raise": ["lower"]}


def test_other_names_are_of_acts_and_possessions_and_mean_little_else(folder: Path) -> None:
    synonyms = find_synonyms(folder / "index.noun", read_synsets(folder / "data.noun"))
    assert synonyms == {
        "crossing money": ["ferry toll"],
        "ferry toll": ["crossing money"],
    }
