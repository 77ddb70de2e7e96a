"""Learn the small classifiers from what people say in `content/topics/`. Runs at build time only."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from finder.directory import strict_yaml
from finder.directory.content import Topic
from finder.understanding.meaning import Classifier, Embedder, Models, Vector, centred

SEED = 20261121
MADE_UP_LOST = 0.03
"""Share of messages about a known topic that may fall under the floor: the price of saying "I am not sure"."""


def examples(topics: Mapping[str, Topic]) -> tuple[list[str], list[str]]:
    """All messages and, beside them, the slug of the topic each is about."""
    pairs = [(line, slug) for slug, topic in topics.items() for block in topic.says.values() for line in strict_yaml.lines(block)]
    return [text for text, _ in pairs], [slug for _, slug in pairs]


def train(topics: Mapping[str, Topic], embed: Embedder) -> Models:
    """Classifiers for these topics. Needs at least two topics with messages."""
    texts, labels = examples(topics)
    raw = embed(texts)
    mean = raw.mean(axis=0)
    vectors = centred(raw, mean)
    return Models(mean, _fit(vectors, labels), _floor(vectors, labels))


def _fit(vectors: Vector, labels: list[str]) -> Classifier:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=20.0, max_iter=2000, class_weight="balanced", random_state=SEED)
    model.fit(vectors, labels)
    return Classifier(tuple(model.classes_), model.coef_.astype(np.float32), model.intercept_.astype(np.float32))


def _floor(vectors: Vector, labels: list[str]) -> float:
    """The probability that all but a few messages reach for their own topic when the model has not seen them."""
    from sklearn.model_selection import StratifiedKFold

    smallest = min(labels.count(label) for label in set(labels))
    if smallest < 3:
        return 0.0
    reached = []
    wanted = np.array(labels)
    for learn, test in StratifiedKFold(3, shuffle=True, random_state=SEED).split(vectors, wanted):
        model = _fit(vectors[learn], list(wanted[learn]))
        probabilities = model.probabilities(vectors[test])
        columns = [model.names.index(label) for label in wanted[test]]
        reached.append(probabilities[np.arange(len(test)), columns])
    return float(np.quantile(np.concatenate(reached), MADE_UP_LOST))
