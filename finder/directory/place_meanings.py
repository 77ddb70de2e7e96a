"""Which places a name can mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from finder.directory.place_codes import PlaceCodes, distance_km
from finder.directory.place_names import key_of
from finder.directory.place_tables import AreaKind, PlaceTableError, Tables, When
from finder.directory.postcodes import Problem
from finder.directory.spots import Spot

LARGE = 50_000
TOWN = 20_000
SHORT = 5
"""The name of a small place with no more letters than this is often a word of some language."""
DOMINANT = 250
"""A large place that has so many times the people of its namesake is the one that is meant."""
SAME_TOWN_KM = 6
SAME_DISTRICT_KM = 10
"""A town so near the middle of a district of its name is the reason for the name, whatever side of the border."""
NEAR_KM = 20
"""How far from the middle of a city a town may be that people call part of it."""
ORDER: tuple[AreaKind, ...] = ("force", "county", "region", "nation")
"""What an area's name means first: they differ at the edges."""
PROBLEMS: tuple[Problem, ...] = ("scotland", "northern-ireland", "crown-dependency", "abroad")


class Meanings:
    """Names, by key, to codes. Read-only once made, so threads can share it.

    `names` has every code of a name, `elsewhere` why a name is not in England and Wales, `shown` a name as written.
    """

    def __init__(self, tables: Tables) -> None:
        """Raises PlaceTableError when a name in also.csv stands for nothing, or for several places."""
        self.tables = tables
        self.codes = PlaceCodes(tables)
        self.names: dict[str, tuple[str, ...]] = {}
        self.foreign: set[str] = set()
        self.shown: dict[str, str] = {}
        self._asked = frozenset(code for code, area in tables.areas.items() if area.ask)
        for name, code in self._names():
            self._add(name, code)
        self._add_also()
        self._add_others()
        away = tables.elsewhere.items()
        self.elsewhere = {key: why for key, (why, people) in away if self._is_away(key, why, people)}
        self.elsewhere.update((key_of(name), why) for name, target in tables.also for why in PROBLEMS if target == why)
        for key in self.elsewhere:
            self.names.pop(key, None)

    def _names(self) -> Iterator[tuple[str, str]]:
        for code, area in self.tables.areas.items():
            yield area.name, code
            if area.kind == "region":
                yield f"{area.name} England", code
        for code, district in self.tables.districts.items():
            for name in (district.label, *district.names):
                yield name, code
        for code, spot in self._spots():
            yield spot.name, code

    def _spots(self) -> Iterator[tuple[str, Spot]]:
        """Neighbourhoods, and towns but for those that are a neighbourhood too."""
        hoods: defaultdict[str, list[Spot]] = defaultdict(list)
        for code, spot in self.tables.neighbourhoods.items():
            hoods[spot.name].append(spot)
            yield code, spot
        for code, spot in self.tables.towns.items():
            same = hoods.get(spot.name, ())
            if not any(spot.districts in hood.districts or distance_km(spot.point, hood.point) < SAME_TOWN_KM for hood in same):
                yield code, spot

    def _add(self, name: str, code: str) -> None:
        key = key_of(name)
        codes = self.names.get(key, ())
        if key and code not in codes:
            self.names[key] = (*codes, code)
            self.shown.setdefault(key, name)

    def _add_also(self) -> None:
        for name, target in self.tables.also:
            if target in PROBLEMS:
                continue
            codes = (target,) if self.codes.districts(target) else self.of(key_of(target))
            if len(codes) != 1:
                raise PlaceTableError(f"also.csv: {target} is not one place")
            self._add(name, codes[0])

    def _add_others(self) -> None:
        """Names of towns in other languages. They give way to the name of any other place."""
        own = frozenset(self.names)
        for code, spot in self.tables.towns.items():
            for name in spot.others.split(";") if spot.others else ():
                key = key_of(name)
                if key not in own:
                    self.foreign.add(key)
                    self._add(name, code)

    def _is_away(self, key: str, why: Problem, people: int) -> bool:
        """Whether a name elsewhere is meant, though we may have a place of that name too."""
        ours = max(map(self.codes.people, self.names.get(key, ())), default=0)
        return not ours or (why != "abroad" and people >= 20 * ours)

    def of(self, key: str, small_too: bool = False) -> tuple[str, ...]:
        """Codes of the different places that a name can mean, likeliest first.

        An area takes in a district or town of its name, unless areas.csv says to ask. Of places with the same
        districts one is kept. Small namesakes of a large place go, unless `small_too`.
        """
        codes = self.names.get(key, ())
        if len(codes) < 2:
            return codes
        kept: dict[frozenset[str], str] = {}
        for code in sorted(codes, key=lambda code: self._closest_first(code, key)):
            districts = frozenset(self.codes.districts(code))
            if districts in kept and code in self.tables.districts and key_of(self.codes.name(code)) == key:
                kept[districts] = code
            elif not any(self._takes_in(other, code) for other in kept.values()):
                kept.setdefault(districts, code)
        people = {code: self.codes.people(code) for code in kept.values()}
        most = max(people.values())
        if most >= LARGE and not small_too:
            people = {code: count for code, count in people.items() if count * DOMINANT > most}
        return tuple(sorted(people, key=lambda code: (code in self._asked, -people[code])))

    def _closest_first(self, code: str, key: str) -> tuple[int, int]:
        """In what order the places of one name are looked at: areas, then a district of that very name, then towns."""
        area = self.tables.areas.get(code)
        if area:
            return ORDER.index(area.kind), 0
        if code in self.tables.districts:
            return (len(ORDER) if key_of(self.codes.name(code)) == key else len(ORDER) + 2), 0
        return len(ORDER) + 1, -self.codes.people(code)

    def _takes_in(self, area: str, code: str) -> bool:
        """Whether a place already kept makes another of the same name not worth asking about."""
        tables = self.tables
        larger, smaller = tables.areas.get(area), tables.areas.get(code)
        if smaller:
            return larger is not None and not (larger.ask or smaller.ask)
        if larger is None and area in tables.districts:
            a, b = self.codes.point(area), self.codes.point(code)
            return a is not None and b is not None and distance_km(a, b) < SAME_DISTRICT_KM
        inside = set(self.codes.districts(code)) <= set(self.codes.districts(area))
        return inside and not (larger and larger.ask)

    def inside(self, key: str, area: str) -> tuple[str, ...]:
        """Codes of the meanings of one name that lie in what another means, or are a town near it."""
        around = self.of(area)
        districts = {district for code in around for district in self.codes.districts(code)}
        points = [point for code in around if (point := self.codes.point(code))]

        def is_inside(code: str) -> bool:
            if districts.issuperset(self.codes.districts(code)):
                return True
            spot = self.codes.spot(code)
            return spot is not None and any(distance_km(spot.point, point) < NEAR_KM for point in points)

        return tuple(filter(is_inside, self.of(key))) or tuple(filter(is_inside, self.of(key, small_too=True)))

    def when(self, key: str) -> When:
        """When a name in running text is a place: see `fires` in place_cues."""
        said = self.tables.ordinary.get(key)
        if said:
            return said
        if key in self.elsewhere:
            return self._when_away(key)
        people = max(map(self.codes.people, self.names.get(key, ())), default=0)
        short = len(key) < 4 or (len(key) <= SHORT and people < TOWN)
        return "cue" if short or key in self.foreign else "bare"

    def _when_away(self, key: str) -> When:
        """Someone who names a country need not be there; a Scottish village may share a word with anything."""
        if self.elsewhere[key] == "abroad":
            return "there"
        listed = self.tables.elsewhere.get(key)
        return "bare" if listed is None or listed[1] >= LARGE else "cue"
