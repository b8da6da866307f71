"""The sentence encoder as the ONNX file that the service runs: `python -m training.meaning.export`.

Nothing is trained: these are the weights of all-MiniLM-L6-v2 in eight bits, and in seven for attention. Beside them
stand the means of the vectors of quotes and of subjects that we wrote.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from attribution.meaning import DESCRIPTION, FOLDER, LONGEST_TEXT, NETWORK, read_ids, run_network
from attribution.trained_files import open_network
from training.tagging.bases import minilm_folder
from training.tagging.encoder import Encoder, load_minilm
from training.tagging.graph import Graph, add_encoder

_LAYERS = 6
_DATA = Path(__file__).parents[1] / "data"
_QUOTES = _DATA / "stance" / "written.jsonl"
_SUBJECTS = _DATA / "meaning" / "subjects.txt"


def load_encoder() -> Encoder:
    """The encoder as it was published. Raises `RuntimeError` when it is not installed or not the one."""
    encoder = load_minilm(minilm_folder(), range(_LAYERS), LONGEST_TEXT)
    encoder.eval()
    return encoder


def embed_exactly(encoder: Encoder, text: str) -> Tensor:
    """The vector (384,) that the encoder makes of a text in 32-bit floats."""
    ids = torch.from_numpy(read_ids(text).astype(np.int64))[None]
    with torch.no_grad():
        hidden = encoder(ids, torch.zeros_like(ids), torch.ones_like(ids, dtype=torch.bool))
        return functional.normalize(hidden.mean(1), dim=-1)[0]


def build_onnx(encoder: Encoder) -> bytes:
    """The serialized graph: `ids` (1, length) int32 in, `vector` (1, hidden) of length one out."""
    weights = {
        f"encoder.{name}": value.detach().float().numpy() for name, value in encoder.state_dict().items()
    }
    weights["encoder.features.weight"] = weights["encoder.features.weight"][:1]
    # With quantized inputs the cosine with the network's own vectors falls to 0.979 for some texts.
    graph = Graph(float_inputs=True)
    graph.node("Mul", ["ids", graph.constant("no.feature", np.zeros(1, np.int32))], "features")
    x = add_encoder(graph, weights, encoder.shape, "features")
    axis = graph.constant("axis", np.asarray([1], np.int64))
    graph.node("ReduceMean", [x, axis], "mean", keepdims=0)
    graph.node("ReduceL2", ["mean", axis], "length.of.mean", keepdims=1)
    graph.node("Max", ["length.of.mean", graph.constant("least", np.full(1, 1e-12, np.float32))], "divisor")
    graph.node("Div", ["mean", "divisor"], "vector")
    return graph.model("meaning", ("ids",), {"vector": [1, encoder.shape.hidden]})


def mean_vector(texts: Iterable[str]) -> list[float]:
    """What these texts have in common: the mean (384,) of the vectors that the written network makes of them."""
    session = open_network(NETWORK)
    vectors = [run_network(session, text) for text in texts]
    return [round(value, 6) for value in np.mean(vectors, axis=0).tolist()]


def main() -> None:
    """Write the network and its description."""
    model = build_onnx(load_encoder())
    FOLDER.mkdir(parents=True, exist_ok=True)
    NETWORK.write_bytes(model)
    lines = _QUOTES.read_text(encoding="utf-8").splitlines()
    described = {
        "encoder": hashlib.sha256((minilm_folder() / "model.safetensors").read_bytes()).hexdigest(),
        "network": hashlib.sha256(model).hexdigest(),
        "quotes": mean_vector(sorted({json.loads(line)["text"] for line in lines})),
        "subjects": mean_vector(_SUBJECTS.read_text(encoding="utf-8").split()),
    }
    DESCRIPTION.write_text(json.dumps(described, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{NETWORK}: {len(model):,} bytes")


if __name__ == "__main__":
    main()
