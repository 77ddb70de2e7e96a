"""The words around ages and names, as an editor lists them."""

from __future__ import annotations

from pathlib import Path

import pytest

from finder.directory import strict_yaml
from finder.directory.problems import BrokenContent
from finder.understanding.cues import Cues
from finder.understanding.words import tokens, words
from tests import small_content
from tests.small_content import REAL

CUES = Cues.load(REAL)


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("7", 7),
        ("0", 0),
        ("9999", 9999),
        ("seven", 7),
        ("twenty", 20),
        ("12345", None),
        ("x", None),
        ("", None),
        ("²", None),
        ("seventh", None),
    ],
)
def test_a_number_is_understood_in_digits_and_in_words(word: str, number: int | None) -> None:
    assert CUES.number(word) == number


def test_a_cue_is_found_wherever_it_stands_with_its_numbers() -> None:
    found = tokens("hi im 15 and my 15 year old")
    assert list(CUES.match([("im", "n"), ("n", "year", "old")], found)) == [(1, 3, (15,)), (5, 8, (15,))]
    assert list(CUES.match([("between", "n", "and", "m")], tokens("between 16 and eighteen"))) == [(0, 4, (16, 18))]


def test_half_a_cue_at_the_end_of_a_text_is_none() -> None:
    assert list(CUES.match([("im", "n"), ("n", "year", "old")], tokens("im"))) == []
    assert list(CUES.match([("n", "year", "old")], tokens("15 year"))) == []


def test_a_word_in_the_place_of_a_number_is_none() -> None:
    assert list(CUES.match([("im", "n")], tokens("im scared"))) == []


def test_every_cue_for_an_age_can_be_met_by_somebody_who_types_it() -> None:
    raw = strict_yaml.read(REAL / "cues.yaml")
    for blocks in (raw["ages"], *raw["ranges"].values()):
        for block in blocks.values() if isinstance(blocks, dict) else [blocks]:
            for line in strict_yaml.lines(block):
                typed = line.replace("N", "30").replace("M", "40")
                patterns = [*CUES.ages, *(pattern for several in CUES.ranges.values() for pattern in several)]
                assert any((start, end) == (0, len(words(typed))) for start, end, _ in CUES.match(patterns, tokens(typed))), line


def test_longer_cues_for_names_are_tried_before_shorter_ones() -> None:
    assert [len(pattern) for pattern in CUES.names] == sorted((len(pattern) for pattern in CUES.names), reverse=True)


@pytest.mark.parametrize("field", ["ages", "ranges", "stages", "numbers", "names", "units", "not_names", "fillers"])
def test_an_editor_is_told_which_part_is_missing(tmp_path: Path, field: str) -> None:
    folder = small_content.write(tmp_path / "content")
    small_content.edit(folder, "cues.yaml", lambda cues: {key: value for key, value in cues.items() if key != field})
    with pytest.raises(BrokenContent) as broken:
        Cues.load(folder)
    assert [str(problem) for problem in broken.value.problems] == [f"cues.yaml:{field}:this is needed"]
