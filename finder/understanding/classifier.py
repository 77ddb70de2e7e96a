"""Small classifiers that read a text twice: its meaning (one hidden layer on the vector) and its spelling (runs of letters).

Each misses what the other sees: the vector knows that two languages say one thing, the letters know slang and names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from finder.understanding.letter_runs import Runs
from finder.understanding.meaning import Vector

SCALE = 5.0
"""What a vector of length one is multiplied with before the hidden layer, so that it learns at the usual pace."""
LEAST = 1e-4
"""No vote says that a class is less likely than this."""

BY_LETTERS = 0.6
"""How much the vote of the letters counts, of one; the rest is for the meaning. Votes are logarithms of probabilities."""

Chances = NDArray[np.float64]


@dataclass(frozen=True)
class Features:
    """A text, or its pieces, as classifiers read it: centred vectors, one a row, and as many weighed runs of letters."""

    vectors: Vector
    runs: tuple[Runs, ...]


@dataclass(frozen=True)
class Classifier:
    """`hidden` 384 x units, `out` units x finer classes, `letters` buckets x classes (`names`), each with its bias.

    `belongs` names the class of each finer one, whose chances are added up. Without units the vector goes straight to `out`.
    Letters are most of what a classifier weighs, so they are kept as whole numbers from -127 to 127, and for each class the
    size of one step.
    """

    names: tuple[str, ...]
    hidden: Vector
    hidden_bias: Vector
    out: Vector
    out_bias: Vector
    belongs: NDArray[np.int16]
    letters: NDArray[np.int8]
    letters_step: Vector
    letters_bias: Vector

    def probabilities(self, features: Features) -> Chances:
        """For each piece the probability of each class."""
        return together(*self.votes(features))

    def votes(self, features: Features) -> tuple[Chances, Chances]:
        """The same, by meaning alone and by letters alone."""
        units = features.vectors * SCALE
        if self.hidden_bias.size:
            units = np.maximum(units @ self.hidden + self.hidden_bias, 0)
        finer = _shares(units @ self.out + self.out_bias)
        return finer @ (self.belongs[:, None] == np.arange(len(self.names))), self._by_letters(features.runs)

    def _by_letters(self, runs: Sequence[Runs]) -> Chances:
        scores = np.array([one.values @ self.letters[one.buckets].astype(np.float32) for one in runs]).reshape(-1, len(self.names))
        return alone(scores * self.letters_step + self.letters_bias)

    def arrays(self, prefix: str) -> dict[str, NDArray[np.generic]]:
        """What `numpy.savez` keeps of it, under names that begin with `prefix`."""
        kept = {field: getattr(self, field) for field in _ARRAYS}
        return {f"{prefix}_names": np.array(self.names)} | {f"{prefix}_{field}": array for field, array in kept.items()}

    @classmethod
    def read(cls, saved: dict[str, NDArray[np.generic]], prefix: str) -> Classifier:
        """From what `arrays` gave."""
        names = tuple(str(name) for name in saved[f"{prefix}_names"])
        return cls(names, *(saved[f"{prefix}_{field}"] for field in _ARRAYS))  # type: ignore[arg-type]


_ARRAYS = ("hidden", "hidden_bias", "out", "out_bias", "belongs", "letters", "letters_step", "letters_bias")


def together(by_meaning: Chances, by_letters: Chances) -> Chances:
    """The two votes as one: their geometric mean by weight, made to add up to one."""
    return _shares((1 - BY_LETTERS) * np.log(np.clip(by_meaning, LEAST, 1)) + BY_LETTERS * np.log(np.clip(by_letters, LEAST, 1)))


def alone(scores: NDArray[np.floating]) -> Chances:
    """Scores of classes that were each learned against all others, as shares."""
    likely = 1 / (1 + np.exp(-np.clip(scores.astype(np.float64), -30, 30)))
    result: Chances = likely / likely.sum(axis=-1, keepdims=True)
    return result


def _shares(scores: NDArray[np.floating]) -> Chances:
    lifted = np.exp(scores.astype(np.float64) - scores.max(axis=-1, keepdims=True))
    result: Chances = lifted / lifted.sum(axis=-1, keepdims=True)
    return result
