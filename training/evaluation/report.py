"""The figures as a page of plain text; shares are in per cent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from training.evaluation.calibration import (
    LEAST_CONFIDENCES,
    calibration_bins,
    expected_calibration_error,
    score_above,
)
from training.evaluation.errors import KindCount, count_kinds, count_scare_quotes
from training.evaluation.figures import WITH_SPEAKER, Score, Share, count_figures, total
from training.evaluation.intervals import Interval, bootstrap_f1
from training.evaluation.matching import Comparison
from training.evaluation.persons import Labels, count_persons
from training.evaluation.reading import Reading
from training.evaluation.tables import per_cent, table

UNITS = {
    "D": "direct stretches in quotation marks",
    "Q": "all stretches in quotation marks",
    "A": "whole attributions",
    "S": "whole attributions with a speech cue",
    "T": "words of content",
}
TYPES = ("direct", "mixed", "indirect")
SOURCE_KINDS = ("named", "nominal", "pronoun")


def figures_section(comparisons: Sequence[Comparison], resamples: int) -> list[str]:
    """What is found, and with the right speaker; with 95 % intervals of F1 over articles if there are resamples."""
    articles = [count_figures(comparison) for comparison in comparisons]
    figures = total(articles)
    intervals = bootstrap_f1(articles, resamples)
    rows = [["", "precision", "recall", "F1", *(["95 %"] if intervals else [])]]
    for letter, unit in UNITS.items():
        for name in (letter, letter + WITH_SPEAKER):
            if name in figures.scores:
                label = f"{letter}  {unit}" if name == letter else "   with the right speaker"
                rows.append([label, *_score_cells(figures.scores[name]), *_interval_cells(name, intervals)])
    shares = [["", "per cent", "of"]]
    shares += [[f"recall of {name} attributions", *_share_cells(figures.recall[name])] for name in TYPES]
    shares += [[f"right speaker of {name} found", *_share_cells(figures.speaker[name])] for name in "DQA"]
    shares += [
        [f"right speaker where the source is {name}", *_share_cells(figures.speaker[name])]
        for name in SOURCE_KINDS
    ]
    return [*table(rows), "", *table(shares)]


def errors_section(comparisons: Sequence[Comparison]) -> list[str]:
    """How much is found of each kind of gold attribution; an attribution may be of several."""
    rows = [["kind of gold attribution", "count", "found %", "and right source %"]]
    rows += [[name, *_kind_cells(count)] for name, count in count_kinds(comparisons).items()]
    scare = count_scare_quotes(comparisons)
    return [
        *table(rows),
        "",
        f"Scare quotes, in no gold attribution: {scare.whole}, of which we attribute {scare.part}"
        f" ({per_cent(scare.value)} %).",
    ]


def persons_section(comparisons: Sequence[Comparison], labels: Labels) -> list[str]:
    """Whether the person behind a pronoun or a nominal is named, by the last name."""
    rows = [["the person behind a", "labelled", "found", "right name", "% of found", "% of labelled"]]
    for form, count in count_persons(comparisons, labels).items():
        shares = (Share(count.named, count.found), Share(count.named, count.labelled))
        rows.append(
            [
                form,
                *(str(number) for number in (count.labelled, count.found, count.named)),
                *(per_cent(share.value) for share in shares),
            ]
        )
    return table(rows)


def calibration_section(comparisons: Sequence[Comparison]) -> list[str]:
    """Confidence against the share of quotes whose content and speaker are right."""
    bins = calibration_bins(comparisons)
    rows = [["confidence", "quotes", "mean confidence", "right"]]
    rows += [
        [
            f"{one.start:.1f} to {one.end:.1f}",
            str(one.count),
            *([f"{one.confidence:.3f}", f"{one.right:.3f}"] if one.count else ["", ""]),
        ]
        for one in bins
    ]
    scores = [["A with the right speaker, confidence at least", "precision", "recall", "F1"]]
    scores += [[f"{least}", *_score_cells(score_above(comparisons, least))] for least in LEAST_CONFIDENCES]
    error = expected_calibration_error(bins)
    return [*table(rows), f"Expected calibration error: {error:.3f}", "", *table(scores)]


def speed_section(reading: Reading, words: int) -> list[str]:
    """Words a CPU-second and the most memory of the process that read."""
    with_load = reading.load_seconds + reading.reading_seconds
    memory = "unknown" if reading.peak_bytes is None else f"{reading.peak_bytes / 2**20:.0f} MiB"
    lines = [
        f"{words} words, {_rate(words, reading.reading_seconds)} a CPU-second,"
        f" {_rate(words, with_load)} with the {reading.load_seconds:.1f} CPU-seconds of loading;"
        f" at most {memory} resident."
    ]
    if reading.refused:
        lines.append(f"{reading.refused} texts were refused as a whole and read paragraph by paragraph.")
    return lines


def _rate(words: int, seconds: float) -> str:
    return f"{words / seconds:.0f}" if seconds else "unknown"


def _score_cells(score: Score) -> list[str]:
    return [per_cent(value) for value in (score.precision, score.recall, score.f1)]


def _interval_cells(name: str, intervals: Mapping[str, Interval]) -> list[str]:
    return [" to ".join(map(per_cent, intervals[name]))] if name in intervals else []


def _share_cells(share: Share) -> list[str]:
    return [per_cent(share.value) if share.whole else "-", str(share.whole)]


def _kind_cells(count: KindCount) -> list[str]:
    shares = (Share(count.found, count.wanted), Share(count.right, count.wanted))
    return [str(count.wanted), *(per_cent(share.value) if share.whole else "-" for share in shares)]
