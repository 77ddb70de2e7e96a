"""How far a phrase reaches in a text: every place where it can begin or end, found in one go, with nothing to go back on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from finder.understanding.numbered import ANY, CLOSE, OPEN, OR, Row

GAP = 4
"""The most words that `...` may stand for."""
SKIP = 2
"""The most fillers that may stand in a row before a word of a phrase."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text made ready: where the words of phrases stand in it, as bits (bit 0 is the first word).

    `skippable`: the words that a gap may run over, not the first or last of a sentence. `fillers`: words that may stand inside any
    phrase. `slips`: words taken as a slip of the finger. `tried`: the phrases that could be in the text, from the first to the last.
    """

    size: int
    sentence_starts: int
    skippable: int
    fillers: int
    slips: int
    places: Mapping[int, int]
    tried: Sequence[int]


def bits(first: int, end: int) -> int:
    """The words from `first` up to, not with, `end`."""
    return ((1 << (end - first)) - 1) << first if end > first else 0


def each(places: int) -> Iterator[int]:
    """Every place that is set, from the first."""
    while places:
        yield (places & -places).bit_length() - 1
        places &= places - 1


def forward(row: Row, at: int, reading: Reading, open_: int, fillers: int) -> int:
    """From the places `at` (bit n: before word n), the places where the phrase can have ended."""
    choices: list[tuple[int, int]] = []  # of each choice we are in: where it began, and where its ways so far ended
    for number in row:
        if number >= 0:
            for _ in range(SKIP if fillers else 0):
                at |= (at & fillers) << 1
            at = (at & reading.places.get(number, 0) & open_) << 1
        elif number == ANY:
            step = at
            for _ in range(GAP):
                step = (step & reading.skippable) << 1
                at |= step
        elif number == OPEN:
            choices.append((at, 0))
        else:
            start, ended = choices.pop()
            if number == OR:
                choices.append((start, ended | at))
            at = start if number == OR else ended | at
        if not at and not choices:
            return 0
    return at


def backward(row: Row, at: int, reading: Reading, open_: int, fillers: int) -> int:
    """From the places `at` where a phrase can end, the places where it can have begun."""
    choices: list[tuple[int, int]] = []
    for number in reversed(row):
        if number >= 0:
            at = (at >> 1) & reading.places.get(number, 0) & open_
            for _ in range(SKIP if fillers else 0):
                at |= (at >> 1) & fillers
        elif number == ANY:
            step = at
            for _ in range(GAP):
                step = (step >> 1) & reading.skippable
                at |= step
        elif number == CLOSE:
            choices.append((at, 0))
        else:
            start, ended = choices.pop()
            if number == OR:
                choices.append((start, ended | at))
            at = start if number == OR else ended | at
    return at
