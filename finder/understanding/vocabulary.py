"""The words that phrases ask for, and a text read for just these words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Sequence
from typing import NamedTuple

from finder.understanding.numbered import Arrays, Lists, as_bytes, as_lines
from finder.understanding.typos import LONGEST, Shortened, Typos
from finder.understanding.words import Token

ARABIC_AND = "\u0648"
"""Arabic writes "and" (waw) as one word with what follows; a word that is not known is looked up without it."""


class Places(NamedTuple):
    """Where the words of phrases stand in a text, by their numbers, as bits (bit 0 is the first word of the text).

    `slips`: the words of the text that were taken as a slip of the finger.
    """

    of: dict[int, int]
    slips: int


class Vocabulary:
    """All words of all phrases, so that each word of a text is looked up once. Nothing of a text is kept."""

    def __init__(
        self, words: Sequence[str], numbers: Lists, not_typos: Collection[str], forgiven: Sequence[str], shortened: Shortened | None = None
    ) -> None:
        """`numbers`: of the phrases' words that are spelt as each of `words`, or begin so when it ends in `*`.

        `forgiven`: the words in which a slip of the finger is understood; `not_typos` are never taken as one.
        """
        self._words, self._numbers, self._not_typos = words, numbers, not_typos
        self._place = {word: place for place, word in enumerate(words)}
        self._typos = Typos(forgiven, not_typos, shortened)

    @classmethod
    def of(cls, spellings: Sequence[frozenset[str]], not_typos: Collection[str] = (), forgiven: Container[str] | None = None) -> Vocabulary:
        """Of words by their numbers, each with its spellings. `forgiven`: spellings that may be misspelt, all when it is None."""
        asked: dict[str, list[int]] = defaultdict(list)
        for number, ways in enumerate(spellings):
            for spelling in ways:
                asked[spelling].append(number)
        words = sorted(asked)
        may_slip = [word for word in words if not word.endswith("*") and (forgiven is None or word in forgiven)]
        return cls(words, Lists.of(asked[word] for word in words), not_typos, may_slip)

    def arrays(self) -> Arrays:
        """To be kept for `read`."""
        kept = {"words": self._words, "not_typos": sorted(self._not_typos), "forgiven": self._typos.words}
        lines = {name: as_bytes(words) for name, words in kept.items()}
        return {**lines, **self._numbers.arrays("asked"), **self._typos.shortened._asdict()}

    @classmethod
    def read(cls, saved: Arrays) -> Vocabulary:
        """From what `arrays` gave."""
        words = as_lines(saved["words"])
        same = dict(zip(words, words, strict=True))  # each word once in memory
        forgiven = [same[word] for word in as_lines(saved["forgiven"])]
        shortened = Shortened(saved["hashes"], saved["rows"])  # type: ignore[arg-type]
        return cls(words, Lists.read(saved, "asked"), frozenset(as_lines(saved["not_typos"])), forgiven, shortened)

    def places(self, tokens: Sequence[Token]) -> Places:
        """Where in a text the words stand that some phrase asks for."""
        at: dict[str, int] = defaultdict(int)
        for place, token in enumerate(tokens):
            at[token.word] |= 1 << place
        places: dict[int, int] = defaultdict(int)
        slips = 0
        for word, bits in at.items():
            asked, slip = self._asked(word)
            slips |= bits if slip else 0
            for number in asked:
                places[number] |= bits
        return Places(dict(places), slips)

    def _asked(self, word: str) -> tuple[list[int], bool]:
        """The numbers of a typed word, and whether it is a slip of the finger."""
        asked = self._as_typed(word)
        if not asked and word.startswith(ARABIC_AND) and len(word) > 3:
            asked = self._as_typed(word[1:])
        if word in self._place:
            return asked, False
        # helllp is read as "hellp": try single letters, then one slip of the finger.
        single = "".join(now for now, before in zip(word, " " + word[:-1], strict=True) if now != before)
        if single in self._place:
            return [*asked, *self._exactly(single)], False
        meant = [number for slip in self._typos.meant(word) for number in self._exactly(slip)]
        return asked + meant, bool(meant) and not asked

    def _exactly(self, word: str) -> Sequence[int]:
        place = self._place.get(word)
        return () if place is None else self._numbers[place]

    def _as_typed(self, word: str) -> list[int]:
        asked = list(self._exactly(word))
        for length in range(1, min(len(word), LONGEST) + 1):
            asked += self._exactly(word[:length] + "*")
        return asked
