"""Texts made of what breaks readers: marks, abbreviations, odd spaces, line ends, lone surrogates."""

from hypothesis import strategies as st

_PIECES = st.sampled_from(
    [
        *"“”„‟\"″«»‹›‘’‚‛'`.,?!…—()[]<> \n\r\t\u2028\u00a0\ud800\x00",
        *["``", "''", "\r\n", "\n\n", "“‘", "’”", "...", ". . .", "-- "],
        *[
            "left",
            "Smiths",
            "She said ",
            "Gov.",
            "U.S.",
            "No.",
            "6'2\"",
            "don’t",
            "J.",
            "’90s",
            "<a b=",
            "e\u0301",
        ],
    ]
)
TEXTS = st.one_of(st.lists(_PIECES, max_size=60).map("".join), st.text(st.characters(), max_size=80))
