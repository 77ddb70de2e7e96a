"""People's own phrases, slang and abbreviations, and the names of services, found in what somebody typed.

What is listed in `content/thesaurus.yaml` settles the meaning by itself, so it counts before any guess at meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

from finder.understanding.lexicon import Lexicon, Match
from finder.understanding.thesaurus_content import CUE, NOTHING, read_thesaurus
from finder.understanding.words import Token, tokens, words

Kind = Literal["crimes", "groups", "support", "audience", "referral", "language", "service", "rights"]

SEARCH_WORDS = 4
"""A text of at most this many words that tells no story is read as a search: "deaf women plymouth"."""
_TELLING = frozenset(words("i im ive id me my mine we us our he hes she shes they them him her his by"))


class Found(NamedTuple):
    """One phrase found: what it means, its place in the text (characters), and whether it was spelt right."""

    kind: Kind
    value: str
    start: int
    end: int
    exact: bool


@dataclass(frozen=True)
class Thesaurus:
    """The phrases of one content folder, ready to be looked up. Safe for threads."""

    lexicon: Lexicon

    @classmethod
    def load(cls, folder: Path, names: Mapping[str, str] | None = None) -> Thesaurus:
        """From a content folder; for `names` see `read_thesaurus`. Raises BrokenContent with every problem found."""
        return cls(Lexicon.of(*read_thesaurus(folder, names or {})))

    @classmethod
    def open(cls, path: Path) -> Thesaurus:
        """From what `save` of its lexicon kept."""
        return cls(Lexicon.open(path))

    def find(self, text: str) -> tuple[Found, ...]:
        """Everything found in a text, in the order it stands there; at one place the longest of a kind only."""
        read = tokens(text)
        search = len(read) <= SEARCH_WORDS and _TELLING.isdisjoint(token.word for token in read)
        matches = self.lexicon.find(read)
        cues = [match for match in matches if match.entry.kind == CUE]
        usable = [match for match in matches if _counts(match, len(read), search)]
        usable += [_widened(name, cue) for cue in cues for name in matches if _names_language(name, cue)]
        kept = (match for match in usable if not any(_hides(other, match) for other in usable))
        found = {_found(match, read) for match in kept if match.entry.kind != NOTHING}
        return tuple(sorted(found, key=lambda one: (one.start, -one.end, one.kind, one.value)))


def _counts(match: Match, length: int, search: bool) -> bool:
    if match.entry.whole:
        return match.exact and match.first == 0 and match.end == length
    return match.entry.kind != CUE and (search or not match.entry.search)


def _names_language(name: Match, cue: Match) -> bool:
    """Is this the name of a language that stands in the cue, as in "speaks polish"?"""
    return name.entry.kind == "language" and cue.first <= name.first and name.end <= cue.end


def _widened(name: Match, cue: Match) -> Match:
    return name._replace(first=cue.first, end=cue.end, exact=name.exact and cue.exact)


def _hides(other: Match, match: Match) -> bool:
    """Is `match` inside the longer `other`, which is of the same kind or says that there is nothing?

    Groups do not hide each other: a gay man is a man and gay.
    """
    inside = other.first <= match.first and match.end <= other.end and other.end - other.first > match.end - match.first
    return inside and (
        other.entry.kind == NOTHING
        or (other.entry.kind == match.entry.kind and (match.entry.kind != "groups" or match.entry.value == other.entry.value))
    )


def _found(match: Match, read: tuple[Token, ...]) -> Found:
    kind: Any = match.entry.kind
    return Found(kind, match.entry.value, read[match.first].start, read[match.end - 1].end, match.exact)
