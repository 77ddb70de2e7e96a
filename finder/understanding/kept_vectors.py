"""Vectors kept between builds, so that only new sentences are read. Runs at build time only."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from finder.understanding.meaning import SIZE, Embedder, Vector

MANY = 100
"""New texts above which every core gets an engine of its own."""

BLOCK = 2000
"""New texts that are read before it is said how far the reading is."""


class KeptVectors(Embedder):
    """Remembers vectors between builds, by the hash of the text, so that only new sentences are read; one engine a core."""

    def __init__(self, path: Path, say: Callable[[str], None] = lambda line: None) -> None:
        super().__init__()
        self._path, self._say = path, say
        self._known: dict[bytes, Vector] = {}
        self._grown = False
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as saved:
                self._known = dict(zip((bytes(key) for key in saved["keys"]), saved["vectors"], strict=True))
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            pass  # nothing kept yet, or a damaged file: every text is read anew

    def __call__(self, texts: Sequence[str]) -> Vector:
        keys = [hashlib.blake2s(text.encode(), digest_size=16).digest() for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        engines = [self, *(Embedder() for _ in range(1, os.cpu_count() or 1))] if len(new) > MANY else [self]
        with ThreadPoolExecutor(len(engines)) as pool:
            for start in range(0, len(new), BLOCK):
                block = list(new.items())[start : start + BLOCK]
                for found in pool.map(_read_share, engines, (block[first :: len(engines)] for first in range(len(engines)))):
                    self._known.update(found)
                if len(new) > BLOCK:
                    self._say(f"read {start + len(block):,} of {len(new):,} sentences")
        self._grown = self._grown or bool(new)
        return np.array([self._known[key] for key in keys], np.float32).reshape(len(texts), SIZE)

    def save(self) -> None:
        if not self._grown:
            return
        keys = np.array([np.frombuffer(key, np.uint8) for key in self._known])
        handle, temporary = tempfile.mkstemp(dir=self._path.parent)
        with os.fdopen(handle, "wb") as out:
            np.savez(out, keys=keys, vectors=np.array(list(self._known.values()), np.float32), allow_pickle=False)
        Path(temporary).replace(self._path)


def _read_share(engine: Embedder, share: list[tuple[bytes, str]]) -> dict[bytes, Vector]:
    return {key: Embedder.__call__(engine, [text])[0] for key, text in share}
