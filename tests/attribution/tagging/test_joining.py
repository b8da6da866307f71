"""Contents find their cue and cues their source among the parts near by."""

from __future__ import annotations

from pathlib import Path

import pytest

from attribution.tagging import joining
from attribution.tagging.decoding import PartKind, Stretch
from attribution.tagging.joining import MOST_CANDIDATES, CandidateSigns, Join, Scorer, Setting, joiner
from attribution.trained_files import WeightsUnavailable

KINDS: dict[str, PartKind] = {"S": "source", "Q": "cue", "C": "content"}


def read(marked: str) -> tuple[list[Stretch], Setting]:
    """Parts from text such as "S[Velden] Q[said] C[it was late] ."; "|" ends a paragraph, "“" and "”" quote."""
    stretches: list[Stretch] = []
    words: list[str] = []
    sentences: list[int] = []
    paragraphs: list[int] = []
    quoted: list[bool] = []
    kind: PartKind | None = None
    first = sentence = paragraph = 0
    inside = False
    for piece in marked.replace("[", "[ ").replace("]", " ]").split():
        if piece.endswith("[") and piece[0] in KINDS:
            kind, first = KINDS[piece[0]], len(words)
        elif piece == "]" and kind is not None:
            stretches.append(Stretch(kind, first, len(words), 0.9, 0.9))
            kind = None
        elif piece == "|":
            paragraph, sentence = paragraph + 1, sentence + 1
        else:
            inside = inside or piece == "“"
            words.append(piece.lower())
            sentences.append(sentence)
            paragraphs.append(paragraph)
            quoted.append(inside)
            inside = inside and piece != "”"
            sentence += piece == "."
    return stretches, Setting(words, sentences, paragraphs, quoted)


def joined(marked: str) -> list[tuple[str, str | None, list[str]]]:
    """Cue, source and contents of each join, in words."""
    stretches, setting = read(marked)

    def words(part: Stretch) -> str:
        return " ".join(setting.words[part.first : part.last])

    found: list[Join] = joiner().join(stretches, setting)
    return [
        (words(one.cue), words(one.source) if one.source else None, [words(part) for part, _ in one.contents])
        for one in found
    ]


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        ("S[Velden] Q[said] C[it was late] .", ("said", "velden", ["it was late"])),
        ("C[“ It is late , ”] S[Velden] Q[said] .", ("said", "velden", ["“ it is late , ”"])),
        ("C[It is late] , Q[according to] S[Velden] .", ("according to", "velden", ["it is late"])),
        ("Q[According to] S[Velden] , C[it is late] .", ("according to", "velden", ["it is late"])),
    ],
)
def test_the_parts_of_one_attribution_go_together(marked: str, wanted: tuple[str, str, list[str]]) -> None:
    assert joined(marked) == [wanted]


def test_contents_on_both_sides_of_a_cue_are_one_attribution() -> None:
    assert joined("C[“ It is late , ”] S[Velden] Q[said] . C[“ We go . ”]") == [
        ("said", "velden", ["“ it is late , ”", "“ we go . ”"])
    ]


def test_each_of_two_cues_in_a_sentence_has_its_own_content_and_both_the_same_source() -> None:
    assert joined("S[Velden] Q[said] C[the bill was dead] , Q[adding] C[that Torland would wait] .") == [
        ("said", "velden", ["the bill was dead"]),
        ("adding", "velden", ["that torland would wait"]),
    ]


def test_a_source_belongs_to_its_own_sentence() -> None:
    marked = "S[Velden] Q[said] C[it was late] . | S[Ribeck] Q[said] C[it was early] ."
    assert [source for _, source, _ in joined(marked)] == ["velden", "ribeck"]


def test_a_cue_may_have_no_source() -> None:
    assert joined("C[The bridge] is Q[expected] C[to open] .")[0][1] is None


def test_a_cue_without_content_and_a_content_without_cue_are_left_out() -> None:
    assert joined("S[Velden] Q[spoke] .") == []
    assert joined("C[It was late] .") == []


def test_parts_more_than_a_paragraph_apart_are_not_joined() -> None:
    assert joined("S[Velden] Q[said] : | It rained . | C[“ It is late . ”]") == []


def test_only_the_nearest_candidates_are_looked_at() -> None:
    stretches, setting = read("Q[said] " * 100 + "C[it was late] .")
    signs = CandidateSigns(setting, stretches, joiner().habits)
    assert signs.cues_near(signs.contents[0]) == list(range(100 - MOST_CANDIDATES, 100))


def test_a_scorer_answers_with_chances_that_sum_to_one() -> None:
    stretches, setting = read("S[Velden] Q[said] C[it was late] .")
    signs = CandidateSigns(setting, stretches, joiner().habits)
    scorer: Scorer = joiner().to_source
    rows = [
        signs.source_signs(signs.cues[0], signs.sources[0], signs.contents),
        signs.no_source_signs(signs.cues[0]),
    ]
    assert scorer.chances(rows).sum() == pytest.approx(1.0, abs=1e-5)


def test_a_joiner_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(joining, "JOINER", tmp_path / "joining.json")
    joiner.cache_clear()
    try:
        with pytest.raises(WeightsUnavailable, match=r"what joins the tagger's parts in .* cannot be loaded"):
            joiner()
    finally:
        joiner.cache_clear()


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("“ C[Go ,] ” Q[said] S[Roth] . “ C[Now] .” ", ["before it quoted=True"]),
        ("C[That] Q[said] S[Roth] . “ C[Now] .” ", ["before it quoted=False"]),
        ("“ C[Go ,] ” | Q[said] S[Roth] . “ C[Now] .” ", []),
        ("“ C[Go ,] ” so it was put to us then Q[said] S[Roth] . “ C[Now] .” ", []),
    ],
)
def test_what_stands_at_a_cue_speaks_for_or_against_one_more_content(
    marked: str, expected: list[str]
) -> None:
    stretches, setting = read(marked)
    signs = CandidateSigns(setting, stretches, {"*": [0.5, 0.5, 0.1]})
    found = signs.content_signs(signs.contents[-1], signs.cues[0])
    assert [name.split(", ")[1] for name in found if ", before it" in name] == expected
