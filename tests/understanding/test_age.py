"""A person's age is understood as they say it, in the box and in a text, and numbers that are no ages are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.needs import OLDEST, Age
from finder.understanding import age as ages
from finder.understanding.age import NotAnAge
from finder.understanding.cues import Cues
from tests.small_content import REAL

CUES = Cues.load(REAL)


def said(text: str) -> tuple[int, int] | None:
    found = ages.find(text, CUES)
    return (found.age.low, found.age.high) if found else None


# In the box


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("15", 15, 15),
        (" 15 ", 15, 15),
        ("fifteen", 15, 15),
        ("Fifteen", 15, 15),
        ("١٥", 15, 15),
        ("১৫", 15, 15),
        ("1", 1, 1),
        ("120", 120, 120),
        ("15yo", 15, 15),
        ("15 years old", 15, 15),
        ("im 15", 15, 15),
        ("I'm 15.", 15, 15),
        ("mam 15 lat", 15, 15),
        ("16-18", 16, 18),
        ("16 – 18", 16, 18),
        ("18 to 16", 16, 18),
        ("between 16 and 18", 16, 18),
        ("60+", 60, 120),
        ("over 60", 60, 120),
        ("under 18", 1, 17),
        ("teenager", 13, 19),
    ],
)
def test_an_age_or_a_range_in_the_box_is_understood(typed: str, low: int, high: int) -> None:
    assert ages.parse(typed, CUES) == Age(low, high)


@pytest.mark.parametrize("typed", ["", "   ", "\n"])
def test_an_empty_box_is_no_age_and_no_mistake(typed: str) -> None:
    assert ages.parse(typed, CUES) is None


@pytest.mark.parametrize("typed", ["0", "121", "150", "999", "9999", "123456789", "-5", "130+", "under 1", "100-200", "0-5"])
def test_an_age_that_nobody_has_says_that_it_is_out_of_range(typed: str) -> None:
    with pytest.raises(NotAnAge) as refused:
        ages.parse(typed, CUES)
    assert refused.value.code == "out-of-range"


@pytest.mark.parametrize("typed", ["abc", "?", "🙂", "prefer not to say", "15 16", "\u202e", "<script>", "½", "x" * 10_000, "one two"])
def test_what_is_no_age_says_that_it_is_not_known(typed: str) -> None:
    with pytest.raises(NotAnAge) as refused:
        ages.parse(typed, CUES)
    assert refused.value.code == "unknown"


@given(st.one_of(st.text(max_size=40), st.from_regex(r"\s?[-+]?\d{0,5}\s?(-|to|\+|yo)?\s?\d{0,4}", fullmatch=True)))
def test_whatever_is_in_the_box_it_is_an_age_or_a_plain_reason(typed: str) -> None:
    reason, age = None, None
    try:
        age = ages.parse(typed, CUES)
    except NotAnAge as refused:
        reason = refused.code
    assert reason in (None, "unknown", "out-of-range")
    assert age is None or 1 <= age.low <= age.high <= OLDEST


# In a text


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("im 15 and my dad hits me", 15),
        ("I'm 15", 15),
        ("im fifteen", 15),
        ("my 15 year old was robbed", 15),
        ("just turned 18 and scared", 18),
        ("15f", 15),
        ("15yo need help", 15),
        ("she is 7 years old", 7),
        ("mam 16 lat", 16),
        ("am 16 ani", 16),
        ("tenho 16 anos", 16),
        ("tengo 16 años", 16),
        ("عمري 16", 16),
        ("عمري ١٦ سنة", 16),
        ("میری عمر 16 ہے", 16),
        ("meri umar 16 hai", 16),
        ("আমার বয়স ১৬", 16),
        ("ਮੇਰੀ ਉਮਰ 16 ਹੈ", 16),
        ("16 yaşındayım", 16),
        ("waxaan ahay 16 jir", 16),
        ("dw i'n 16 oed", 16),
        ("мені 16", 16),
    ],
)
def test_an_age_said_in_a_text_is_understood_in_every_language(text: str, age: int) -> None:
    assert said(text) == (age, age)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("women over 60 near me", 60, 120),
        ("we are over 60 years old", 60, 120),
        ("help for under 18s or under 18", 1, 17),
        ("between 16 and 18", 16, 18),
        ("im in my 40s", 40, 49),
        ("i am in my early 20s", 20, 23),
        ("60+ helpline", 60, 120),
        ("a teenager in plymouth", 13, 19),
        ("powyżej 60 lat", 60, 120),
        ("i was raped 40 years ago", 40, 120),
    ],
)
def test_a_range_said_in_a_text_is_understood(text: str, low: int, high: int) -> None:
    assert said(text) == (low, high)


@pytest.mark.parametrize(
    ("text", "age"),
    [("he is 40 and im 16", 16), ("my dads over 50 and i am 14", 14), ("hes 40 im 15 pls help", 15), ("on ma 40 lat a ja mam 16 lat", 16)],
)
def test_the_writers_own_age_counts_before_that_of_somebody_else(text: str, age: int) -> None:
    assert said(text) == (age, age)


@pytest.mark.parametrize(
    "text",
    [
        "it happened 15 years ago",
        "he hit me for over 10 years",
        "we have been married over 30 years",
        "im 10 years into this marriage",
        "im 20 mins late",
        "shes 5 months pregnant",
        "im 100% sure",
        "im scared 24/7",
        "im 24/7 scared",
        "im 2 scared to go home",
        "im 5 foot 4",
        "I'm 5'4",
        "shes 15m away",
        "bus 15m",
        "room 12f",
        "i rang 999 and 101",
        "im 999",
        "over 200 quid gone",
        "there were 3 of them",
        "the M5 near junction 15",
        "PL4 8",
        "they took £60",
        "at 10 pm",
        "",
    ],
)
def test_times_heights_amounts_and_phone_numbers_are_no_ages(text: str) -> None:
    assert said(text) is None


def test_where_the_age_stands_is_told_so_that_it_is_not_searched_for() -> None:
    text = "Hi, I'm 15 years old and scared"
    found = ages.find(text, CUES)
    assert found
    assert "15" in text[found.start : found.end]
    assert "scared" not in text[found.start : found.end]


@given(st.text(max_size=200))
def test_any_text_has_a_possible_age_or_none(text: str) -> None:
    found = ages.find(text, CUES)
    if found:
        assert 0 <= found.age.low <= found.age.high <= OLDEST
        assert 0 <= found.start < found.end <= len(text)
