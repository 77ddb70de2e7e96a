"""Learn one small classifier, and see what it says about messages that it has not learned from. Runs at build time only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from finder.understanding.classifier import SCALE, Chances, Classifier, Features
from finder.understanding.letter_runs import BUCKETS
from finder.understanding.meaning import SIZE

SEED = 20261121
FOLDS = 3
UNITS = 128
URGENT_UNITS = 512
"""What is urgent has three times as many lessons as topics have, and more to tell apart."""
ROUNDS = 12
"""How often the hidden layer sees every message."""
LETTER_ROUNDS = 12
LETTER_CALM = 1e-6
"""How much the weights of letters are held down (alpha of stochastic gradient descent)."""
NETS = 2
"""So many hidden layers learn side by side, each from another beginning; their mean is surer than either."""
FREEDOM = 2.0
"""How freely a classifier without a hidden layer may fit (C of the logistic regression)."""

Weights = Mapping[str, float] | None


@dataclass(frozen=True)
class Examples:
    """Messages with what they are to be known by (`labels`, at least two), and by what a network may tell them apart on the way:
    `finer` labels, of which each belongs to one label."""

    features: Features
    labels: list[str]
    finer: list[str]

    def some(self, which: NDArray[np.intp]) -> Examples:
        """Some of them."""
        return Examples(rows(self.features, which), [self.labels[i] for i in which], [self.finer[i] for i in which])


def learned(examples: Examples, weights: Weights = None, units: int = UNITS) -> Classifier:
    """A classifier of these labels, with so many hidden units (0: none).

    `weights`: how much more than one message those of a finer label count.
    """
    from sklearn.linear_model import LogisticRegression, SGDClassifier
    from sklearn.neural_network import MLPClassifier
    from threadpoolctl import threadpool_limits

    wanted, counts = np.array(examples.finer), np.array([(weights or {}).get(label, 1.0) for label in examples.finer])
    belongs = dict(zip(examples.finer, examples.labels, strict=True))
    names, finer, scaled = np.unique(examples.labels), np.unique(wanted), examples.features.vectors * SCALE
    letters = SGDClassifier(loss="log_loss", alpha=LETTER_CALM, max_iter=LETTER_ROUNDS, tol=None, random_state=SEED)
    with threadpool_limits(1):  # more threads wait for each other by spinning, which a busy machine pays for dearly
        letters.fit(_matrix(examples.features), np.array(examples.labels))
        if units:
            layers = [MLPClassifier((units,), alpha=1e-2, learning_rate_init=2e-3, random_state=SEED + n) for n in range(NETS)]
            for layer in layers:
                for _ in range(ROUNDS):
                    layer.partial_fit(scaled, wanted, sample_weight=counts, classes=finer)
            steps = _joined(layers)
        else:
            straight = LogisticRegression(C=FREEDOM / SCALE**2, max_iter=500).fit(scaled, wanted, sample_weight=counts)
            steps = [(np.empty((SIZE, 0)), np.empty(0)), (straight.coef_.T, straight.intercept_)]
    (hidden, hidden_bias), (out, out_bias) = ((a.astype(np.float32), b.astype(np.float32)) for a, b in steps)
    spelt = _each(np.ascontiguousarray(letters.coef_.T), -1)
    step = np.maximum(np.abs(spelt).max(axis=0), 1e-9) / 127
    return Classifier(
        names=tuple(str(name) for name in names),
        hidden=hidden,
        hidden_bias=hidden_bias,
        out=_each(out, 0),
        out_bias=_each(out_bias, 0),
        belongs=np.array([np.searchsorted(names, belongs[label]) for label in finer], np.int16),
        letters=np.round(spelt / step).astype(np.int8),
        letters_step=step.astype(np.float32),
        letters_bias=_each(letters.intercept_.astype(np.float32), -1),
    )


def unseen(examples: Examples, weights: Weights = None, units: int = UNITS) -> tuple[tuple[str, ...], Chances] | None:
    """For every message the chances given by a classifier that has not learned from it; None when there are too few.

    The classes come first, in the order of the columns.
    """
    if min(Counter(examples.labels).values()) < FOLDS:
        return None
    names = tuple(sorted(set(examples.labels)))
    chances = np.zeros((len(examples.labels), len(names)))
    for some, rest in folds(examples):
        chances[rest] = learned(examples.some(some), weights, units).probabilities(rows(examples.features, rest))
    return names, chances


def folds(examples: Examples) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """The messages to learn from and those to try, FOLDS times, always the same; each message is tried once."""
    from sklearn.model_selection import StratifiedKFold

    found: Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]] = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(
        examples.labels, examples.labels
    )
    return found


def rows(features: Features, which: NDArray[np.intp]) -> Features:
    """Some of the messages."""
    return Features(features.vectors[which], tuple(features.runs[i] for i in which))


def _joined(layers: Sequence[Any]) -> list[tuple[NDArray[Any], NDArray[Any]]]:
    """Several networks as one: the mean of their scores is the score of one wide network."""
    hidden, hidden_bias = (np.concatenate([getattr(one, name)[0] for one in layers], -1) for name in ("coefs_", "intercepts_"))
    out = np.concatenate([one.coefs_[1] for one in layers]) / len(layers)
    return [(hidden, hidden_bias), (out, np.mean([one.intercepts_[1] for one in layers], axis=0))]


def _matrix(features: Features) -> Any:
    from scipy.sparse import csr_matrix

    sizes = [len(one.buckets) for one in features.runs]
    values = np.concatenate([one.values for one in features.runs])
    buckets = np.concatenate([one.buckets for one in features.runs])
    return csr_matrix((values, buckets, np.cumsum([0, *sizes])), shape=(len(sizes), BUCKETS))


def _each(array: NDArray[Any], first: int) -> NDArray[Any]:
    """Of two classes scikit-learn keeps the score of the second alone; the other has `first` times as much."""
    return np.concatenate([first * array, array], axis=-1) if array.shape[-1] == 1 else array
