"""What was trained is read whole, or the reason is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from attribution.trained_files import WeightsUnavailable, loading, open_network, read_description


def test_whatever_goes_wrong_is_told_with_what_could_not_be_loaded(tmp_path: Path) -> None:
    with (
        pytest.raises(WeightsUnavailable, match=r"the weather in .* cannot be loaded \(OSError: no sky\)"),
        loading("the weather", tmp_path),
    ):
        raise OSError("no sky")


@pytest.mark.parametrize("content", [b"", b"no network", b"\x08\x07"])
def test_a_file_that_is_no_network_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "network.onnx"
    path.write_bytes(content)
    with pytest.raises(WeightsUnavailable), loading("the network", tmp_path):
        open_network(path)


def test_what_a_description_lacks_is_named(tmp_path: Path) -> None:
    path = tmp_path / "some.json"
    path.write_text('{"window": 1}')
    assert read_description(path, ("window",)) == {"window": 1}
    with pytest.raises(ValueError, match=r"some\.json lacks biases, scale"):
        read_description(path, ("biases", "window", "scale"))
