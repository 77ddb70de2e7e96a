"""Cut personal details out of a typed text before anything else may keep it.

Phone numbers, e-mail and web addresses, card and account numbers, National Insurance numbers, street addresses, names after
"my name is"; a full postcode is cut to its sector, which is all that is needed to find help.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers

from finder.understanding.cues import Cues
from finder.understanding.words import tokens

CUT = "…"
"""What stands where a detail was."""

_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?)\s*([0-9])[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,255}\.[^\s@<>.]{2,}")
_WEB = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<!\w)@\w{2,}")
_INSURANCE = re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"(?<![\w£$€.,])\d(?:[ -]?\d){7,18}(?!\w)")
_STREET = re.compile(
    r"\b(?:flat\s+\w{1,4},?\s+)?\d{1,4}[a-z]?,?\s+(?:[a-z'’]+\s+){1,3}"
    r"(?:street|st|road|rd|avenue|ave|lane|ln|close|drive|dr|court|crescent|terrace|grove|gardens|place|way|walk|hill|square|mews)\b",
    re.IGNORECASE,
)
_WEAK_CUES = frozenset({"called", "named", "call"})


@dataclass(frozen=True, slots=True)
class Redacted:
    """The text without personal details, and whether any was cut (a shortened postcode counts)."""

    text: str
    cut: bool


def redact(text: str, cues: Cues) -> Redacted:
    """Any text in; the same text without personal details out."""
    clean = text.replace("\0", " ")
    result = _POSTCODE.sub(r"\1 \2", clean)
    for pattern in (_EMAIL, _WEB, _INSURANCE, _HANDLE):
        result = pattern.sub(CUT, result)
    result = _phones(result)
    result = _LONG_NUMBER.sub(CUT, result)
    result = _STREET.sub(CUT, result)
    result = _names(result, cues)
    return Redacted(result, result != clean)


def _phones(text: str) -> str:
    if sum(c.isdigit() for c in text) < 9:
        return text
    for match in reversed(list(phonenumbers.PhoneNumberMatcher(text, "GB", leniency=phonenumbers.Leniency.POSSIBLE))):
        if sum(c.isdigit() for c in match.raw_string) >= 9:
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
            if first.word in cues.not_names or not first.word.isalpha() or (weak and not text[first.start].isupper()):
                continue
            end = first.end
            following = found[start + len(pattern) + 1 : start + len(pattern) + 2]
            if following and text[following[0].start].isupper() and not text[end : following[0].start].strip():
                end = following[0].end
            cuts.append((first.start, end))
    for begin, end in sorted(set(cuts), reverse=True):
        text = text[:begin] + CUT + text[end:]
    return text
