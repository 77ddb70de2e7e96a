"""A small Flesch-Kincaid grade, and the sentences of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable

_VOWELS = re.compile(r"[aeiouy]+")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9'’-]*")


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?:])\s+", text.strip()) if re.search(r"\w", part)]


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def syllables(word: str) -> int:
    bare = re.sub(r"[^a-z]", "", word.lower())
    count = len(_VOWELS.findall(bare))
    silent = (
        (bare.endswith("e") and not bare.endswith(("le", "ee", "ye")))
        or (bare.endswith("ed") and not bare.endswith(("ted", "ded")))
        or (bare.endswith("es") and not bare.endswith(("ses", "ches", "shes", "xes", "zes", "ces", "ges", "ies")))
    )
    return max(1, count - (silent and count > 1))


def grade(texts: Iterable[str]) -> float:
    """The school grade needed to read these texts: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    parts = [part for text in texts for part in sentences(text)]
    every = [word for part in parts for word in words(part)]
    return 0.39 * len(every) / len(parts) + 11.8 * sum(map(syllables, every)) / len(every) - 15.59
