"""Which language a text is written in: letters in threes, counted, against what was learned from the messages.

Good enough to offer a language and to put services that speak it first; never used to hide anything.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from finder.understanding.words import words

BUCKETS = 8192
UNSEEN = 0.02
"""Share of a language's letter runs that are taken to be still unseen, the same for each, however much of it was read."""
SURE = 0.99
"""A language other than English is named only when it is this likely."""

FEWEST_LETTERS = 6
NONE = ""
"""Stands beside the languages: every run as likely as any other, which only what is no language at all comes near."""


def _buckets(text: str) -> NDArray[np.intp]:
    """Hashed runs of two and three letters, word by word, with the word's ends marked."""
    grams = [f"_{word}_"[i : i + n] for word in words(text) if not word.isdigit() for n in (2, 3) for i in range(len(word) + 3 - n)]
    return np.array([zlib.crc32(gram.encode()) % BUCKETS for gram in grams], np.intp)


@dataclass(frozen=True)
class Languages:
    """Log-probabilities of hashed letter runs, one row a language."""

    names: tuple[str, ...]
    logs: NDArray[np.float32]

    def of(self, text: str) -> str | None:
        """The language's code; None when the text is too short or too mixed to say, or is in none of them."""
        buckets = _buckets(text)
        if sum(c.isalpha() for c in text) < FEWEST_LETTERS or not len(buckets):
            return None
        scores = self.logs[:, buckets].sum(axis=1, dtype=np.float64)
        chances = np.exp(scores - scores.max())
        chances /= chances.sum()
        best = int(chances.argmax())
        return self.names[best] or None if chances[best] >= SURE else None

    def save(self, path: Path) -> None:
        np.savez(path, allow_pickle=False, names=np.array(self.names), logs=self.logs)

    @classmethod
    def load(cls, path: Path) -> Languages:
        with np.load(path, allow_pickle=False) as saved:
            return cls(tuple(str(name) for name in saved["names"]), saved["logs"])


def learn(messages: Mapping[str, Sequence[str]]) -> Languages:
    """From messages by language code."""
    rows = []
    for texts in messages.values():
        counts = np.zeros(BUCKETS)
        for text in texts:
            np.add.at(counts, _buckets(text), 1)
        rows.append(np.log((1 - UNSEEN) * counts / max(counts.sum(), 1) + UNSEEN / BUCKETS))
    return Languages((*messages, NONE), np.array([*rows, np.full(BUCKETS, -np.log(BUCKETS))], np.float32))
