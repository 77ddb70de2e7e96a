"""The development part: what the classifiers say about messages of their own lessons that they had not learned from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from finder.understanding.classifier import Chances, together
from finder.understanding.learn import UNITS, URGENT_UNITS, Examples, folds, learned, rows
from finder.understanding.lessons import Lessons, Message
from finder.understanding.models import NOT_URGENT

WAYS = ("letters alone", "meaning alone", "both")


@dataclass(frozen=True)
class Development:
    """Messages, and for each way of reading the chances of each class (`names`)."""

    messages: tuple[Message, ...]
    labels: tuple[str, ...]
    names: tuple[str, ...]
    chances: dict[str, Chances]


def of_topics(given: Lessons) -> Development:
    """Topics, each message read by a classifier that has not seen it."""
    return _unseen(given.telling, given.topics)


def of_urgent(given: Lessons) -> Development:
    """The same for what is urgent: `says` and the ordinary messages."""
    either = (*given.told, *given.asked)
    return _unseen((*given.cried, *(either[i] for i in given.ordinary)), given.urgent, URGENT_UNITS)


def _unseen(messages: tuple[Message, ...], examples: Examples, units: int = UNITS) -> Development:
    names = tuple(sorted(set(examples.labels)))
    votes = [np.zeros((len(messages), len(names))) for _ in range(2)]
    for some, rest in folds(examples):
        model = learned(examples.some(some), units=units)
        for vote, found in zip(votes, model.votes(rows(examples.features, rest)), strict=True):
            vote[rest] = found
    meaning, letters = votes
    chances = dict(zip(WAYS, (letters, meaning, together(meaning, letters)), strict=True))
    return Development(messages, tuple(examples.labels), names, chances)


def first_two(of: Development, way: str) -> list[bool]:
    """For each message, whether its topic is among the two likeliest."""
    best = np.argsort(-of.chances[way], axis=1)[:, :2]
    return [label in (of.names[first], of.names[second]) for label, (first, second) in zip(of.labels, best, strict=True)]


def urgency(of: Development, way: str) -> Chances:
    """For each message how likely it is urgent, of whatever kind."""
    likely: Chances = 1 - of.chances[way][:, of.names.index(NOT_URGENT)]
    return likely


def noticed_at(of: Development, way: str, false: float) -> float:
    """The share of urgent messages noticed where so many of the others are taken for urgent."""
    likely, calm = urgency(of, way), np.array(of.labels) == NOT_URGENT
    return float((likely[~calm] >= np.quantile(likely[calm], 1 - false)).mean())


def least_noticed(of: Development, most: int) -> list[Message]:
    """The urgent messages that seem the least so."""
    order = np.argsort(urgency(of, "both"))
    return [of.messages[i] for i in order if of.labels[i] != NOT_URGENT][:most]


def taken_for(of: Development, most: int) -> list[tuple[str, str, int]]:
    """The topics most often taken for another: the right one, the one taken, and how often."""
    best = of.chances["both"].argmax(axis=1)
    pairs: dict[tuple[str, str], int] = {}
    for label, found in zip(of.labels, best, strict=True):
        if label != of.names[found]:
            pairs[label, of.names[found]] = pairs.get((label, of.names[found]), 0) + 1
    order = sorted(pairs.items(), key=lambda pair: -pair[1])[:most]
    return [(right, taken, times) for (right, taken), times in order]
