"""Which services have which words, as bits: how many of some services have each word is one `and` and a count of bits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from finder.directory.columns import Bools, Columns

_WORD = 64
"""Bits that are counted at a time."""


@dataclass(frozen=True)
class Tally:
    """`size`: services. `bits`: names x services, 64 services in each number."""

    names: tuple[str, ...]
    size: int
    bits: NDArray[np.uint64]

    @classmethod
    def of(cls, matrix: Bools, names: tuple[str, ...]) -> Tally:
        """`matrix`: services x names."""
        filled = np.zeros((len(names), len(matrix) + -len(matrix) % _WORD), bool)
        filled[:, : len(matrix)] = matrix.T
        return cls(names, len(matrix), _packed(filled))

    def counts(self, rows: NDArray[np.intp], mask: Bools) -> list[int]:
        """For each name, how many services have it, of those of the rows that the mask (one for each row) leaves in."""
        every = np.zeros(self.bits.shape[1] * _WORD, bool)
        if len(rows) == self.size:
            every[: self.size] = mask
        else:
            every[rows[mask]] = True
        found: list[int] = np.bitwise_count(self.bits & _packed(every)).sum(axis=-1, dtype=np.int64).tolist()
        return found


@dataclass(frozen=True)
class Tallies:
    """The words that people filter by, of one directory."""

    crimes: Tally
    support: Tally
    speaks: Tally

    @classmethod
    def of(cls, columns: Columns) -> Tallies:
        return cls(
            crimes=Tally.of(columns.crimes, columns.crime_names),
            support=Tally.of(columns.support, columns.support_names),
            speaks=Tally.of(columns.speaks, columns.language_names),
        )


def _packed(rows: Bools) -> NDArray[np.uint64]:
    packed: NDArray[np.uint64] = np.packbits(rows, axis=-1).view(np.uint64)
    return packed
