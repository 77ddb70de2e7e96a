"""The address of a worker's search: codes for what was chosen and understood, never a word.

Each choice is 5 characters that say nothing (a hash of the field and the value), so an address means the same on another
machine and after the directory is rebuilt. The age stands in numbers, the place as its code, written in base 32.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable

from finder.build import Built
from finder.directory.terms import REACHES, REFERRERS, RISKS, SORTS, WAITS, Terms
from finder.needs import Needs
from finder.web.worker_form import excludable

LONGEST = 600
_SIZE = 5
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_AGE = re.compile(r"[0-9]{1,3}-[0-9]{1,3}")
Fields = dict[str, list[str]]


def token(name: str, value: str) -> str:
    """The code of one choice."""
    number = int.from_bytes(hashlib.blake2s(f"{name}={value}".encode(), digest_size=4).digest(), "big")
    return "".join(_LETTERS[(number >> shift) & 31] for shift in range(20, -1, -5))


def code(needs: Needs, terms: Terms) -> str:
    """The code of a search; empty when nothing was chosen or understood."""
    chosen = [("crime", value) for value in needs.crimes]
    chosen += [("for", value) for value in needs.groups] + [("support", value) for value in needs.support]
    chosen += [("language", needs.language or ""), ("referral", needs.referral or ""), ("who", terms.who or ""), ("risk", terms.risk or "")]
    chosen += [("reach", value) for value in terms.reach] + [("not", value) for value in terms.without]
    chosen += [("wait", "" if terms.wait is None else str(terms.wait)), ("taking", "yes" if terms.taking else "")]
    chosen += [("sort", "" if terms.sort == "fit" else terms.sort)]
    tokens = "".join(token(name, value) for name, value in chosen if value)
    age = f"~a{needs.age.low}-{needs.age.high}" if needs.age else ""
    place = f"~p{base64.b32encode(needs.place.code.encode()).decode().rstrip('=').lower()}" if needs.place else ""
    return f"{tokens}{age}{place}"


def fields(search: str, built: Built) -> Fields | None:
    """The form that an address stands for; None when it is none of ours. A choice that has gone is the value 'gone'."""
    tokens, *rest = search.split("~")
    if len(search) > LONGEST or len(tokens) % _SIZE:
        return None
    found: Fields = {}
    known = {token(name, value): (name, value) for name, value in choices(built)} if tokens else {}
    for start in range(0, len(tokens), _SIZE):
        name, value = known.get(tokens[start : start + _SIZE], ("crime", "gone"))
        found.setdefault(name, []).append(value)
    for part in rest:
        if part[:1] == "a" and _AGE.fullmatch(part[1:]):
            low, high = part[1:].split("-")
            found["age"] = [low if low == high else part[1:]]
        elif part[:1] == "p" and (place := built.directory.content.places.by_code(_place_code(part[1:]))):
            found |= {"place": [place.label], "place_was": [place.label], "place_code": [place.code]}
        else:
            return None
    return found


def _place_code(written: str) -> str:
    try:
        return base64.b32decode(written.upper() + "=" * (-len(written) % 8)).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return ""


def choices(built: Built) -> list[tuple[str, str]]:
    """Every choice that an address can carry, as field and value."""
    content = built.directory.content
    every: dict[str, Iterable[str]] = {
        "crime": content.crimes, "for": content.groups, "support": content.support, "language": content.languages,
        "referral": ("self", "professional"), "who": REFERRERS, "risk": RISKS, "reach": REACHES, "not": excludable(built),
        "wait": [str(weeks) for weeks in WAITS], "taking": ("yes",), "sort": SORTS,
    }  # fmt: skip
    return [(name, value) for name, values in every.items() for value in values]
