"""Finding many phrases in a text at once, in work that no text can make explode.

Every word of the text is a bit in a number. Where a phrase can have got to is a bit in another, so each part of a
phrase is one `and` and one shift for the whole text (reach.py). Only phrases whose rarest word is in the text are tried at all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterator, Sequence
from dataclasses import dataclass

from finder.understanding.numbered import CLOSE, OPEN, OR, Arrays, Lists, Row
from finder.understanding.reach import Reading, backward, bits, each, forward
from finder.understanding.vocabulary import Vocabulary
from finder.understanding.words import Token

Asked = frozenset[int]
"""Words, by their numbers, of which a text must have at least one."""


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase found: its number, and the words of the text it reaches from (`first`) up to, not with, `end`."""

    phrase: int
    first: int
    end: int

    @property
    def bits(self) -> int:
        """The words it reaches over."""
        return bits(self.first, self.end)


@dataclass(frozen=True)
class Phrases:
    """A list of phrases. `find` says which are in a text, by their places in the list.

    `by_rarest`: under the number of each word the phrases that are tried when it is in the text. `fillers`: the number of the word
    that stands for all fillers; None when there are none.
    """

    vocabulary: Vocabulary
    rows: Lists
    by_rarest: Lists
    fillers: int | None = None

    @classmethod
    def of(
        cls,
        rows: Sequence[Row],
        spellings: Sequence[frozenset[str]],
        not_typos: Collection[str] = (),
        forgiven: Container[str] | None = None,
        fillers: int | None = None,
    ) -> Phrases:
        """Of phrases as numbers (numbered.py), and the spellings of each number; for the rest see `Vocabulary.of`."""
        use = Counter(word for row in rows for word in row)
        common = [use[word] * len(each) for word, each in enumerate(spellings)]
        by_rarest: dict[int, list[int]] = defaultdict(list)
        for place, row in enumerate(rows):
            for word in _rarest(row, common):
                by_rarest[word].append(place)
        vocabulary = Vocabulary.of(spellings, not_typos, forgiven)
        return cls(vocabulary, Lists.of(rows), Lists.of(by_rarest[word] for word in range(len(spellings))), fillers)

    def arrays(self) -> Arrays:
        """To be kept for `read`, beside `fillers`."""
        return {**self.vocabulary.arrays(), **self.rows.arrays("rows"), **self.by_rarest.arrays("rarest")}

    @classmethod
    def read(cls, saved: Arrays, fillers: int | None = None) -> Phrases:
        """From what `arrays` gave."""
        return cls(Vocabulary.read(saved), Lists.read(saved, "rows"), Lists.read(saved, "rarest"), fillers)

    def reading(self, tokens: Sequence[Token], sentence_starts: int = 0) -> Reading:
        """The text with the place of every word that some phrase asks for. Nothing of it is kept afterwards."""
        places, slips = self.vocabulary.places(tokens)
        return Reading(
            size=len(tokens),
            sentence_starts=sentence_starts,
            skippable=bits(0, len(tokens)) & ~sentence_starts & ~(sentence_starts >> 1),
            fillers=0 if self.fillers is None else places.get(self.fillers, 0),
            slips=slips,
            places=places,
            tried=sorted({place for word in places for place in self.by_rarest[word]}),
        )

    def find(self, reading: Reading, among: range, closed: int = 0) -> list[Found]:
        """Every one of these phrases in the text, from where to its nearest end. Words whose bit is in `closed` are not there."""
        found = []
        for place, starts, ends in self._reached(reading, among, closed):
            for first in each(starts):
                later = ends >> (first + 1)
                found.append(Found(place, first, first + (later & -later).bit_length()))
        return found

    def longest(self, reading: Reading) -> list[Found]:
        """Every phrase in the text, from where to its farthest end, with fillers in between. A filler is no beginning."""
        found = []
        for place, starts, _ in self._reached(reading, range(len(self.rows)), 0):
            for first in each(starts):
                ends = forward(self.rows[place], 1 << first, reading, ~0, reading.fillers & ~(1 << first))
                if ends >> (first + 1):
                    found.append(Found(place, first, ends.bit_length() - 1))
        return found

    def _reached(self, reading: Reading, among: range, closed: int) -> Iterator[tuple[int, int, int]]:
        """The phrases that are in the text, with the places where they begin and those where they end."""
        tried = reading.tried
        for place in tried[bisect_left(tried, among.start) : bisect_left(tried, among.stop)]:
            row = self.rows[place]
            ends = forward(row, bits(0, reading.size), reading, ~closed, reading.fillers)
            if ends:
                yield place, backward(row, ends, reading, ~closed, reading.fillers), ends


def _rarest(row: Row, common: Sequence[int]) -> Asked:
    """Of the words that a phrase cannot do without, those that are the rarest; none when it can do without any."""
    choices: list[tuple[list[Asked], list[Asked]]] = []  # of each choice we are in: what is needed before it, and in each way
    needed: list[Asked] = []

    def least() -> Asked:
        return min(needed, key=lambda asked: sum(common[word] for word in asked), default=frozenset())

    for number in row:
        if number >= 0:
            needed.append(frozenset((number,)))
        elif number == OPEN:
            choices.append((needed, []))
            needed = []
        elif number in (OR, CLOSE):
            choices[-1][1].append(least())
            needed = []
        if number == CLOSE:
            before, ways = choices.pop()
            needed = [*before, frozenset().union(*ways)] if all(ways) else before
    return least()
