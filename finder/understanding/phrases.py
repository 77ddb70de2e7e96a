"""Finding many phrases in a text at once, in work that no text can make explode.

Every word of the text is a bit in a number. Where a phrase can have got to is a bit in another, so each part of a
phrase is one `and` and one shift for the whole text: there is nothing to go back on. Only phrases whose rarest word
is in the text are tried at all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from finder.understanding.notation import Choice, Gap, Part, Word
from finder.understanding.vocabulary import Reading, all_words

GAP = 4
"""The most words that `...` may stand for."""


Asked = frozenset[frozenset[str]]
"""Words, each by its spellings, of which a text must have at least one."""


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase found: its number, and the words of the text it reaches from (`first`) up to, not with, `end`."""

    phrase: int
    first: int
    end: int


class Phrases:
    """A list of phrases, compiled. `find` says which are in a text, by their number in the list."""

    def __init__(self, phrases: Sequence[tuple[Part, ...]]) -> None:
        self._phrases = tuple(phrases)
        use = Counter(spellings for phrase in phrases for spellings in all_words(phrase))
        self._needed: list[tuple[Asked, ...]] = []
        self._by_rarest: dict[frozenset[str], list[int]] = defaultdict(list)
        self._always: list[int] = []
        for number, phrase in enumerate(phrases):
            needed = sorted(_needed(phrase, use), key=lambda asked: _commonness(asked, use))
            self._needed.append(tuple(needed))
            for spellings in needed[0] if needed else ():
                self._by_rarest[spellings].append(number)
            if not needed:
                self._always.append(number)

    def find(self, reading: Reading, closed: int = 0) -> list[Found]:
        """Every phrase in the text, with where. Words whose bit is in `closed` are not there for any phrase."""
        here = reading.present
        tried = set(self._always)
        for spellings in here & self._by_rarest.keys():
            tried.update(self._by_rarest[spellings])
        return [
            found
            for number in sorted(tried)
            if not any(asked.isdisjoint(here) for asked in self._needed[number])
            for found in self._spans(number, reading, closed)
        ]

    def _spans(self, number: int, reading: Reading, closed: int) -> list[Found]:
        phrase = self._phrases[number]
        ends = _ahead(phrase, (1 << reading.size) - 1, reading, ~closed)
        if not ends:
            return []
        starts = _back(_turned(phrase), ends, reading, ~closed)
        spans = []
        while starts:
            first = (starts & -starts).bit_length() - 1
            later = ends >> (first + 1)
            spans.append(Found(number, first, first + (later & -later).bit_length()))
            starts &= starts - 1
        return spans


def _ahead(phrase: tuple[Part, ...], at: int, reading: Reading, open_: int) -> int:
    """From the places `at` (bit n: before word n), the places where the phrase can have ended."""
    for part in phrase:
        if isinstance(part, Word):
            at = (at & reading.places.get(part.spellings, 0) & open_) << 1
        elif isinstance(part, Gap):
            step = at
            for _ in range(GAP):
                step = (step & reading.skippable) << 1
                at |= step
        else:
            start, at = at, 0
            for way in part.ways:
                at |= _ahead(way, start, reading, open_)
        if not at:
            return 0
    return at


def _back(phrase: tuple[Part, ...], at: int, reading: Reading, open_: int) -> int:
    """From the places `at` where a phrase (given from its end) can end, the places where it can have begun."""
    for part in phrase:
        if isinstance(part, Word):
            at = (at >> 1) & reading.places.get(part.spellings, 0) & open_
        elif isinstance(part, Gap):
            step = at
            for _ in range(GAP):
                step = (step >> 1) & reading.skippable
                at |= step
        else:
            start, at = at, 0
            for way in part.ways:
                at |= _back(way, start, reading, open_)
        if not at:
            return 0
    return at


def _turned(phrase: tuple[Part, ...]) -> tuple[Part, ...]:
    """The phrase from its end to its beginning."""
    return tuple(Choice(tuple(_turned(way) for way in part.ways)) if isinstance(part, Choice) else part for part in reversed(phrase))


def _needed(phrase: tuple[Part, ...], use: Counter[frozenset[str]]) -> list[Asked]:
    """For each part that cannot be left out, the words of which at least one must be in the text."""
    needed: list[Asked] = []
    for part in phrase:
        if isinstance(part, Word):
            needed.append(frozenset((part.spellings,)))
        elif isinstance(part, Choice):
            ways = [_needed(way, use) for way in part.ways]
            if all(ways):
                rarest = [min(way, key=lambda asked: _commonness(asked, use)) for way in ways]
                needed.append(frozenset().union(*rarest))
    return needed


def _commonness(asked: Asked, use: Counter[frozenset[str]]) -> int:
    return sum(use[spellings] * len(spellings) for spellings in asked)
