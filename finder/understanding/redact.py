"""Cut personal details out of a typed text before anything else may keep it.

Phone numbers, e-mail and web addresses, card and account numbers, National Insurance numbers, street addresses, names after
"my name is"; a full postcode is cut to its sector, which is all that is needed to find help.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import phonenumbers

from finder.understanding.cues import Cues, Pattern
from finder.understanding.words import Token, tokens

CUT = "…"
"""What stands where a detail was."""

# The letter O for the digit counts in capitals only: "in se15 our street" has no postcode.
_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?)[\s.\-]{0,3}([0-9]|(?-i:O))[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,255}\.[^\s@<>.]{2,}")
_WEB = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<!\w)@\w{2,}")
_INSURANCE = re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"(?<![\w£$€.,])\d(?:[ -]?\d){7,18}(?!\w)")
_SPELT_WITH_O = re.compile(r"(?<!\w)[0O](?:[ .\-]?[\dO]){9,10}(?!\w)", re.IGNORECASE)
_YEARS = re.compile(r"(?:(?:19|20)\d\d[\s-]*)+")
# Words that show that a number before "street", "close" or "way" is no house: "2 lads in the street", "5 minutes walk".
_NO_STREET = (
    "a|an|and|the|in|on|at|to|of|by|my|our|his|her|their|from|near|with|for|when|but|or|i|im|he|she|they|we|is|was|were|"
    "has|had|got|live|lives|lived|after|before|down|along|off|out|up|years?|yrs?|old|months?|weeks?|days?|hours?|mins?|"
    "minutes?|miles?|metres?|meters?|times?|people|men|man|women|lads?|guys?|boys?|girls?|kids?|way|too"
)
_STREET = re.compile(
    r"\b(?:flat\s+\w{1,4},?\s+)?\d{1,4}[a-z]?,?\s+(?:the\s+(?:avenue|close|crescent|drive|grove|mews|gardens)|"
    rf"(?:(?!(?:{_NO_STREET})\b)[a-z'’]+\s+){{1,3}}"
    r"(?:street|st|road|rd|avenue|ave|lane|ln|close|drive|dr|court|crescent|terrace|grove|gardens|place|way|walk|hill|square|mews))\b",
    re.IGNORECASE,
)
_WELSH_STREET = re.compile(r"\b\d{1,4}[a-z]?,?\s+(?i:heol|ffordd|stryd|rhodfa|lôn)\s+(?:y\s+|yr\s+)?\w+(?:\s+[A-Z]\w+)?")
_WEAK_CUES = frozenset({"called", "named", "call"})
_CALLERS = frozenset("i ive we weve he hes she shes they theyve you have has had just and then also even already never".split())
"""Words before "called" that say who rang: what follows is who was rung, most often a service."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """The text without personal details, and whether any was cut (a shortened postcode counts)."""

    text: str
    cut: bool


def redact(text: str, cues: Cues) -> Redacted:
    """Any text in; the same text without personal details out."""
    # Half an emoji (a lone surrogate, which JSON lets through) is no character and could not be written anywhere.
    clean = text.encode("utf-8", "replace").decode().replace("\0", " ")
    result = _POSTCODE.sub(lambda found: f"{found[1]} {found[2].replace('O', '0')}", clean)
    for pattern in (_EMAIL, _WEB, _INSURANCE, _HANDLE):
        result = pattern.sub(CUT, result)
    result = _phones(result)
    result = _LONG_NUMBER.sub(_unless_years, result)
    for pattern in (_STREET, _WELSH_STREET):
        result = pattern.sub(CUT, result)
    result = _names(result, cues)
    return Redacted(result, result != clean)


def _unless_years(found: re.Match[str]) -> str:
    return found[0] if _YEARS.fullmatch(found[0]) else CUT


def _phones(text: str) -> str:
    text = _SPELT_WITH_O.sub(lambda found: CUT if sum(c.isdigit() for c in found[0]) >= 6 else found[0], text)
    if sum(c.isdigit() for c in text) < 9:
        return text
    for match in reversed(list(phonenumbers.PhoneNumberMatcher(text, "GB", leniency=phonenumbers.Leniency.POSSIBLE))):
        if sum(c.isdigit() for c in match.raw_string) >= 9 and not _YEARS.fullmatch(match.raw_string):
            text = text[: match.start] + CUT + text[match.end :]
    return text


def _names(text: str, cues: Cues) -> str:
    """Cut up to two words after a cue: the first always (unless it is plainly no name), the second when it has a capital."""
    found = tokens(text)
    cuts: list[tuple[int, int]] = []
    for pattern in cues.names:
        for start in range(len(found) - len(pattern)):
            if tuple(token.word for token in found[start : start + len(pattern)]) != pattern:
                continue
            first = found[start + len(pattern)]
            weak = pattern[0] in _WEAK_CUES
            # Vowel signs of Indic scripts are no letters to `isalpha`, so one letter is enough for a name.
            if first.word in cues.not_names or not any(c.isalpha() for c in first.word):
                continue
            if weak and (not text[first.start].isupper() or _is_a_call(pattern, found, start)):
                continue
            end = first.end
            following = found[start + len(pattern) + 1 : start + len(pattern) + 2]
            if following and text[following[0].start].isupper() and not text[end : following[0].start].strip(" -"):
                end = following[0].end
            cuts.append((first.start, end))
    for begin, end in sorted(set(cuts), reverse=True):
        text = text[:begin] + CUT + text[end:]
    return text


def _is_a_call(pattern: Pattern, found: Sequence[Token], start: int) -> bool:
    """ "I called Childline" rings somebody; "a man called Dave" names him."""
    return pattern == ("called",) and (start == 0 or found[start - 1].word in _CALLERS)
