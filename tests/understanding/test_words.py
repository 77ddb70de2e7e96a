"""However a word is typed, it is read as the same word."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.understanding.typos import Typos, one_slip
from finder.understanding.words import tokens, words


@pytest.mark.parametrize(
    "typed",
    ["won't", "won’t", "wont", "WONT", "wo\u200bnt", "wónt", "ｗｏｎｔ", "w0nt", "wo\u00adnt"],
)
def test_a_word_is_the_same_however_it_is_typed(typed: str) -> None:
    assert words(typed) == ("wont",)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("k1ll", "kill"),
        ("k!ll", "kill"),
        ("su1c1de", "suicide"),
        ("r@pe", "rape"),
        ("s u i c i d e", "suicide"),
        ("k.m.s", "kms"),
        ("k-m-s", "kms"),
        ("żółć", "zolc"),
        ("ışık", "isik"),
        ("straße", "strasse"),
    ],
)
def test_hidden_spellings_are_read(typed: str, read: str) -> None:
    assert words(typed) == (read,)


@pytest.mark.parametrize("typed", ["h8", "m8", "999", "18yrs", "b4", "l8r"])
def test_numbers_that_are_meant_stay(typed: str) -> None:
    assert words(typed) == (typed,)


def test_an_exclamation_mark_between_sentences_makes_no_word() -> None:
    assert words("no!he is here!help") == ("no", "he", "is", "here", "help")


def test_stretched_letters_are_read_as_two() -> None:
    assert words("pleeeease stoppppp") == ("pleease", "stopp")


def test_arabic_and_urdu_keyboards_give_the_same_word() -> None:
    assert words("كَتَبْتُ أُمّي") == words("كتبت امی")
    assert words("مدرسة") == words("مدرسہ") == words("مدرسه")
    assert words("قتـــل") == words("قتل")


def test_vowel_signs_of_bengali_and_gurmukhi_are_kept() -> None:
    assert words("মেরে ফেলবে") == ("মেরে", "ফেলবে")
    assert words("ਮਾਰ ਦੇਵੇਗਾ") == ("ਮਾਰ", "ਦੇਵੇਗਾ")
    assert words("মার") != words("মারে")
    assert words("আছি। সে") == ("আছি", "সে")


def test_digits_of_every_script_are_read() -> None:
    assert words("١٣ ۱۳ ১৩ ੧੩") == ("13", "13", "13", "13")


def test_single_letters_in_ordinary_text_stay_apart() -> None:
    assert words("i a man") == ("i", "a", "man")


def test_each_word_knows_where_it_stands() -> None:
    text = "He’s s u i c i d a l,\nশেষ!"
    for token in tokens(text):
        assert words(text[token.start : token.end]) == (token.word,)
    assert [(token.start, token.end) for token in tokens("a won't b")] == [(0, 1), (2, 7), (8, 9)]


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    last = 0
    for token in tokens(text):
        assert token.word
        assert not any(letter.isspace() for letter in token.word)
        assert last <= token.start < token.end <= len(text)
        last = token.end


@pytest.mark.parametrize("typed", ["stranled", "strangeld", "strrangled", "strangked"])
def test_one_slip_of_the_finger_is_forgiven(typed: str) -> None:
    assert Typos(["strangled"]).meant(typed) == ("strangled",)


@pytest.mark.parametrize("typed", ["tape", "rapt", "grape", "strangled", "mangled", "stragld"])
def test_short_words_right_words_and_two_slips_are_not_changed(typed: str) -> None:
    assert Typos(["rape", "strangled"]).meant(typed) == ()


def test_a_real_word_is_never_a_slip() -> None:
    assert Typos(["throat"], frozenset({"threat"})).meant("threat") == ()


LETTERS = string.ascii_lowercase


@given(st.text(LETTERS, min_size=5, max_size=9), st.integers(0, 8), st.sampled_from(LETTERS))
def test_every_changed_letter_is_one_slip(word: str, place: int, letter: str) -> None:
    place %= len(word)
    changed = word[:place] + letter + word[place + 1 :]
    assert one_slip(changed, word) == (changed != word)
    assert one_slip(word[:place] + word[place + 1 :], word)
