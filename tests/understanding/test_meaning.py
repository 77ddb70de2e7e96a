"""Meaning: the same in every language, the same from every thread, and read in pieces when a text is long."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.understanding import lessons as every_lesson
from finder.understanding import training
from finder.understanding.classifier import Classifier, Features, alone, together
from finder.understanding.learn import learned
from finder.understanding.letter_runs import BUCKETS, counted, rarity, weighed
from finder.understanding.meaning import PIECE, SIZE, Embedder, centred, pieces
from finder.understanding.models import NOT_URGENT, SOFT, Models
from finder.understanding.urgent_content import UNTOLD

TOPICS = {
    "domestic-abuse": "my husband hits me\nhe controls all my money\nmy wife throws things at me\nmy partner locks me in",
    "burglary-theft": "someone broke into my flat\nthey stole my bike\nmy van was broken into\nmy purse is gone from my bag",
    "fraud-cyber": "i sent money to a fake bank\nthey hacked my account\na man online took my savings\nthe text was a scam",
}
RIGHTS = {"7": "can i tell the court how i feel\ncan i read my statement\nwhat goes in a personal statement"}
URGENT = {
    "danger": "he has a knife and he is at the door\nhe locked me in and took my keys\nhe says he will kill me tonight\nthey are breaking in now",
    "suicide": "i want to die\ni wrote goodbye letters\ni have the pills in front of me\ni cannot go on living",
    SOFT: "my friend says she will end it\nmy sister is locked in by her husband\na girl i know took pills\nmy client goes home to a man who chokes her",
    NOT_URGENT: "this song is killing me\nmy battery is dead\nwe were battered five nil\nhe left years ago and i am safe",
}


EVEN = np.ones(BUCKETS, np.float32)


@pytest.fixture(scope="module")
def embed() -> Embedder:
    return Embedder()


def lessons(embed: Embedder) -> every_lesson.Lessons:
    topics = {slug: {"en": block} for slug, block in TOPICS.items()}
    guide = {right: {"en": block} for right, block in RIGHTS.items()}
    return every_lesson.of(
        topics, guide, {name: {"en": {UNTOLD: block}} for name, block in URGENT.items()}, lambda text: "locks me in" in text, embed
    )


@pytest.fixture(scope="module")
def models(embed: Embedder) -> Models:
    return training.train(lessons(embed))


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
    chances = models.topics.probabilities(models.features([text], embed))[0]
    assert models.topics.names[int(chances.argmax())] == topic


def test_vectors_without_their_common_mean_have_length_one() -> None:
    vectors = np.random.default_rng(1).normal(size=(5, SIZE)).astype(np.float32)
    moved = centred(vectors, vectors.mean(axis=0))
    assert moved.dtype == np.float32
    assert np.allclose(np.linalg.norm(moved, axis=1), 1, atol=1e-5)
    assert np.isfinite(centred(vectors[:1], vectors[0])).all()


# Letters


def test_the_same_word_however_it_is_spelt_has_the_same_letters() -> None:
    assert np.array_equal(counted("SCHLÄGT mich").buckets, counted("schlagt   mich").buckets)
    assert 0 < len(counted("").buckets) < 3


@given(st.text(max_size=300))
def test_any_text_has_letters_that_can_be_read(text: str) -> None:
    runs = weighed(counted(text), EVEN)
    assert np.linalg.norm(runs.values) == pytest.approx(1, abs=1e-3)
    assert ((runs.buckets >= 0) & (runs.buckets < BUCKETS)).all()


def test_a_rare_run_of_letters_weighs_more_than_a_common_one() -> None:
    weights = rarity([counted("the cat"), counted("the dog"), counted("the cow")])
    common = set(counted("the").buckets)
    assert weights[[bucket for bucket in counted("dog").buckets if bucket not in common]].min() > weights[list(common)].max()


# Classifiers


def classifier(*classes: str, units: int = 0) -> Classifier:
    """One that goes by the vector alone, for the first class and against the second."""
    out = np.zeros((SIZE, len(classes)), np.float32)
    out[0, :2] = 1e4, -1e4
    empty = np.zeros((SIZE, units), np.float32), np.zeros(units, np.float32)
    none = np.zeros(len(classes), np.float32)
    belongs = np.arange(len(classes), dtype=np.int16)
    return Classifier(classes, *empty, out, none, belongs, np.zeros((BUCKETS, len(classes)), np.int8), none, none)


def test_chances_add_up_to_one_also_far_from_everything() -> None:
    vectors = np.zeros((3, SIZE), np.float32)
    vectors[:, 0] = 1, -1, 0
    features = Features(vectors, (counted("one"), counted("two"), counted("")))
    chances = classifier("a", "b").probabilities(features)
    assert np.allclose(chances.sum(axis=1), 1)
    assert chances.argmax(axis=1).tolist()[:2] == [0, 1]
    assert np.allclose(chances[2], 0.5)


def test_two_votes_that_agree_are_surer_than_one() -> None:
    sure, unsure = np.array([[0.9, 0.1]]), np.array([[0.5, 0.5]])
    assert np.allclose(together(sure, sure), sure)
    assert 0.5 < together(sure, unsure)[0, 0] < 0.9
    assert np.allclose(alone(np.array([[1e9, -1e9], [0, 0]])), [[1, 0], [0.5, 0.5]])


def test_the_chances_of_finer_classes_are_added_up() -> None:
    by_vector = classifier("danger", "fire", "calm")
    two = replace(by_vector, names=("calm", "danger"), belongs=np.array([1, 1, 0], np.int16), letters=by_vector.letters[:, :2])
    two = replace(two, letters_step=np.zeros(2, np.float32), letters_bias=np.zeros(2, np.float32), out=np.zeros((SIZE, 3), np.float32))
    by_meaning, _ = two.votes(Features(np.zeros((1, SIZE), np.float32), (counted(""),)))
    assert np.allclose(by_meaning, [[1 / 3, 2 / 3]])


@pytest.mark.parametrize("units", [0, 16])
def test_what_was_learned_is_what_scikit_learn_learned(embed: Embedder, units: int) -> None:
    given = lessons(embed)
    for examples in (given.topics, given.topics.some(np.arange(8))):
        model = learned(examples, units=units)
        assert [model.names[best] for best in model.probabilities(examples.features).argmax(axis=1)] == examples.labels


def test_learning_twice_from_the_same_messages_gives_the_same(embed: Embedder, models: Models) -> None:
    again = training.train(lessons(embed))
    assert np.allclose(again.topics.out, models.topics.out, atol=1e-6)
    assert np.array_equal(again.urgent.letters, models.urgent.letters)
    assert again.topic_floor == pytest.approx(models.topic_floor, abs=1e-9)
    assert again.urgent_floor == pytest.approx(models.urgent_floor, abs=1e-9)


def test_models_read_back_as_they_were_saved(models: Models, tmp_path: Path) -> None:
    models.save(tmp_path / "models.npz")
    again = Models.load(tmp_path / "models.npz")
    assert again.topics.names == models.topics.names == tuple(sorted(TOPICS))
    assert np.array_equal(again.urgent.letters, models.urgent.letters)
    assert np.array_equal(again.mean, models.mean)
    assert again.urgent_floor == models.urgent_floor


def test_a_message_that_a_phrase_makes_urgent_is_no_example_of_what_is_not(embed: Embedder) -> None:
    given = lessons(embed)
    either = (*given.told, *given.asked)
    assert "my partner locks me in" not in {either[i].text for i in given.ordinary}
    assert len(given.ordinary) == len(either) - 1


def test_an_urgent_message_also_teaches_the_crime_it_tells_of(embed: Embedder) -> None:
    topics = {slug: {"en": block} for slug, block in TOPICS.items()}
    urgent = {"danger": {"en": {"domestic-abuse": "my husband hits me\nhe has locked me in", UNTOLD: "help me now"}}}
    given = every_lesson.of(topics, {}, urgent, lambda text: False, embed)
    told = dict(zip((one.text for one in given.telling), given.topics.labels, strict=True))
    assert told["he has locked me in"] == "domestic-abuse"
    assert "help me now" not in told
    assert len(given.telling) == len(given.told) + 1, "a message that stands in both teaches once"


# What is urgent


def test_danger_is_told_from_an_idiom_in_words_that_were_not_learned(embed: Embedder, models: Models) -> None:
    urgent, shares = models.urgent_in(models.features(["he is outside with a knife"], embed))
    idiom, _ = models.urgent_in(models.features(["that song kills me"], embed))
    assert urgent > idiom
    assert max(shares, key=lambda kind: shares[kind]) == "danger"


def test_the_most_urgent_piece_of_a_long_text_counts(embed: Embedder, models: Models) -> None:
    calm, cry = "the song was on the radio and the match was fine", "i want to die, i have written goodbye letters"
    alone_, _ = models.urgent_in(models.features([cry], embed))
    hidden, _ = models.urgent_in(models.features([calm, cry, calm], embed))
    assert hidden == pytest.approx(alone_, abs=1e-6)


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
