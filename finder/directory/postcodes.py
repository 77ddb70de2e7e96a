"""Postcodes in typed text. A full postcode is cut to its sector ("PL4 8") as it is read, and never kept whole."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Literal

from finder.directory.place_names import listed

Problem = Literal["unknown", "scotland", "northern-ireland", "crown-dependency", "abroad"]

_AREAS: dict[Problem, frozenset[str]] = {
    "scotland": listed("AB DD DG EH FK G HS IV KA KW KY ML PA PH TD ZE"),
    "northern-ireland": listed("BT"),
    "crown-dependency": listed("GY IM JE"),
}
"""The letters that begin a postcode outside England and Wales, in small letters."""
_OUT = r"([A-Z]{1,2}[0-9][A-Z0-9]?)"
_LETTERS = "[ABD-HJLNP-UW-Z]{2}"
_BREAK = "[ \u00a0.\\-]{0,3}"
_FULL = re.compile(rf"(?<![A-Z0-9]){_OUT}({_BREAK})([0-9O])({_LETTERS})(?![A-Z0-9])", re.IGNORECASE | re.ASCII)
_OUTCODE = re.compile(rf"(?<![A-Z0-9.]){_OUT}(?![A-Z0-9])(?:{_BREAK}([0-9])(?![A-Z0-9]))?", re.IGNORECASE | re.ASCII)
_TYPED = re.compile(rf"{_OUT}({_BREAK})(?:([0-9])[A-Z]?)?", re.IGNORECASE | re.ASCII)
_STUB = re.compile(r"[A-Z]{1,2}[0-9]", re.ASCII)
_ORDINALS = frozenset(("st", "nd", "rd", "th"))
_SLANG = listed("B4 L8 M8 W8 G8 N1 E3 CO2 ME2 NE1 SM1 BB4 CR7 SE2 MK1 MK2 MK3")
"""Outcodes that people also write for something else ("m8" for mate), in small letters."""
_NOT_SURE = _SLANG | listed("M1 M2 M3 M4 M5 M6 M8 M9 M11 M18 M20 M23 M25 M26 M27 M32 M40 M50 S8 S9 S10 S18 S20 S21 B6 B12")
"""These, the motorways, and names of telephones, laws and vitamins."""


@dataclass(frozen=True, slots=True)
class Postcode:
    """A postcode found in a text: start and end in characters, outcode ("PL4") and sector ("PL4-8"), if it has one.

    `sure` is False for an outcode that may be something else and needs a word like "in" before it.
    """

    start: int
    end: int
    outcode: str
    sector: str | None
    sure: bool = True


def problem_of(outcode: str) -> Problem | None:
    """Why an outcode is outside England and Wales, by its letters; None when they are not those of such a place."""
    letters = re.split("[0-9]", outcode)[0].lower()
    return next((problem for problem, areas in _AREAS.items() if letters in areas), None)


def is_stub(text: str) -> bool:
    """True for the front of an inner London outcode, as people say it: "SW1", "W1"."""
    return bool(_STUB.fullmatch(text))


def typed_postcode(text: str, outcodes: Container[str]) -> Postcode | None:
    """The postcode that a short text is, whole or in part ("pl4", "PL4 8", "pl48a"); None when it is not one."""
    match = _TYPED.fullmatch(text.strip(" .,;:!?-"))
    if not match:
        return None
    outcode, gap, digit = match.group(1).upper(), match.group(2), match.group(3)
    if not digit and not gap and outcode not in outcodes and outcode[:-1] in outcodes and outcode[-1].isdigit():
        outcode, digit = outcode[:-1], outcode[-1]
    return Postcode(0, len(text), outcode, f"{outcode}-{digit}" if digit else None)


def full_postcodes(text: str) -> Iterator[Postcode]:
    """Every full postcode of a text, cut to its sector. Whether such a sector exists is not looked at."""
    for match in _FULL.finditer(text):
        outcode, digit = match.group(1).upper(), match.group(3).replace("o", "0").replace("O", "0")
        counting = match.group(4) != match.group(4).upper() and match.group(4).lower() in _ORDINALS
        slang = outcode.lower() in _SLANG and match.group(1) != outcode
        yield Postcode(match.start(), match.end(), outcode, f"{outcode}-{digit}", not (counting or slang))


def bare_outcodes(text: str) -> Iterator[Postcode]:
    """Every outcode of a text, with its sector digit if that follows. Overlaps full postcodes.

    Sure when written as one: in capitals, or with two letters; not a motorway, nor "m8" for mate.
    """
    shouting = text.isupper() and len(text) > 12
    for match in _OUTCODE.finditer(text):
        typed = match.group(1)
        outcode, digit = typed.upper(), match.group(2)
        capitals = typed == outcode and not shouting
        sure = (capitals or typed[1].isalpha()) and outcode.lower() not in _NOT_SURE
        yield Postcode(match.start(), match.end(), outcode, f"{outcode}-{digit}" if digit else None, sure)
