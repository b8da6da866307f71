"""Speed of the tagger's network by its number of layers: `python -m benchmarks.tagger_depth`.

Builds the graph that `training.tagging.export` makes, with the encoder's weights before fine-tuning (speed does not depend on
them), and runs it on one thread over windows of two sizes. Prints words a CPU-second, the best of several runs and their spread.
Needs `make training`.
"""

from __future__ import annotations

import statistics
import time

import numpy as np
import onnxruntime

from training.tagging.bases import minilm_folder
from training.tagging.encoder import load_minilm
from training.tagging.export import build_onnx
from training.tagging.network import TaggerNetwork

PIECES_A_WORD = 1.28
"""In the development articles."""
ROUNDS = 12


def words_a_second(layers: int, length: int) -> tuple[float, float]:
    """The best of `ROUNDS` runs over 2,000 pieces or so, and the median as a share of it."""
    network = TaggerNetwork(load_minilm(minilm_folder(), range(layers), 256))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(build_onnx(network), options, providers=["CPUExecutionProvider"])
    chance = np.random.default_rng(0)
    inputs = {
        "ids": chance.integers(1000, 20000, (1, length), dtype=np.int32),
        "features": chance.integers(0, 12, (1, length), dtype=np.int32),
    }
    calls = max(1, 2000 // length)
    session.run(None, inputs)
    speeds: list[float] = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for _ in range(calls):
            session.run(None, inputs)
        speeds.append(calls * length / PIECES_A_WORD / (time.process_time() - began))
    return max(speeds), statistics.median(speeds) / max(speeds)


def main() -> None:
    for layers in (3, 4, 5, 6):
        for length in (128, 254):
            best, spread = words_a_second(layers, length)
            print(
                f"{layers} layers, windows of {length}: {best:7,.0f} words a CPU-second (median {spread:.2f} of it)"
            )


if __name__ == "__main__":
    main()
