"""Words typed by a person find services, typed right or not."""

from __future__ import annotations

import random
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as configured
from hypothesis import strategies as st
from rapidfuzz.distance import OSA
from whoosh import index, query

from finder.build import Built
from finder.directory import content as content_store
from finder.directory import text_index
from finder.directory.text_index import TextIndex
from finder.settings import Settings
from tests import small_content

SERVICES: dict[str, dict[str, Any]] = {
    "cafe": {"name": "Café Support", "description": "Talk over coffee."},
    "galop": {"name": "Galop", "description": "A helpline."},
    "gallop": {"name": "Gallop Riding", "description": "Horses that help."},
    "horses": {"name": "Stable Lives", "description": "Help with horses. Not a gallop."},
    "stalking": {"name": "Paladin", "description": "Advice about stalkers."},
    "women": {"name": "Women's Trust", "description": "Counselling.", "coverage": ["Plymouth"]},
    "traveller": {"name": "Roads", "description": "Support.", "called": {"black-minoritised": "Gypsy, Roma and Traveller people"}},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("words")
    content_folder = small_content.write(path / "content")
    shutil.rmtree(content_folder / "services")
    (content_folder / "aliases.yaml").write_text("stalking: |\n  the knight\n")
    for name, changes in SERVICES.items():
        small_content.add(content_folder, name, changes)
    content = content_store.load(content_folder)
    text_index.write(path / "words", content, content.services)
    return path / "words"


@pytest.fixture(scope="module")
def words(folder: Path) -> TextIndex:
    return TextIndex(folder)


def found(words: TextIndex, text: str) -> list[str]:
    """The services that a text finds, best first."""
    scores = words.scores(text)
    names = sorted(SERVICES)
    return [names[row] for row in np.argsort(-scores, kind="stable") if scores[row] > 0]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("galop", "galop"),
        ("gallop", "gallop"),
        ("GALOP", "galop"),
        ("cafe", "cafe"),
        ("café", "cafe"),
        ("stalkers", "stalking"),
        ("stalker", "stalking"),
        ("womens trust", "women"),
        ("women plymouth", "women"),
        ("traveller", "traveller"),
        ("the knight", "stalking"),
    ],
)
def test_words_find_the_service_that_says_them(words: TextIndex, typed: str, first: str) -> None:
    assert found(words, typed)[0] == first


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("paladn", "stalking"),
        ("palladin", "stalking"),
        ("paldain", "stalking"),
        ("palafin", "stalking"),
        ("cuonselling", "women"),
        ("conseling", "women"),
    ],
)
def test_a_letter_missing_added_swapped_or_wrong_still_finds_it(words: TextIndex, typed: str, first: str) -> None:
    assert found(words, typed)[0] == first


@pytest.mark.parametrize("typed", ["xaladin", "plaadni", "zzzzzz", "rods", "the and of", "", "   ", "🙂", "\0\0", "\u202egalop\u202c"[:1]])
def test_what_is_too_far_off_or_says_nothing_finds_nothing(words: TextIndex, typed: str) -> None:
    assert found(words, typed) == []


def test_a_name_typed_right_comes_before_one_that_is_nearly_the_same(words: TextIndex) -> None:
    assert found(words, "galop") == ["galop"]
    assert found(words, "gallop")[:2] == ["gallop", "horses"]


def test_a_word_in_a_name_counts_more_than_in_a_description(words: TextIndex) -> None:
    scores = dict(zip(sorted(SERVICES), words.scores("gallop"), strict=True))
    assert scores["gallop"] > 1.5 * scores["horses"] > 0


def test_a_word_typed_wrongly_counts_less_than_one_typed_right(words: TextIndex) -> None:
    right, wrong = words.scores("paladin").max(), words.scores("palladin").max()
    assert 0 < wrong < right


def test_services_are_found_by_the_plain_names_of_their_filters(words: TextIndex) -> None:
    assert set(found(words, "helpline")) == set(SERVICES)


