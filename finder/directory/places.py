"""Places: what a person typed, or a service covers, as local authority districts.

Nothing here keeps or writes down what somebody typed.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from finder.directory.place_codes import distance_km
from finder.directory.place_index import PlaceIndex, Resolution
from finder.directory.place_meanings import ORDER
from finder.directory.place_names import key_of
from finder.directory.place_spelling import Spelling
from finder.directory.place_tables import PlaceTableError, read_tables
from finder.directory.place_text import PlaceMention, mentions
from finder.directory.place_typed import resolve
from finder.needs import Place

__all__ = ["PlaceMention", "PlaceTableError", "Places", "Resolution", "UnknownPlace", "distance_km"]

_COVERAGE_WORDS = {
    "uk": "England and Wales",
    "national-england-wales": "England and Wales",
    "scotland": None,
    "northern-ireland": None,
}
_LONGEST_CODE = 150


class UnknownPlace(LookupError):
    """A coverage word that is no police force area, county, region, district or nation."""


class Places:
    """Every place of England and Wales that we know. Read-only, so threads can share one."""

    def __init__(self, index: PlaceIndex) -> None:
        """Takes the index made from the tables; use load()."""
        self._index = index
        self._spelling = Spelling(index)

    @classmethod
    def load(cls, folder: Path) -> Places:
        """Reads a places folder. Raises PlaceTableError when a table is missing or wrong."""
        return cls(PlaceIndex(read_tables(folder)))

    def districts_for(self, name: str) -> frozenset[str]:
        """The district codes that a coverage word takes in: none for Scotland and Northern Ireland.

        A name means the police force area first, then the county, the region, the nation, the district, and last
        another name of one of these. Raises UnknownPlace for any other word.
        """
        word = name.strip()
        if word in _COVERAGE_WORDS:
            word = _COVERAGE_WORDS[word] or ""
            if not word:
                return frozenset()
        tables = self._index.tables
        codes = self._index.meanings.names.get(key_of(word), ())
        areas = [code for code in codes if code in tables.areas]
        areas.sort(key=lambda code: ORDER.index(tables.areas[code].kind))
        kept = areas[:1] or [code for code in codes if code in tables.districts or "." in code]
        if not kept:
            raise UnknownPlace(name)
        return frozenset(district for code in kept for district in self._index.codes.districts(code))

    def resolve(self, typed: str) -> Resolution:
        """What a person typed in the box for a place. Any text may be given; a full postcode is cut to its sector."""
        return resolve(self._index, self._spelling, typed)

    def find_in(self, text: str) -> tuple[PlaceMention, ...]:
        """The places named in running text, in order. Any text may be given."""
        return mentions(self._index, self._spelling, text)

    def by_code(self, code: str) -> Place | None:
        """The place with a code from a link or the API; None when it is not one of ours. Any text may be given."""
        return self._index.place(code) if len(code) <= _LONGEST_CODE else None

    def label_of(self, district_code: str) -> str:
        """The everyday name of a district. Raises UnknownPlace when there is no such district."""
        if district_code not in self._index.tables.districts:
            raise UnknownPlace(district_code)
        return self._index.codes.name(district_code)

    def force_of(self, districts: Iterable[str]) -> str | None:
        """The police force area that all these districts are in; None when there is not just one."""
        known = tuple(code for code in districts if code in self._index.tables.districts)
        return self._index.codes.force(known)

    def all_districts(self) -> tuple[str, ...]:
        """All district codes, in the order of the table."""
        return tuple(self._index.tables.districts)
