"""A seal on a finished build: the length and hash of each of its files, so that damage is seen when the build is opened.

Some files are read only when a search asks for them; without the seal a cut-off one would open well and fail later.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

_SEAL = "seal.json"


class BrokenSeal(ValueError):
    """A build's files are not as they were when it was finished."""


def seal(folder: Path) -> None:
    """Seal a folder; nothing in it may change from now on."""
    (folder / _SEAL).write_text(json.dumps(_files(folder)))


def check(folder: Path) -> None:
    """Raises BrokenSeal, or OSError when there is no seal."""
    if json.loads((folder / _SEAL).read_text()) != _files(folder):
        raise BrokenSeal(folder.name)


def _files(folder: Path) -> dict[str, str]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != _SEAL)
    return {str(path.relative_to(folder)): hashlib.blake2s(path.read_bytes()).hexdigest() for path in paths}
