"""Phrases looked up in a text word by word, forgiving one slip in a long word and small words in between.

Each phrase is kept under the rarest of its words, so a text only meets the few phrases that could be in it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from finder.understanding.notation import Part
from finder.understanding.numbered import Numbers
from finder.understanding.phrases import Phrases
from finder.understanding.words import Token

LONG = 6
"""Words with fewer letters must be typed right."""
LONG_ELSEWHERE = 8
"""The same for languages other than English, whose neighbouring words nobody has listed as confusable."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase and what it means. `whole`: only when it is the whole text. `search`: only in a text like a search.

    `english` says that its words are English (or names), so that slips in shorter words are understood.
    """

    parts: tuple[Part, ...]
    kind: str
    value: str
    whole: bool = False
    search: bool = False
    english: bool = True


class Meant(NamedTuple):
    """What a phrase means: as in its `Entry`."""

    kind: str
    value: str
    whole: bool
    search: bool


class Match(NamedTuple):
    """An entry found from word `first` up to, not with, word `end`; `exact` when nothing was misspelt."""

    entry: Meant
    first: int
    end: int
    exact: bool


@dataclass(frozen=True)
class Lexicon:
    """A list of entries, made ready: the phrases, and what each means. Nothing of a text is kept. Safe for threads."""

    phrases: Phrases
    means: Sequence[Meant]

    @classmethod
    def of(cls, entries: Iterable[Entry], right: Collection[str] = (), fillers: Collection[str] = ()) -> Lexicon:
        """Of entries. `right` words are never taken as a misspelling; `fillers` may stand inside any phrase."""
        numbers, rows, means = Numbers(), [], []
        forgiven: set[str] = set()
        for entry in entries:
            row = numbers.row(entry.parts)
            shortest = LONG if entry.english else LONG_ELSEWHERE
            spelled = (numbers.spellings[number] for number in row if number >= 0)
            forgiven.update(word for words in spelled for word in words if len(word) >= shortest)
            rows.append(row)
            means.append(Meant(entry.kind, entry.value, entry.whole, entry.search))
        between = numbers.word(frozenset(fillers)) if fillers else None
        return cls(Phrases.of(rows, numbers.spellings, right, forgiven, between), means)

    def save(self, path: Path) -> None:
        """Keep it for `open`."""
        distinct = sorted(set(self.means))
        means = np.array([distinct.index(meant) for meant in self.means], np.int32)
        known = np.frombuffer(json.dumps({"means": distinct, "fillers": self.phrases.fillers}).encode(), np.uint8)
        np.savez(path, allow_pickle=False, **self.phrases.arrays(), means=means, known=known)

    @classmethod
    def open(cls, path: Path) -> Lexicon:
        """From what `save` kept."""
        with np.load(path, allow_pickle=False) as saved:
            arrays = dict(saved)
        known = json.loads(arrays["known"].tobytes())
        distinct = [Meant(*meant) for meant in known["means"]]
        return cls(Phrases.read(arrays, known["fillers"]), [distinct[place] for place in arrays["means"]])

    def find(self, tokens: Sequence[Token]) -> list[Match]:
        """Every entry in these words, at its longest from each place where it begins."""
        reading = self.phrases.reading(tokens)
        found = self.phrases.longest(reading)
        return [Match(self.means[one.phrase], one.first, one.end, not reading.slips & one.bits) for one in found]
