"""Reads the place tables of a content folder. See content/places/README.md for where each comes from."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from sys import intern
from typing import Literal, cast

from finder.directory.place_names import key_of
from finder.directory.postcodes import Problem
from finder.directory.spots import Postcodes, Spot

AreaKind = Literal["nation", "force", "county", "region"]
When = Literal["bare", "cue", "name", "word", "rare", "live", "there", "never"]


class PlaceTableError(ValueError):
    """A place table cannot be used; says the file and why."""


@dataclass(frozen=True, slots=True)
class District:
    """A row of districts.csv. `label` is the everyday name."""

    code: str
    label: str
    names: tuple[str, ...]
    county: str
    region: str
    nation: str
    force_code: str
    force: str


@dataclass(frozen=True, slots=True)
class Area:
    """A row of areas.csv. `ask`: a person who types this name has to be asked which one is meant."""

    code: str
    kind: AreaKind
    name: str
    label: str
    ask: bool


@dataclass(frozen=True)
class Tables:
    """All place tables, by code or by key (see key_of)."""

    districts: dict[str, District]
    areas: dict[str, Area]
    sectors: Postcodes
    outcodes: Postcodes
    towns: dict[str, Spot]
    neighbourhoods: dict[str, Spot]
    elsewhere: dict[str, tuple[Problem, int]]
    also: tuple[tuple[str, str], ...]
    ordinary: dict[str, When]
    words: frozenset[str]


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
        return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise PlaceTableError(f"{path.name}: {error}") from error


def _rows(path: Path) -> Iterator[list[str]]:
    rows = csv.reader(io.StringIO(_text(path), newline=""))
    width = len(next(rows, []))
    for row in rows:
        if len(row) != width:
            raise PlaceTableError(f"{path.name}: line {rows.line_num} has {len(row)} columns, not {width}")
        yield row


def _district(row: list[str]) -> District:
    code, name, others, county, region, nation, force_code, force = row
    also = tuple(other for other in others.split(";") if other)
    label = also[0] if also and ((", " in name and " of" in name) or name.startswith("St. ")) else name
    return District(code, label, (name, *also), county, region, nation, force_code, force)


def _outcodes(path: Path) -> Postcodes:
    return Postcodes((code, districts, (int(east), int(north))) for code, districts, east, north in _rows(path))


def _sectors(path: Path) -> Postcodes:
    """Sectors by outcode, hyphen and digit: without the hyphen SE1 5 would be the outcode SE15."""
    return Postcodes((f"{code[:-1]}-{code[-1]}", districts, (int(east), int(north))) for code, districts, east, north in _rows(path))


def _towns(path: Path) -> dict[str, Spot]:
    return {
        f"t{number}": Spot(name, intern(district), (int(east), int(north)), int(people), others)
        for number, name, district, east, north, people, others in _rows(path)
    }


def _elsewhere(path: Path) -> dict[str, tuple[Problem, int]]:
    found: dict[str, tuple[Problem, int]] = {}
    for name, problem, people in _rows(path):
        key, count = key_of(name), int(people)
        known = found.get(key)
        # A place of the United Kingdom is likelier meant than one of the same name abroad.
        if known is None or (problem != "abroad", count) > (known[0] != "abroad", known[1]):
            found[key] = cast(Problem, problem), count
    return found


def read_tables(folder: Path) -> Tables:
    """All tables of a places folder. Raises PlaceTableError when one is missing or wrong."""
    try:
        outcodes = _outcodes(folder / "outcodes.csv.gz")
        neighbourhoods = {
            code: Spot(name, intern(districts), outcodes[outcode].point)
            for code, name, districts, outcode in _rows(folder / "neighbourhoods.csv")
        }
        return Tables(
            districts={row[0]: _district(row) for row in _rows(folder / "districts.csv")},
            areas={
                code: Area(code, cast(AreaKind, kind), name, label, ask == "yes")
                for code, kind, name, label, ask in _rows(folder / "areas.csv")
            },
            sectors=_sectors(folder / "sectors.csv.gz"),
            outcodes=outcodes,
            towns=_towns(folder / "towns.csv.gz"),
            neighbourhoods=neighbourhoods,
            elsewhere=_elsewhere(folder / "elsewhere.csv.gz"),
            also=tuple((name, place) for name, place in _rows(folder / "also.csv")),
            words=frozenset(_text(folder / "words.txt").split()),
            ordinary={key_of(name): cast(When, when) for name, when in _rows(folder / "ordinary.csv")},
        )
    except (KeyError, ValueError) as error:
        if isinstance(error, PlaceTableError):
            raise
        raise PlaceTableError(f"{folder.name}: {error!r}") from error
