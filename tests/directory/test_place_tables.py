"""The tables behind places: that they fit together, and that a wrong one is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from finder.directory.place_names import key_of, words
from finder.directory.place_tables import read_tables
from finder.directory.places import Places, PlaceTableError
from tests.directory.test_places import ALL, FOLDER, PLACES, rows


def test_every_neighbourhood_lies_in_its_outcode() -> None:
    outcodes = read_tables(FOLDER).outcodes
    seen: set[str] = set()
    for row in rows("neighbourhoods.csv"):
        districts = set(row["districts"].split(";"))
        assert districts <= ALL, row
        assert districts & set(outcodes[row["outcode"]].districts.split(";")), row
        assert row["code"] not in seen
        seen.add(row["code"])


def test_everyday_names_stand_for_one_place_each() -> None:
    names = [key_of(row["name"]) for row in rows("also.csv")]
    assert all(names)
    for row in rows("also.csv"):
        found = PLACES.resolve(row["name"])
        assert found.place or found.problem == row["place"], row


def test_names_are_spelt_the_same_however_they_are_split() -> None:
    for row in rows("also.csv"):
        assert key_of(row["name"]) == " ".join(word.key for word in words(row["name"])), row


@pytest.mark.parametrize("name", ["districts.csv", "sectors.csv.gz", "also.csv", "ordinary.csv", "words.txt"])
def test_a_missing_or_broken_table_is_named(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "places"
    shutil.copytree(FOLDER, folder)
    (folder / name).unlink()
    with pytest.raises(PlaceTableError, match=name.split(".")[0]):
        Places.load(folder)


def test_an_everyday_name_for_no_place_is_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "places"
    shutil.copytree(FOLDER, folder)
    (folder / "also.csv").write_text("name,place\nbrum,Narnia\n", encoding="utf-8")
    with pytest.raises(PlaceTableError, match="Narnia"):
        Places.load(folder)
    (folder / "also.csv").write_text("name,place\nbrum,Birmingham,more\n", encoding="utf-8")
    with pytest.raises(PlaceTableError, match=r"also\.csv: line 2 has 3 columns"):
        Places.load(folder)
