"""Compare ways to know what people do, on one and the same split of the examples. Run by hand, from bot/ (half an hour):

    .venv/bin/python compare.py

Four fifths of the examples are learned from, the last fifth is tried: character n-grams as counts or as tf-idf, alone and with the
meaning vector beside them, by logistic regression; then Rasa's DIET on words and the same n-grams. Prints a table for docs/assistant.md.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import yaml
from calibrate import HERE, Row, examples, pipeline, vectors
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "", "PYTHONWARNINGS": "ignore"}
ONE_THREAD = {"OMP_NUM_THREADS": "1", "TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1"}
"""More threads of TensorFlow wait for each other by spinning: DIET did not finish in fifty minutes."""
DIET = """
recipe: default.v1
assistant_id: compared
language: en
pipeline:
  - name: WhitespaceTokenizer
  - name: CountVectorsFeaturizer
  - {name: CountVectorsFeaturizer, analyzer: char_wb, min_ngram: 2, max_ngram: 4, min_df: 3, max_features: 4000}
  - {name: DIETClassifier, epochs: 30, entity_recognition: false, random_seed: 1}
"""


def by_regression(rows: Sequence[Row], found: np.ndarray, learn: np.ndarray, test: np.ndarray, counter: CountVectorizer, weight: float):
    """Which of the messages tried were known. `weight`: of the meaning vector; 0 leaves it out."""
    texts = [text.lower() for text, _, _ in rows]
    intents = np.array([intent for _, intent, _ in rows])
    counter.fit(texts[i] for i in learn)
    moved = found - found[learn].mean(axis=0)
    moved *= weight / np.linalg.norm(moved, axis=1, keepdims=True)

    def features(which: np.ndarray):
        letters = counter.transform([texts[i] for i in which])
        return hstack([letters, csr_matrix(moved[which])]).tocsr() if weight else letters

    model = LogisticRegression(max_iter=60, tol=0.001, class_weight="balanced", random_state=42)
    return model.fit(features(learn), intents[learn]).predict(features(test)) == intents[test]


def by_diet(rows: Sequence[Row], learn: np.ndarray, test: np.ndarray) -> np.ndarray:
    """The same by DIET: trained and asked by Rasa's own commands."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "config.yml").write_text(DIET)
        for file, which in (("learn", learn), ("test", test)):
            blocks: dict[str, str] = {}
            for i in which:
                blocks[rows[i][1]] = blocks.get(rows[i][1], "") + f"- {rows[i][0]}\n"
            nlu = {"version": "3.1", "nlu": [{"intent": intent, "examples": lines} for intent, lines in blocks.items()]}
            (folder / f"{file}.yml").write_text(yaml.safe_dump(nlu, allow_unicode=True))
        rasa = [str(HERE / ".venv/bin/rasa")]
        env = {**os.environ, **QUIET, **ONE_THREAD}
        quiet = {"cwd": folder, "env": env, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True}
        subprocess.run([*rasa, "train", "nlu", "-c", "config.yml", "-u", "learn.yml", "--out", "models"], **quiet)  # noqa: S603  # nosec B603
        asked = [*rasa, "test", "nlu", "-m", "models", "-u", "test.yml", "--no-plot", "--successes", "--out", "results"]
        subprocess.run(asked, **quiet)  # noqa: S603  # nosec B603
        known = {row["text"] for row in json.loads((folder / "results" / "intent_successes.json").read_text())}
    return np.array([rows[i][0] in known for i in test])


def main() -> None:
    rows = [row for row in examples() if not set(row[0]) & set("[]{}")]
    found = vectors([text for text, _, _ in rows])
    intents, languages = (np.array([row[n] for row in rows]) for n in (1, 2))
    learn, test = next(StratifiedKFold(5, shuffle=True, random_state=1).split(rows, intents))
    steps = pipeline()
    weight, ngrams = steps["components.meaning.Meaning"]["weight"], steps["CountVectorsFeaturizer"]
    shape = {
        "analyzer": "char_wb",
        "ngram_range": (ngrams["min_ngram"], ngrams["max_ngram"]),
        "min_df": ngrams["min_df"],
        "max_features": ngrams["max_features"],
    }
    ways = {
        "character n-grams, counts": lambda: by_regression(rows, found, learn, test, CountVectorizer(**shape), 0),
        "character n-grams, tf-idf": lambda: by_regression(rows, found, learn, test, TfidfVectorizer(**shape, sublinear_tf=True), 0),
        "counts and meaning (in use)": lambda: by_regression(rows, found, learn, test, CountVectorizer(**shape), weight),
        "tf-idf and meaning": lambda: by_regression(rows, found, learn, test, TfidfVectorizer(**shape, sublinear_tf=True), weight / 8),
        "DIET": lambda: by_diet(rows, learn, test),
    }
    english = languages[test] == "en"
    print(f"{len(learn)} examples learned, {len(test)} tried, {len(set(intents))} intents\n")
    print("| read by | right | English | others | seconds to learn and try | memory |\n|---|---|---|---|---|---|")
    for name, way in ways.items():
        began = time.monotonic()
        right = way()
        took = time.monotonic() - began
        who = resource.RUSAGE_CHILDREN if name == "DIET" else resource.RUSAGE_SELF
        shares = " | ".join(f"{part.mean():.1%}" for part in (right, right[english], right[~english]))
        print(f"| {name} | {shares} | {took:.0f} | {resource.getrusage(who).ru_maxrss // 1024} MB |")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
