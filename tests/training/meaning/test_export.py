"""The sentence encoder becomes the file that the service runs.

Needs what `make training` installs.
"""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="make training installs PyTorch")
pytest.importorskip("onnx", reason="make training installs onnx")

import onnxruntime  # noqa: E402

from attribution.meaning import embed  # noqa: E402
from training.meaning.export import build_onnx, embed_exactly, load_encoder  # noqa: E402
from training.tagging.encoder import Encoder, Shape  # noqa: E402

TEXTS = [
    "The bridge toll must go.",
    "that soldiers would be sent to the island by spring",
    "deployment",
    "“We won’t sign” … the treaty, as drafted, would hand control of the port to foreigners",
    "Prices of bread have doubled since winter, and nobody in the ministry seems to care about it at all. "
    * 20,
    "Élysée \x00 \ud800",
]


def test_the_file_answers_as_the_encoder_does_up_to_its_bits() -> None:
    torch.manual_seed(0)
    encoder = Encoder(Shape(50, 64, 2, 4, 96, 1e-12, 32, 0, False)).eval()
    ids = np.arange(20, dtype=np.int32)[None]
    session = onnxruntime.InferenceSession(build_onnx(encoder), providers=["CPUExecutionProvider"])
    (answer,) = session.run(None, {"ids": ids})
    numbers = torch.from_numpy(ids.astype(np.int64))
    with torch.no_grad():
        hidden = encoder(numbers, torch.zeros_like(numbers), torch.ones_like(numbers, dtype=torch.bool))
    wanted = torch.nn.functional.normalize(hidden.mean(1), dim=-1).numpy()
    assert answer.shape == (1, 64)
    assert float((answer @ wanted.T).item()) > 0.99


@pytest.mark.parametrize("text", TEXTS)
def test_the_shipped_file_is_the_published_encoder(text: str) -> None:
    try:
        encoder = load_encoder()
    except RuntimeError as missing:
        pytest.skip(str(missing))
    assert float(embed(text) @ embed_exactly(encoder, text).numpy()) > 0.99
