"""Whether the person behind "he" or "the senator" is named, by labels that readers gave to the gold sources."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import training
from attribution import Span
from attribution.speakers.names import fold, parse_person_name
from training.evaluation.matching import Comparison

LABELS = Path(training.__file__).parent / "data" / "coreference" / "dev.jsonl"

Form = Literal["pronoun", "nominal"]
FORMS: tuple[Form, ...] = ("pronoun", "nominal")


@dataclass(frozen=True, slots=True)
class PersonLabel:
    """A pronoun or nominal that means one person named in the article."""

    form: Form
    name: Span
    """Where the article has the person's fullest name."""


Labels = Mapping[tuple[str, int], PersonLabel]
"""By the article's id and the offset at which the mention starts."""


@dataclass(frozen=True, slots=True)
class PersonCount:
    """Gold attributions whose source is labelled with a named person."""

    labelled: int = 0
    found: int = 0
    """Those whose content was found."""
    named: int = 0
    """Those found whose speaker has the person's last name."""

    def __add__(self, other: PersonCount) -> PersonCount:
        return PersonCount(self.labelled + other.labelled, self.found + other.found, self.named + other.named)


def read_labels(path: Path) -> Labels:
    """The labels of a JSON-lines file that mean a named person.

    A line is `{"article": id, "mention": [start, end], "form": "pronoun"|"nominal",
    "kind": "person"|"organization"|"group"|"thing", "name": [start, end] or null}`.
    """
    labels: dict[tuple[str, int], PersonLabel] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)
            if raw["kind"] == "person" and raw["name"]:
                labels[raw["article"], raw["mention"][0]] = PersonLabel(raw["form"], Span(*raw["name"]))
    return labels


def count_persons(comparisons: Iterable[Comparison], labels: Labels) -> dict[Form, PersonCount]:
    """Counts by the form of the source; an attribution is labelled when the label's mention starts its source."""
    counts = dict.fromkeys(FORMS, PersonCount())
    for comparison in comparisons:
        found = {match.wanted: comparison.found[match.found] for match in comparison.matches}
        for position, one in enumerate(comparison.wanted):
            source = one.gold.source
            label = labels.get((comparison.article.id, source[0].start)) if source else None
            if label is None:
                continue
            ours = found.get(position)
            wanted = last_name(comparison.article.text[label.name.start : label.name.end])
            named = ours is not None and last_name(ours.prediction.speaker_name or "") == wanted
            counts[label.form] += PersonCount(1, ours is not None, named)
    return counts


def last_name(name: str) -> str | None:
    """The last word of a person's name without Jr. and the like, folded; None of no name."""
    parsed = parse_person_name(name)
    return fold(parsed.surname.split()[-1]) if parsed else None
