"""What every place code stands for: districts, a point, a name. A code never holds a name.

A district or force area has its ONS code, a nation, region or county a number of ours (n2, r4, c12), a town t and its
GeoNames number, a neighbourhood h and ours, an outcode is its own code and a sector has a hyphen (PL4, PL4-8). Codes
joined by "." mean all of them together.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict

from finder.directory.place_tables import PlaceTableError, Tables
from finder.directory.postcodes import is_stub
from finder.directory.spots import Point, Spot

MOST_PARTS = 12
"""A code that joins more parts than this is not one of ours."""
PEOPLE_IN_SECTOR = 6_000
UNKNOWN_PEOPLE = 500
WELL_KNOWN = 10_000
"""People in a neighbourhood, as far as it matters: it is in the list because many type it."""


def distance_km(a: Point, b: Point) -> float:
    """Kilometres in a straight line between two points of the British National Grid, given in metres."""
    return math.dist(a, b) / 1000


class PlaceCodes:
    """The tables by code. Read-only once made, so threads can share it."""

    def __init__(self, tables: Tables) -> None:
        """Raises PlaceTableError when a district is in an area that areas.csv does not have."""
        self.tables = tables
        self._areas = self._area_districts()
        inside: defaultdict[str, list[Point]] = defaultdict(list)
        for spot in tables.sectors.values():
            inside[spot.districts.partition(";")[0]].append(spot.point)
        self._people = {code: PEOPLE_IN_SECTOR * len(inside[code]) for code in tables.districts}
        # The middle of a district's sectors is near where its people live, as sectors have much the same number.
        self._points = {code: _middle(points) for code, points in inside.items() if points}

    def _area_districts(self) -> dict[str, tuple[str, ...]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        named: dict[tuple[str, str], str] = {(area.kind, area.name): code for code, area in self.tables.areas.items()}
        for code, district in self.tables.districts.items():
            nation = district.nation.capitalize()
            wanted = [("nation", "England and Wales"), ("nation", nation)]
            wanted += [("county", district.county), ("force", district.force)]
            if district.region != nation:
                wanted.append(("region", district.region))
            for kind, name in wanted:
                if (kind, name) not in named:
                    raise PlaceTableError(f"areas.csv: there is no {kind} {name}")
                found[named[kind, name]].append(code)
        return {code: tuple(sorted(codes)) for code, codes in found.items()}

    def districts(self, code: str) -> tuple[str, ...]:
        """District codes that a code stands for, most of the place first; empty when there is no such code."""
        if code in self.tables.districts:
            return (code,)
        if code in self._areas:
            return self._areas[code]
        spot = self.spot(code)
        if spot:
            return tuple(spot.districts.split(";"))
        parts = code.split(".") if "." in code else []
        found = [self.districts(part) for part in parts[:MOST_PARTS] if part]
        good = len(parts) == len(set(parts)) == len(found) and all(found)
        return tuple(dict.fromkeys(district for part in found for district in part)) if good else ()

    def spot(self, code: str) -> Spot | None:
        """The town, neighbourhood, outcode or sector with that code, if there is one."""
        tables = self.tables
        for table in (tables.outcodes, tables.sectors, tables.towns, tables.neighbourhoods):
            if code in table:
                return table[code]
        return self._inner_london(code) if is_stub(code) else None

    def is_postcode(self, code: str) -> bool:
        """True for an outcode, a sector or the front of an inner London outcode."""
        return code in self.tables.outcodes or code in self.tables.sectors or is_stub(code)

    def _inner_london(self, stub: str) -> Spot | None:
        """All of SW1A, SW1E and so on for "SW1"."""
        spots = [self.tables.outcodes[code] for code in self.tables.outcodes if code[:-1] == stub and code[-1].isalpha()]
        if not spots:
            return None
        count = Counter(district for spot in spots for district in spot.districts.split(";"))
        return Spot(stub, ";".join(d for d, _ in count.most_common()), _middle([spot.point for spot in spots]))

    def point(self, code: str) -> Point | None:
        """Where it is; None for an area larger than a district and for joined codes."""
        spot = self.spot(code)
        return spot.point if spot else self._points.get(code)

    def people(self, code: str) -> int:
        """Roughly how many people live there; only for putting places in order."""
        if code in self.tables.neighbourhoods:
            return WELL_KNOWN
        spot = self.spot(code)
        if spot:
            return spot.people or UNKNOWN_PEOPLE
        return sum(self._people[district] for district in self.districts(code))

    def name(self, code: str) -> str:
        """The everyday name, not told apart from namesakes; empty for joined codes."""
        tables = self.tables
        if code in tables.districts:
            return tables.districts[code].label
        if code in tables.areas:
            return tables.areas[code].name
        spot = self.spot(code)
        return spot.name if spot else ""

    def force(self, districts: tuple[str, ...]) -> str | None:
        """The police force area that all the districts are in; None when there is not just one."""
        forces = {self.tables.districts[code].force for code in districts}
        return forces.pop() if len(forces) == 1 else None


def _middle(points: list[Point]) -> Point:
    return sum(x for x, _ in points) // len(points), sum(y for _, y in points) // len(points)
