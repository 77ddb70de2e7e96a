"""One slip of the finger: a letter missing, added, wrong, or swapped with its neighbour."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SHORTEST = 5
"""Words with fewer letters must be typed right: one letter off a short word is often another word."""
LONGEST = 24


class Shortened(NamedTuple):
    """What is left of words without a letter, as hashes from low to high, and the row of the word that each was.

    A quarter of a million shortened words take a tenth of what a dictionary takes. Two with one hash do no harm, since every word
    found is compared.
    """

    hashes: NDArray[np.uint32]
    rows: NDArray[np.uint32]


class Typos:
    """Finds the known words that a typed word may have been meant as, by looking up what is left without a letter."""

    def __init__(self, known: Iterable[str], not_typos: Container[str] = (), shortened: Shortened | None = None) -> None:
        """`known` words are compared; a word in `not_typos`, or itself compared, is never taken as a slip.

        `shortened`: what this attribute was when these words were first read; without it they are shortened now.
        """
        self.words = [word for word in sorted(known) if SHORTEST <= len(word) <= LONGEST]
        self.shortened = shortened or _shortened(self.words)
        self._not_typos = not_typos

    def meant(self, typed: str) -> tuple[str, ...]:
        """The known words one slip away from `typed`, with the same first letter. () for a word that is right."""
        if typed in self._not_typos or not SHORTEST - 1 <= len(typed) <= LONGEST:
            return ()
        hashes, rows = self.shortened
        wanted = np.array([_hash(word) for word in (typed, *_shorter(typed))], np.uint32)
        starts, ends = np.searchsorted(hashes, wanted), np.searchsorted(hashes, wanted, "right")
        near = {int(row) for start, end in zip(starts, ends, strict=True) for row in rows[start:end]}
        found = [self.words[row] for row in sorted(near)]
        return () if typed in found else tuple(word for word in found if word[0] == typed[0] and one_slip(typed, word))


def _shortened(words: Sequence[str]) -> Shortened:
    hashes, rows = array("I"), array("I")
    for row, word in enumerate(words):
        hashed = [_hash(one) for one in {word, *_shorter(word)}]
        hashes.extend(hashed)
        rows.extend([row] * len(hashed))
    order = np.argsort(np.array(hashes, np.uint32), kind="stable")
    return Shortened(np.array(hashes, np.uint32)[order], np.array(rows, np.uint32)[order])


def _hash(word: str) -> int:
    return zlib.crc32(word.encode())


def _shorter(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


def one_slip(typed: str, word: str) -> bool:
    """True when exactly one letter is missing, added or wrong, or two neighbours are swapped."""
    if typed == word or abs(len(typed) - len(word)) > 1:
        return False
    start = 0
    while start < min(len(typed), len(word)) and typed[start] == word[start]:
        start += 1
    rest, other = typed[start:], word[start:]
    if len(rest) == len(other):
        return rest[1:] == other[1:] or (rest[1:2] + rest[:1] + rest[2:]) == other
    return rest[1:] == other if len(rest) > len(other) else rest == other[1:]
