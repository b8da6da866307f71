"""Pairs of our own are whole and apart; labels of real quotes find their text in the corpora."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest

from attribution import Span
from training.gold import CORPORA_VARIABLE
from training.stance.pairs import (
    LABELS,
    REAL,
    WRITTEN,
    Pair,
    Split,
    is_kept_out,
    read_public,
    read_real,
    read_written,
    turn_about,
)


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_written_pairs_are_many_and_each_has_its_evidence_in_its_words() -> None:
    written = rows(WRITTEN)
    assert len(written) >= 5000
    assert len({row["id"] for row in written}) == len(written)
    assert len({(row["text"], row["context"], row["target"]) for row in written}) == len(written)
    for row in written:
        assert row["label"] in LABELS
        assert all(part in row["text"] or part in row["context"] for part in row["evidence"]), row["id"]
        assert bool(row["evidence"]) == (row["label"] in ("favor", "against")), row["id"]


def test_no_proposition_and_no_quote_is_in_both_splits() -> None:
    train, dev = list(read_written("train")), list(read_written("dev"))
    assert len(dev) > 500
    assert {pair.target for pair in train}.isdisjoint(pair.target for pair in dev)
    assert {pair.text for pair in train}.isdisjoint(pair.text for pair in dev)


def test_no_label_is_rare_and_most_propositions_have_both_sides() -> None:
    labels = Counter(pair.labels[0] for split in ("train", "dev") for pair in read_written(split))
    assert min(labels.values()) > 0.1 * labels.total()
    sides: dict[str, set[str]] = {}
    for pair in read_written("train"):
        sides.setdefault(pair.target, set()).update(pair.labels)
    assert len(sides) > 400
    assert sum({"favor", "against"} <= found for found in sides.values()) > 0.8 * len(sides)


def test_labels_of_real_quotes_have_offsets_in_the_place_of_text() -> None:
    labelled = rows(REAL)
    assert len(labelled) >= 2000
    assert sum("second" in row for row in labelled) >= 0.1 * len(labelled)
    assert {key for row in labelled for key in row} <= {
        "article",
        "quote",
        "content",
        "context",
        "target",
        "label",
        "doubt",
        "evidence",
        "second",
    }


def test_a_labelled_quote_gets_its_text_and_context_from_its_article(tmp_path: Path) -> None:
    text = "It was late. “The toll,” she said, “must go.” They left."
    (tmp_path / "quotes").mkdir()
    article = {"id": "one", "text": text, "quotes": []}
    (tmp_path / "quotes" / "polnear.train.jsonl").write_text(json.dumps(article) + "\n")
    content = [[text.index(part), text.index(part) + len(part)] for part in ("The toll,", "must go.")]
    row = {
        "article": "one",
        "quote": "q",
        "content": content,
        "context": [13, 45],
        "target": "t",
        "label": "favor",
        "evidence": [[2, 20], content[1]],
    }
    path = tmp_path / "real.jsonl"
    path.write_text(json.dumps(row) + "\n")
    (pair,) = (*read_real(tmp_path, "train", path), *read_real(tmp_path, "dev", path))
    assert pair == Pair(
        "The toll, … must go.",
        "“The toll,” she said, “must go.”",
        "t",
        ("favor",),
        evidence=(Span(0, 6), Span(12, 20)),
    )


def test_a_seventh_of_the_articles_is_kept_out() -> None:
    assert 100 < sum(is_kept_out(f"article {number}") for number in range(1000)) < 190


@pytest.mark.parametrize(
    ("target", "opposite"),
    [
        ("The toll should be abolished", "The toll should not be abolished"),
        ("The toll should not stay", "The toll should stay"),
    ],
)
def test_a_pair_turned_about_has_the_other_side(target: str, opposite: str) -> None:
    pair = Pair("The toll must go.", "", target, ("favor", "neutral"), "plain", (Span(9, 16),))
    turned = turn_about(pair)
    assert turned == Pair("The toll must go.", "", opposite, ("against", "neutral"), "plain", (Span(9, 16),))
    assert turn_about(turned) == pair


def test_only_what_should_be_can_be_turned_about() -> None:
    assert turn_about(Pair("Yes.", "", "Mara Velden", ("favor",))) is None


def test_of_a_public_set_one_split_is_read_and_every_readers_label_counts(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    lines = [
        {"text": "Yes", "target": "t", "label": "favor", "labels": ["neutral", "favor"], "split": "dev"},
        {"text": "No", "target": "t", "label": "against", "split": "dev", "context": "No, she said."},
        {"text": "So", "target": "t", "label": "neutral", "split": "train"},
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert list(read_public(path, "dev")) == [
        Pair("Yes", "", "t", ("favor", "neutral")),
        Pair("No", "No, she said.", "t", ("against",)),
    ]


@pytest.mark.skipif(
    CORPORA_VARIABLE not in os.environ, reason=f"{CORPORA_VARIABLE} names no folder of gold data"
)
def test_every_labelled_real_quote_has_its_text() -> None:
    corpora = Path(os.environ[CORPORA_VARIABLE])
    train, dev = (list(read_real(corpora, split)) for split in get_args(Split))
    pairs = [*train, *dev]
    assert len(pairs) == len(rows(REAL))
    assert len(dev) > 0.1 * len(pairs)
    assert all(pair.text.strip() and pair.text.split(" … ")[0].strip() in pair.context for pair in pairs)
