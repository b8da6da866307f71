"""The folded copy has the same length and one form for characters that mean the same."""

import pytest

from attribution.text.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("don’t, won‘t, o´clock", "don't, won't, o'clock"),
        ("the ’90s, ’tis, rock ’n’ roll, class of ’16", "the '90s, 'tis, rock 'n' roll, class of '16"),
        ("‘16 people left’", "‘16 people left’"),
        ("a\u00a0b\u2009c\td\u200be", "a b c d e"),
        ("\ufeffTorland\x00", " Torland "),
        ("non\u2011stop", "non-stop"),
        ("\x93No,\x94 he said \x96 don\x92t", "“No,” he said – don't"),
        ("a\ud800b", "a\ufffdb"),
        ("“No,” she said…\r\n", "“No,” she said…\r\n"),
    ],
)
def test_characters_that_mean_the_same_become_the_same(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert len(folded) == len(text)


def test_a_closing_single_mark_is_no_apostrophe() -> None:
    assert fold("‘We left,’ she said of the Smiths’ house.") == "‘We left,’ she said of the Smiths’ house."
