"""Learn the small classifiers from what people say in `content/topics/` and `content/rights/`. Runs at build time only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np

from finder.directory import strict_yaml
from finder.directory.content import NOT_CRIME_TYPES, Topic
from finder.understanding.meaning import Classifier, Embedder, Models, Vector, centred

SEED = 20261121
FOLDS = 3
UNANSWERED = 0.05
"""Share of messages about a crime that may fall under the floor: the price of saying "I am not sure"."""
NOT_RIGHTS = 0.07
"""Share of messages about something else that may be taken for a question about rights."""
UNLIKE = 10.0
"""How much more the messages about no crime count when rights are learned: most of them are questions too."""

Says = Mapping[str, str]
"""What people say, one message a line, by language."""


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


def train(topics: Mapping[str, Topic], guide: Mapping[str, Says], embed: Embedder) -> Models:
    """Classifiers for these topics, and for the rights of `guide` with what people say for each.

    Needs at least two topics with messages.
    """
    texts, labels = examples(topics)
    asked = [(line, right) for right, says in guide.items() for block in says.values() for line in strict_yaml.lines(block)]
    raw = embed([*texts, *(text for text, _ in asked)])
    mean = raw[: len(texts)].mean(axis=0)
    vectors = centred(raw, mean)
    about_topics = vectors[: len(texts)]
    either = [*labels, *(right for _, right in asked)]
    rights, floor = _fit_rights(vectors, either), _rights_floor(vectors, either, set(labels))
    return Models(mean, _fit(about_topics, labels), _floor(about_topics, labels), rights, floor)


def _fit_rights(vectors: Vector, labels: list[str]) -> Classifier:
    return _fit(vectors, labels, UNLIKE)


def _fit(vectors: Vector, labels: list[str], unlike: float = 1.0) -> Classifier:
    """A classifier in which every class weighs the same, but for "none", which weighs `unlike` times as much."""
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits

    sizes = Counter(labels)
    weights = {label: len(labels) / (len(sizes) * size) * (unlike if label == "none" else 1.0) for label, size in sizes.items()}
    model = LogisticRegression(C=2.0, max_iter=500, random_state=SEED)
    with threadpool_limits(1):  # more threads wait for each other by spinning, which a busy machine pays for dearly
        model.fit(vectors, labels, sample_weight=[weights[label] for label in labels])
    return Classifier(tuple(model.classes_), model.coef_.astype(np.float32), model.intercept_.astype(np.float32))


def _rights_floor(vectors: Vector, labels: list[str], topics: set[str]) -> float:
    """How likely rights seem at most in all but a few messages about something else that the model has not seen."""
    from sklearn.model_selection import StratifiedKFold

    if min(labels.count(label) for label in set(labels)) < FOLDS:
        return 0.5
    wanted, likely = np.array(labels), np.zeros(len(labels))
    for learn, test in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(vectors, wanted):
        model = _fit_rights(vectors[learn], list(wanted[learn]))
        about = np.array([name not in topics for name in model.names])
        likely[test] = model.probabilities(vectors[test])[:, about].sum(axis=1)
    return float(np.quantile(likely[np.isin(wanted, list(topics))], 1 - NOT_RIGHTS))


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
