"""Which characters count as the same letter, and which do not count at all."""

from __future__ import annotations

import unicodedata

# Vowel signs and accents are not letters to a regular expression, but they belong to the word they stand in.
# Indic scripts: all of their block but the two full stops (U+0964, U+0965).
MARKS = "\u0300-\u036f\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff\u0e31-\u0e3a\u0e47-\u0e4e"
# Joiners, direction marks and soft hyphens: a person cannot see them, so they are not there.
INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"

_APOSTROPHES = "\u2018\u2019\u201b\u02bc\u02b9\u2032\u0060\u00b4\uff07"
SAME_LENGTH: dict[int, str] = {ord(sign): "'" for sign in _APOSTROPHES} | {ord("_"): " "}
"""Changes that keep every character in its place, so that offsets stay right."""


def _span(first: int, last: int) -> list[int]:
    return list(range(first, last + 1))


# Accents of Latin, Greek and Cyrillic; Arabic vowel marks, hamza signs and the stretching stroke; Gurmukhi's dot,
# which most people leave out. Bengali and Gurmukhi vowel signs stay: without them it would be another word.
_DROPPED = (
    _span(0x0300, 0x036F)
    + _span(0x064B, 0x065F)
    + _span(0x06D6, 0x06ED)
    + [0x0670, 0x0640, 0x0A3C, 0x00AD, 0x061C, 0xFEFF]
    + _span(0x200B, 0x200F)
    + _span(0x202A, 0x202E)
    + _span(0x2060, 0x2064)
    + _span(0x2066, 0x2069)
    + [ord("'"), ord("*")]
)

_SAME = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ґ": "г",
    # Arabic, Persian and Urdu keyboards have their own code for what looks and sounds alike.
    "ى": "ي", "ی": "ي", "ې": "ي", "ٱ": "ا", "ک": "ك", "ة": "ه", "ہ": "ه", "ۃ": "ه", "ۂ": "ه", "ە": "ه", "ھ": "ه",
    "ۀ": "ه", "ں": "ن",
    # The two signs for a nasal sound in Gurmukhi are typed one for the other.
    "\u0a02": "\u0a70",
}  # fmt: skip

_DIGITS = {chr(zero + digit): str(digit) for zero in (0x0660, 0x06F0, 0x0966, 0x09E6, 0x0A66) for digit in range(10)}

LETTER_MAP: dict[int, str | None] = dict.fromkeys(_DROPPED)
"""For `str.translate` on decomposed text (NFD): one spelling for each letter; None drops the character."""
LETTER_MAP |= {ord(letter): same for letter, same in (_SAME | _DIGITS).items() if len(unicodedata.normalize("NFD", letter)) == 1}
