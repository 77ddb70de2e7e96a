"""How a place name is written: words with their position, and one spelling for comparing.

Two names are the same when their keys are the same: capitals, accents, apostrophes, hyphens, vowel marks and the
different Arabic letters for one sound make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_WORD = re.compile(
    "(?:[^\\W_]|['’‘ʼ\u00ad\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff])+|&"
)
_PLAIN = re.compile("[a-z0-9]+")
_DROPPED = re.compile(
    "['’‘ʼ\u00ad\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_EDGE = "'’‘ʼ\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_SAME_LETTERS = str.maketrans("łøđıيىئكةہھۃڪ", "lodiیییکههههک")
_SAME_WORDS = {"saint": "st"}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: as typed, with start and end in characters, and its spelling for comparing."""

    raw: str
    start: int
    end: int
    key: str


def _key(raw: str) -> str:
    if raw == "&":
        return "and"
    if raw.isascii():
        key = raw.replace("'", "").lower()
    else:
        key = _DROPPED.sub("", unicodedata.normalize("NFKD", raw)).casefold().translate(_SAME_LETTERS)
    return _SAME_WORDS.get(key, key)


def words(text: str) -> list[Word]:
    """The words of any text, in order. Everything that is not a letter, a digit or a mark on one parts words."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        raw = match.group().rstrip(_EDGE)
        end = match.start() + len(raw)
        raw = raw.lstrip(_EDGE)
        key = _key(raw)
        if key:
            found.append(Word(raw, end - len(raw), end, key))
    return found


def key_of(name: str) -> str:
    """The spelling of a whole name for comparing: "St. Helen's" gives "st helens". Empty when it has no letters."""
    if not name.isascii():
        return " ".join(filter(None, map(_key, _WORD.findall(name))))
    plain = _PLAIN.findall(name.lower().replace("'", "").replace("&", " and "))
    return " ".join(_SAME_WORDS.get(word, word) for word in plain)


def listed(text: str) -> frozenset[str]:
    """The keys of words written with spaces between them, for the word lists of these modules."""
    return frozenset(key for key in map(key_of, text.split()) if key)


_TURKISH = ("da", "de", "ta", "te", "dan", "den", "tan", "ten", "ya", "ye", "li", "lı")
_SLAVIC = ("zie", "ie", "ze", "u", "em", "owi", "і", "у", "а", "ом", "ові", "е", "ою")
_BENGALI = ("েই", "তেই", "ের", "তে", "ে", "র")
_ARABIC = ("وب", "بال", "ول", "ب", "ل", "و")
LEAST_STEM = 5
"""A name has to keep this many letters when an ending is taken off."""


def stems(word: Word) -> tuple[str, ...]:
    """Spellings of a word without what a language adds to a place name, likeliest first; not the word itself.

    English 's, the Turkish, Polish, Ukrainian and Bengali endings for "in" and "from", the Arabic letters for "in".
    """
    found: list[str] = []
    for mark in "'’":
        before, apostrophe, _ = word.raw.partition(mark)
        if apostrophe:
            found.append(_key(before))
    key = word.key
    for ending in (*_TURKISH, *_SLAVIC, *_BENGALI):
        if key.endswith(ending):
            stem = key[: -len(ending)]
            found += [stem, stem + "ь"] if ending in ("і", "у", "а") else [stem]
    found += [key[len(start) :] for start in _ARABIC if key.startswith(start)]
    return tuple(stem for stem in found if len(stem) >= LEAST_STEM)
