"""Has the teacher label pairs and fits the served network to them: `python -m training.stance.student --work FOLDER`.

FOLDER is that of `training.stance.fit`. The teacher is asked about real quotes toward propositions drawn at random; its
answers are kept beside its weights, and where they are there already it is not asked again. The student's weights go to `student.pt` and, as the file
that the service runs, into the package; `training.stance.calibrate` has to follow.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from attribution.stance.network import DESCRIPTION, FOLDER, NETWORK
from training.descent import group_padded, half_precision
from training.gold import corpora_folder
from training.stance.batches import ReadPair, make_batch, read_pairs
from training.stance.export import build_onnx, write_onnx
from training.stance.fit import SEED, Stage, check, checked_pairs, checkpoint, fit_stage, second_pairs
from training.stance.network import StanceNetwork
from training.stance.pairs import data_hashes
from training.stance.unlabelled import propose_pairs
from training.tagging.bases import mpnet_folder
from training.tagging.encoder import keep_layers, load_mpnet

KEPT = (0, 2, 4, 6, 8, 11)
"""The teacher's layers that the student starts from."""
PROPOSED = 6_500
STAGE = Stage("student", 1.0, 5e-5, 1e-4, 0.1)
_BATCH_PIECES = 4096
_LEAST_TAUGHT = 0.02
"""Evidence that the teacher sees less of is left at none."""


def ask_teacher(
    network: StanceNetwork, pairs: Sequence[ReadPair]
) -> tuple[NDArray[np.float16], list[NDArray[np.float16]]]:
    """The teacher's chances of the labels (pairs, 4), and for each pair its chances that the pieces are evidence."""
    network.eval()
    chances = np.zeros((len(pairs), 4), np.float16)
    evidence: list[NDArray[np.float16]] = [np.zeros(len(one.pieces.ids), np.float16) for one in pairs]
    order = sorted(range(len(pairs)), key=lambda number: len(pairs[number].pieces.ids))
    for group in group_padded(order, lambda number: len(pairs[number].pieces.ids), _BATCH_PIECES):
        batch = make_batch([pairs[number] for number in group])
        with torch.no_grad(), half_precision():
            answer, shown = network(batch.ids, batch.parts, batch.mask)
        chances[group] = torch.softmax(answer.float(), -1).numpy()
        shown = torch.sigmoid(shown.float()).numpy()
        for row, number in enumerate(group):
            evidence[number][:] = shown[row, : len(evidence[number])]
    return chances, evidence


def taught_pairs(network: StanceNetwork, pairs: Sequence[ReadPair], path: Path) -> list[ReadPair]:
    """The pairs with what the teacher says of them; asked once and kept in a file.

    Raises `RuntimeError` for a file about other pairs.
    """
    if not path.exists():
        chances, evidence = ask_teacher(network, pairs)
        np.savez_compressed(path, chances=chances, evidence=np.concatenate(evidence))
    stored = np.load(path)
    ends = np.cumsum([len(one.pieces.ids) for one in pairs])
    if len(stored["chances"]) != len(pairs) or len(stored["evidence"]) != ends[-1]:
        raise RuntimeError(f"{path} is about other pairs; remove it to have the teacher asked again")
    shown = np.split(stored["evidence"].astype(np.float32), ends[:-1])
    return [
        replace(
            pair,
            taught=chances.astype(np.float32),
            evidence=np.where(seen < _LEAST_TAUGHT, 0, seen).astype(np.float32),
        )
        for pair, chances, seen in zip(pairs, stored["chances"], shown, strict=True)
    ]


def write_weights(network: StanceNetwork, hashes: dict[str, str]) -> None:
    """Write the network as the service runs it, and a description that reads its answers as they are."""
    network.eval()
    FOLDER.mkdir(parents=True, exist_ok=True)
    write_onnx(build_onnx(network), NETWORK)
    plain = {name: [0.0] * 4 for name in ("none", "neutral", "favor")}
    stored = {
        "temperature": 1.0,
        "signs": plain,
        "least_side": 0.5,
        "least_printed": 0.5,
        "least_evidence": 0.0,
        "confidence": [1.0, 0.0],
        "data": hashes,
    }
    DESCRIPTION.write_text(json.dumps(stored, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--work", type=Path, required=True, help="folder with the teacher's weights")
    arguments = parser.parse_args()
    torch.set_num_threads(os.cpu_count() or 1)
    torch.manual_seed(SEED)
    corpora = corpora_folder()
    teacher = StanceNetwork(load_mpnet(mpnet_folder(arguments.work)))
    hashes = data_hashes(corpora)
    weights = checkpoint(arguments.work, "quotes", hashes)
    teacher.load_state_dict(torch.load(weights, weights_only=True))
    proposed = read_pairs(propose_pairs(corpora, PROPOSED, SEED))
    taught = taught_pairs(teacher, proposed, weights.with_suffix(".npz"))
    read = [*read_pairs(second_pairs(corpora)), *taught]
    print(f"{len(read)} pairs, {sum(len(one.pieces.ids) for one in read)} pieces", flush=True)
    network = StanceNetwork(keep_layers(teacher.encoder, KEPT))
    heads = {name: value for name, value in teacher.state_dict().items() if not name.startswith("encoder.")}
    network.load_state_dict(heads, strict=False)
    del teacher
    fit_stage(network, read, STAGE)
    torch.save(network.state_dict(), arguments.work / "student.pt")
    write_weights(network, hashes)
    print(
        json.dumps({name: check(network, kept) for name, kept in checked_pairs(corpora).items()}), flush=True
    )


if __name__ == "__main__":
    main()
