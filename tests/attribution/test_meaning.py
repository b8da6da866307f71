"""Vectors of texts: the same in other words is near, and a text that says nothing is near to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from attribution import WeightsUnavailable, load_weights, meaning
from attribution.meaning import (
    DIMENSIONS,
    LONGEST_TEXT,
    embed,
    embed_quote,
    embed_subject,
    is_known_word,
    read_ids,
)


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", "😀", "المرفأ", "toll " * 10_000, "x" * 10_000])
def test_any_text_has_a_vector_of_length_one(text: str) -> None:
    vector = embed(text)
    assert vector.shape == (DIMENSIONS,)
    assert vector.dtype == np.float32
    assert float(vector @ vector) == pytest.approx(1, abs=1e-4)


def test_only_so_many_pieces_are_read() -> None:
    assert len(read_ids("toll " * 10_000)) == LONGEST_TEXT
    assert embed("toll " * 300).tolist() == embed("toll " * 300 + "bees").tolist()


def test_a_quote_is_nearer_to_its_subject_than_to_another() -> None:
    quote = embed_quote("Patients wait eleven hours on a chair before anybody looks at them")
    near, far = (
        float(quote @ embed_subject(text)) for text in ("waiting times in hospitals", "interest rates")
    )
    assert near > 0.5
    assert far < 0.1


def test_a_quote_of_a_few_words_means_nothing_by_itself() -> None:
    assert not embed_quote("the decision of … it").any()
    assert float(np.linalg.norm(embed_quote("the decision of the jury"))) == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize(("word", "known"), [("sanctions", True), ("velden", False), ("", False)])
def test_rare_words_are_told_from_common_ones(word: str, known: bool) -> None:
    assert is_known_word(word) == known


@pytest.fixture
def fresh_weights() -> Iterator[None]:
    meaning._load.cache_clear()
    yield
    meaning._load.cache_clear()


@pytest.mark.usefixtures("fresh_weights")
def test_without_its_weights_nothing_begins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(meaning, "DESCRIPTION", tmp_path / "meaning.json")
    with pytest.raises(WeightsUnavailable, match=r"the weights of search by meaning in .* cannot be loaded"):
        load_weights()


@pytest.mark.usefixtures("fresh_weights")
def test_another_network_than_the_one_described_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    network = tmp_path / "network.onnx"
    network.write_bytes(meaning.NETWORK.read_bytes() + b"\x00")
    monkeypatch.setattr(meaning, "NETWORK", network)
    with pytest.raises(WeightsUnavailable, match="SHA-256"):
        embed("A toll")
