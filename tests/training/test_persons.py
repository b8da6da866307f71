"""Labels tell who a pronoun or nominal is; our speaker must have that person's last name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.training.gold_articles import compared, gold, prediction, spans
from training.evaluation.matching import Comparison
from training.evaluation.persons import PersonCount, count_persons, last_name, read_labels

TEXT = (
    "Ana Roth and Ivo Marsh met in Lindau. She said the ferry sails. The captain said the pier was closed. "
    "They hoped for sun."
)


def label_line(mention: str, form: str, kind: str, name: str | None) -> str:
    line = {
        "article": "a",
        "mention": list(*spans(TEXT, mention)),
        "form": form,
        "kind": kind,
        "name": list(*spans(TEXT, name)) if name else None,
        "note": "read twice",
    }
    return json.dumps(line) + "\n"


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    path = tmp_path / "dev.jsonl"
    path.write_text(
        label_line("She", "pronoun", "person", "Ana Roth")
        + label_line("The captain", "nominal", "person", "Ivo Marsh")
        + label_line("They", "pronoun", "group", "Ana Roth and Ivo Marsh")
    )
    return path


def comparison(she: str | None, captain: str | None, *, captain_found: bool = True) -> Comparison:
    wanted = [
        gold(TEXT, "the ferry sails", source="She", source_kind="pronoun"),
        gold(TEXT, "the pier was closed", source="The captain", source_kind="nominal"),
        gold(TEXT, "for sun", source="They", source_kind="pronoun"),
    ]
    found = [prediction(TEXT, "the ferry sails", source="She", speaker_name=she)]
    if captain_found:
        found.append(prediction(TEXT, "the pier was closed", source="The captain", speaker_name=captain))
    return compared(TEXT, wanted, found)


def test_a_speaker_with_the_persons_last_name_is_right(labels: Path) -> None:
    counts = count_persons([comparison("Roth", "Captain Ivo Marsh")], read_labels(labels))
    assert counts == {"pronoun": PersonCount(1, 1, 1), "nominal": PersonCount(1, 1, 1)}


@pytest.mark.parametrize("speaker", ["Ivo Marsh", "Ana", None])
def test_another_speaker_or_none_is_wrong(labels: Path, speaker: str | None) -> None:
    counts = count_persons([comparison(speaker, None)], read_labels(labels))
    assert counts["pronoun"] == PersonCount(labelled=1, found=1, named=0)


def test_a_labelled_attribution_that_was_not_found_still_counts_as_labelled(labels: Path) -> None:
    counts = count_persons([comparison("Roth", None, captain_found=False)], read_labels(labels))
    assert counts["nominal"] == PersonCount(labelled=1, found=0, named=0)


def test_groups_and_other_articles_are_not_counted(labels: Path) -> None:
    wanted = gold(TEXT, "the ferry sails", source="She", source_kind="pronoun")
    counts = count_persons([compared(TEXT, [wanted], [], name="another")], read_labels(labels))
    assert counts == {"pronoun": PersonCount(), "nominal": PersonCount()}


def test_a_last_name_is_the_last_word_without_a_suffix() -> None:
    assert last_name("Ivo Marsh Jr.") == last_name("marsh") == "marsh"
    assert last_name("Ana von der Aue") == last_name("Aue") == "aue"
    assert last_name("") is None
