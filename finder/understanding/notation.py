"""The small notation that phrases are written in; content/urgent/README.md tells editors how to use it.

`word` a word · `wor*` any word that begins so · `...` up to four words in between · `(a|b c|)` one of these, the
empty one meaning "or nothing" · `<name>` a set of words, written once and used in many phrases.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from finder.understanding.words import words

_PIECE = re.compile(r"\.\.\.|…|[()|]|<[\w-]+>|[^\s()|<>…]+")


class BadPhrase(ValueError):
    """A phrase that cannot be read; the message is a plain reason."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word; each of `spellings` will do. A spelling that ends in `*` stands for all words that begin so."""

    spellings: frozenset[str]


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to four words that may be anything, within one sentence."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several ways to say it, each a row of parts; an empty row means that it may be left out."""

    ways: tuple[tuple[Part, ...], ...]


Part = Word | Gap | Choice
Sets = Mapping[str, tuple[Part, ...]]


def read_phrase(text: str, sets: Sets) -> tuple[Part, ...]:
    """The parts of a phrase. `sets` are the named sets it may use. Raises BadPhrase."""
    pieces = _pieces(text)
    parts = _row(pieces, sets)
    if pieces:
        raise BadPhrase("there is a ) or | without its (")
    if not parts or not isinstance(parts[0], Word | Choice) or isinstance(parts[-1], Gap):
        raise BadPhrase("a phrase begins and ends with a word")
    if not any(isinstance(part, Word) for part in parts) and _may_be_empty(parts):
        raise BadPhrase("a phrase needs at least one word that is always there")
    return parts


def _may_be_empty(parts: tuple[Part, ...]) -> bool:
    return all(isinstance(part, Gap) or (isinstance(part, Choice) and any(map(_may_be_empty, part.ways))) for part in parts)


def _pieces(text: str) -> list[str]:
    """What a phrase is made of, the last first: reading takes them off the end."""
    return _PIECE.findall(text)[::-1]


def _row(pieces: list[str], sets: Sets) -> tuple[Part, ...]:
    """The parts up to the next | or ) that is not ours; takes their pieces off."""
    parts: list[Part] = []
    while pieces and pieces[-1] not in ("|", ")"):
        piece = pieces.pop()
        if piece == "(":
            parts.extend(_choice(pieces, sets))
        elif piece in ("...", "…"):
            parts.append(Gap())
        elif piece.startswith("<"):
            if piece[1:-1] not in sets:
                raise BadPhrase(f"there is no set called {piece}")
            parts.extend(sets[piece[1:-1]])
        else:
            parts.extend(_words_of(piece))
    return tuple(parts)


@lru_cache(maxsize=50_000)  # the same words come again and again
def _words_of(piece: str) -> tuple[Part, ...]:
    star = piece.endswith("*")
    spelled = words(piece.rstrip("*"))
    if not spelled:
        raise BadPhrase(f"'{piece}' is not a word")
    last = spelled[-1] + ("*" if star else "")
    return tuple(Word(frozenset((word,))) for word in (*spelled[:-1], last))


def _choice(pieces: list[str], sets: Sets) -> tuple[Part, ...]:
    ways: list[tuple[Part, ...]] = []
    while True:
        ways.append(_row(pieces, sets))
        if not pieces:
            raise BadPhrase("there is a ( without its )")
        if pieces.pop() == ")":
            return one_of(tuple(ways))


def one_of(ways: tuple[tuple[Part, ...], ...]) -> tuple[Part, ...]:
    """A choice, made as simple as it can be: single words become one Word, so that matching stays quick."""
    spellings: set[str] = set()
    longer: list[tuple[Part, ...]] = []
    for way in ways:
        # A choice within a choice is the same as its ways written out.
        for inner in way[0].ways if len(way) == 1 and isinstance(way[0], Choice) else (way,):
            if len(inner) == 1 and isinstance(inner[0], Word):
                spellings |= inner[0].spellings
            elif inner not in longer:
                longer.append(inner)
    together: tuple[Part, ...] = (Word(frozenset(spellings)),) if spellings else ()
    if not longer:
        return together
    return (Choice((together, *longer) if spellings else tuple(longer)),)


def read_sets(written: Mapping[str, str]) -> Sets:
    """Named sets, each written as `a|b c|<another>`; a set may use the sets above it. Raises BadPhrase."""
    sets: dict[str, tuple[Part, ...]] = {}
    for name, text in written.items():
        try:
            pieces = [")", *_pieces(text)]
            parts = _choice(pieces, sets)
        except BadPhrase as error:
            raise BadPhrase(f"<{name}>: {error}") from None
        if pieces:
            raise BadPhrase(f"<{name}>: there is a ) without its (")
        sets[name] = parts
    return sets
