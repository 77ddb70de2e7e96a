"""Misspelt place names: the one place that is clearly meant, or none."""

from __future__ import annotations

from rapidfuzz import process
from rapidfuzz.distance import OSA

from finder.directory.place_index import PlaceIndex

SHORTEST = 6
"""A shorter name is one letter away from too many words."""
LONGEST = 40
TWO_EDITS_FROM = 9
KNOWN_BY_MANY = 15_000
"""People in a place that a short misspelling may stand for."""
CLEARLY = 20
"""One place is clearly meant when it has so many times the people of the next."""


class Spelling:
    """Finds names by edit distance (a letter missing, added, changed, or two swapped)."""

    def __init__(self, index: PlaceIndex) -> None:
        """Lists the names in Latin letters of places in England and Wales and elsewhere in these islands."""
        self._index = index
        away = [key for key, why in index.meanings.elsewhere.items() if why != "abroad"]
        ours = [key for key in index.meanings.names if key not in index.meanings.foreign]
        self._names = [key for key in (*ours, *away) if len(key) >= SHORTEST and key.isascii()]
        self._large = [key for key in self._names if self._people(key) >= KNOWN_BY_MANY]

    def _people(self, key: str) -> int:
        codes = self._index.meanings.names.get(key)
        if codes:
            return max(map(self._index.codes.people, codes))
        away = self._index.tables.elsewhere.get(key)
        return away[1] if away else 0

    def closest(self, key: str) -> str | None:
        """The key of the place a whole misspelt name stands for; None unless just one is likely."""
        if not SHORTEST - 1 <= len(key) <= LONGEST or key in self._index.tables.words:
            return None
        names = self._names if len(key) > SHORTEST else self._large
        return self._clear_one(key, names, 2 if len(key) >= TWO_EDITS_FROM else 1)

    def one_edit(self, key: str) -> str | None:
        """The key of the larger place that a word in running text is one edit away from, first letter kept."""
        found = None if key in self._index.tables.words else self._clear_one(key, self._large, 1)
        return found if found and found[0] == key[0] else None

    def _clear_one(self, key: str, names: list[str], most: int) -> str | None:
        near = process.extract(key, names, scorer=OSA.distance, score_cutoff=most, limit=None)
        if not near:
            return None
        least = min(distance for _, distance, _ in near)
        found = [name for name, distance, _ in near if distance == least]
        found = [name for name in found if name[0] == key[0]] or found
        found.sort(key=self._people, reverse=True)
        if len(found) > 1 and self._people(found[0]) < CLEARLY * max(1, self._people(found[1])):
            codes = {code for name in found for code in self._index.meanings.of(name)}
            return found[0] if len({self._index.codes.districts(code) for code in codes}) == 1 else None
        return found[0]
