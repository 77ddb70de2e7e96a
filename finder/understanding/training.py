"""Learn the small classifiers from what people say in `content/topics/`. Runs at build time only."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from finder.directory import strict_yaml
from finder.directory.content import NOT_CRIME_TYPES, Topic
from finder.understanding.meaning import Classifier, Embedder, Models, Vector, centred

SEED = 20261121
FOLDS = 3
UNANSWERED = 0.05
"""Share of messages about a crime that may fall under the floor: the price of saying "I am not sure"."""


def examples(topics: Mapping[str, Topic]) -> tuple[list[str], list[str]]:
    """All messages and, beside them, the slug of the topic each is about."""
    pairs = [(line, slug) for slug, topic in topics.items() for block in topic.says.values() for line in strict_yaml.lines(block)]
    return [text for text, _ in pairs], [slug for _, slug in pairs]


def by_language(topics: Mapping[str, Topic]) -> dict[str, list[str]]:
    """All messages under the language they are written in."""
    found: dict[str, list[str]] = {}
    for topic in topics.values():
        for language, block in topic.says.items():
            found.setdefault(language, []).extend(strict_yaml.lines(block))
    return found


def train(topics: Mapping[str, Topic], embed: Embedder) -> Models:
    """Classifiers for these topics. Needs at least two topics with messages."""
    texts, labels = examples(topics)
    raw = embed(texts)
    mean = raw.mean(axis=0)
    vectors = centred(raw, mean)
    return Models(mean, _fit(vectors, labels), _floor(vectors, labels))


def _fit(vectors: Vector, labels: list[str]) -> Classifier:
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits

    model = LogisticRegression(C=2.0, max_iter=500, class_weight="balanced", random_state=SEED)
    with threadpool_limits(1):  # more threads wait for each other by spinning, which a busy machine pays for dearly
        model.fit(vectors, labels)
    return Classifier(tuple(model.classes_), model.coef_.astype(np.float32), model.intercept_.astype(np.float32))


def _floor(vectors: Vector, labels: list[str]) -> float:
    """How sure the model is of its best topic in all but a few messages about a crime that it has not seen."""
    from sklearn.model_selection import StratifiedKFold

    wanted = np.array(labels)
    about_crime = ~np.isin(wanted, list(NOT_CRIME_TYPES))
    if min(labels.count(label) for label in set(labels)) < FOLDS or not about_crime.any():
        return 0.0
    sure = np.zeros(len(wanted))
    for learn, test in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(vectors, wanted):
        sure[test] = _fit(vectors[learn], list(wanted[learn])).probabilities(vectors[test]).max(axis=1)
    return float(np.quantile(sure[about_crime], UNANSWERED))
