"""Quotes of articles that are learned from meet propositions that they may be about."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.stance import unlabelled
from training.stance.pairs import Pair, is_kept_out

TEXT = "It was late. “The bridge toll must go,” said Mara Velden. They left."
LEARNED, KEPT_OUT = (
    next(name for name in map(str, range(100)) if is_kept_out(name) == kept) for kept in (False, True)
)


@pytest.fixture
def corpora(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "quotes").mkdir()
    spans = {
        part: [[TEXT.index(words), TEXT.index(words) + len(words)]]
        for part, words in (
            ("content", "The bridge toll must go,"),
            ("cue", "said"),
            ("source", "Mara Velden"),
        )
    }
    rows = [{"id": name, "text": TEXT, "quotes": [{"id": "q", **spans}]} for name in (LEARNED, KEPT_OUT)]
    path = tmp_path / "quotes" / "polnear.train.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    targets = [
        "The bridge toll should be abolished",
        *(f"Ferry {number} should sail" for number in range(200)),
    ]
    monkeypatch.setattr(
        unlabelled, "read_written", lambda _: [Pair("", "", target, ()) for target in targets]
    )
    monkeypatch.setattr(unlabelled, "read_real", lambda *_: [])
    monkeypatch.setattr(unlabelled, "_RANDOM_SHARE", 0.0)
    return tmp_path


def test_a_quote_meets_what_it_names_in_its_sentence(corpora: Path) -> None:
    found = [pair for seed in range(12) for pair in unlabelled.propose_pairs(corpora, 10, seed)]
    assert found
    assert set(found) == {
        Pair(
            "The bridge toll must go,",
            "“The bridge toll must go,” said Mara Velden.",
            "The bridge toll should be abolished",
            (),
        )
    }


def test_at_most_so_many_are_proposed_and_none_of_an_article_kept_out(corpora: Path) -> None:
    for seed in range(12):
        assert len(unlabelled.propose_pairs(corpora, 10, seed)) <= 1
    assert unlabelled.propose_pairs(corpora, 0, 1) == []
