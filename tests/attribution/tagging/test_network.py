"""The trained network is there, or nothing starts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from api import create_app
from attribution import WeightsUnavailable, extract, load_weights
from attribution.tagging import network
from attribution.tagging.network import TAGS, read_windows
from attribution.tagging.pieces import read_pieces
from attribution.text.document import read_document
from cli.main import main
from services.settings import Settings


@pytest.fixture
def broken_weights(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    broken = tmp_path / "network.onnx"
    broken.write_bytes(b"no network")
    monkeypatch.setattr(network, "NETWORK", broken)
    network._load.cache_clear()
    yield broken
    network._load.cache_clear()


def test_weights_that_cannot_be_read_are_named(broken_weights: Path) -> None:
    with pytest.raises(WeightsUnavailable, match=r"the tagger's weights in .* cannot be loaded"):
        load_weights()


def test_weights_without_their_calibration_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare = tmp_path / "tagger.json"
    bare.write_text('{"window": 126}')
    monkeypatch.setattr(network, "DESCRIPTION", bare)
    network._load.cache_clear()
    with pytest.raises(WeightsUnavailable, match=r"tagger\.json lacks biases, confidence, both_right"):
        load_weights()
    network._load.cache_clear()


def test_missing_weights_are_no_reason_to_find_no_quotes(broken_weights: Path) -> None:
    broken_weights.unlink()
    with pytest.raises(WeightsUnavailable):
        extract("“No,” said Mara Velden.")


def test_the_application_is_not_made_without_weights(broken_weights: Path, tmp_path: Path) -> None:
    with pytest.raises(WeightsUnavailable):
        create_app(Settings(database_url=f"sqlite:///{tmp_path / 'onrecord.sqlite3'}"))


def test_the_server_does_not_start_without_weights_and_says_why(
    broken_weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'onrecord.sqlite3'}")
    monkeypatch.setenv("PORT", "0")
    answer = CliRunner().invoke(main, ["serve"])
    assert answer.exit_code == 1
    assert "OnRecord does not start: the tagger's weights" in answer.output


def test_every_piece_gets_a_score_for_every_tag_and_the_same_text_the_same_ones() -> None:
    pieces = read_pieces(read_document("Mara Velden said it was late.\n\n" * 60), ())
    scores = read_windows(pieces)
    assert scores.shape == (len(pieces.ids), len(TAGS))
    assert np.array_equal(read_windows(pieces), scores)


def test_a_document_without_words_has_no_scores() -> None:
    assert len(read_windows(read_pieces(read_document(""), ()))) == 0


def test_what_stands_in_another_window_changes_nothing() -> None:
    paragraph = "Mara Velden said it was late. " * 30
    alone = read_pieces(read_document(paragraph), ())
    followed = read_pieces(read_document(paragraph + "\n\n" + "“No,” said Ribeck. " * 40), ())
    count = len(alone.ids)
    assert np.array_equal(read_windows(followed)[:count], read_windows(alone))
