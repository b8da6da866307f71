"""Fits how the network's answers are read: `python -m training.stance.calibrate`, after `training.stance.fit`.

On the real quotes kept out of training, with the shipped network: what the lexicon's reading adds to the log-chances, the chances below which
no side is taken and none is printed, what confidence is worth, and which pieces show a side. Rewrites these entries of `stance.json`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from attribution.stance import Signs, Target, read_signs
from attribution.stance.judgement import decide
from attribution.stance.network import DESCRIPTION, Floats, Reading, description, find_evidence, score_pieces
from attribution.stance.pair_pieces import PairPieces, read_pair
from training.evaluation.stances import Judged, count_stances
from training.gold import corpora_folder
from training.stance.pairs import LABELS, Pair, read_real
from training.tagging.calibrate import fit_scale

_RIDGE = 2.0
_MOST_REVERSED = 0.04
"""Of the printed sides: below the one in twenty that is promised, as other texts will be harder."""
_LEAST_CHANCES = tuple(number / 100 for number in range(35, 91, 5))
_LEAST_EVIDENCE = tuple(number / 10 for number in range(-20, 3))


@dataclass(frozen=True, slots=True)
class Observation:
    """What the engine's two halves say of a pair."""

    pair: Pair
    pieces: PairPieces
    logits: Floats
    evidence: Floats
    signs: Signs | None

    @property
    def reading(self) -> Reading:
        """As the description in memory has it."""
        scores = self.evidence - description()["least_evidence"]
        return Reading(self.logits, find_evidence(self.pair.text, self.pieces, scores))


def observe(pairs: Sequence[Pair]) -> list[Observation]:
    """The halves' answers to the pairs; texts without a word are left out."""
    found = []
    for pair in pairs:
        pieces = read_pair(pair.text, pair.context, pair.target)
        if (pieces.starts >= 0).any():
            signs = read_signs(pair.text, pair.context, Target(pair.target))
            found.append(Observation(pair, pieces, *score_pieces(pieces), signs))
    return found


def fit_signs(observations: Sequence[Observation]) -> dict[str, object]:
    """The temperature, and what each reading of the lexicon adds to the log-chances of favor, against, neutral and unrelated.

    Nothing tells the sides apart but the network and the lexicon: a lexicon's "against" adds the mirror image of "favor", and its other
    readings the same to both sides. Each label weighs the same in all: how often quotes are unrelated to a proposition depends on who pairs
    them, and half of these pairs are.
    """
    logits = torch.tensor(np.stack([one.logits for one in observations]), dtype=torch.float64)
    right = torch.tensor([[label in one.pair.labels for label in LABELS] for one in observations])
    firsts = [one.pair.labels[0] for one in observations]
    shares = torch.tensor([len(firsts) / (len(LABELS) * firsts.count(label)) for label in firsts])
    row_of = {kind: number for number, kind in enumerate(("none", "neutral", "favor", "against"))}
    rows = torch.tensor([row_of["none" if one.signs is None else one.signs.label] for one in observations])
    weights = torch.zeros(8, dtype=torch.float64, requires_grad=True)
    descent = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def added() -> torch.Tensor:
        none, neutral, favor, zero = (
            weights[[1, 1, 2]],
            weights[[3, 3, 4]],
            weights[[5, 6, 7]],
            weights.new_zeros(1),
        )
        against = favor[[1, 0, 2]]
        return torch.stack([torch.cat([one, zero]) for one in (none, neutral, favor, against)])

    def loss() -> torch.Tensor:
        descent.zero_grad()
        chances = torch.log_softmax(logits * weights[0].exp() + added()[rows], -1).exp()
        total = -(((chances * right).sum(-1) + 1e-9).log() * shares).sum() + _RIDGE * (weights**2).sum()
        total.backward()
        return total

    descent.step(loss)
    table = added().tolist()
    return {
        "temperature": round(math.exp(-weights[0].item()), 4),
        "signs": {
            name: [round(value, 4) for value in table[row_of[name]]] for name in ("none", "neutral", "favor")
        },
    }


def judge(observations: Sequence[Observation], least: float) -> list[Judged]:
    """The engine's answers as the description in memory has it, without sides below a chance."""
    return [Judged(one.pair, decide(one.reading, one.signs, least)) for one in observations]


def choose_least_printed(observations: Sequence[Observation]) -> float:
    """The least chance of a side from which few enough of those that are taken are reversed."""
    found = {least: count_stances(judge(observations, least)) for least in _LEAST_CHANCES}
    for least, figures in found.items():
        print(
            f"least chance of a side {least}: macro-F1 {figures.macro_f1:.3f}, sides answered {figures.sides_answered:.3f}, "
            f"reversed {figures.reversed:.3f}",
            flush=True,
        )
    few = [least for least, figures in found.items() if figures.reversed <= _MOST_REVERSED]
    return min(few, default=_LEAST_CHANCES[-1])


def choose_least_evidence(observations: Sequence[Observation]) -> float:
    """The logit from which a piece counts as evidence, by the characters it shares with what readers marked."""
    best, chosen = -1.0, 0.0
    for least in _LEAST_EVIDENCE:
        description()["least_evidence"] = least
        shared = ours = theirs = 0
        for one in observations:
            if one.pair.evidence:
                wanted = {at for span in one.pair.evidence for at in range(span.start, span.end)}
                span = one.reading.evidence
                found = set(range(span.start, span.end))
                shared, ours, theirs = shared + len(wanted & found), ours + len(found), theirs + len(wanted)
        f1 = 2 * shared / max(ours + theirs, 1)
        print(f"least evidence {least}: F1 of characters {f1:.3f}", flush=True)
        if f1 > best:
            best, chosen = f1, least
    return chosen


def main() -> None:
    corpora = corpora_folder()
    observations = observe(list(read_real(corpora, "dev")))
    stored = description()
    stored.update(fit_signs(observations))
    stored["least_evidence"] = choose_least_evidence(observations)
    stored["confidence"] = [1.0, 0.0]
    # The likeliest label is answered. A higher chance for sides gains nothing sure here, and loses most sides of other texts.
    stored["least_side"] = _LEAST_CHANCES[0]
    stored["least_printed"] = choose_least_printed(observations)
    judged = judge(observations, stored["least_side"])
    stored["confidence"] = fit_scale([one.answer.confidence for one in judged], [one.right for one in judged])
    DESCRIPTION.write_text(json.dumps(stored, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
