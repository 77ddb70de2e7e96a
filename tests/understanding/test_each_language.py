"""In each language offered, the ten commonest needs are understood as what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from finder.build import Built
from finder.directory import strict_yaml
from finder.needs import Needs

TYPED: dict[str, list[str]] = strict_yaml.read(Path(__file__).with_name("needs_in_each_language.yaml"))
TEN = (
    "domestic-abuse", "sexual-violence", "stalking-harassment", "fraud-cyber", "burglary-theft",
    "robbery", "assault", "hate-crime", "forced-marriage-hbv", "child-sexual-abuse",
)  # fmt: skip


@pytest.mark.parametrize("language", sorted(TYPED))
def test_the_ten_commonest_needs_are_understood(built: Built, language: str) -> None:
    assert len(TYPED[language]) == len(TEN)
    wrong = []
    for text, crime in zip(TYPED[language], TEN, strict=True):
        found = built.understanding.understand(text, Needs()).crimes
        if crime not in found[:1]:
            wrong.append((text, crime, found))
    assert wrong == []
