"""Encoders as graphs of ONNX Runtime's fused operators.

Quantized attention and biased GELU run about twice as fast as what the exporters of PyTorch make of the same network; the fused layer norm,
though, is six times as slow as an addition and a plain one. Matrices are stored in seven bits and a sign, with a scale for each column: with
eight, processors without VNNI instructions would overflow and answer differently. The word embeddings have eight bits and a scale for each row.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from training.tagging.encoder import Shape, relative_buckets

MICROSOFT = "com.microsoft"
_MATRIX_LIMIT = 63
_EIGHT_BIT_LIMIT = 127
LONGEST_ROW = 132
"""Pieces that an encoder with relative positions can read at most."""

Floats = NDArray[np.float32]


class Graph:
    """Nodes and constants as they are added.

    With `float_inputs` only matrices are quantized, not what they are multiplied with, attention apart: half as fast and
    much closer to the network as it was trained.
    """

    def __init__(self, *, float_inputs: bool = False) -> None:
        self._float_inputs = float_inputs
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, values: NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(
        self,
        operator: str,
        inputs: Sequence[str],
        output: str | list[str],
        domain: str = "",
        **attributes: object,
    ) -> str:
        outputs = [output] if isinstance(output, str) else output
        self.nodes.append(helper.make_node(operator, list(inputs), outputs, domain=domain, **attributes))
        return outputs[0]

    def matrix(self, name: str, weight: Floats, limit: int = _MATRIX_LIMIT) -> tuple[str, str, str]:
        """A quantized (inputs, outputs) matrix: names of its integers, scales and zero points."""
        scale = np.maximum(np.abs(weight).max(axis=0), 1e-8) / limit
        integers = np.round(weight / scale).astype(np.int8)
        return (
            self.constant(f"{name}.integers", integers),
            self.constant(f"{name}.scale", scale.astype(np.float32)),
            self.constant(f"{name}.zero", np.zeros(weight.shape[1], np.int8)),
        )

    def product(self, name: str, x: str, weight: Floats, bias: str | None = None) -> str:
        if self._float_inputs:
            # Nothing overflows where floats are multiplied, so the matrix may have its eighth bit.
            integers, scale, zero = self.matrix(name, weight, _EIGHT_BIT_LIMIT)
            self.node("DequantizeLinear", [integers, scale, zero], f"{name}.floats", axis=1)
            if bias is None:
                return self.node("MatMul", [x, f"{name}.floats"], f"{name}.product")
            self.node("MatMul", [x, f"{name}.floats"], f"{name}.unbiased")
            return self.node("Add", [f"{name}.unbiased", bias], f"{name}.product")
        inputs = [x, *self.matrix(name, weight)]
        if bias is not None:
            inputs.append(bias)
        return self.node("DynamicQuantizeMatMul", inputs, f"{name}.product", MICROSOFT)

    def model(self, name: str, inputs: Sequence[str], outputs: dict[str, list[str | int]]) -> bytes:
        """The serialized graph: `inputs` are (1, length) int32, `outputs` floats of the shapes given."""
        model = helper.make_model(
            helper.make_graph(
                self.nodes,
                name,
                [helper.make_tensor_value_info(one, TensorProto.INT32, [1, "length"]) for one in inputs],
                [
                    helper.make_tensor_value_info(one, TensorProto.FLOAT, shape)
                    for one, shape in outputs.items()
                ],
                self.constants,
            ),
            opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)],
            ir_version=10,
            producer_name="onrecord",
        )
        serialized: bytes = model.SerializeToString()
        return serialized


def add_encoder(graph: Graph, weights: dict[str, Floats], shape: Shape, features: str) -> str:
    """Add an encoder that reads `ids` and an input of feature numbers; the name of its last layer (1, length, hidden)."""
    x = _embeddings(graph, weights, shape, features)
    if shape.relative:
        _relative_bias(graph, weights)
    for number in range(shape.layers):
        x = _layer(graph, weights, number, x, shape)
    return x


def _embeddings(graph: Graph, weights: dict[str, Floats], shape: Shape, features: str) -> str:
    words = weights["encoder.words.weight"]
    scale = np.maximum(np.abs(words).max(axis=1, keepdims=True), 1e-8) / _EIGHT_BIT_LIMIT
    graph.constant("words", np.round(words / scale).astype(np.int8))
    graph.constant("words.scale", scale.astype(np.float32))
    graph.constant("positions", weights["encoder.positions.weight"][shape.first_position :])
    graph.constant("features.weight", weights["encoder.features.weight"])
    graph.node("Gather", ["words", "ids"], "words.rows")
    graph.node("Cast", ["words.rows"], "words.floats", to=TensorProto.FLOAT)
    graph.node("Gather", ["words.scale", "ids"], "words.scales")
    graph.node("Mul", ["words.floats", "words.scales"], "words.embedded")
    graph.node("Shape", ["ids"], "length", start=1)
    zero = graph.constant("zero", np.zeros(1, np.int64))
    graph.node("Slice", ["positions", zero, "length"], "places")
    graph.node("Gather", ["features.weight", features], "features.embedded")
    graph.node("Add", ["words.embedded", "places"], "placed")
    graph.node("Add", ["placed", "features.embedded"], "embedded")
    norm = [graph.constant(f"norm.{end}", weights[f"encoder.norm.{end}"]) for end in ("weight", "bias")]
    return graph.node("LayerNormalization", ["embedded", *norm], "layer0", axis=-1, epsilon=shape.epsilon)


def _relative_bias(graph: Graph, weights: dict[str, Floats]) -> None:
    """Add what attention gains by relative position, `attention.bias` (1, heads, length, length)."""
    biases = weights["encoder.relative.weight"][relative_buckets(LONGEST_ROW).numpy()]
    graph.constant("attention.biases", biases.transpose(2, 0, 1)[None])
    starts = graph.constant("attention.starts", np.zeros(2, np.int64))
    axes = graph.constant("attention.axes", np.asarray([2, 3], np.int64))
    graph.node("Concat", ["length", "length"], "square", axis=0)
    graph.node("Slice", ["attention.biases", starts, "square", axes], "attention.bias")


def _layer(graph: Graph, weights: dict[str, Floats], number: int, x: str, shape: Shape) -> str:
    old, new = f"encoder.layers.{number}.", f"layer{number}."

    def weight(name: str) -> Floats:
        return weights[f"{old}{name}.weight"].T

    def constant(name: str, end: str) -> str:
        return graph.constant(f"{new}{name}.{end}", weights[f"{old}{name}.{end}"])

    def add_and_norm(name: str, x: str, norm: str, skipped: str) -> str:
        product = graph.product(f"{new}{name}", x, weight(name), constant(name, "bias"))
        graph.node("Add", [product, skipped], f"{new}{norm}.sum")
        norms = [constant(norm, "weight"), constant(norm, "bias")]
        return graph.node(
            "LayerNormalization", [f"{new}{norm}.sum", *norms], f"{new}{norm}", axis=-1, epsilon=shape.epsilon
        )

    if shape.relative:
        # The quantized attention takes no bias.
        product = graph.product(f"{new}qkv", x, weight("qkv"), constant("qkv", "bias"))
        split = [f"{new}query", f"{new}key", f"{new}value"]
        graph.node("Split", [product], split, axis=-1, num_outputs=3)
        attended = graph.node(
            "MultiHeadAttention",
            [*split, "", "", "attention.bias"],
            f"{new}attended",
            MICROSOFT,
            num_heads=shape.heads,
        )
    else:
        quantized = [f"{new}x", f"{new}x.scale", f"{new}x.zero"]
        graph.node("DynamicQuantizeLinear", [x], quantized)
        integers, scale, zero = graph.matrix(f"{new}qkv", weight("qkv"))
        attended = graph.node(
            "QAttention",
            [quantized[0], integers, constant("qkv", "bias"), quantized[1], scale, "", quantized[2], zero],
            f"{new}attended",
            MICROSOFT,
            num_heads=shape.heads,
        )
    first = add_and_norm("out", attended, "norm1", x)
    raised = graph.product(f"{new}up", first, weight("up"))
    active = graph.node("BiasGelu", [raised, constant("up", "bias")], f"{new}active", MICROSOFT)
    return add_and_norm("down", active, "norm2", first)