@configured(max_examples=60, deadline=None)
@given(text=st.text(max_size=80))
def test_any_text_can_be_searched_for(words: TextIndex, text: str) -> None:
    scores = words.scores(text)
    assert scores.shape == (len(SERVICES),)
    assert np.isfinite(scores).all()
    assert (scores >= 0).all()


def test_eight_threads_at_once_find_the_same_as_one(words: TextIndex) -> None:
    texts = ["galop", "paldain", "women plymouth", "cafe", "stalkers", "helpline", "traveller", "conseling"] * 20
    alone = [words.scores(text).tolist() for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert [scores.tolist() for scores in pool.map(words.scores, texts)] == alone


def test_a_new_thread_can_search_after_the_files_were_cleared_away(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "words")
    held = TextIndex(tmp_path / "words")
    shutil.rmtree(tmp_path / "words")
    answers: list[list[str]] = []
    thread = threading.Thread(target=lambda: answers.append(found(held, "galop")))
    thread.start()
    thread.join()
    assert answers == [["galop"]]


def test_searching_writes_nothing(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "words")
    before = {path.name: path.read_bytes() for path in (tmp_path / "words").iterdir()}
    found(TextIndex(tmp_path / "words"), "paldain galop")
    assert {path.name: path.read_bytes() for path in (tmp_path / "words").iterdir()} == before


def whoosh_scores(folder: Path, terms: dict[str, float], size: int) -> np.ndarray[Any, Any]:
    """What Whoosh itself scores for these words."""
    scores = np.zeros(size, np.float32)
    asked = [query.Term(name, word, boost=weight) for word, weight in terms.items() for name in text_index.WEIGHTS]
    with index.open_dir(folder, readonly=True).searcher() as searcher:
        for hit in searcher.search(query.Or(asked), limit=None):
            scores[hit.docnum] = hit.score
    return scores


@pytest.mark.parametrize(
    "typed", ["galop", "gallop horses help", "paladn stalker", "support helpline talk", "coffe hlpline", "plymouth counselling trust"]
)
def test_the_arrays_beside_the_index_give_whooshs_own_scores(words: TextIndex, folder: Path, typed: str) -> None:
    own, its = words.scores(typed), whoosh_scores(folder, words.terms(typed), words.size)
    assert own.any()
    np.testing.assert_allclose(own, its, rtol=1e-5)


def test_the_real_directory_is_ranked_as_whoosh_ranks_it(built: Built, settings: Settings) -> None:
    text = built.directory.text
    folder = settings.builds / built.hash / "words"
    for typed in ("stalking help in leeds", "womens refuge polish", "trafficing", "court witnes", "childrens helpline", "age scam"):
        own, its = text.scores(typed), whoosh_scores(folder, text.terms(typed), text.size)
        np.testing.assert_allclose(own, its, rtol=1e-4)
        assert np.argsort(-own.round(3), kind="stable")[:10].tolist() == np.argsort(-its.round(3), kind="stable")[:10].tolist()


def test_a_misspelt_word_is_taken_for_the_nearest_of_all_words_that_begin_alike(built: Built, settings: Settings) -> None:
    """Words of other lengths need not be looked at; the answer is that of looking at every one."""
    with np.load(settings.builds / built.hash / "words" / "impacts.npz") as impacts:
        every = impacts["words"].tolist()
    draw, corrected = random.Random(5), 0
    for word in draw.sample([word for word in every if len(word) > 4], 300):
        place = draw.randrange(1, len(word))
        typed = word[:place] + draw.choice(("", "e", "x", word[place] * 2)) + word[place + 1 :]
        allowed = 2 if len(typed) >= 8 else 1
        apart = sorted((OSA.distance(typed, one), one) for one in every if one[0] == typed[0])
        near = [one for distance, one in apart if distance <= allowed][: text_index.MOST_CORRECTIONS]
        if typed not in every and len(typed) >= 4:
            assert built.directory.text._near(typed) == near, typed
            corrected += 1
    assert corrected > 150
