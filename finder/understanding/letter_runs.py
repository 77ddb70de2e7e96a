"""Runs of letters as features: what a text is spelt with, where the meaning of words is not known to the embedding.

Every run of two to five characters of the folded words is a number; how often it is there, weighed by how rare it is,
is its value. Slang, typing slips and languages in Latin letters show here.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from finder.understanding.words import words

BITS = 16
BUCKETS = 1 << BITS
SHORTEST, LONGEST = 2, 5
_MIX = np.uint64(0x9E3779B97F4A7C15)
_HALF, _TOP = np.uint64(29), np.uint64(64 - BITS)


class Runs(NamedTuple):
    """The buckets that a text has something in, in order, and how much: all values together of length one."""

    buckets: NDArray[np.int64]
    values: NDArray[np.float32]


def counted(text: str) -> Runs:
    """The buckets of a text and how often each is there, on a logarithmic scale. Not yet weighed."""
    spelt = f" {' '.join(words(text))} "
    letters = np.frombuffer(spelt.encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    mixed, found = np.zeros(len(letters), np.uint64), []
    for length in range(1, min(LONGEST, len(letters)) + 1):
        # Unsigned numbers wrap around, which is what a hash wants.
        mixed = (mixed[: len(letters) - length + 1] + letters[length - 1 :] + np.uint64(1)) * _MIX
        mixed ^= mixed >> _HALF
        if length >= SHORTEST:
            found.append((mixed >> _TOP).astype(np.int64))
    buckets, times = np.unique(np.concatenate(found), return_counts=True)
    return Runs(buckets, (1 + np.log(times)).astype(np.float32))


def rarity(counts: list[Runs]) -> NDArray[np.float32]:
    """How much each bucket weighs: more, the fewer of these texts have it."""
    having = np.bincount(np.concatenate([runs.buckets for runs in counts]), minlength=BUCKETS)
    weights: NDArray[np.float32] = (np.log((1 + len(counts)) / (1 + having)) + 1).astype(np.float32)
    return weights


def weighed(runs: Runs, weights: NDArray[np.float32]) -> Runs:
    """Counted runs with the weight of each bucket, scaled to length one."""
    values = runs.values * weights[runs.buckets]
    return Runs(runs.buckets, values / max(float(np.linalg.norm(values)), 1e-6))
