"""Learn from lessons: the classifiers and their floors. Runs at build time only."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from finder.directory.content import NOT_CRIME_TYPES
from finder.understanding.classifier import Classifier
from finder.understanding.learn import URGENT_UNITS, Examples, learned, unseen
from finder.understanding.lessons import Lessons
from finder.understanding.models import NO_RIGHT, NOT_URGENT, Models

UNANSWERED = 0.05
"""Share of messages about a crime that may fall under the floor: the price of saying "I am not sure"."""
NOT_RIGHTS = 0.07
"""Share of messages about something else that may be taken for a question about rights."""
UNLIKE = 10.0
"""How much more the messages about no crime count when rights are learned: most of them are questions too."""
FALSE_CARDS = 0.07
"""Share of messages that are not urgent that may seem so by their meaning."""
HARD = 0.25
"""How much of that share is measured on the hard ones (idioms, the past, professionals); the rest on ordinary messages."""
DOUBTED = 0.01
"""Share of urgent messages whose phrases may be overruled, because by their meaning they seem anything but urgent."""
NEVER = 2.0
"""A floor that no probability reaches, for when there is too little to learn from."""


def train(given: Lessons) -> Models:
    """The classifiers that these lessons give, each with its floors. Needs messages of at least two topics."""
    from threadpoolctl import threadpool_limits

    # The longest first. Inside, one thread a classifier: more would wait for each other by spinning.
    with threadpool_limits(1), ThreadPoolExecutor(os.cpu_count()) as pool:
        floors = pool.submit(_urgent_floors, given.urgent, len(given.cried))
        urgent = pool.submit(learned, given.urgent, units=URGENT_UNITS)
        topic_floor, topics = pool.submit(_topic_floor, given.topics), pool.submit(learned, given.topics)
        rights_floor, rights = pool.submit(_rights_floor, given.rights), pool.submit(learned_rights, given.rights)
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


def learned_rights(examples: Examples) -> Classifier:
    """The classifier of rights: straight from the vector, which a hidden layer made worse."""
    return learned(examples, _even(examples.finer), units=0)


def _even(labels: list[str]) -> Mapping[str, float]:
    """Weights that make every class count the same, but for "none", which counts UNLIKE times as much."""
    sizes = Counter(labels)
    return {label: len(labels) / (len(sizes) * size) * (UNLIKE if label == "none" else 1.0) for label, size in sizes.items()}


def _topic_floor(examples: Examples) -> float:
    """How sure the model is of its best topic in all but a few messages about a crime that it has not seen."""
    about_crime = ~np.isin(examples.labels, list(NOT_CRIME_TYPES))
    seen = unseen(examples)
    if seen is None or not about_crime.any():
        return 0.0
    return float(np.quantile(seen[1].max(axis=1)[about_crime], UNANSWERED))


def _rights_floor(examples: Examples) -> float:
    """How likely rights seem at most in all but a few messages about something else that the model has not seen."""
    seen = unseen(examples, _even(examples.finer), units=0)
    if seen is None:
        return 0.5
    likely = 1 - seen[1][:, seen[0].index(NO_RIGHT)]
    return float(np.quantile(likely[np.array(examples.labels) == NO_RIGHT], 1 - NOT_RIGHTS))


def _urgent_floors(examples: Examples, hard: int) -> tuple[float, float]:
    """How likely danger must be for a card, and for a phrase to be believed. The first `hard` messages stand in `says`."""
    seen = unseen(examples, units=URGENT_UNITS)
    if seen is None:
        return NEVER, 0.0
    likely = 1 - seen[1][:, seen[0].index(NOT_URGENT)]
    calm, written = np.array(examples.labels) == NOT_URGENT, np.arange(len(examples.labels)) < hard
    shares = np.where(written, HARD / max(int((calm & written).sum()), 1), (1 - HARD) / max(int((calm & ~written).sum()), 1))[calm]
    order = np.argsort(-likely[calm])
    false = np.cumsum(shares[order]) / shares.sum()
    floor = float(likely[calm][order][int(np.searchsorted(false, FALSE_CARDS))])
    return floor, float(np.quantile(likely[~calm], DOUBTED))
