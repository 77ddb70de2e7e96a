"""Phrases as rows of whole numbers: small in memory, and read back from a build in no time.

In a row a number from 0 is a word (one number for the same spellings), ANY a gap, and OPEN way OR way CLOSE a choice.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from finder.understanding.notation import Choice, Part, Word

ANY, OPEN, OR, CLOSE = -1, -2, -3, -4

Row = Sequence[int]
Arrays = Mapping[str, NDArray[np.generic]]
"""What `numpy.savez` keeps and `numpy.load` gives."""


class Numbers:
    """Hands out the numbers of words. `spellings`: of each word, by its number."""

    def __init__(self) -> None:
        self.spellings: list[frozenset[str]] = []
        self._given: dict[frozenset[str], int] = {}

    def row(self, parts: Iterable[Part]) -> list[int]:
        """A phrase as numbers."""
        return [number for part in parts for number in self._of(part)]

    def word(self, spellings: frozenset[str]) -> int:
        """The number of a word with these spellings."""
        if spellings not in self._given:
            self._given[spellings] = len(self.spellings)
            self.spellings.append(spellings)
        return self._given[spellings]

    def _of(self, part: Part) -> Iterator[int]:
        if isinstance(part, Word):
            yield self.word(part.spellings)
        elif isinstance(part, Choice):
            for place, way in enumerate(part.ways):
                yield OR if place else OPEN
                yield from self.row(way)
            yield CLOSE
        else:
            yield ANY


@dataclass(frozen=True)
class Lists:
    """Lists of whole numbers, laid one after the other in one array: the list at `i` is numbers[starts[i]:starts[i + 1]].

    Arrays of Python's own: they hand out a short list in a third of numpy's time.
    """

    starts: array[int]
    numbers: array[int]

    @classmethod
    def of(cls, lists: Iterable[Sequence[int]]) -> Lists:
        """Of lists of numbers under 2**31."""
        starts, numbers = array("i", [0]), array("i")
        for one in lists:
            numbers.extend(one)
            starts.append(len(numbers))
        return cls(starts, numbers)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, place: int) -> array[int]:
        return self.numbers[self.starts[place] : self.starts[place + 1]]

    def arrays(self, name: str) -> Arrays:
        """To be kept under names that begin with `name`."""
        return {f"{name}_starts": np.array(self.starts, np.int32), f"{name}_numbers": np.array(self.numbers, np.int32)}

    @classmethod
    def read(cls, saved: Arrays, name: str) -> Lists:
        """From what `arrays` gave."""
        return cls(array("i", saved[f"{name}_starts"].tobytes()), array("i", saved[f"{name}_numbers"].tobytes()))


def as_bytes(lines: Iterable[str]) -> NDArray[np.uint8]:
    """Lines of text as an array to be kept."""
    return np.frombuffer("\n".join(lines).encode(), np.uint8)


def as_lines(saved: NDArray[np.generic]) -> list[str]:
    """The lines that `as_bytes` was given."""
    text = saved.tobytes().decode()
    return text.split("\n") if text else []
