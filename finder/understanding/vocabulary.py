"""The words that phrases ask for, and a text read for just these words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from finder.understanding.notation import Choice, Part, Word
from finder.understanding.typos import LONGEST, Typos
from finder.understanding.words import Token

ARABIC_AND = "\u0648"
"""Arabic writes "and" (waw) as one word with what follows; a word that is not known is looked up without it."""


@dataclass(frozen=True)
class Reading:
    """A text made ready: which words stand where, as bits (bit 0 is the first word)."""

    tokens: tuple[Token, ...]
    sentence_starts: int
    places: dict[frozenset[str], int]

    @cached_property
    def present(self) -> frozenset[frozenset[str]]:
        """The words that phrases ask for and that are in the text."""
        return frozenset(self.places)

    @cached_property
    def size(self) -> int:
        """How many words the text has."""
        return len(self.tokens)

    @cached_property
    def skippable(self) -> int:
        """The words that a gap may run over: not the first or last of a sentence, with words left out between."""
        every = (1 << self.size) - 1
        return every & ~self.sentence_starts & ~(self.sentence_starts >> 1)


def all_words(phrase: tuple[Part, ...]) -> list[frozenset[str]]:
    """Every Word of a phrase, by its spellings."""
    found: list[frozenset[str]] = []
    for part in phrase:
        if isinstance(part, Word):
            found.append(part.spellings)
        elif isinstance(part, Choice):
            found += [spellings for way in part.ways for spellings in all_words(way)]
    return found


class Vocabulary:
    """All words of all phrases, so that each word of a text is looked up once for every list of phrases."""

    def __init__(self, phrases: Iterable[tuple[Part, ...]], not_typos: frozenset[str] = frozenset()) -> None:
        self._exact: dict[str, list[frozenset[str]]] = defaultdict(list)
        self._beginning: dict[str, list[frozenset[str]]] = defaultdict(list)
        for spellings in {words for phrase in phrases for words in all_words(phrase)}:
            for spelling in spellings:
                kind = self._beginning if spelling.endswith("*") else self._exact
                kind[spelling.rstrip("*")].append(spellings)
        self._typos = Typos(self._exact, not_typos)

    def read(self, tokens: tuple[Token, ...], sentence_starts: int) -> Reading:
        """The text with the place of every word that some phrase asks for. Nothing of it is kept afterwards."""
        at: dict[str, int] = defaultdict(int)
        for place, token in enumerate(tokens):
            at[token.word] |= 1 << place
        places: dict[frozenset[str], int] = defaultdict(int)
        for word, bits in at.items():
            for spellings in self._asked(word):
                places[spellings] |= bits
        return Reading(tokens, sentence_starts, dict(places))

    def _asked(self, word: str) -> list[frozenset[str]]:
        asked = self._as_typed(word)
        if not asked and word.startswith(ARABIC_AND) and len(word) > 3:
            asked = self._as_typed(word[1:])
        if word not in self._exact:
            # helllp is read as "hellp": try single letters, then one slip of the finger.
            single = "".join(now for now, before in zip(word, " " + word[:-1], strict=True) if now != before)
            for meant in (single,) if single in self._exact and single != word else self._typos.meant(word):
                asked += self._exact[meant]
        return asked

    def _as_typed(self, word: str) -> list[frozenset[str]]:
        asked = list(self._exact.get(word, ()))
        for length in range(1, min(len(word), LONGEST) + 1):
            asked += self._beginning.get(word[:length], ())
        return asked
