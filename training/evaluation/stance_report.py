"""The shipped stance engine's answers to pairs, and their figures as plain text."""

from __future__ import annotations

import time
from collections.abc import Sequence

from attribution.stance import PairAnswer, Target, label_pair
from training.evaluation.erasure import measure_erasure
from training.evaluation.stances import (
    SIDES,
    Judged,
    StanceFigures,
    calibration_error,
    count_kinds,
    count_stances,
)
from training.evaluation.tables import per_cent, table
from training.stance.pairs import LABELS, Pair

CONFIDENCES = (0.0, 0.5, 0.7, 0.8, 0.9)


def judge_pairs(pairs: Sequence[Pair]) -> tuple[list[Judged], float]:
    """The engine's answer to each pair, and the CPU-seconds they took together."""
    began = time.process_time()
    answers = [_answer(pair.text, pair.context, pair.target) for pair in pairs]
    seconds = time.process_time() - began
    return [Judged(pair, answer) for pair, answer in zip(pairs, answers, strict=True)], seconds


def _answer(text: str, context: str, target: str) -> PairAnswer:
    return label_pair(text, context, Target(target))


def stances_section(judged: Sequence[Judged], seconds: float) -> list[str]:
    """Figures of one set, which took so many CPU-seconds."""
    whole = count_stances(judged)
    lines = table(
        [
            ["", *(label for label in LABELS if label in whole.f1), "all, mean"],
            ["F1", *(per_cent(value) for value in whole.f1.values()), per_cent(whole.macro_f1)],
        ]
    )
    lines += [
        "",
        f"{whole.count} pairs, {per_cent(whole.right)} % right; mean F1 of favor and against {per_cent(whole.sides_f1)}.",
        f"Expected calibration error: {calibration_error(judged):.3f}.",
        f"{whole.count / max(seconds, 1e-9):.0f} pairs a CPU-second.",
        "",
        *table([["sides, confidence at least", "answered", "reversed"], *_side_rows(judged)]),
    ]
    erasure = measure_erasure(judged, _answer)
    lines += [
        "",
        f"{erasure.count} sides answered from the text alone: with the evidence erased {per_cent(erasure.without_evidence)} % are no longer "
        f"answered, with as many other words erased {per_cent(erasure.without_others)} %.",
    ]
    kinds = count_kinds(judged)
    if len(kinds) > 1:
        rows = [["kind", "pairs", "right", "sides answered", "reversed"]]
        lines += ["", *table(rows + [_kind_row(kind, figures) for kind, figures in kinds.items()])]
    return lines


def _side_rows(judged: Sequence[Judged]) -> list[list[str]]:
    wanted = [one for one in judged if one.wanted in SIDES]
    rows: list[list[str]] = []
    for least in CONFIDENCES:
        figures = count_stances([one for one in judged if one.answer.confidence >= least])
        answered = sum(one.answer.label in SIDES and one.answer.confidence >= least for one in wanted)
        rows.append([f"{least}", per_cent(answered / max(len(wanted), 1)), per_cent(figures.reversed)])
    return rows


def _kind_row(kind: str, figures: StanceFigures) -> list[str]:
    shares = (figures.right, figures.sides_answered, figures.reversed)
    return [kind, str(figures.count), *map(per_cent, shares)]
