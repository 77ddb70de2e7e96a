"""Rows of the town list and of places elsewhere, from GeoNames. Part of derive.py."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from pyproj import Transformer

NOT_THE_TOWN = {2643556}
"""GeoNames numbers of hamlets that carry the population of a town of their name: Loughton in Shropshire."""
LARGE_ABROAD = 300_000
IRISH_TOWN = 1_500
UK_ELSEWHERE = {"SCT": "scotland", "NIR": "northern-ireland"}
CROWN = {"IM", "JE", "GG"}
SCRIPTS = ("ARABIC", "BENGALI", "GURMUKHI", "CYRILLIC")
"""Alphabets whose town names are kept. In Latin letters the list mixes languages and codes, so only Welsh towns."""
WELSH_TOWN = 60_000
LEAST_LETTERS = 5
"""A shorter name is a word of its language too often."""


def other_names(town: dict[str, Any]) -> list[str]:
    """Names worth keeping in other alphabets, and for Welsh towns in Latin letters too."""
    kept: list[str] = []
    for name in town["alternatenames"]:
        letters = [c for c in name if c.isalpha()]
        if len(letters) < LEAST_LETTERS or any(c in name for c in ",،;()'`"):
            continue
        latin = all(unicodedata.name(c, "").startswith("LATIN") for c in letters)
        welsh = town["admin1code"] == "WLS" and town["population"] < WELSH_TOWN
        large = town["population"] >= 15_000
        if (latin and welsh and name[0].isupper()) or (large and unicodedata.name(letters[0], "").startswith(SCRIPTS)):
            kept.append(name)
    return sorted({unicodedata.normalize("NFC", name) for name in kept} - {town["name"]})


def towns(cities: Iterable[dict[str, Any]], district_at: Callable[[int, int], str]) -> list[tuple[Any, ...]]:
    """Rows for the towns of England and Wales: id, name, district, point, population (0 unknown), other names.

    `district_at` gives the district code for a point in metres.
    """
    to_grid = Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)
    rows = []
    for town in cities:
        if town["countrycode"] == "GB" and town["admin1code"] in {"ENG", "WLS"}:
            east, north = (round(metres) for metres in to_grid.transform(town["longitude"], town["latitude"]))
            place = district_at(east, north), east, north
            people = 0 if town["geonameid"] in NOT_THE_TOWN else town["population"]
            rows.append((town["geonameid"], town["name"], *place, people, ";".join(other_names(town))))
    return sorted(rows)


def elsewhere(cities: Iterable[dict[str, Any]], countries: Iterable[dict[str, Any]]) -> list[tuple[str, str, int]]:
    """Rows for places we cannot help in: name, why (a problem of Resolution), population."""
    found: dict[tuple[str, str], int] = {}
    for town in cities:
        country, population = town["countrycode"], town["population"]
        why = UK_ELSEWHERE.get(town["admin1code"]) if country == "GB" else None
        if country in CROWN:
            why = "crown-dependency"
        elif country != "GB" and (population >= LARGE_ABROAD or (country == "IE" and population >= IRISH_TOWN)):
            why = "abroad"
        if why:
            found[town["name"], why] = max(population, found.get((town["name"], why), 0))
    for country_row in countries:
        if country_row["iso"] not in CROWN | {"GB"}:
            found[country_row["name"], "abroad"] = int(country_row["population"])
            found.setdefault((country_row["capital"], "abroad"), 0)
    return sorted((name, why, population) for (name, why), population in found.items() if name)
