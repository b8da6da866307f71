"""Reading what was trained: a network, or what was written beside one. What cannot be read ends the program, never the answer alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class WeightsUnavailable(RuntimeError):
    """Something trained cannot be loaded, so the question it answers cannot be answered."""


@contextmanager
def loading(what: str, folder: Path) -> Iterator[None]:
    """Raises `WeightsUnavailable` for whatever goes wrong within, saying what could not be loaded and what would help."""
    try:
        yield
    except Exception as error:
        raise WeightsUnavailable(
            f"{what} in {folder} cannot be loaded ({type(error).__name__}: {error}); "
            "install OnRecord again, or make them anew as CONTRIBUTING.md tells"
        ) from error


def open_network(path: Path) -> Any:
    """A session of ONNX Runtime over a network's file, on one thread: the processes of a server are what runs side by side."""
    # Imported here: it takes a tenth of a second that commands without extraction need not spend.
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def read_description(path: Path, needed: Sequence[str]) -> dict[str, Any]:
    """What was written beside a network. Raises `ValueError` for a file without what is needed."""
    description: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    missing = [name for name in needed if name not in description]
    if missing:
        raise ValueError(f"{path.name} lacks {', '.join(missing)}")
    return description
