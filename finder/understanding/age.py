"""How old: in a typed text ("my 15 year old", "over 60"), and in the box that asks for an age."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from finder.needs import OLDEST, Age
from finder.understanding.cues import Cues
from finder.understanding.words import Token, tokens

_GLUED = re.compile(r"(\d{1,3})(?:yo|yrs?|yearold|y|f|m)")
_SHORT_FORM = re.compile(r"[1-9]\d[fm]")
_PLUS = re.compile(r"(\d{1,3})\s*\+")
_DASH = re.compile(r"(\d{1,3})\s*(?:-|–|to|do|a|-a|bis|hasta|até)\s*(\d{1,3})")
_BETWEEN_COMMAS = re.compile(r",\s*([1-9]\d)\s*(?=,|\.?\s*$)")
"""A number that stands alone beside a comma: "female, 22, leeds"."""
_DECADE = re.compile(r"(?:in|w) (?:my|her|his|their) (?:(early|mid|late) )?(\d)0s")


_NO_AGE = re.compile(r"\d(?:%|/7\b|['’]\d)")
"""A number that is a share ("100%"), a time ("24/7") or a height ("5'4")."""
_YEARS = frozenset({"years", "year", "yrs", "yr"})
_DURING = frozenset("into in with married together sober clean later".split())
_WRITER = frozenset("im i mam jestem tengo tenho am عمري мені dwi".split())
"""First words of cues by which people speak of their own age."""
YOUNGEST_WRITER = 5

# What happened to somebody N years ago says that they are at least N now; that helps only once N is a grown-up's age.
FEWEST = {"ago": 18}


class NotAnAge(ValueError):
    """What was typed is no age; `code` is `unknown` or `out-of-range`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class AgeFound:
    age: Age
    start: int
    end: int


def parse(typed: str, cues: Cues) -> Age | None:
    """The age or range in the age box; None when it is empty. Raises NotAnAge."""
    found = tokens(typed)
    if not found:
        if typed.strip():
            raise NotAnAge("unknown")
        return None
    text = " ".join(token.word for token in found)
    low, high = _typed_numbers(typed, text, found, cues)
    if not 1 <= low <= high <= OLDEST:
        raise NotAnAge("out-of-range")
    return Age(low, high)


def _typed_numbers(typed: str, text: str, found: Sequence[Token], cues: Cues) -> tuple[int, int]:
    for kind, patterns in cues.ranges.items():
        for _, _, numbers in cues.match(patterns, found):
            return _range(kind, numbers)
    if text in cues.stages:
        return cues.stages[text]
    digits = "".join(str(int(c)) if c.isdecimal() else c for c in typed)
    if plus := _PLUS.fullmatch(digits.strip()):
        return int(plus[1]), OLDEST if int(plus[1]) <= OLDEST else 999
    if dash := _DASH.fullmatch(digits.strip().lower()):
        return min(int(dash[1]), int(dash[2])), max(int(dash[1]), int(dash[2]))
    said = [n for n in (cues.number(token.word) for token in found) if n is not None]
    if glued := _GLUED.fullmatch(text):
        said = [int(glued[1])]
    if len(said) != 1:
        raise NotAnAge("out-of-range" if re.fullmatch(r"[-\s]*\d{4,}", digits) else "unknown")
    return (-1, -1) if digits.strip().startswith("-") else (said[0], said[0])


def find(text: str, cues: Cues) -> AgeFound | None:
    """The first age said in a text, the writer's own before others. Times, distances and amounts are no ages."""
    found = tokens(text)
    said = [(start, end, number) for start, end, (number, *_) in cues.match(cues.ages, found) if number <= OLDEST]
    said = [one for one in said if _counts(text, found, one[1], cues) and _word(found, one[1] + 1) not in _DURING]
    # "Im 2 scared": nobody writes here at two.
    own = [one for one in said if found[one[0]].word in _WRITER]
    others = [one for one in said if one not in own]
    return (
        _first(found, [one for one in own if one[2] >= YOUNGEST_WRITER])
        or _said_range(text, found, cues)
        or _first(found, others)
        or _loose(text, found, cues)
    )


def _said_range(text: str, found: Sequence[Token], cues: Cues) -> AgeFound | None:
    for kind, patterns in cues.ranges.items():
        for start, end, numbers in cues.match(patterns, found):
            # "Over 10 years" is how long it went on, "over 60 years old" is an age.
            lasting = _word(found, end) in _YEARS and _word(found, end + 1) not in ("old", "of")
            if _counts(text, found, end, cues) and not lasting and FEWEST.get(kind, 5) <= max(numbers) <= OLDEST:
                low, high = _range(kind, numbers)
                return AgeFound(Age(max(low, 0), min(high, OLDEST)), found[start].start, found[end - 1].end)
    return None


def _first(found: Sequence[Token], said: Sequence[tuple[int, int, int]]) -> AgeFound | None:
    """The first of these ages, at its longest."""
    best: AgeFound | None = None
    for start, end, number in said:
        if best is None or found[end - 1].end > best.end > found[start].start:
            best = AgeFound(Age(number, number), found[start].start, found[end - 1].end)
    return best


def _loose(text: str, found: Sequence[Token], cues: Cues) -> AgeFound | None:
    """Ages written without a cue of their own: "15yo", "60+", "in my 40s", "teenager"."""
    for place, token in enumerate(found):
        if token.word[-1:] in ("f", "m") and (place or not _SHORT_FORM.fullmatch(token.word)):
            continue  # "15f" opens a text; elsewhere it is a room, a bus or a distance
        if glued := _GLUED.fullmatch(token.word):
            return AgeFound(Age(int(glued[1]), int(glued[1])), token.start, token.end) if int(glued[1]) <= OLDEST else None
        if token.word in cues.stages:
            return AgeFound(Age(*cues.stages[token.word]), token.start, token.end)
    if decade := _DECADE.search(text.lower()):
        low = int(decade[2]) * 10
        part = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(decade[1], (0, 9))
        return AgeFound(Age(low + part[0], low + part[1]), *decade.span())
    if (plus := re.search(r"\b([5-9]\d)\s*\+", text)) is not None:
        return AgeFound(Age(int(plus[1]), OLDEST), *plus.span())
    if (alone := _BETWEEN_COMMAS.search(text)) is not None:
        return AgeFound(Age(int(alone[1]), int(alone[1])), *alone.span(1))
    return None


def _word(found: Sequence[Token], place: int) -> str:
    return found[place].word if place < len(found) else ""


def _counts(text: str, found: Sequence[Token], end: int, cues: Cues) -> bool:
    """Is the number an age, judged by what stands after the cue?"""
    last = found[end - 1]
    return _word(found, end) not in cues.units and not _NO_AGE.search(text, last.start, last.end + 2)


def _range(kind: str, numbers: tuple[int, ...]) -> tuple[int, int]:
    if kind in ("over", "ago"):
        return numbers[0], OLDEST
    if kind == "under":
        return 1, numbers[0] - 1
    return numbers[0], numbers[-1]
