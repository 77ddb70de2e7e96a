"""Figures of how well people are understood: shares with their Wilson intervals, over the gold set. Prints no message."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from finder.needs import Needs
from finder.understanding.understand import Understanding
from tests.bot.gold.load import Message

SEED = 20261121
MISSPELT = 0.25
"""Share of the longer words that are misspelt on purpose."""
LONG_WORD = 5


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    right: int
    of: int

    @property
    def value(self) -> float:
        return self.right / self.of if self.of else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval."""
        if not self.of:
            return math.nan, math.nan
        z, p, n = 1.96, self.value, self.of
        middle, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max(0.0, (middle - half) / (1 + z * z / n)), min(1.0, (middle + half) / (1 + z * z / n))

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.value:.1%} ({low:.0%} to {high:.0%}; {self.right} of {self.of})" if self.of else "none"


@dataclass(frozen=True)
class Answered:
    """A gold message with what the site understood, and the crime types when it is typed with slips."""

    message: Message
    found: Needs
    misspelt: Needs | None

    @property
    def types(self) -> tuple[str, ...]:
        return types(self.found)

    @property
    def dismissed(self) -> bool:
        """True when it is taken for something that the site does not exist to answer."""
        found = self.found
        known = found.crimes or found.rights or found.urgent or found.services or found.support
        return not known and bool(found.about) and found.about[0][0] == "none"


def types(found: Needs) -> tuple[str, ...]:
    """The two likeliest topics: those that words or meaning settled, then the nearest ones."""
    near = tuple(name for name, _ in found.about if name != "none")
    return tuple(dict.fromkeys((*found.crimes, *near)))[:2]


def answered(messages: Iterable[Message], understanding: Understanding, with_slips: bool = True) -> list[Answered]:
    """Every message as the site understands it in a talk, without the assistant; with topics also when it is typed with slips."""
    return [_answered(message, understanding, with_slips and bool(message.topics)) for message in messages]


def _answered(message: Message, understanding: Understanding, with_slips: bool) -> Answered:
    slips = understanding.understand(misspelt(message.text), in_talk=True) if with_slips else None
    return Answered(message, understanding.understand(message.text, in_talk=True), slips)


def misspelt(text: str) -> str:
    """The text with a quarter of its longer words misspelt: a letter left out, doubled, or swapped with the next."""
    chance = random.Random(f"{SEED}{text}")
    return " ".join(_slip(word, chance) if len(word) >= LONG_WORD and chance.random() < MISSPELT else word for word in text.split())


def _slip(word: str, chance: random.Random) -> str:
    at, kind = chance.randrange(1, len(word) - 1), chance.randrange(3)
    return word[:at] + ("", word[at] * 2, word[at + 1] + word[at])[kind] + word[at + 1 + (kind == 2) :]


def _share(some: Sequence[Answered], asked: Callable[[Answered], bool], right: Callable[[Answered], bool]) -> Share:
    chosen = [one for one in some if asked(one)]
    return Share(sum(right(one) for one in chosen), len(chosen))


FIGURES: dict[str, tuple[Callable[[Answered], bool], Callable[[Answered], bool]]] = {
    "U1 urgent noticed": (lambda a: bool(a.message.urgent), lambda a: bool(a.found.urgent)),
    "U1 explicit": (lambda a: a.message.group == "urgent-explicit", lambda a: bool(a.found.urgent)),
    "U1 indirect": (lambda a: a.message.group == "urgent-indirect", lambda a: bool(a.found.urgent)),
    "U1 right kind": (
        lambda a: bool(a.message.urgent),
        lambda a: a.message.urgent[0] in {urgent.kind for urgent in a.found.urgent},
    ),
    "U2 false cards": (lambda a: not a.message.urgent, lambda a: bool(a.found.urgent)),
    "U2 hard negatives": (lambda a: a.message.group == "hard-negative", lambda a: bool(a.found.urgent)),
    "U3 crime type": (lambda a: bool(a.message.topics), lambda a: a.message.topics[0] in a.types),
    "U3 misspelt": (
        lambda a: a.misspelt is not None,
        lambda a: a.misspelt is not None and a.message.topics[0] in types(a.misspelt),
    ),
    "U4 rights": (
        lambda a: a.message.group == "rights",
        lambda a: bool(a.found.rights) and a.found.rights[0] in a.message.rights,
    ),
    "U4 out of scope": (lambda a: a.message.group == "out-of-scope", lambda a: a.dismissed),
    "U4 in scope answered": (lambda a: a.message.in_scope, lambda a: not a.dismissed),
}
"""Each figure by name: the messages that it is over, and which of them are right (for U2: wrong)."""


def figures(some: Sequence[Answered]) -> dict[str, Share]:
    """Every figure over these messages."""
    return {name: _share(some, asked, right) for name, (asked, right) in FIGURES.items()}
