"""Learn from what people say in `content/topics/`, `content/rights/` and `content/urgent/says/`. Runs at build time only."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from finder.directory import strict_yaml
from finder.directory.content import NOT_CRIME_TYPES, Topic
from finder.understanding.classifier import Classifier, Features
from finder.understanding.learn import URGENT_UNITS, learned, rows, unseen
from finder.understanding.letter_runs import counted, rarity, weighed
from finder.understanding.meaning import Embedder, Vector, centred
from finder.understanding.models import NOT_URGENT, Models

UNANSWERED = 0.05
"""Share of messages about a crime that may fall under the floor: the price of saying "I am not sure"."""
NOT_RIGHTS = 0.07
"""Share of messages about something else that may be taken for a question about rights."""
UNLIKE = 10.0
"""How much more the messages about no crime count when rights are learned: most of them are questions too."""
FALSE_CARDS = 0.05
"""Share of messages that are not urgent that may seem so by their meaning."""
HARD = 0.25
"""How much of that share is measured on the hard ones (idioms, the past, professionals); the rest on ordinary messages."""
DOUBTED = 0.01
"""Share of urgent messages whose phrases may be overruled, because by their meaning they seem anything but urgent."""
NEVER = 2.0
"""A floor that no probability reaches, for when there is too little to learn from."""
OFTEN_URGENT = "child-sexual-abuse"
"""What children tell of it is urgent and what grown-ups tell mostly is not: no examples of what is not urgent."""

Says = Mapping[str, str]
"""What people say, one message a line, by language."""


class Message(NamedTuple):
    """One message that is learned from, with the group it stands in and the language it is written in."""

    text: str
    group: str
    language: str


@dataclass(frozen=True)
class Lessons:
    """Messages as classifiers read them. `features` has `told` (about topics), `asked` (about rights), then `cried`."""

    told: tuple[Message, ...]
    asked: tuple[Message, ...]
    cried: tuple[Message, ...]
    mean: Vector
    rarity: NDArray[np.float32]
    features: Features
    ordinary: tuple[int, ...]
    """Which of `told` and `asked` are examples of what is not urgent."""

    @property
    def topics(self) -> tuple[Features, list[str]]:
        """What the classifier of topics learns from: messages and their topics."""
        return rows(self.features, np.arange(len(self.told))), [one.group for one in self.told]

    @property
    def rights(self) -> tuple[Features, list[str]]:
        """The same for rights, with all that is about topics beside it."""
        labels = [one.group for one in (*self.told, *self.asked)]
        return rows(self.features, np.arange(len(labels))), labels

    @property
    def urgent(self) -> tuple[Features, list[str]]:
        """The same for the urgent screen: first what stands in `says`, then what is ordinary."""
        before = len(self.told) + len(self.asked)
        which = np.array([*range(before, before + len(self.cried)), *self.ordinary], np.intp)
        return rows(self.features, which), [*(one.group for one in self.cried), *(NOT_URGENT for _ in self.ordinary)]


def messages(groups: Mapping[str, Says]) -> tuple[Message, ...]:
    """Every message of these groups."""
    blocks = ((group, language, block) for group, says in groups.items() for language, block in says.items())
    return tuple(Message(line, group, language) for group, language, block in blocks for line in strict_yaml.lines(block))


def by_language(topics: Mapping[str, Topic]) -> dict[str, list[str]]:
    """All messages under the language they are written in."""
    found: dict[str, list[str]] = {}
    for topic in topics.values():
        for language, block in topic.says.items():
            found.setdefault(language, []).extend(strict_yaml.lines(block))
    return found


def lessons(
    topics: Mapping[str, Topic], guide: Mapping[str, Says], urgent: Mapping[str, Says], noticed: Callable[[str], bool], embed: Embedder
) -> Lessons:
    """Everything that is learned from: topics, the rights of `guide`, and `urgent` (the kinds, `soft` and `not-urgent`).

    `noticed` says of a message that a phrase makes it urgent: then it is no example of what is not, whatever it is about.
    """
    told = messages({slug: topic.says for slug, topic in topics.items()})
    asked, cried = messages(guide), messages(urgent)
    texts = [one.text for one in (*told, *asked, *cried)]
    raw, counts = embed(texts), [counted(text) for text in texts]
    mean, rare = raw[: len(told)].mean(axis=0), rarity(counts)
    heard = {one.text for one in cried}  # a message can stand in both: what `says` calls it is what counts
    ordinary = (i for i, one in enumerate((*told, *asked)) if one.group != OFTEN_URGENT and one.text not in heard and not noticed(one.text))
    features = Features(centred(raw, mean), tuple(weighed(runs, rare) for runs in counts))
    return Lessons(told, asked, cried, mean, rare, features, tuple(ordinary))


def train(given: Lessons) -> Models:
    """The classifiers that these lessons give, each with its floors. Needs messages of at least two topics."""
    from threadpoolctl import threadpool_limits

    # The longest first. Inside, one thread a classifier: more would wait for each other by spinning.
    with threadpool_limits(1), ThreadPoolExecutor(os.cpu_count()) as pool:
        floors = pool.submit(_urgent_floors, *given.urgent, len(given.cried))
        urgent = pool.submit(learned, *given.urgent, units=URGENT_UNITS)
        topic_floor = pool.submit(_topic_floor, *given.topics)
        rights_floor = pool.submit(_rights_floor, *given.rights, {one.group for one in given.told})
        topics, rights = pool.submit(learned, *given.topics), pool.submit(learned_rights, *given.rights)
    floor, doubt = floors.result()
    return Models(
        mean=given.mean,
        rarity=given.rarity,
        topics=topics.result(),
        topic_floor=topic_floor.result(),
        rights=rights.result(),
        rights_floor=rights_floor.result(),
        urgent=urgent.result(),
        urgent_floor=floor,
        urgent_doubt=doubt,
    )


def learned_rights(features: Features, labels: list[str]) -> Classifier:
    """The classifier of rights: straight from the vector, which a hidden layer made worse."""
    return learned(features, labels, _even(labels), units=0)


def _even(labels: list[str]) -> Mapping[str, float]:
    """Weights that make every class count the same, but for "none", which counts UNLIKE times as much."""
    sizes = Counter(labels)
    return {label: len(labels) / (len(sizes) * size) * (UNLIKE if label == "none" else 1.0) for label, size in sizes.items()}


def _topic_floor(features: Features, labels: list[str]) -> float:
    """How sure the model is of its best topic in all but a few messages about a crime that it has not seen."""
    about_crime = ~np.isin(labels, list(NOT_CRIME_TYPES))
    seen = unseen(features, labels)
    if seen is None or not about_crime.any():
        return 0.0
    return float(np.quantile(seen[1].max(axis=1)[about_crime], UNANSWERED))


def _rights_floor(features: Features, labels: list[str], topics: set[str]) -> float:
    """How likely rights seem at most in all but a few messages about something else that the model has not seen."""
    seen = unseen(features, labels, _even(labels), units=0)
    if seen is None:
        return 0.5
    about = np.array([name not in topics for name in seen[0]])
    return float(np.quantile(seen[1][:, about].sum(axis=1)[np.isin(labels, list(topics))], 1 - NOT_RIGHTS))


def _urgent_floors(features: Features, labels: list[str], hard: int) -> tuple[float, float]:
    """How likely danger must be for a card, and for a phrase to be believed. The first `hard` messages stand in `says`."""
    seen = unseen(features, labels, units=URGENT_UNITS)
    if seen is None:
        return NEVER, 0.0
    likely = 1 - seen[1][:, seen[0].index(NOT_URGENT)]
    calm, written = np.array(labels) == NOT_URGENT, np.arange(len(labels)) < hard
    shares = np.where(written, HARD / max(int((calm & written).sum()), 1), (1 - HARD) / max(int((calm & ~written).sum()), 1))[calm]
    order = np.argsort(-likely[calm])
    false = np.cumsum(shares[order]) / shares.sum()
    floor = float(likely[calm][order][int(np.searchsorted(false, FALSE_CARDS))])
    return floor, float(np.quantile(likely[~calm], DOUBTED))
