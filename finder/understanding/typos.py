"""One slip of the finger: a letter missing, added, wrong, or swapped with its neighbour."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import numpy as np

SHORTEST = 5
"""Words with fewer letters must be typed right: one letter off a short word is often another word."""
LONGEST = 24


class Typos:
    """Finds the known words that a typed word may have been meant as, by looking up what is left without a letter."""

    def __init__(self, known: Iterable[str], not_typos: frozenset[str] = frozenset()) -> None:
        """`known` words are compared; a word in `not_typos`, or itself known, is never taken as a slip."""
        self._known = frozenset(known)
        self._right = self._known | not_typos
        self._words = [word for word in sorted(self._known) if SHORTEST <= len(word) <= LONGEST]
        # A quarter of a million shortened words: as hashes in an array they take a tenth of what a dictionary takes.
        # Two with one hash do no harm, since every word found is compared.
        shortened = array("q"), array("i")
        for row, word in enumerate(self._words):
            hashed = [*map(hash, {word, *_shorter(word)})]
            shortened[0].extend(hashed)
            shortened[1].extend([row] * len(hashed))
        hashes, rows = np.array(shortened[0], np.int64), np.array(shortened[1], np.int32)
        order = np.argsort(hashes, kind="stable")
        self._hashes, self._rows = hashes[order], rows[order]

    def meant(self, typed: str) -> tuple[str, ...]:
        """The known words one slip away from `typed`, with the same first letter. () for a word that is right."""
        if typed in self._right or not SHORTEST - 1 <= len(typed) <= LONGEST:
            return ()
        wanted = np.array([hash(typed), *map(hash, _shorter(typed))], np.int64)
        starts, ends = np.searchsorted(self._hashes, wanted), np.searchsorted(self._hashes, wanted, "right")
        rows = {int(row) for start, end in zip(starts, ends, strict=True) for row in self._rows[start:end]}
        found = (self._words[row] for row in sorted(rows))
        return tuple(word for word in found if word[0] == typed[0] and one_slip(typed, word))


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
