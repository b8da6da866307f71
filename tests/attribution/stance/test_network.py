"""What the network says of a pair: numbers for the four answers, and a stretch of the quote."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from attribution import WeightsUnavailable
from attribution.stance import Target, label_pair, load_stance_network, network, stance
from attribution.stance.network import find_evidence, weigh_pair
from attribution.stance.pair_pieces import read_pair

TOLL = "The bridge toll should be abolished"


def shown(text: str, *words: str) -> str:
    """The evidence where every piece of some words scores 1 and any other -1."""
    pieces = read_pair(text, "", TOLL)
    scores = np.full(len(pieces.ids), -1, np.float32)
    for word in words:
        start = text.index(word)
        scores[(pieces.starts >= start) & (pieces.starts < start + len(word))] = 1
    found = find_evidence(text, pieces, scores)
    return text[found.start : found.end]


def test_evidence_is_the_stretch_with_most_signs_in_it() -> None:
    assert shown("The toll, he said, must go now.", "must go") == "must go"
    assert shown("We must, we really must go now.", "must go now", "We") == "must go now"


def test_one_odd_word_does_not_cut_a_stretch() -> None:
    assert shown("It must surely go today.", "It must", "go today") == "It must surely go today"


@pytest.mark.parametrize("mark", ["'", "’"])
def test_a_negation_is_not_cut_from_its_verb(mark: str) -> None:
    assert shown(f"We don{mark}t want it.", "don") == f"don{mark}t"
    assert shown(f"We can{mark}t.", f"{mark}t") == f"can{mark}t"
    assert shown(f"The mayors{mark} toll.", "mayors") == "mayors"


def test_a_word_is_never_cut_and_something_is_always_shown() -> None:
    assert shown("An unbelievably bad toll.") == "An"
    text = "An unbelievably bad toll."
    pieces = read_pair(text, "", TOLL)
    scores = np.where(pieces.starts == 5, 1, -1).astype(np.float32)
    found = find_evidence(text, pieces, scores)
    assert text[found.start : found.end] == "unbelievably"


@pytest.mark.parametrize("text", ["", "  ", "\x00", "\ud800"])
def test_a_text_without_a_word_is_not_weighed(text: str) -> None:
    assert weigh_pair(text, "", TOLL) is None
    assert label_pair(text, "", Target(TOLL)).label == "unrelated"


def test_the_same_pair_has_the_same_numbers() -> None:
    first, again = (weigh_pair("The toll must go.", "", TOLL) for _ in range(2))
    assert first is not None
    assert again is not None
    assert first.logits.shape == (4,)
    assert first.logits.tolist() == again.logits.tolist()
    assert first.evidence == again.evidence


@pytest.fixture
def broken_weights(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    (tmp_path / "network.onnx").write_bytes(b"no network")
    monkeypatch.setattr(network, "NETWORK", tmp_path / "network.onnx")
    network._load.cache_clear()
    yield
    network._load.cache_clear()


@pytest.mark.usefixtures("broken_weights")
def test_without_weights_there_is_no_answer() -> None:
    with pytest.raises(WeightsUnavailable, match=r"the stance network's weights in .* cannot be loaded"):
        load_stance_network()
    with pytest.raises(WeightsUnavailable):
        stance("The bridge toll must go.", "", Target(TOLL))
