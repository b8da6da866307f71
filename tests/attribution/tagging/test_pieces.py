"""Pieces carry what the vocabulary does not show, and windows cover them all."""

from __future__ import annotations

import numpy as np
import pytest

from attribution import Span
from attribution.tagging.pieces import (
    IN_QUOTATION,
    PARAGRAPH_START,
    TITLE_CASE,
    UPPER_CASE,
    Pieces,
    pack_windows,
    read_pieces,
    tokenizer,
)
from attribution.text.document import read_document
from attribution.text.quotation_marks import scan_quotation_marks


def pieces_of(text: str) -> Pieces:
    document = read_document(text)
    return read_pieces(document, scan_quotation_marks(document).regions)


def feature_of(text: str, word: str) -> int:
    pieces = pieces_of(text)
    return int(pieces.features[pieces.starts.tolist().index(text.index(word))])


def test_every_piece_stands_where_its_offsets_say() -> None:
    text = "“Ça va,” Mara Velden\u00a0said.\n\nOstby slept."
    pieces = pieces_of(text)
    words = [text[start:end] for start, end in zip(pieces.starts, pieces.ends, strict=True) if end > start]
    assert "".join(words) == "".join(text.split())


def test_only_the_first_piece_of_a_word_is_its_head() -> None:
    pieces = pieces_of("Unfathomabilities happen.")
    assert len(pieces.ids) > 3
    assert next(iter(np.flatnonzero(pieces.heads))) == 0
    assert pieces.heads.sum() == 3


@pytest.mark.parametrize(
    ("word", "case"),
    [("river", 0), ("Ostby", TITLE_CASE), ("NATO", UPPER_CASE), ("7", 0), ("McVey", TITLE_CASE)],
)
def test_a_piece_says_how_its_word_is_written(word: str, case: int) -> None:
    assert feature_of(f"of {word} now", word) == case


def test_a_piece_says_whether_it_stands_in_quotation_marks_and_begins_a_paragraph() -> None:
    text = "Velden said “never again” today.\n\nOstby slept."
    assert feature_of(text, "Velden") == TITLE_CASE + PARAGRAPH_START
    assert feature_of(text, "never") == IN_QUOTATION
    assert feature_of(text, "today") == 0
    assert feature_of(text, "Ostby") == TITLE_CASE + PARAGRAPH_START


@pytest.mark.parametrize("marks", ["“”", '""', "«»", "„“", "‘’"])
def test_marks_of_every_style_are_read_alike(marks: str) -> None:
    straight = pieces_of('Velden said "never again, never" today.')
    other = pieces_of(f"Velden said {marks[0]}never again, never{marks[1]} today.")
    assert other.ids.tolist() == straight.ids.tolist()
    assert other.features.tolist() == straight.features.tolist()


def test_what_is_skipped_is_not_read() -> None:
    document = read_document("It rained.\n\nOSTBY: It snowed.")
    pieces = read_pieces(document, (), Span(12, 18))
    read = "".join(document.text[start:end] for start, end in zip(pieces.starts, pieces.ends, strict=True))
    assert read == "Itrained.Itsnowed."


def test_a_text_without_words_has_no_pieces() -> None:
    assert len(pieces_of(" \n ").ids) == 0
    assert pack_windows(pieces_of(""), 10) == []


@pytest.mark.parametrize("longest", [4, 7, 12, 50])
def test_windows_cover_all_pieces_once_and_keep_to_their_length(longest: int) -> None:
    pieces = pieces_of("It rained on Ostby.\n\n" * 4 + "and " * 30 + "\n\nIt snowed.")
    windows = pack_windows(pieces, longest)
    assert [start for start, _ in windows[1:]] == [end for _, end in windows[:-1]]
    assert (windows[0][0], windows[-1][1]) == (0, len(pieces.ids))
    assert all(0 < end - start <= longest for start, end in windows)


def test_a_paragraph_that_fits_is_never_cut() -> None:
    pieces = pieces_of("It rained on Ostby.\n\nIt rained on the river, too.\n\nIt snowed.")
    for start, _ in pack_windows(pieces, 9):
        assert start == 0 or pieces.paragraphs[start] != pieces.paragraphs[start - 1]


def test_the_vocabulary_is_the_committed_one() -> None:
    assert tokenizer().get_vocab_size() == 30522
