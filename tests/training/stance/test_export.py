"""A trained stance network becomes the file that the service runs.

Needs what `make training` installs.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="make training installs PyTorch")
pytest.importorskip("onnx", reason="make training installs onnx")

import onnxruntime  # noqa: E402

from attribution.stance.pair_pieces import LONGEST_PASSAGE, LONGEST_PROPOSITION  # noqa: E402
from training.stance import export  # noqa: E402
from training.stance.export import build_onnx  # noqa: E402
from training.stance.network import StanceNetwork  # noqa: E402
from training.tagging.encoder import Encoder, Shape  # noqa: E402
from training.tagging.graph import LONGEST_ROW  # noqa: E402

SHAPES = [Shape(50, 64, 2, 4, 96, 1e-12, 32, 0, False), Shape(50, 64, 2, 4, 96, 1e-5, 34, 2, True)]


@pytest.mark.parametrize("shape", SHAPES, ids=["absolute positions", "relative positions"])
@pytest.mark.parametrize("parts", [[0, 0, 0, 1, 2, 2, 2, 1] * 3, [0, 0, 0, 1, 1, 1, 1, 1]])
def test_the_file_answers_as_the_network_does_up_to_its_seven_bits(parts: list[int], shape: Shape) -> None:
    torch.manual_seed(0)
    made = StanceNetwork(Encoder(shape))
    made.eval()
    ids = np.arange(len(parts), dtype=np.int32)[None]
    rows = np.asarray(parts, np.int32)[None]
    session = onnxruntime.InferenceSession(build_onnx(made), providers=["CPUExecutionProvider"])
    found = session.run(["answer", "evidence"], {"ids": ids, "parts": rows})
    with torch.no_grad():
        wanted = made(
            torch.from_numpy(ids.astype(np.int64)),
            torch.from_numpy(rows.astype(np.int64)),
            torch.ones(1, len(parts), dtype=torch.bool),
        )
    for ours, theirs in zip(found, wanted, strict=True):
        assert ours.shape == tuple(theirs.shape)
        assert np.abs(ours - theirs.numpy()).max() < 0.05


def test_matrices_stand_beside_the_graph_in_files_of_bounded_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "_LARGEST_FILE", 20_000)
    torch.manual_seed(0)
    model = build_onnx(StanceNetwork(Encoder(SHAPES[1])).eval())
    path = tmp_path / "network.onnx"
    for _ in range(2):
        export.write_onnx(model, path)
    sizes = [one.stat().st_size for one in tmp_path.glob("network.*.bin")]
    assert len(sizes) > 1
    assert path.stat().st_size < len(model) / 2
    row = {name: np.arange(8, dtype=np.int32)[None] for name in ("ids", "parts")}
    whole, apart = (
        onnxruntime.InferenceSession(one, providers=["CPUExecutionProvider"]) for one in (model, str(path))
    )
    for ours, theirs in zip(apart.run(None, row), whole.run(None, row), strict=True):
        assert np.array_equal(ours, theirs)


def test_no_row_is_longer_than_relative_positions_reach() -> None:
    assert LONGEST_PROPOSITION + LONGEST_PASSAGE + 3 <= LONGEST_ROW
