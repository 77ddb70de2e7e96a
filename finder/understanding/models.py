"""What is learned from content at build time: which topics, which rights, and what is urgent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from finder.understanding.classifier import Classifier, Features
from finder.understanding.letter_runs import counted, weighed
from finder.understanding.meaning import Embedder, Vector, centred

NOT_URGENT = "not-urgent"
SOFT = "soft"
"""The classes of the urgent classifier beside the four kinds: `soft` is somebody else's danger, of any kind."""
NO_RIGHT = "no-right"
"""The class beside the rights."""


@dataclass(frozen=True)
class Models:
    """`mean` is taken from vectors and `rarity` weighs runs of letters. `topic_floor`: below it a topic is not even a guess.

    `rights` knows every right, and what is no question about one; all rights together must be as likely as `rights_floor`. A text is
    urgent by its meaning when all urgent classes together are as likely as `urgent_floor`; a phrase that was noticed counts unless
    they are less likely than `urgent_doubt`.
    """

    mean: Vector
    rarity: NDArray[np.float32]
    topics: Classifier
    topic_floor: float
    rights: Classifier
    rights_floor: float
    urgent: Classifier
    urgent_floor: float
    urgent_doubt: float

    def features(self, pieces: Sequence[str], embed: Embedder) -> Features:
        """The pieces of a text as every classifier reads them: each is embedded here, once."""
        runs = tuple(weighed(counted(piece), self.rarity) for piece in pieces)
        return Features(centred(embed(pieces), self.mean), runs)

    def rights_in(self, features: Features) -> tuple[float, tuple[tuple[str, float], ...]]:
        """How likely it is (0 to 1) that these pieces of a text ask about rights, and each right with its share, best first.

        The piece that asks the most counts: a question can stand at the end of a long story.
        """
        about = np.array([name != NO_RIGHT for name in self.rights.names])
        likely = self.rights.probabilities(features)
        piece = likely[int(likely[:, about].sum(axis=1).argmax())] * about
        order = np.argsort(-piece)[: int(about.sum())]
        return float(piece.sum()), tuple((self.rights.names[i], float(piece[i])) for i in order)

    def urgent_in(self, features: Features) -> tuple[float, dict[str, float]]:
        """How likely it is (0 to 1) that the most urgent piece of a text is urgent, and how that spreads over the classes."""
        likely = self.urgent.probabilities(features)
        calm = self.urgent.names.index(NOT_URGENT)
        piece = likely[int(likely[:, calm].argmin())]
        shares = {name: float(chance) for name, chance in zip(self.urgent.names, piece, strict=True) if name != NOT_URGENT}
        return 1 - float(piece[calm]), shares

    def save(self, path: Path) -> None:
        classifiers = {"topic": self.topics, "right": self.rights, "urgent": self.urgent}
        arrays = {name: array for prefix, one in classifiers.items() for name, array in one.arrays(prefix).items()}
        floors = {name: np.array(getattr(self, name)) for name in _FLOORS}
        np.savez(path, allow_pickle=False, mean=self.mean, rarity=self.rarity, **arrays, **floors)

    @classmethod
    def load(cls, path: Path) -> Models:
        with np.load(path, allow_pickle=False) as saved:
            arrays = dict(saved)
        topics, rights, urgent = (Classifier.read(arrays, prefix) for prefix in ("topic", "right", "urgent"))
        floors = {name: float(arrays[name]) for name in _FLOORS}
        return cls(mean=arrays["mean"], rarity=arrays["rarity"], topics=topics, rights=rights, urgent=urgent, **floors)


_FLOORS = ("topic_floor", "rights_floor", "urgent_floor", "urgent_doubt")
