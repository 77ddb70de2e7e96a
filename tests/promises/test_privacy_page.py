"""Every promise of the privacy page, and every line of the bar, has a test; every test named there exists."""

from __future__ import annotations

import re

import pytest

from finder.settings import DEFAULT_CONTENT, ROOT

SENTENCES, _, LINES = (ROOT / "docs" / "privacy.md").read_text("utf-8").partition("## Each line of the bar")
ROW = re.compile(r"^\| (.+?) \| (tests/\S+\.py::test_\w+) \|$", re.M)
ROWS = dict(ROW.findall(SENTENCES))
BAR = ROW.findall(LINES)
PAGE = (DEFAULT_CONTENT / "pages" / "privacy.md").read_text("utf-8")
PROMISED = ("What we keep", "What you type", "How long we hold a search or a talk")


def _promises() -> set[str]:
    parts = dict(re.findall(r"^## (.+?)\n(.+?)(?=^## |\Z)", PAGE, re.M | re.S))
    return {line for title in PROMISED for line in re.findall(r"^- (.+)$", parts[title], re.M)}


def test_every_sentence_that_promises_something_has_its_test() -> None:
    assert _promises() == set(ROWS)


def test_every_line_of_the_bar_has_its_test() -> None:
    assert {line[:2] for line, _ in BAR} == {*(f"T{number}" for number in range(1, 8)), *(f"D{number}" for number in range(1, 6))}


@pytest.mark.parametrize("named", sorted({*ROWS.values(), *dict(BAR).values()}))
def test_a_test_named_on_the_privacy_page_is_there_and_is_run(named: str) -> None:
    path, _, name = named.partition("::")
    assert re.search(rf"^def {name}\(", (ROOT / path).read_text("utf-8"), re.M)
