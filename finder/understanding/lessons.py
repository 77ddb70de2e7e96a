"""What is learned from: what people say in `content/topics/`, `content/rights/` and `content/urgent/says/`. Read at build time only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from finder.directory import strict_yaml
from finder.understanding.classifier import Features
from finder.understanding.learn import Examples, rows
from finder.understanding.letter_runs import counted, rarity, weighed
from finder.understanding.meaning import Embedder, Vector, centred
from finder.understanding.models import NO_RIGHT, NOT_URGENT
from finder.understanding.urgent_content import UNTOLD, Said

OFTEN_URGENT = "child-sexual-abuse"
"""What children tell of it is urgent and what grown-ups tell mostly is not: no examples of what is not urgent."""
ENOUGH = 25
"""Messages that are as urgent and tell of the same topic are told apart from others when there are so many."""

Says = Mapping[str, str]
"""What people say, one message a line, by language."""


class Message(NamedTuple):
    """One message that is learned from, with the group it stands in and the language it is written in."""

    text: str
    group: str
    language: str
    topic: str = ""
    """What an urgent message tells of; empty when that cannot be told."""


@dataclass(frozen=True)
class Lessons:
    """Messages as classifiers read them. `features` has `told` (about topics), `asked` (about rights), then `cried` (`says`)."""

    told: tuple[Message, ...]
    asked: tuple[Message, ...]
    cried: tuple[Message, ...]
    mean: Vector
    rarity: NDArray[np.float32]
    features: Features
    ordinary: tuple[int, ...]
    """Which of `told` and `asked` are examples of what is not urgent."""

    @property
    def messages(self) -> tuple[Message, ...]:
        """All of them, in the order of `features`."""
        return (*self.told, *self.asked, *self.cried)

    @property
    def telling(self) -> tuple[Message, ...]:
        """Messages that tell of a topic: those of the topics, then those of `says` that are not among them."""
        return (*self.told, *(self.cried[i] for i in self._also_telling()))

    @property
    def topics(self) -> Examples:
        """The messages of `telling`, and their topics."""
        before = len(self.told) + len(self.asked)
        return self._examples(
            [*range(len(self.told)), *(before + i for i in self._also_telling())], [one.topic or one.group for one in self.telling]
        )

    def _also_telling(self) -> list[int]:
        known = {one.text for one in self.told}
        return [i for i, one in enumerate(self.cried) if one.topic and one.text not in known]

    @property
    def rights(self) -> Examples:
        """Questions about rights, with all that is about topics beside them; the topics are told apart on the way."""
        finer = [one.group for one in (*self.told, *self.asked)]
        return self._examples(range(len(finer)), [NO_RIGHT] * len(self.told) + finer[len(self.told) :], finer)

    @property
    def urgent(self) -> Examples:
        """How urgent messages are: first what stands in `says`, then what is ordinary. What they tell of is told apart on the way.

        A network that must know a robbery tonight from a fright tonight learns more of what makes either urgent.
        """
        before = len(self.told) + len(self.asked)
        either = (*self.told, *self.asked)
        labels = [*(one.group for one in self.cried), *(NOT_URGENT for _ in self.ordinary)]
        about = [*(one.topic for one in self.cried), *(either[i].group if i < len(self.told) else NO_RIGHT for i in self.ordinary)]
        return self._examples([*range(before, before + len(self.cried)), *self.ordinary], labels, _finer(labels, about))

    def _examples(self, which: Iterable[int], labels: list[str], finer: list[str] | None = None) -> Examples:
        return Examples(rows(self.features, np.array(list(which), np.intp)), labels, finer or labels)


def _finer(labels: list[str], about: list[str]) -> list[str]:
    pairs = Counter(zip(labels, about, strict=True))
    return [f"{label} {topic}" if pairs[label, topic] >= ENOUGH else label for label, topic in zip(labels, about, strict=True)]


def messages(groups: Mapping[str, Says]) -> tuple[Message, ...]:
    """Every message of these groups."""
    blocks = ((group, language, block) for group, says in groups.items() for language, block in says.items())
    return tuple(Message(line, group, language) for group, language, block in blocks for line in strict_yaml.lines(block))


def urgent_messages(urgent: Mapping[str, Said]) -> tuple[Message, ...]:
    """Every message of `content/urgent/says/`, with what it tells of."""
    return tuple(
        Message(line, kind, language, "" if topic == UNTOLD else topic)
        for kind, languages in urgent.items()
        for language, blocks in languages.items()
        for topic, block in blocks.items()
        for line in strict_yaml.lines(block)
    )


def by_language(given: Iterable[Message]) -> dict[str, list[str]]:
    """The texts of these messages under the language they are written in."""
    found: dict[str, list[str]] = {}
    for one in given:
        found.setdefault(one.language, []).append(one.text)
    return found


def of(
    topics: Mapping[str, Says], guide: Mapping[str, Says], urgent: Mapping[str, Said], noticed: Callable[[str], bool], embed: Embedder
) -> Lessons:
    """Everything that is learned from: what is said of topics, of the rights of `guide`, and of `urgent` (the kinds, `soft`, `not-urgent`).

    `noticed` says of a message that a phrase makes it urgent: then it is no example of what is not, whatever it is about.
    """
    told = messages(topics)
    asked, cried = messages(guide), urgent_messages(urgent)
    texts = [one.text for one in (*told, *asked, *cried)]
    raw, counts = embed(texts), [counted(text) for text in texts]
    mean, rare = raw[: len(told)].mean(axis=0), rarity(counts)
    heard = {one.text for one in cried}  # a message can stand in both: what `says` calls it is what counts
    ordinary = (i for i, one in enumerate((*told, *asked)) if one.group != OFTEN_URGENT and one.text not in heard and not noticed(one.text))
    features = Features(centred(raw, mean), tuple(weighed(runs, rare) for runs in counts))
    return Lessons(told, asked, cried, mean, rare, features, tuple(ordinary))
