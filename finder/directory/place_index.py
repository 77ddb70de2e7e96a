"""What every place name and place code means, worked out once from the tables."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from finder.directory.place_names import key_of
from finder.directory.place_tables import Area, AreaKind, PlaceTableError, Point, Spot, Tables, When
from finder.directory.postcodes import Problem, is_stub
from finder.needs import Place

MOST_CHOICES = 8
MOST_PARTS = 12
"""A code that joins more parts than this is not one of ours."""
PEOPLE_IN_SECTOR = 6_000
UNKNOWN_PEOPLE = 500
WELL_KNOWN = 10_000
"""People in a neighbourhood, as far as it matters: it is in the list because many type it."""
LARGE = 50_000
DOMINANT = 50
"""A large place so many times the size of its namesake is the one that is meant."""
ORDER: tuple[AreaKind, ...] = ("force", "county", "region", "nation")
"""Which area a name means first: they differ at the edges."""
_PROBLEMS: tuple[Problem, ...] = ("scotland", "northern-ireland", "crown-dependency", "abroad")


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a typed place means.

    `place` is all its meanings together, None when there is none. `choices` are the meanings to ask about,
    likeliest first, empty when there is nothing to ask. `problem` says why there is no place.
    """

    place: Place | None
    choices: tuple[Place, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in a text, from `start` up to `end` in characters of that text."""

    start: int
    end: int
    resolution: Resolution


def distance_km(a: Point, b: Point) -> float:
    """Kilometres in a straight line between two points of the British National Grid, given in metres."""
    return math.dist(a, b) / 1000


class PlaceIndex:
    """Names to codes and codes to places. Read-only once made, so threads can share it."""

    def __init__(self, tables: Tables) -> None:
        """Indexes the tables. Raises PlaceTableError when a name in also.csv stands for nothing."""
        self.tables = tables
        self._areas_of = self._area_districts()
        sectors = Counter(spot.districts.partition(";")[0] for spot in tables.sectors.values())
        self._people = {code: PEOPLE_IN_SECTOR * sectors[code] for code in tables.districts}
        self._points = self._district_points()
        self.names: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
        self.names.default_factory = None
        self._shown: dict[str, str] = {}
        self._others: set[str] = set()
        self._add_names()
        self._add_also()
        self._labels = self._told_apart()
        self.elsewhere = {key: why for key, (why, people) in tables.elsewhere.items() if self._is_away(key, why, people)}
        self._add_away()

    # Making the index

    def _area_districts(self) -> dict[str, tuple[str, ...]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        by_name = {(area.kind, area.name): code for code, area in self.tables.areas.items() if area.kind != "force"}
        for code, district in self.tables.districts.items():
            nation = district.nation.capitalize()
            wanted = [("nation", "England and Wales"), ("nation", nation), ("county", district.county)]
            if district.region != nation:
                wanted.append(("region", district.region))
            for kind_and_name in wanted:
                if kind_and_name not in by_name:
                    raise PlaceTableError(f"areas.csv: there is no {' '.join(kind_and_name)}")
                found[by_name[kind_and_name]].append(code)
            found[district.force_code].append(code)
        return {code: tuple(sorted(codes)) for code, codes in found.items()}

    def _district_points(self) -> dict[str, Point]:
        # The middle of a district's sectors is near where its people live, as sectors have much the same number.
        inside: defaultdict[str, list[Point]] = defaultdict(list)
        for spot in self.tables.sectors.values():
            inside[spot.districts.partition(";")[0]].append(spot.point)
        return {
            code: (sum(x for x, _ in points) // len(points), sum(y for _, y in points) // len(points))
            for code, points in inside.items()
        }

    def _add(self, name: str, code: str) -> None:
        key = key_of(name)
        codes = self.names.get(key, ())
        if key and code not in codes:
            self.names[key] = (*codes, code)
            self._shown.setdefault(key, name)

    def _add_names(self) -> None:
        tables = self.tables
        for code, area in tables.areas.items():
            self._add(area.name, code)
            if area.kind == "region":
                self._add(f"{area.name} England", code)
        for code, district in tables.districts.items():
            for name in district.names:
                self._add(name, code)
        for code, spot in self._spots():
            self._add(spot.name, code)
        for code, spot in tables.towns.items():
            for name in filter(None, spot.others.split(";")):
                key = key_of(name)
                if key not in self.names:
                    self._others.add(key)
                self._add(name, code)

    def _spots(self) -> Iterable[tuple[str, Spot]]:
        """Neighbourhoods and towns, without towns that are a neighbourhood under another number."""
        hoods: defaultdict[str, list[Spot]] = defaultdict(list)
        for code, spot in self.tables.neighbourhoods.items():
            hoods[key_of(spot.name)].append(spot)
            yield code, spot
        for code, spot in self.tables.towns.items():
            same = hoods.get(key_of(spot.name), ())
            if not any(spot.districts in hood.districts or distance_km(spot.point, hood.point) < 6 for hood in same):
                yield code, spot

    def _add_also(self) -> None:
        for name, target in self.tables.also:
            if target in _PROBLEMS:
                continue
            codes = target.split(".") if self.place(target) else [code for code, _ in self.meanings(key_of(target))]
            if not codes:
                raise PlaceTableError(f"also.csv: {target} is no place")
            for code in codes:
                self._add(name, code)

    def _told_apart(self) -> dict[str, str]:
        """Labels for places that share their name with others: "Newport, Wales"."""
        labels: dict[str, str] = {}
        for key, codes in self.names.items():
            named = [code for code in codes if key_of(self._name(code)) == key and code not in self.tables.areas]
            kept = {code for code, _ in self.meanings(key, all_sizes=True)}
            if len(kept) < 2:
                continue
            named = [code for code in named if code in kept]
            wide = {code: self._wide(code) for code in named}
            shared = Counter(wide.values())
            for code in named:
                more = wide[code] if shared[wide[code]] == 1 else self.tables.districts[self._first(code)].label
                if key_of(more) != key:
                    labels[code] = f"{self._name(code)}, {more}"
        return labels

    def _wide(self, code: str) -> str:
        district = self.tables.districts[self._first(code)]
        if district.nation == "wales":
            return "Wales" if code in self.tables.districts else district.label
        return district.region if district.region == "London" else district.county

    def _is_away(self, key: str, why: Problem, people: int) -> bool:
        ours = max((people for _, people in self.meanings(key)), default=0)
        return not ours or (why != "abroad" and people >= 20 * ours)

    def _add_away(self) -> None:
        for name, target in self.tables.also:
            for problem in _PROBLEMS:
                if target == problem:
                    self.elsewhere[key_of(name)] = problem
        for key in self.elsewhere:
            self.names.pop(key, None)

    # Asking it

    def _name(self, code: str) -> str:
        tables = self.tables
        if code in tables.districts:
            return tables.districts[code].label
        area = tables.areas.get(code)
        spot = tables.towns.get(code) or tables.neighbourhoods.get(code)
        return area.name if area else spot.name if spot else ""

    def _first(self, code: str) -> str:
        return self.districts(code)[0]

    def districts(self, code: str) -> tuple[str, ...]:
        """The district codes of one code that is not joined; empty when there is no such code."""
        tables = self.tables
        if code in tables.districts:
            return (code,)
        if code in self._areas_of:
            return self._areas_of[code]
        spot = self.spot(code)
        return tuple(spot.districts.split(";")) if spot else ()

    def spot(self, code: str) -> Spot | None:
        """The town, neighbourhood, outcode or sector with that code, if there is one."""
        tables = self.tables
        for table in (tables.towns, tables.neighbourhoods, tables.outcodes, tables.sectors):
            if code in table:
                return table[code]
        return self._inner_london(code) if is_stub(code) else None

    def _inner_london(self, stub: str) -> Spot | None:
        outcodes = [spot for code, spot in self.tables.outcodes.items() if code[:-1] == stub and code[-1].isalpha()]
        if not outcodes:
            return None
        count = Counter(district for spot in outcodes for district in spot.districts.split(";"))
        east = sum(spot.point[0] for spot in outcodes) // len(outcodes)
        north = sum(spot.point[1] for spot in outcodes) // len(outcodes)
        return Spot(stub, ";".join(district for district, _ in count.most_common()), (east, north))

    def people(self, code: str) -> int:
        """Roughly how many people live there; only for putting places in order."""
        if code in self.tables.districts:
            return self._people[code]
        if code in self._areas_of:
            return sum(self._people[district] for district in self._areas_of[code])
        if code in self.tables.neighbourhoods:
            return WELL_KNOWN
        spot = self.spot(code)
        return (spot.people if spot else 0) or UNKNOWN_PEOPLE
