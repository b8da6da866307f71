"""Distils the student that the service runs: `python -m training.tagging.student --work FOLDER`.

Learns from `training/data/teacher_labels.npz`, or from what another `training.tagging.teacher` left (`--labels FOLDER/labels.npz`). Writes `attribution/weights/tagger/network.onnx` and
`tagger.json`; `python -m training.tagging.calibrate` then sets biases and confidences. About 40 minutes on two cores.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

import torch

import training
from attribution.tagging.confidence import SIGNS
from attribution.tagging.network import TAGS
from attribution.tagging.pieces import FOLDER
from training.gold import corpora_folder
from training.tagging.bases import minilm_folder
from training.tagging.corpus import annotated_articles, data_hashes, unannotated_texts
from training.tagging.encoder import load_minilm
from training.tagging.export import build_onnx
from training.tagging.fit import Schedule, fit
from training.tagging.network import TaggerNetwork
from training.tagging.soft_labels import apply_labels, read_labels

LABELS = Path(training.__file__).parent / "data" / "teacher_labels.npz"
"""What the teacher of the shipped student said; no text."""

LAYERS = 5
POSITIONS = 256
WINDOW = 126
"""Pieces read together in use, without the two that frame them: no worse than 254 on the articles held out, and faster."""
SCHEDULE = Schedule(
    epochs=6, batch_pieces=2048, encoder_rate=2.5e-4, head_rate=1e-3, seed=2, smoothing=0.0, soft_share=0.7
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--labels", type=Path, default=LABELS, help="the teacher's labels")
    parser.add_argument("--layers", type=int, default=LAYERS, help="layers kept of the six")
    parser.add_argument("--epochs", type=int, default=SCHEDULE.epochs)
    arguments = parser.parse_args()
    torch.set_num_threads(os.cpu_count() or 1)
    corpora = corpora_folder()
    fitted, held_out = annotated_articles(corpora)
    extra = unannotated_texts(corpora)
    apply_labels([*fitted, *extra], read_labels(arguments.labels))
    network = TaggerNetwork(load_minilm(minilm_folder(), range(arguments.layers), POSITIONS))
    schedule = Schedule(**{**SCHEDULE.as_dict(), "epochs": arguments.epochs})
    folder = arguments.work / f"student{arguments.layers}"
    fit(network, [*fitted, *extra], held_out, schedule, folder)
    export(network, FOLDER, data_hashes(corpora))


def export(network: TaggerNetwork, folder: Path, hashes: dict[str, str]) -> None:
    """Write the network and what its readers need to know to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "network.onnx").write_bytes(build_onnx(network))
    described = {
        "window": WINDOW,
        "biases": [0.0] * len(TAGS),
        "confidence": dict.fromkeys(SIGNS, 0.0),
        "both_right": [1.0, 0.0],
        "data": hashes,
    }
    (folder / "tagger.json").write_text(json.dumps(described, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
