"""What makes an urgent phrase softer: it speaks of somebody else, or of the past. Words of a text are bits (bit 0 is the first)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from finder.needs import UrgentKind
from finder.understanding.phrases import Found
from finder.understanding.reach import Reading, bits

FAMILY_IN_NEED: frozenset[UrgentKind] = frozenset({"suicide", "medical"})
"""Kinds where a word for family means the one in need. In the other kinds family is too often who does the harm."""

REACH = 10
"""A word for somebody else or for the past softens what is at most so many words away, in the same sentence."""


@dataclass(frozen=True)
class Softening:
    """Where a text speaks of somebody else, of the past and of now (as bits for words)."""

    others: Sequence[Found]
    family: Sequence[Found]
    past: Sequence[Found]
    long_past: Sequence[Found]
    now: int

    @classmethod
    def of(cls, found: Mapping[str, Sequence[Found]]) -> Softening:
        """By the name of the softener, where it was found."""
        return cls(found["others"], found["family"], found["past"], found["long-past"], covered(found["now"]))

    def long_ago(self, span: Found, reading: Reading) -> bool:
        """Does a phrase speak of years ago?"""
        return self._past(self.long_past, span, reading)

    def softens(self, kind: UrgentKind, span: Found, about_me: bool, reading: Reading) -> bool:
        """Does a phrase speak of the past, or of somebody else?"""
        if self._past(self.past, span, reading) or self._past(self.long_past, span, reading):
            return True
        # "My friend has a knife to my throat" is about the writer, "my friend has taken pills" is not.
        if about_me:
            return False
        others = (*self.others, *self.family) if kind in FAMILY_IN_NEED else self.others
        return any(self._near(one, span, reading, 0) for one in others)

    def _past(self, past: Sequence[Found], span: Found, reading: Reading) -> bool:
        if self.now & span.bits:
            return False
        return any(self._near(one, span, reading, self.now) for one in past)

    def _near(self, softener: Found, span: Found, reading: Reading, broken_by: int) -> bool:
        """True when nothing ends a sentence, or brings the talk back to now, between the two."""
        first, last = min(softener.end, span.end), max(softener.first, span.first)
        if last - first > REACH:
            return False
        if broken_by & bits(first, last):
            return False
        inner_starts = reading.sentence_starts & bits(min(softener.first, span.first) + 1, last + 1)
        return not inner_starts


def covered(found: Sequence[Found]) -> int:
    """The words that these phrases reach over."""
    covered = 0
    for one in found:
        covered |= one.bits
    return covered
