"""Meaning: the same in every language, the same from every thread, and read in pieces when a text is long."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.directory.content import Topic
from finder.understanding import training
from finder.understanding.meaning import PIECE, SIZE, Classifier, Embedder, Models, centred, pieces

TOPICS = {
    "domestic-abuse": "my husband hits me\nhe controls all my money\nmy wife throws things at me\nmy partner locks me in",
    "burglary-theft": "someone broke into my flat\nthey stole my bike\nmy van was broken into\nmy purse is gone from my bag",
    "fraud-cyber": "i sent money to a fake bank\nthey hacked my account\na man online took my savings\nthe text was a scam",
}
RIGHTS = {"7": "can i tell the court how i feel\ncan i read my statement\nwhat goes in a personal statement"}


@pytest.fixture(scope="module")
def embed() -> Embedder:
    return Embedder()


@pytest.fixture(scope="module")
def models(embed: Embedder) -> Models:
    topics = {slug: Topic(name=slug, meaning=slug, says={"en": block}) for slug, block in TOPICS.items()}
    return training.train(topics, {right: {"en": block} for right, block in RIGHTS.items()}, embed)


# Vectors


def test_a_text_has_one_vector_whoever_asks_and_beside_whatever_else(embed: Embedder) -> None:
    texts = [f"he took my phone {number} times" for number in range(8)]
    alone = [embed([text])[0] for text in texts]
    assert np.array_equal(embed(texts), np.array(alone))
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: embed([text])[0], texts))
    assert np.array_equal(together, alone)
    assert embed([]).shape == (0, SIZE)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("mąż mnie bije", "domestic-abuse"),
        ("زوجي يضربني", "domestic-abuse"),
        ("ukradli mi rower", "burglary-theft"),
        ("me robaron la bicicleta", "burglary-theft"),
        ("ktoś oszukał mnie przez internet na pieniądze", "fraud-cyber"),
    ],
)
def test_what_was_learned_in_english_is_understood_in_other_languages(embed: Embedder, models: Models, text: str, topic: str) -> None:
    chances = models.topics.probabilities(centred(embed([text]), models.mean))[0]
    assert models.topics.names[int(chances.argmax())] == topic


def test_vectors_without_their_common_mean_have_length_one() -> None:
    vectors = np.random.default_rng(1).normal(size=(5, SIZE)).astype(np.float32)
    moved = centred(vectors, vectors.mean(axis=0))
    assert moved.dtype == np.float32
    assert np.allclose(np.linalg.norm(moved, axis=1), 1, atol=1e-5)
    assert np.isfinite(centred(vectors[:1], vectors[0])).all()


# Classifiers


def test_chances_add_up_to_one_also_far_from_everything() -> None:
    classifier = Classifier(("a", "b"), np.array([[1e4], [-1e4]], np.float32), np.zeros(2, np.float32))
    chances = classifier.probabilities(np.array([[1], [-1], [0]], np.float32))
    assert np.allclose(chances, np.array([[1, 0], [0, 1], [0.5, 0.5]]))


def test_what_was_learned_is_what_scikit_learn_learned(embed: Embedder) -> None:
    from sklearn.linear_model import LogisticRegression

    texts = [line for block in TOPICS.values() for line in block.splitlines()]
    labels = [slug for slug, block in TOPICS.items() for _ in block.splitlines()]
    vectors = centred(embed(texts), embed(texts).mean(axis=0))
    theirs = LogisticRegression(max_iter=500).fit(vectors, labels)
    ours = Classifier(tuple(theirs.classes_), theirs.coef_.astype(np.float32), theirs.intercept_.astype(np.float32))
    assert np.allclose(ours.probabilities(vectors), theirs.predict_proba(vectors), atol=1e-4)


def test_learning_twice_from_the_same_messages_gives_the_same(embed: Embedder, models: Models) -> None:
    topics = {slug: Topic(name=slug, meaning=slug, says={"en": block}) for slug, block in TOPICS.items()}
    again = training.train(topics, {right: {"en": block} for right, block in RIGHTS.items()}, embed)
    assert np.allclose(again.topics.weights, models.topics.weights, atol=1e-6)
    assert again.topic_floor == pytest.approx(models.topic_floor, abs=1e-9)


def test_models_read_back_as_they_were_saved(models: Models, tmp_path: Path) -> None:
    models.save(tmp_path / "models.npz")
    again = Models.load(tmp_path / "models.npz")
    assert again.topics.names == models.topics.names == tuple(sorted(TOPICS))
    assert np.array_equal(again.topics.weights, models.topics.weights)
    assert np.array_equal(again.mean, models.mean)
    assert again.topic_floor == models.topic_floor


# Long texts


def test_a_short_text_is_read_in_one_piece() -> None:
    assert pieces("He hit me. I am scared.") == ["He hit me. I am scared."]
    assert pieces("") == pieces("   ") == []


def test_a_long_text_is_cut_between_sentences() -> None:
    first, second = "a " * 70 + "end.", "b " * 70 + "end."
    assert pieces(f"{first} {second}") == [first, second]


def test_a_long_sentence_is_cut_between_words() -> None:
    found = pieces("word " * 200)
    assert len(found) > 3
    assert all(set(piece.split()) == {"word"} for piece in found)


@given(st.text(alphabet=st.sampled_from("ab .!?؟।\n🙂"), max_size=900))
def test_no_piece_is_too_long_and_nothing_of_a_text_is_lost(text: str) -> None:
    found = pieces(text)
    assert all(0 < len(piece) <= PIECE for piece in found)
    assert "".join("".join(found).split()) == "".join(text.split())
