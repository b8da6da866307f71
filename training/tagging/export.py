"""A trained student as the ONNX file that the service runs."""

from __future__ import annotations

from attribution.tagging.network import TAGS
from training.tagging.graph import Graph, add_encoder
from training.tagging.network import TaggerNetwork


def build_onnx(network: TaggerNetwork) -> bytes:
    """The serialized graph: `ids` and `features` (1, length) int32 in, `tags` (1, length, 7) out."""
    weights = {name: value.detach().float().numpy() for name, value in network.state_dict().items()}
    graph = Graph()
    x = add_encoder(graph, weights, network.encoder.shape, "features")
    graph.node("MatMul", [x, graph.constant("tags.weight", weights["tags.weight"].T)], "tags.product")
    graph.node("Add", ["tags.product", graph.constant("tags.bias", weights["tags.bias"])], "tags")
    return graph.model("tagger", ("ids", "features"), {"tags": [1, "length", len(TAGS)]})
