"""Points on the map with the districts around them: towns, neighbourhoods, outcodes and sectors of postcodes."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from sys import intern
from typing import NamedTuple

Point = tuple[int, int]
"""Metres east and north on the British National Grid."""


class Spot(NamedTuple):
    """Districts joined by ";", the largest part first; people 0 when unknown; `others`: names in other languages."""

    name: str
    districts: str
    point: Point
    people: int = 0
    others: str = ""


class Postcodes(Mapping[str, Spot]):
    """Outcodes or sectors by code, as rows of numbers: as 13,000 records they would hold 4 MB in memory."""

    def __init__(self, rows: Iterable[tuple[str, str, Point]]) -> None:
        """`rows`: code, districts, point. In a sector's code a hyphen stands where its name has a space."""
        ordered = sorted(rows)
        self._codes = [code for code, _, _ in ordered]
        self._districts = [intern(districts) for _, districts, _ in ordered]
        self._points = array("i", (metres for _, _, point in ordered for metres in point))

    def __getitem__(self, code: str) -> Spot:
        place = bisect_left(self._codes, code)
        if place == len(self._codes) or self._codes[place] != code:
            raise KeyError(code)
        return Spot(code.replace("-", " "), self._districts[place], (self._points[2 * place], self._points[2 * place + 1]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)
