"""Phrases looked up in a text word by word, forgiving one slip in a long word and small words in between.

Each phrase is kept under the rarest of its words, so a text only meets the few phrases that could be in it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from finder.understanding.notation import Part, Word
from finder.understanding.typos import Typos
from finder.understanding.words import Token

LONG = 6
"""Words with fewer letters must be typed right."""
LONG_ELSEWHERE = 8
"""The same for languages other than English, whose neighbouring words nobody has listed as confusable."""
SKIP = 2
"""The most small words that may stand in a row inside a phrase."""


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


class _Ready(NamedTuple):
    """An entry with the words it can begin with, and the sets of words of which each must give one."""

    entry: Entry
    firsts: frozenset[str]
    needed: tuple[frozenset[str], ...]


class Match(NamedTuple):
    """An entry found from word `first` up to, not with, word `end`; `exact` when nothing was misspelt."""

    entry: Entry
    first: int
    end: int
    exact: bool


class Lexicon:
    """A list of entries, made ready. Nothing of a text is kept after `find`. Safe for threads."""

    def __init__(self, entries: Iterable[Entry], right: frozenset[str], fillers: frozenset[str]) -> None:
        """`right` are words that are never taken as a misspelling; `fillers` may stand inside any phrase."""
        ready = [_Ready(entry, _firsts(entry.parts), _needed(entry.parts)) for entry in entries]
        used: Counter[str] = Counter()
        forgiven: set[str] = set()
        for one in ready:
            spellings = set(_spellings(one.entry.parts))
            used.update(spellings)
            shortest = LONG if one.entry.english else LONG_ELSEWHERE
            forgiven.update(word for word in spellings if len(word) >= shortest)
        self._by_rarest: dict[str, list[_Ready]] = defaultdict(list)
        for one in ready:
            for word in min(one.needed, key=lambda part: sum(used[word] for word in part), default=one.firsts):
                self._by_rarest[word].append(one)
        self._known = fillers | used.keys()
        self._typos = Typos(forgiven, self._known | right)
        self._fillers = fillers

    def find(self, tokens: tuple[Token, ...]) -> list[Match]:
        """Every entry in these words, at its longest from each place where it begins."""
        read = [self._meant(token.word) for token in tokens]
        here = frozenset(word for words in read for word in words)
        candidates = {id(one): one for word in here for one in self._by_rarest.get(word, ())}
        places: dict[str, list[int]] = defaultdict(list)
        for place, words in enumerate(read):
            for word in words:
                places[word].append(place)
        matches = []
        for one in candidates.values():
            if any(here.isdisjoint(part) for part in one.needed):
                continue
            for first in {place for word in here & one.firsts for place in places[word]}:
                end, exact = max(self._walk(one.entry.parts, first, read, first), default=(first, False))
                if end > first:
                    matches.append(Match(one.entry, first, end, exact))
        return matches

    def _meant(self, word: str) -> tuple[str, ...]:
        """The known words that a typed word stands for; itself first when it is known or cannot be a slip."""
        if word in self._known:
            return (word,)
        single = "".join(now for now, before in zip(word, " " + word[:-1], strict=True) if now != before)
        if single in self._known:  # rapeddd, galopp: a letter held down
            return (single,)
        return ("", *self._typos.meant(word))

    def _walk(self, parts: tuple[Part, ...], at: int, read: list[tuple[str, ...]], begin: int) -> Iterator[tuple[int, bool]]:
        """Where these parts can end when they begin at `at`, and whether nothing was misspelt."""
        if not parts:
            yield at, True
            return
        part, rest = parts[0], parts[1:]
        if isinstance(part, Word):
            for place in range(at, min(at + SKIP + 1, len(read))):
                if not part.spellings.isdisjoint(read[place]):
                    exact = bool(read[place][0])
                    for end, also in self._walk(rest, place + 1, read, begin):
                        yield end, exact and also
                    return
                if place == begin or read[place][0] not in self._fillers:
                    return
        else:
            for way in part.ways:  # type: ignore[union-attr]
                for middle, exact in self._walk(way, at, read, begin):
                    for end, also in self._walk(rest, middle, read, begin):
                        yield end, exact and also


def _needed(parts: tuple[Part, ...]) -> tuple[frozenset[str], ...]:
    """For each part that cannot be left out, the words it can begin with."""
    sets = (part.spellings if isinstance(part, Word) else _firsts((part,)) for part in parts)
    return tuple(words for words in sets if "" not in words)


def _firsts(parts: tuple[Part, ...]) -> frozenset[str]:
    """The words that these parts can begin with; "" among them when they can be empty."""
    found: frozenset[str] = frozenset()
    for part in parts:
        if isinstance(part, Word):
            return found | part.spellings
        inner = frozenset().union(*(_firsts(way) for way in part.ways))  # type: ignore[union-attr]
        found |= inner - {""}
        if "" not in inner:
            return found
    return found | {""}


def _spellings(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Word):
            yield from part.spellings
        else:
            for way in part.ways:  # type: ignore[union-attr]
                yield from _spellings(way)
