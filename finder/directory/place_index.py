"""Place codes and names to places, with labels that tell namesakes apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from finder.directory.place_codes import MOST_PARTS
from finder.directory.place_meanings import Meanings
from finder.directory.place_names import key_of
from finder.directory.place_tables import Tables
from finder.directory.postcodes import Problem
from finder.needs import Place

MOST_CHOICES = 8


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a typed place means.

    `place` is all its meanings together, None when there is none. `choices` are the meanings to ask about,
    likeliest first, empty when there is nothing to ask. `problem` says why there is no place.
    """

    place: Place | None
    choices: tuple[Place, ...] = ()
    problem: Problem | None = None


class PlaceIndex:
    """Everything known about places. Read-only once made, so threads can share it."""

    def __init__(self, tables: Tables) -> None:
        """Raises PlaceTableError when the tables do not fit together."""
        self.tables = tables
        self.meanings = Meanings(tables)
        self.codes = self.meanings.codes
        self._labels: dict[str, str] = {}
        self._joined: dict[str, str] = {}
        for key, codes in self.meanings.names.items():
            if len(codes) > 1 or "." in codes[0]:
                self._tell_apart(key)

    def _tell_apart(self, key: str) -> None:
        """Labels such as "Newport, Wales" for places that share a name, and the name for their joined code."""
        everyone, likely = self.meanings.of(key, small_too=True), self.meanings.of(key)
        together = ".".join(likely[:MOST_PARTS])
        if "." in together:
            self._joined.setdefault(together, self.meanings.shown[key])
        named = [code for code in everyone if key_of(self.codes.name(code)) == key and code not in self.tables.areas]
        wide = {code: self._wide(code) for code in named if likely != (code,)}
        shared = Counter(wide.values())
        for code, area in wide.items():
            more = area if shared[area] == 1 else self.codes.name(self.codes.districts(code)[0])
            if key_of(more) != key:
                self._labels[code] = f"{self.codes.name(code)}, {more}"

    def _wide(self, code: str) -> str:
        """The name that people would put after a place's to say which one it is."""
        district = self.tables.districts[self.codes.districts(code)[0]]
        if district.nation == "wales":
            return "Wales" if code in self.tables.districts else district.label
        if district.region == "London":
            return "London"
        return district.label if code in self.tables.neighbourhoods else district.county

    def place(self, code: str) -> Place | None:
        """The place with that code, None when there is none. Any text may be given."""
        districts = self.codes.districts(code)
        if not districts:
            return None
        area = self.tables.areas.get(code)
        label = area.label if area else self._labels.get(code) or self._joined.get(code) or self.codes.name(code)
        if not label:
            *most, last = (part.label for part in map(self.place, code.split(".")) if part)
            label = f"{', '.join(most)} or {last}"
        return Place(code, label, districts, self.codes.force(districts), self.codes.point(code))

    def resolution(self, codes: Sequence[str]) -> Resolution:
        """The resolution for places that may be meant, likeliest first; "unknown" when there are none."""
        place = self.place(".".join(codes[:MOST_PARTS])) if codes else None
        if place is None:
            return Resolution(None, (), "unknown")
        asked: Iterable[str] = codes if len(codes) > 1 else ()
        if len(codes) == 1 and self.codes.is_postcode(codes[0]) and len(place.districts) > 1:
            asked = place.districts
        choices = tuple(choice for choice in map(self.place, asked) if choice)
        return Resolution(place, choices[:MOST_CHOICES])

    def named(self, key: str) -> Resolution:
        """The resolution of a name by its key, here or elsewhere; "unknown" when it is no name."""
        if key in self.meanings.elsewhere:
            return Resolution(None, (), self.meanings.elsewhere[key])
        return self.resolution(self.meanings.of(key))
