"""A trained student becomes the file that the service runs.

Needs what `make training` installs.
"""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="make training installs PyTorch")
pytest.importorskip("onnx", reason="make training installs onnx")

import onnxruntime  # noqa: E402

from training.tagging.encoder import Encoder, Shape  # noqa: E402
from training.tagging.export import build_onnx  # noqa: E402
from training.tagging.network import TaggerNetwork  # noqa: E402

SHAPE = Shape(
    vocabulary=50,
    hidden=64,
    layers=2,
    heads=4,
    inner=96,
    epsilon=1e-12,
    positions=32,
    first_position=0,
    relative=False,
)


def network() -> TaggerNetwork:
    torch.manual_seed(0)
    made = TaggerNetwork(Encoder(SHAPE))
    made.eval()
    with torch.no_grad():
        for name, parameter in made.named_parameters():
            if "norm" in name:
                parameter.add_(0.2 * torch.randn_like(parameter))
    return made


def test_the_file_answers_as_the_network_does_up_to_its_seven_bits() -> None:
    made = network()
    ids = np.arange(20, dtype=np.int32)[None]
    features = ids % 12
    session = onnxruntime.InferenceSession(build_onnx(made), providers=["CPUExecutionProvider"])
    (answer,) = session.run(None, {"ids": ids, "features": features})
    with torch.no_grad():
        wanted = made(
            torch.from_numpy(ids.astype(np.int64)),
            torch.from_numpy(features.astype(np.int64)),
            torch.ones(1, 20, dtype=torch.bool),
        ).numpy()
    assert answer.shape == (1, 20, 7)
    assert np.abs(answer - wanted).max() < 0.05 * np.abs(wanted).max()
