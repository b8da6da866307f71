"""A trained stance network as the ONNX file that the service runs."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto
from onnx.external_data_helper import set_external_data, write_external_data_tensors

from attribution.stance.network import DESCRIPTION, FOLDER, NETWORK
from attribution.stance.pair_pieces import QUOTE
from training.stance.network import StanceNetwork
from training.tagging.graph import Graph, add_encoder

_SMALL = 4096
_LARGEST_FILE = 48_000_000


def build_onnx(network: StanceNetwork) -> bytes:
    """The serialized graph: `ids` and `parts` (1, length) int32 in, `answer` (1, 4) and `evidence` (1, length) out."""
    weights = {name: value.detach().float().numpy() for name, value in network.state_dict().items()}
    graph = Graph()
    x = add_encoder(graph, weights, network.encoder.shape, "parts")
    graph.node("Equal", ["parts", graph.constant("quote", np.asarray([QUOTE], np.int32))], "is.quoted")
    graph.node("Cast", ["is.quoted"], "quoted", to=TensorProto.FLOAT)
    axes = graph.constant("axis", np.asarray([1], np.int64))
    graph.node("ReduceSum", ["quoted", axes], "quoted.sum")
    graph.node("Max", ["quoted.sum", graph.constant("one", np.ones(1, np.float32))], "quoted.count")
    graph.node("Div", ["quoted", "quoted.count"], "shares")
    graph.node("Unsqueeze", ["shares", axes], "shares.row")
    graph.node("MatMul", ["shares.row", x], "mean.row")
    graph.node("Squeeze", ["mean.row", axes], "mean")
    graph.node("Gather", [x, graph.constant("first", np.asarray([0], np.int64))], "first.row", axis=1)
    graph.node("Squeeze", ["first.row", axes], "first.piece")
    graph.node("Concat", ["first.piece", "mean"], "both", axis=1)
    pooled = _affine(graph, weights, "pool", "both", "pool.sum")
    graph.node("Tanh", [pooled], "pooled")
    _affine(graph, weights, "answer", "pooled", "answer")
    scored = _affine(graph, weights, "evidence", x, "evidence.column")
    graph.node("Squeeze", [scored, graph.constant("last", np.asarray([-1], np.int64))], "evidence")
    return graph.model("stance", ("ids", "parts"), {"answer": [1, 4], "evidence": [1, "length"]})


def _affine(graph: Graph, weights: dict[str, np.ndarray], name: str, x: str, output: str) -> str:
    graph.node(
        "MatMul", [x, graph.constant(f"{name}.weight", weights[f"{name}.weight"].T)], f"{name}.product"
    )
    return graph.node(
        "Add", [f"{name}.product", graph.constant(f"{name}.bias", weights[f"{name}.bias"])], output
    )


def write_onnx(model: bytes, path: Path) -> None:
    """Write a graph to a file, and its matrices to others beside it, none of which is too large for the usual hosts of repositories."""
    graph = onnx.load_from_string(model)
    part = size = 0
    for tensor in graph.graph.initializer:
        if len(tensor.raw_data) < _SMALL:
            continue
        if size + len(tensor.raw_data) > _LARGEST_FILE:
            part, size = part + 1, 0
        size += len(tensor.raw_data)
        set_external_data(tensor, f"{path.stem}.{part + 1}.bin")
    for old in path.parent.glob(f"{path.stem}.*.bin"):
        old.unlink()
    path.write_bytes(write_external_data_tensors(graph, str(path.parent)).SerializeToString())


def write_weights(network: StanceNetwork, hashes: dict[str, str]) -> None:
    """Write the network as the service runs it, and a description that reads its answers as they are."""
    network.eval()
    FOLDER.mkdir(parents=True, exist_ok=True)
    write_onnx(build_onnx(network), NETWORK)
    stored = {
        "temperature": 1.0,
        "signs": {name: [0.0] * 4 for name in ("none", "neutral", "favor")},
        "least_side": 0.5,
        "least_printed": 0.5,
        "least_evidence": 0.0,
        "confidence": [1.0, 0.0],
        "data": hashes,
    }
    DESCRIPTION.write_text(json.dumps(stored, indent=1, sort_keys=True) + "\n", encoding="utf-8")
